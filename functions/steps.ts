import { afterStep, dueOf, nextStep, type Policy, type StepKind, toldBy } from "../shared/clock.ts";
import { dueAt, hourOf } from "../shared/moment.ts";
import { activeUnits, handlerOf, isUnreadable } from "../shared/seats.ts";
import type { UnitCode } from "../shared/work-unit.ts";
import { errorName, type Log } from "./log.ts";
import { type Letter, type Mailer, NotSent } from "./mail.ts";
import type { Addressed, Rolls } from "./rolls.ts";
import type { ClockedReport, ClockStore } from "./table/clock.ts";
import type { ReportEvent } from "./table/event.ts";
import type { LetterStore } from "./table/letter.ts";

export interface StepParts {
  readonly clocks: Pick<ClockStore, "take" | "purge">;
  readonly letters: Pick<LetterStore, "claim" | "note" | "release">;
  readonly rolls: Pick<Rolls, "addressed">;
  readonly mail: Mailer;
  readonly letter: Letter;
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

/** `waits`: nothing is ordered, or it is quiet. `nobody`: no letter can reach anybody there. */
export type Sending = "sent" | "failed" | "waits" | "nobody";

/**
 * Does what a report's clock says, and sends what was ordered. The stream and the schedule both come here, at the same
 * time if it so happens: a step is taken by whoever moves the clock, a letter is sent by whoever claims it.
 *
 * Made anew for each run: it remembers who sits where for as long as one run lasts.
 */
export function createSteps({ clocks, letters, rolls, mail, letter, policy, now, log }: StepParts) {
  const seated = new Map<UnitCode, Promise<Addressed[]>>();
  const counts = { letters: 0, climbs: 0, purges: 0 };

  /** Members of a Satgas to whom a letter can go. */
  async function reachableMembers(unit: UnitCode): Promise<Addressed[]> {
    return (await rolls.addressed(unit)).filter(({ bounced }) => !bounced);
  }

  async function countReachable(unit: UnitCode): Promise<number> {
    const known = seated.get(unit) ?? reachableMembers(unit);
    seated.set(unit, known);
    // What could not be read once must not fail every report of the Satgas in this run.
    known.catch(() => seated.delete(unit));
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
    const told: UnitCode[] = [];
    for (const unit of toldBy(kind, report)) if ((await countReachable(unit)) > 0) told.push(unit);
    // Before it is noted: a run that dies here is heard twice, and never not at all.
    if (kind === "alarm" || (kind === "remind-stage" && told.length === 0)) log({ event: "unread" });
    const moved = afterStep(report, kind, at, await isServed(report));
    const { unit } = handlerOf(moved.seats);
    const next = { ...moved, due: dueOf(moved, await isServed(moved), policy) };
    const before = activeUnits(report.seats);
    const effects = {
      event: { event: eventOf[kind], at: hourOf(at), unit },
      letters: told,
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

  /** Writes to one member. `unknown`: nobody knows whether SES has it. */
  async function write({ id, unit, address, mail: hash }: Addressed): Promise<"written" | "refused" | "unknown"> {
    try {
      await mail(address, letter, { member: id, unit, mail: hash });
      counts.letters += 1;
      return "written";
    } catch (error) {
      log({ event: "letter-failed", error: errorName(error) });
      return error instanceof NotSent ? "refused" : "unknown";
    }
  }

  /** Sends the letter that is ordered for a Satgas to each member who has not got it, unless one left a moment ago. */
  async function send(unit: UnitCode): Promise<Sending> {
    const claim = await letters.claim(unit, now());
    if (!claim) return "waits";
    // Read after the claim: whoever could be reached when it was ordered is among them.
    const members = await reachableMembers(unit);
    const missing = members.filter(({ id }) => !claim.writtenTo.has(id));
    const outcomes = await Promise.all(missing.map(write));
    const written = missing.filter((_, index) => outcomes[index] === "written").map(({ id }) => id);
    await letters.note(claim, written, written.length === missing.length);
    if (written.length > 0) return "sent";
    if (missing.length === 0) return "nobody";
    // When nobody knows whether it left, the quiet that has begun stays: she must not get ten for one.
    if (!outcomes.includes("unknown")) await letters.release(claim, now());
    return "failed";
  }

  return { advance, send, counts: counts as Readonly<typeof counts> };
}
