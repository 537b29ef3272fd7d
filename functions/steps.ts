import { afterStep, dueOf, nextStep, type Policy, type StepKind, unitsWrittenTo } from "../shared/clock.ts";
import { dueAt, hourOf } from "../shared/moment.ts";
import { activeUnits, handlerOf, isUnreadable } from "../shared/seats.ts";
import type { UnitCode } from "../shared/work-unit.ts";
import type { Log } from "./log.ts";
import type { Addressed, Rolls } from "./rolls.ts";
import type { ClockedReport, ClockStore } from "./table/clock.ts";
import type { ReportEvent } from "./table/event.ts";

export interface StepParts {
  readonly clocks: Pick<ClockStore, "take" | "purge">;
  readonly rolls: Pick<Rolls, "reachable">;
  readonly policy: Policy;
  readonly now: () => Date;
  readonly log: Log;
}

/** More steps than one report can owe at once: a letter and a climb for each of three seats, and the alarm. */
const STEPS_AT_ONCE = 12;

const eventOf = {
  letter: "LETTER",
  remind: "REMINDED",
  climb: "CLIMBED",
  alarm: "UNREAD",
  "remind-stage": "STAGE_REMINDED",
} as const satisfies Partial<Record<StepKind, ReportEvent["event"]>>;

/**
 * Does what a report's clock says. The stream and the schedule both come here, at the same time if it so happens: a step
 * is taken by whoever moves the clock. What a step orders is sent by `sending.ts`.
 *
 * Made anew for each run: it remembers how many a letter reaches in each Satgas for as long as one run lasts.
 */
export function createSteps({ clocks, rolls, policy, now, log }: StepParts) {
  const reachable = new Map<UnitCode, Promise<Addressed[]>>();
  const counts = { climbs: 0, purges: 0 };

  /** How many members of a Satgas a letter reaches. @throws when the table cannot be read, and then asks it again */
  async function countReachable(unit: UnitCode): Promise<number> {
    const known = reachable.get(unit) ?? rolls.reachable(unit);
    reachable.set(unit, known);
    // What could not be read once must not fail every report of the Satgas in this run.
    known.catch(() => reachable.delete(unit));
    return (await known).length;
  }

  /** Whether somebody of the Satgas that handles it can be told, and has not said that it cannot be opened there. */
  async function isServed({ seats }: Pick<ClockedReport, "seats">): Promise<boolean> {
    const members = await countReachable(handlerOf(seats).unit);
    return members > 0 && !isUnreadable(seats, members);
  }

  /** Takes one step. @returns the report as it is then; nothing when it is gone, or somebody else has moved the clock */
  async function applyStep(report: ClockedReport, kind: StepKind, at: Date): Promise<ClockedReport | undefined> {
    if (kind === "purge") return purge(report, at);
    const letters: UnitCode[] = [];
    for (const unit of unitsWrittenTo(kind, report)) if ((await countReachable(unit)) > 0) letters.push(unit);
    // Before it is noted: a run that dies here is heard twice, and never not at all.
    if (kind === "alarm" || (kind === "remind-stage" && letters.length === 0)) log({ event: "unread" });
    const moved = afterStep(report, kind, at, await isServed(report));
    const { unit } = handlerOf(moved.seats);
    const next = { ...moved, due: dueOf(moved, await isServed(moved), policy) };
    const before = activeUnits(report.seats);
    const effects = {
      event: { event: eventOf[kind], at: hourOf(at), unit },
      letters,
      seats: activeUnits(next.seats).filter((active) => !before.includes(active)),
    };
    if (!(await clocks.take(report, next, effects, at))) return undefined;
    if (kind === "climb") counts.climbs += 1;
    return next;
  }

  async function purge(report: ClockedReport, at: Date): Promise<undefined> {
    if (await clocks.purge(report, at)) counts.purges += 1;
  }

  /** Takes all steps that are due at a report. @returns it as it is then; nothing when somebody else moves its clock */
  async function advance(report: ClockedReport): Promise<ClockedReport | undefined> {
    // Once begun it is finished, whatever the policy says meanwhile.
    if (report.state === "closing") return applyStep(report, "purge", now());
    let current: ClockedReport | undefined = report;
    for (let count = 0; current && count < STEPS_AT_ONCE; count += 1) {
      const step = nextStep(current, await isServed(current), policy);
      const at = now();
      if (!step || step.at > at) {
        // What it was woken for is no longer so; an address works again, say.
        const due = step && dueAt(step.at);
        if (current === report && due !== current.due) await clocks.take(current, { ...current, due }, {}, at);
        return current;
      }
      current = await applyStep(current, step.kind, at);
    }
    return current;
  }

  return { advance, counts: counts as Readonly<typeof counts> };
}
