import { useCallback, useEffect, useState } from "preact/hooks";
import { caseNumber } from "../../shared/case-number.ts";
import type { ReadReport } from "../../shared/content/read-report.ts";
import type { EntryTaken, Readiness } from "../../shared/contract.ts";
import type { ReportId } from "../../shared/kind.ts";
import { dateOf, type Hour, hourOf } from "../../shared/moment.ts";
import type { Stage } from "../../shared/stage.ts";
import type { Answer, Refusal } from "../api.ts";
import { useSpeech } from "../words/inbox.ts";
import { momentInWords } from "../words/moments.ts";
import type { Take } from "./acts.ts";
import type { Session } from "./session.ts";
import { courseOf } from "./standing.ts";

interface DrillProps {
  readonly take: Take;
  readonly id: ReportId;
  readonly arrived: Hour;
  readonly stage: Stage;
  readonly drill: Extract<ReadReport, { status: "read" }>;
  readonly meet: Session["meet"];
  readonly onOpened: (id: ReportId, opened: Hour) => void;
  readonly onStage: (id: ReportId, stage: Stage) => void;
  readonly onReadiness: (readiness: Readiness) => void;
}

/** `enough`: its Satgas passed. `past`: a newer drill runs. */
type Noted = { readonly kind: "enough" | "past" | "waiting"; readonly readiness: Readiness };

/**
 * A report that turned out to be a drill. Opening it is proved as any opening is, and the server says how many have.
 * Once nothing more can come of it, its stage says so, and it asks for nothing any more.
 */
export function Drill(props: DrillProps) {
  const { id, take: act } = props;
  const { content } = props.drill;
  const { words, language } = useSpeech();
  const { drill, readiness } = words;
  const [state, setState] = useState<"sending" | Noted | Refusal>("sending");
  const outcome = typeof state === "object" && "kind" in state ? state : undefined;
  const refusal = typeof state === "object" && "ok" in state ? state : undefined;

  const take = useCallback(async () => {
    setState("sending");
    setState(await takePart(props));
    // What it depends on is this report alone.
  }, [id, act]);
  useEffect(() => {
    take();
  }, [take]);

  const course = outcome && courseOf(outcome.readiness);
  return (
    <div class="drill">
      <section class="card drill-card">
        <h2>{drill.title}</h2>
        <p>{drill.nothing}</p>
        {state === "sending" && <p role="status">{drill.sending}</p>}
        {refusal && (
          <div class="note warm" role="alert">
            <p>
              <strong>{drill.failed}</strong>{" "}
              {refusal.code === "offline" ? words.common.offline : refusal.words[language]}
            </p>
            {refusal.code !== "wrong-proof" && (
              <button type="button" class="button" onClick={take}>
                {drill.retry}
              </button>
            )}
          </div>
        )}
        {outcome && (
          <div role="status">
            <p>
              {drill.noted}{" "}
              {course && outcome.kind !== "past" && <strong>{readiness.count(course.opened, course.needed)}</strong>}
            </p>
            {outcome.kind === "waiting" && course && (
              <p class="note warm">
                {dateOf(course.until) > new Date()
                  ? drill.ask(caseNumber(id), momentInWords(course.until, language))
                  : drill.late(caseNumber(id))}
              </p>
            )}
            {outcome.kind === "enough" && <p class="note">{drill.enough}</p>}
            {outcome.kind === "past" && <p class="note">{drill.past}</p>}
          </div>
        )}
      </section>
      {/* Nothing that lies in a seal is kept from its reader. */}
      <details class="card">
        <summary>{drill.content}</summary>
        <p class="account" lang={content.language}>
          {content.answers.account}
        </p>
      </details>
    </div>
  );
}

async function takePart(props: DrillProps): Promise<Noted | Refusal> {
  const { take, id, arrived, stage, drill, meet, onOpened, onStage, onReadiness } = props;
  const proved = await take({ kind: "opened", of: 1, proof: drill.content.proof });
  if (!proved.ok) return proved;
  const { openedAt = hourOf(new Date()) } = proved.value;
  onOpened(id, openedAt);
  const read = await readinessAfter(proved.value, meet);
  if (!read.ok) return read;
  const readiness = read.value;
  onReadiness(readiness);
  const kind = kindOf(readiness, arrived);
  if (stage === "DITERIMA" && kind !== "waiting") {
    const moved = await take({ kind: "stage", was: stage, stage: "LATIHAN" });
    // A colleague was quicker. Anything else would leave a drill that keeps asking, so it is tried again.
    if (!moved.ok && moved.code !== "stage-moved") return moved;
    onStage(id, "LATIHAN");
  }
  return { kind, readiness };
}

/** What the server said with the opening. She may have opened it before, and colleagues since: then it is asked. */
async function readinessAfter({ readiness }: EntryTaken, meet: Session["meet"]): Promise<Answer<Readiness>> {
  if (readiness) return { ok: true, value: readiness };
  const met = await meet();
  return met.ok ? { ok: true, value: met.value.me.readiness } : met;
}

/** A drill is of the month whose drill came in the same hour: there is one a month. */
function kindOf(readiness: Readiness, arrived: Hour): Noted["kind"] {
  const course = courseOf(readiness);
  if (course?.arrived !== arrived) return "past";
  return course.opened >= course.needed ? "enough" : "waiting";
}
