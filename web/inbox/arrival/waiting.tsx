import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { memberIdOf, verifierOf } from "../../../shared/key.ts";
import type { Waiting } from "../../../shared/satgas/contract.ts";
import type { KeyFile } from "../../../shared/satgas/key-file.ts";
import type { RollMember } from "../../../shared/satgas/roll.ts";
import { KPU_RI, parentOf, unitName } from "../../../shared/work-unit.ts";
import type { Refusal } from "../../api.ts";
import { type KnownSet, knownNewcomer, knownSet } from "../../satgas/room.ts";
import { useSpeech } from "../../words/inbox.ts";
import { ByRoot } from "../by-root.tsx";
import { Heading, Refused } from "../parts.tsx";
import { type Session, startSession, whatWaits } from "../session.ts";

/** How often it looks whether her code was typed, in milliseconds. */
const EVERY = 15_000;

interface WaitingProps {
  readonly keyFile: KeyFile;
  readonly onUnlocked: (session: Session) => void;
}

/** What of hers waits, as her own key says. */
interface Hers {
  readonly what: "card" | "set";
  readonly code: string;
  readonly name: string;
  readonly office: RollMember["office"];
  /** Of a founder. */
  readonly set?: KnownSet;
}

/** Her code, until somebody has typed it; then the inbox. */
export function WaitingForCode({ keyFile, onUnlocked }: WaitingProps) {
  const { words } = useSpeech();
  const { waiting: text, about } = words.arrival;
  const [hers, setHers] = useState<Hers | "lies" | "gone">();
  const [refusal, setRefusal] = useState<Refusal>();
  const [checking, setChecking] = useState(false);
  const [looked, setLooked] = useState(0);
  const busy = useRef(false);

  const check = useCallback(async () => {
    if (busy.current) return;
    busy.current = true;
    setChecking(true);
    const answer = await whatWaits(keyFile);
    // Nothing waits any more: she was taken in, or withdrawn.
    const session = answer.ok || answer.code !== "nothing-waiting" ? undefined : await startSession(keyFile);
    busy.current = false;
    setChecking(false);
    if (session?.ok) return onUnlocked(session.value);
    if (answer.ok) setHers(await hersIn(answer.value, keyFile));
    else if (session?.code === "not-signed-in") setHers("gone");
    setRefusal(answer.ok || session?.code === "not-signed-in" ? undefined : (session ?? answer));
    setLooked((count) => count + 1);
  }, [keyFile, onUnlocked]);

  useEffect(() => {
    check();
    const timer = setInterval(check, EVERY);
    const seen = () => document.visibilityState === "visible" && check();
    addEventListener("visibilitychange", seen);
    return () => {
      clearInterval(timer);
      removeEventListener("visibilitychange", seen);
    };
  }, [check]);

  const above = parentOf(keyFile.unit);
  const whom = above === undefined || keyFile.unit === KPU_RI ? text.foundRoot : text.found(unitName(above));

  return (
    <main class="narrow">
      <Heading>{text.heading}</Heading>
      {typeof hers === "object" && (
        <>
          <p>{hers.what === "card" ? text.join : whom}</p>
          <section class="card">
            <p class="quiet small">{text.you(hers.name, about.roles[hers.office.role])}</p>
            <p class="passphrase">{hers.code}</p>
            <p class="quiet small">{text.aloud}</p>
          </section>
          <p>{text.stay}</p>
          <p class="quiet small">{text.close}</p>
          {hers.set && <ByRoot set={hers.set} onVouched={check} />}
        </>
      )}
      {typeof hers === "string" && (
        <p class="note alarm" role="alert">
          {text[hers]}
        </p>
      )}
      {refusal && <Refused refusal={refusal} retry={check} />}
      <p role="status" class="quiet small">
        {checking ? text.checking : typeof hers === "object" && looked > 1 && !refusal && text.notYet}
      </p>
      {!refusal && (
        <button type="button" class="button" aria-disabled={checking} onClick={check}>
          {text.check}
        </button>
      )}
    </main>
  );
}

/** Compared with her own key before a code is shown: a server that gave another's card would have it vouched for. */
async function hersIn({ card, set, unit }: Waiting, { signer }: KeyFile): Promise<Hers | "lies"> {
  const member = await memberIdOf(verifierOf(signer));
  if (set) {
    const known = await knownSet(set, unit, undefined);
    const line = known?.roll.members.find(({ id }) => id === member);
    if (!known || !line || known.roll.members.length !== 1) return "lies";
    return { what: "set", code: known.code, name: known.names.get(member) ?? "", office: line.office, set: known };
  }
  const [known] = card ? await knownNewcomer(card) : [];
  if (known?.member !== member) return "lies";
  return { what: "card", code: known.code, name: known.name[0], office: known.row.office };
}
