import { useEffect, useRef, useState } from "preact/hooks";
import type { Invited } from "../../../shared/satgas/contract.ts";
import type { Invitation } from "../../../shared/satgas/invitation.ts";
import type { Keyring } from "../../../shared/satgas/keyring.ts";
import { type NewMember, newMember } from "../../../shared/satgas/member.ts";
import { type Identity, recipientOf } from "../../../shared/seal.ts";
import { KPU_RI, unitName } from "../../../shared/work-unit.ts";
import type { Answer, Refusal } from "../../api.ts";
import { download } from "../../download.ts";
import { arrivalApi } from "../../satgas/api.ts";
import {
  type Before,
  childrenBelow,
  foundingRequest,
  joinRequest,
  openedWithPaper,
  standingBefore,
} from "../../satgas/arrival.ts";
import { settings } from "../../settings.ts";
import { speech, useSpeech } from "../../words/inbox.ts";
import { momentOfSeconds } from "../../words/moments.ts";
import { keyFileName } from "../key-file.ts";
import { type NewKeyFile, NewLock } from "../new-lock.tsx";
import { Heading, Refused } from "../parts.tsx";
import { mayRemember, remember } from "../remembered.ts";
import { About, type Self } from "./about.tsx";
import { NewPaper, OldPaper } from "./paper.tsx";

interface ArrivalProps {
  readonly invitation: Invitation;
  /** It was sent: now somebody types her code. */
  readonly onSent: (keyFile: NewMember["keyFile"]) => void;
  readonly onUnlock: () => void;
}

type Step =
  | { readonly at: "looking" | "about" | "old-paper" | "key" | "paper" | "sending" }
  | { readonly at: "refused" | "not-sent"; readonly refusal: Refusal };

const seconds = () => Math.floor(Date.now() / 1000);

const belowUnverified = {
  id: speech.id.words.room.trouble["below-unverified"],
  en: speech.en.words.room.trouble["below-unverified"],
};

