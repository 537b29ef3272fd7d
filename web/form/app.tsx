import { useEffect, useState } from "preact/hooks";
import type { UsableSatgas } from "../../shared/routing.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import { embedded } from "../frame.ts";
import { settings } from "../settings.ts";
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
import { MineDoor } from "./rooms/mine-door.tsx";
import { Opening } from "./rooms/opening.tsx";
import { Role } from "./rooms/person.tsx";
import { After, Receipt } from "./rooms/receipt.tsx";
import { Evidence, Respondents, Retaliation } from "./rooms/respondents.tsx";
import { Review } from "./rooms/review.tsx";
import { Unit } from "./rooms/unit.tsx";
import { Who } from "./rooms/who.tsx";
import { isStep, type Screen, steps } from "./steps.ts";
import { type Names, unitsOf } from "./units.ts";

/** The office whose page embeds the form; always changeable, since she may work elsewhere. */
function initialDraft(): Draft {
  const unit = fragment().get("unit") ?? "";
  return /^(\d{2}|\d{4})$/.test(unit) ? { unit } : {};
}

/** Fields on which depends who can open the report. */
const decisive: readonly (keyof Draft)[] = ["unit", "conflicts", "mayClimb"];

interface AppProps extends Pick<RoomProps, "post" | "loadMine"> {
  readonly loadNames: () => Promise<{ readonly unitNames: ReadonlyMap<UnitCode, string> }>;
}

export function App({ post, loadNames, loadMine }: AppProps) {
  const [language, setLanguage] = useState<Language>(initialLanguage);
  const [draft, setDraft] = useState<Draft>(initialDraft);
  const [names, setNames] = useState<Names>({ status: "loading" });
  const [usable, setUsable] = useState<UsableSatgas>();
  const [agreed, setAgreed] = useState<readonly UnitCode[]>();
  const journey = useJourney();
  const { screen, go, editing } = journey;
  const words = formWords[language];
  const handing = useHandingIn({ post, draft, language, agreed, go, clear: () => setDraft({}), busy: journey.busy });

  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  const fetchNames = async () => {
    setNames({ status: "loading" });
    const names = await loadNames().catch(() => undefined);
    if (!names) return setNames({ status: "failed" });
    setNames({ status: "ready", names: names.unitNames });
    // A link may name an office of another province's post.
    const units = unitsOf(names.unitNames, settings.stack);
    const known = (unit: string | undefined) => units.some(({ code }) => code === unit);
    setDraft((draft) => (known(draft.unit) ? draft : { ...draft, unit: undefined }));
  };

  // The first question needs no request; whatever does comes after it was painted.
  useEffect(() => {
    const timer = setTimeout(() => {
      fetchNames();
      post.begin().catch(() => undefined);
    }, 50);
    return () => clearTimeout(timer);
  }, []);

  const { unit } = draft;
  useEffect(() => {
    // Asked where it is shown, so that a list that failed to come is asked for again.
    if (unit === undefined || screen !== "conflict") return undefined;
    let current = true;
    post.usable(unit).then((usable) => current && setUsable(usable));
    return () => {
      current = false;
    };
  }, [unit, screen]);

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
    names,
    loadNames: () => void fetchNames(),
    usable,
    post,
    loadMine,
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
  mine: MineDoor,
  after: After,
};

function Room({ screen, room, handing, noted }: RoomChoice) {
  if (screen === "who") return <Who {...room} changed={handing.seatsChanged} />;
  if (screen === "review") return <Review {...room} handing={handing} />;
  if (screen === "receipt")
    return handing.code && <Receipt {...room} code={handing.code} asItWas={handing.asItWas} noted={noted} />;
  const Plain = plainRooms[screen];
  return <Plain {...room} />;
}
