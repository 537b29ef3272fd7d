import { useEffect, useState } from "preact/hooks";
import { isUnitCode } from "../../shared/kind.ts";
import type { UsableSatgas } from "../../shared/routing.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import { SAFE_PLACE } from "../elsewhere.ts";
import { embedded } from "../frame.ts";
import { settings } from "../settings.ts";
import { formWords } from "../words/form.ts";
import { fragment, initialLanguage, type Language } from "../words/language.ts";
import { type Draft, isWritten } from "./draft.ts";
import { isLeaving, quickExit } from "./exit.ts";
import { useJourney } from "./journey.ts";
import type { ScreenProps } from "./parts.tsx";
import { Account } from "./screens/account.tsx";
import { After } from "./screens/after.tsx";
import { Conflict } from "./screens/conflict.tsx";
import { Consents } from "./screens/consents.tsx";
import { Evidence } from "./screens/evidence.tsx";
import { Happenings } from "./screens/happenings.tsx";
import { Identity } from "./screens/identity.tsx";
import { MyReportDoor, type MyReportDoorProps } from "./screens/my-report-door.tsx";
import { Needs } from "./screens/needs.tsx";
import { Opening } from "./screens/opening.tsx";
import { Receipt } from "./screens/receipt.tsx";
import { WhoOpens } from "./screens/recipients.tsx";
import { Respondents } from "./screens/respondents.tsx";
import { Retaliation } from "./screens/retaliation.tsx";
import { Review } from "./screens/review.tsx";
import { Role } from "./screens/role.tsx";
import { Unit } from "./screens/unit.tsx";
import { WhenWhere } from "./screens/when-where.tsx";
import { isStep, type Screen, steps } from "./steps.ts";
import { type Names, unitsOf } from "./units.ts";
import { type SubmissionState, useSubmission } from "./use-submission.ts";

/** The office whose page embeds the form; always changeable, since she may work elsewhere. */
function initialDraft(): Draft {
  const unit = fragment().get("unit");
  return isUnitCode(unit) ? { unit } : {};
}

/** Fields on which depends who can open the report. */
const decisive: readonly (keyof Draft)[] = ["unit", "conflicts", "mayClimb"];

interface AppProps extends Pick<MyReportDoorProps, "sender" | "loadMyReport"> {
  readonly loadNames: () => Promise<{ readonly unitNames: ReadonlyMap<UnitCode, string> }>;
}

export function App({ sender, loadNames, loadMyReport }: AppProps) {
  const [language, setLanguage] = useState<Language>(initialLanguage);
  const [draft, setDraft] = useState<Draft>(initialDraft);
  const [names, setNames] = useState<Names>({ status: "loading" });
  const [usable, setUsable] = useState<UsableSatgas>();
  const [agreed, setAgreed] = useState<readonly UnitCode[]>();
  const journey = useJourney();
  const { screen, go, editing } = journey;
  const words = formWords[language];
  const submission = useSubmission({
    sender,
    draft,
    language,
    agreed,
    go,
    clear: () => setDraft({}),
    busy: journey.busy,
  });

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
      sender()
        .then((loaded) => loaded.begin())
        .catch(() => undefined);
    }, 50);
    return () => clearTimeout(timer);
  }, []);

  const { unit } = draft;
  useEffect(() => {
    // Asked where it is shown, so that a list that failed to come is asked for again.
    if (unit === undefined || screen !== "conflict") return undefined;
    let current = true;
    sender()
      .then((loaded) => loaded.usable(unit))
      .catch(() => undefined)
      .then((usable) => current && setUsable(usable));
    return () => {
      current = false;
    };
  }, [unit, screen]);

  const losing = isWritten(draft) || submission.code !== undefined;
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
    submission.touched();
    if (decisive.some((field) => field in patch)) setAgreed(undefined);
  };

  // From the summary and back, unless the change decides who can open it: then she sees that first.
  const next = () => {
    if (!editing) journey.next();
    else if (screen === "unit" && draft.conflicts === undefined) go("conflict");
    else if (agreed === undefined && (screen === "unit" || screen === "conflict")) go("recipients");
    else go("review");
  };

  const given: ScreenProps = {
    words,
    language,
    draft,
    set,
    names,
    loadNames: () => void fetchNames(),
    usable,
    sender,
    go,
    edit: journey.edit,
    next,
    back: journey.back,
    editing,
    agreed,
    agree: (seats) => {
      setAgreed(seats);
      submission.touched();
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
        <Shown
          key={screen}
          screen={screen}
          given={given}
          submission={submission}
          loadMyReport={loadMyReport}
          noted={() => {
            submission.noted();
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

interface ShownProps extends Pick<MyReportDoorProps, "loadMyReport"> {
  readonly screen: Screen;
  readonly given: ScreenProps;
  readonly submission: SubmissionState;
  readonly noted: () => void;
}

/** The screens that need nothing but what all are given. */
const plain = {
  opening: Opening,
  role: Role,
  unit: Unit,
  conflict: Conflict,
  needs: Needs,
  whenWhere: WhenWhere,
  happenings: Happenings,
  account: Account,
  respondents: Respondents,
  retaliation: Retaliation,
  evidence: Evidence,
  identity: Identity,
  consents: Consents,
  after: After,
};

function Shown({ screen, given, submission, loadMyReport, noted }: ShownProps) {
  if (screen === "recipients") return <WhoOpens {...given} changed={submission.outcome?.status === "seats-changed"} />;
  if (screen === "review") return <Review {...given} submission={submission} />;
  if (screen === "myReport") return <MyReportDoor {...given} loadMyReport={loadMyReport} />;
  if (screen === "receipt") {
    const { code, outcome } = submission;
    return (
      code && <Receipt {...given} code={code} asItWas={outcome?.status === "sent" && outcome.asItWas} noted={noted} />
    );
  }
  const Plain = plain[screen];
  return <Plain {...given} />;
}
