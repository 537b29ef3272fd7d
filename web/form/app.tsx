import { useEffect, useState } from "preact/hooks";
import type { UnitCode } from "../../shared/work-unit.ts";
import { embedded } from "../frame.ts";
import { formWords } from "../words/form.ts";
import { fragment, initialLanguage, type Language } from "../words/language.ts";
import { type Draft, isWritten } from "./draft.ts";
import { isLeaving, quickExit, SAFE_PLACE } from "./exit.ts";
import { useHandingIn } from "./handing.ts";
import { useJourney } from "./journey.ts";
import type { RoomProps } from "./parts.tsx";
import { Conflict } from "./rooms/conflict.tsx";
import { Account, Happenings, Needs, Place } from "./rooms/event.tsx";
import { Consents, Identity } from "./rooms/identity.tsx";
import { Mine } from "./rooms/mine.tsx";
import { Opening } from "./rooms/opening.tsx";
import { Role } from "./rooms/person.tsx";
import { After, Receipt } from "./rooms/receipt.tsx";
import { Evidence, Respondents, Retaliation } from "./rooms/respondents.tsx";
import { Review } from "./rooms/review.tsx";
import { Unit } from "./rooms/unit.tsx";
import { Who } from "./rooms/who.tsx";
import { isStep, type Screen, steps } from "./steps.ts";
import type { Post } from "./submit.ts";
import type { DirectoryState } from "./units.ts";

/** The office whose page embeds the form; always changeable, since she may work elsewhere. */
function initialDraft(): Draft {
  const unit = fragment().get("unit") ?? "";
  return /^(\d{2}|\d{4})$/.test(unit) ? { unit } : {};
}

/** Fields on which depends who can open the report. */
const decisive: readonly (keyof Draft)[] = ["unit", "conflicts", "mayClimb"];

export function App({ post }: { readonly post: Post }) {
  const [language, setLanguage] = useState<Language>(initialLanguage);
  const [draft, setDraft] = useState<Draft>(initialDraft);
  const [directory, setDirectory] = useState<DirectoryState>({ status: "loading" });
  const [agreed, setAgreed] = useState<readonly UnitCode[]>();
  const journey = useJourney();
  const { screen, go, editing } = journey;
  const words = formWords[language];
  const handing = useHandingIn({ post, draft, language, agreed, go, clear: () => setDraft({}), busy: journey.busy });

  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  const loadDirectory = async () => {
    setDirectory({ status: "loading" });
    const answer = await post.directory();
    setDirectory(answer.ok ? { status: "ready", value: answer.value } : { status: "failed" });
    // A link may name an office of another province's post.
    const known = (unit: string | undefined) => answer.ok && answer.value.units.some(({ code }) => code === unit);
    if (answer.ok) setDraft((draft) => (known(draft.unit) ? draft : { ...draft, unit: undefined }));
  };

  // The first question needs no request; whatever does comes after it was painted.
  useEffect(() => {
    const timer = setTimeout(() => {
      loadDirectory();
      post.begin().catch(() => undefined);
    }, 50);
    return () => clearTimeout(timer);
  }, []);

  const losing = isWritten(draft) || handing.code !== undefined;
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (!losing || isLeaving()) return;
      event.preventDefault();
      event.returnValue = "";
    };
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [losing]);

  const set = (patch: Draft) => {
    setDraft((draft) => ({ ...draft, ...patch }));
    handing.touched();
    if (decisive.some((field) => field in patch)) setAgreed(undefined);
  };

  // From the summary and back, unless the change decides who can open it: then she sees that first.
  const next = () => {
    if (!editing) journey.next();
    else if (screen === "unit" && draft.conflicts === undefined) go("conflict");
    else if (agreed === undefined && (screen === "unit" || screen === "conflict")) go("who");
    else go("review");
  };

  const room: RoomProps = {
    words,
    language,
    draft,
    set,
    directory,
    loadDirectory,
    post,
    go,
    edit: journey.edit,
    next,
    back: journey.back,
    editing,
    agreed,
    agree: (seats) => {
      setAgreed(seats);
      handing.touched();
    },
  };

  return (
    <>
      <header class="top">
        <ExitLink label={words.common.exit} />
        <span class="site">{words.common.site}</span>
        <button
          type="button"
          class="link"
          lang={language === "id" ? "en" : "id"}
          onClick={() => setLanguage(language === "id" ? "en" : "id")}
        >
          {words.common.otherLanguage}
        </button>
      </header>
      <main class="page">
        {isStep(screen) && (
          <div class="progress">
            <p id="progress">{words.common.step(steps.indexOf(screen) + 1, steps.length)}</p>
            <progress value={steps.indexOf(screen) + 1} max={steps.length} aria-hidden="true" />
          </div>
        )}
        <Room
          key={screen}
          screen={screen}
          room={room}
          handing={handing}
          noted={() => {
            handing.noted();
            go("after");
          }}
        />
        {/* In a frame as tall as its content the bar above scrolls away with the host page. */}
        {embedded && (
          <p class="exit-below">
            <ExitLink label={words.common.exit} />
          </p>
        )}
      </main>
    </>
  );
}

/** A true link, so that it leads away even where a script was stopped. */
const ExitLink = ({ label }: { readonly label: string }) => (
  <a
    class="exit"
    href={SAFE_PLACE}
    target="_top"
    rel="noreferrer"
    onClick={(event) => {
      event.preventDefault();
      quickExit();
    }}
  >
    {label}
  </a>
);

interface RoomChoice {
  readonly screen: Screen;
  readonly room: RoomProps;
  readonly handing: ReturnType<typeof useHandingIn>;
  readonly noted: () => void;
}

const plainRooms = {
  opening: Opening,
  role: Role,
  unit: Unit,
  conflict: Conflict,
  needs: Needs,
  place: Place,
  happenings: Happenings,
  account: Account,
  respondents: Respondents,
  retaliation: Retaliation,
  evidence: Evidence,
  identity: Identity,
  consents: Consents,
  mine: Mine,
  after: After,
};

function Room({ screen, room, handing, noted }: RoomChoice) {
  if (screen === "who") return <Who {...room} changed={handing.seatsChanged} />;
  if (screen === "review") return <Review {...room} handing={handing} />;
  if (screen === "receipt")
    return <Receipt {...room} code={handing.code ?? ""} asItWas={handing.asItWas} noted={noted} />;
  const Plain = plainRooms[screen];
  return <Plain {...room} />;
}