/** From an invitation to a code that waits to be typed. What she has made stays on the page until it was sent. */
export function Arrival({ invitation, onSent, onUnlock }: ArrivalProps) {
  const { words, language } = useSpeech();
  const text = words.arrival;
  const [step, setStep] = useState<Step>({ at: "looking" });
  const [invited, setInvited] = useState<Invited>();
  const [member, setMember] = useState<NewMember>();
  const [own, setOwn] = useState(false);
  const self = useRef<Self | undefined>(undefined);
  const old = useRef<{ before?: Before; keyring?: Keyring | undefined }>({});
  const paper = useRef<Identity | undefined>(undefined);

  const look = async () => {
    setStep({ at: "looking" });
    const answer = await arrivalApi.look(invitation);
    if (!answer.ok) return setStep({ at: "refused", refusal: answer });
    setInvited(answer.value);
    setStep({ at: "about" });
  };
  useEffect(() => {
    look();
  }, []);

  // What she made is on this page alone until it was sent: neither Back nor a reload takes it unasked.
  useEffect(() => {
    if (!member) return;
    const ask = (event: BeforeUnloadEvent) => {
      event.preventDefault();
      event.returnValue = true;
    };
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [member]);

  const described = async (said: Self) => {
    self.current = said;
    setMember(await newMember(invitation.unit, said, seconds()));
    setStep({ at: invited?.to === "recover" ? "old-paper" : "key" });
  };

  /** @param typed the paper's identity; nothing when she has none */
  const oldPaperTyped = async (typed: Identity | undefined): Promise<"wrong" | "unverified" | undefined> => {
    const before = invited && (await standingBefore(invited, { root: settings.root, now: seconds() }));
    if (!invited || !before) return "unverified";
    const keyring = typed === undefined ? undefined : await openedWithPaper(invited, before, typed);
    if (typed !== undefined && !keyring) return "wrong";
    old.current = { before, keyring };
    setStep({ at: "key" });
    return undefined;
  };

  const sealed = ({ bytes }: NewKeyFile) => {
    if (!member) return;
    download(bytes, keyFileName(member.keyFile));
    if (own) remember(bytes);
    if (invited?.to === "join") send();
    else setStep({ at: "paper" });
  };

  async function found(founder: NewMember, identity: Identity): Promise<Answer<unknown>> {
    const { before, keyring } = old.current;
    const next = { until: self.current?.until ?? "", recovery: await recipientOf(identity), now: seconds() };
    if (!before) return arrivalApi.found(await foundingRequest(invitation, founder, next));
    // As late as can be: another vouch below in the meantime would make all of it void.
    const elsewhere = (invitation.unit === KPU_RI && settings.others) || [];
    const origins = ["", ...elsewhere.map(({ origin }) => origin)];
    const children = await childrenBelow(invitation.unit, origins, { root: settings.root, now: seconds() });
    if (children === "unverified") return { ok: false, code: "refused", words: belowUnverified };
    if ("ok" in children) return children;
    return arrivalApi.found(
      await foundingRequest(invitation, founder, { ...next, before: { ...before, keyring, children } }),
    );
  }

  async function send() {
    if (!member || !invited) return;
    setStep({ at: "sending" });
    const answer = await (invited.to === "join" || paper.current === undefined
      ? arrivalApi.join(joinRequest(invitation, member))
      : found(member, paper.current));
    if (answer.ok) onSent(member.keyFile);
    else setStep({ at: "not-sent", refusal: answer });
  }

  const steps: readonly Step["at"][] =
    invited?.to === "join"
      ? ["about", "key"]
      : invited?.to === "found"
        ? ["about", "key", "paper"]
        : ["about", "old-paper", "key", "paper"];
  const at = steps.indexOf(step.at);
  const unit = unitName(invitation.unit);

  return (
    <main class="narrow">
      {invited && at >= 0 && (
        <p class="quiet small step">
          {step.at !== "about" && `${text.heading[invited.to](unit)} · `}
          {text.step(at + 1, steps.length)}
        </p>
      )}
      {step.at === "looking" && (
        <>
          <Heading>{words.common.title}</Heading>
          <p role="status">{text.looking}</p>
        </>
      )}
      {step.at === "refused" && (
        <>
          <Heading>{words.common.title}</Heading>
          <Refused refusal={step.refusal} retry={look} />
          {step.refusal.code === "invitation-used" && <p>{text.used}</p>}
          <button type="button" class="button" onClick={onUnlock}>
            {text.toUnlock}
          </button>
        </>
      )}
      {step.at === "about" && invited && (
        <>
          <Heading>{text.heading[invited.to](unit)}</Heading>
          <p>{text.intro[invited.to]}</p>
          <p class="quiet small">{text.expires(momentOfSeconds(invited.expires, language))}</p>
          <About withUntil={invited.to !== "join"} onDone={described} />
        </>
      )}
      {step.at === "old-paper" && <OldPaper onTyped={oldPaperTyped} />}
      {step.at === "key" && member && (
        <>
          <Heading>{text.key.heading}</Heading>
          <p>{text.key.intro}</p>
          <div class="field">
            <label class="tick">
              <input type="checkbox" checked={own} aria-describedby="own-hint" onChange={() => setOwn(!own)} />
              <span>{text.key.own}</span>
            </label>
            <p class="quiet small indented" id="own-hint">
              {text.key.ownHint}
            </p>
            <p role="status" class={own && !mayRemember() ? "note warm" : undefined}>
              {own && !mayRemember() && words.unlock.notRemembered}
            </p>
          </div>
          <NewLock keyFile={member.keyFile} onSealed={sealed} />
        </>
      )}
      {step.at === "paper" && (
        <NewPaper
          unit={invitation.unit}
          onTypedBack={(identity) => {
            paper.current = identity;
            send();
          }}
        />
      )}
      {step.at === "sending" && (
        <>
          <Heading>{words.common.title}</Heading>
          <p role="status">{text.sending}</p>
        </>
      )}
      {step.at === "not-sent" && (
        <>
          <Heading>{words.common.title}</Heading>
          <p>{text.failed}</p>
          <Refused refusal={step.refusal} retry={send} />
        </>
      )}
    </main>
  );
}
