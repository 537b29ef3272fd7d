import { workingDayEnd } from "./calendar.ts";
import { dateOf, dueAt, type Hour, hourOf, type Moment, momentOf, plusHours, plusMinutes } from "./moment.ts";
import { isEnded, type Stage, stageLimit } from "./stage.ts";
import type { UnitCode } from "./work-unit.ts";

/**
 * The one clock of a report. Until somebody has proved that she opened it, it always has a next step: the first
 * letter, a second one, the climb to the next Satgas the reporter agreed to, and above the last of them an alarm to
 * the operator that comes back every week. Once opened, it watches over the stages, and at last over the retention.
 *
 * Pure: what a step does to the world is `functions/steps.ts`.
 */

/** When a report asks again. Hours are hours, at night and on holidays too: they serve the reporter, not an office. */
export interface Policy {
  /** Hours from a letter to the second one. */
  readonly remindAfterHours: number;
  /** Hours that a Satgas has, from when it got the report to when the next one gets it. */
  readonly climbAfterHours: number;
  /** Hours between alarms, and between letters about a stage that lasts too long. */
  readonly againAfterHours: number;
  /** Days for which a case is kept after it ended. */
  readonly retentionDays: number;
}

/** Defaults of `design.md` 8; the retention is for KPU's archivist to say (PKPU 17/2023) and is five years until then. */
export const defaultPolicy: Policy = {
  remindAfterHours: 24,
  climbAfterHours: 72,
  againAfterHours: 168,
  retentionDays: 1826,
};

/** A member gets one letter in this time, whatever arrives. */
export const QUIET_MINUTES = 10;

/** What is known of a report without opening it. */
export interface Clock {
  readonly arrived: Hour;
  /** The Satgas for which it is sealed, the handler first. */
  readonly seats: readonly UnitCode[];
  /** Which of them has it now. Those before it keep it. */
  readonly level: number;
  /** Since when. */
  readonly since: Hour;
  /** A letter was ordered and has not left yet. */
  readonly asked?: Moment;
  /** A letter left, to the Satgas that has it now. */
  readonly told?: Hour;
  readonly reminded?: Hour;
  /** The last alarm, after which there is nobody left to climb to. */
  readonly alarmed?: Hour;
  /** The first proof of opening. */
  readonly opened?: Hour;
  readonly stage: Stage;
  /** Since when it is in this stage; from the opening on. */
  readonly staged?: Hour;
  /** The last letter about this stage. */
  readonly urged?: Hour;
}

/**
 * - `letter`: the first one, to the Satgas that has the report
 * - `check`: has it left?
 * - `remind`: the second one
 * - `climb`: the next Satgas gets the report, and a letter
 * - `alarm`: nobody is left; the operator hears, and the Satgas gets another letter
 * - `urge`: its stage has lasted longer than it should
 * - `purge`: it was kept as long as it may be
 */
export type StepKind = "letter" | "check" | "remind" | "climb" | "alarm" | "urge" | "purge";

export interface Step {
  readonly kind: StepKind;
  readonly at: Date;
}

export const newClock = (arrived: Hour, seats: readonly UnitCode[]): Clock => ({
  arrived,
  seats,
  level: 0,
  since: arrived,
  stage: "DITERIMA",
});

/** The Satgas that has the report now. @throws RangeError for a report without seats, which no server accepts */
export function activeSeat({ seats, level }: Clock): UnitCode {
  const seat = seats[Math.min(level, seats.length - 1)];
  if (seat === undefined) throw new RangeError("a report without a seat");
  return seat;
}

/** Everyone who may read it: whoever has had it once keeps it. */
export const openSeats = ({ seats, level }: Pick<Clock, "seats" | "level">): readonly UnitCode[] =>
  seats.slice(0, level + 1);

/**
 * What is to be done next, and when; its time may be long past. There is always something while nobody has opened it.
 *
 * @param reachable whether a letter can reach anybody in the Satgas that has it. If not, it is passed at once.
 */
export function nextStep(clock: Clock, reachable: boolean, policy: Policy): Step | undefined {
  return clock.opened === undefined ? unopened(clock, reachable, policy) : opened(clock, clock.opened, policy);
}

/** When a clock asks next, rounded for the index that finds it. */
export function dueOf(clock: Clock, reachable: boolean, policy: Policy): Moment | undefined {
  const step = nextStep(clock, reachable, policy);
  return step && dueAt(step.at);
}

function unopened(clock: Clock, reachable: boolean, policy: Policy): Step {
  const since = dateOf(clock.since);
  const last = clock.level >= clock.seats.length - 1;
  const before = reachable ? letters(clock, since, policy) : undefined;
  if (last && clock.alarmed !== undefined) {
    // Somebody can be reached again, say: she hears now, and not with the next alarm.
    const again = { kind: "alarm", at: plusHours(dateOf(clock.alarmed), policy.againAfterHours) } as const;
    return before && before.at < again.at ? before : again;
  }
  const up = {
    kind: last ? "alarm" : "climb",
    at: reachable ? plusHours(since, policy.climbAfterHours) : since,
  } as const;
  return before && before.at < up.at ? before : up;
}

function letters({ asked, told, reminded }: Clock, since: Date, policy: Policy): Step | undefined {
  if (asked !== undefined) return { kind: "check", at: plusMinutes(dateOf(asked), QUIET_MINUTES) };
  if (told === undefined) return { kind: "letter", at: since };
  if (reminded === undefined) return { kind: "remind", at: plusHours(dateOf(told), policy.remindAfterHours) };
  return undefined;
}

function opened(clock: Clock, opened: Hour, policy: Policy): Step | undefined {
  const staged = dateOf(clock.staged ?? opened);
  if (isEnded(clock.stage)) return { kind: "purge", at: plusHours(staged, policy.retentionDays * 24) };
  const limit = stageLimit(clock.stage);
  if (limit === undefined) return undefined;
  const urged = clock.urged === undefined ? undefined : dateOf(clock.urged);
  const days = "workingDays" in limit ? [] : (limit.checks ?? [limit.days]);
  const dates =
    "workingDays" in limit
      ? [workingDayEnd(staged, limit.workingDays, activeSeat(clock))]
      : days.map((day) => plusHours(staged, day * 24));
  // A letter is noted by the hour in which it left, so one that left in the hour it was due counts as having left.
  const next = dates.find((date) => urged === undefined || plusHours(urged, 1) <= date);
  const again = () => plusHours(urged ?? staged, policy.againAfterHours);
  return { kind: "urge", at: next ?? again() };
}

/** The clock after a step that was taken now. @param left for `check`: whether the letter has left */
export function afterStep(clock: Clock, kind: Exclude<StepKind, "purge">, now: Date, left = false): Clock {
  const hour = hourOf(now);
  const { asked: _asked, told: _told, reminded: _reminded, ...rest } = clock;
  switch (kind) {
    case "letter":
      return { ...rest, asked: momentOf(now) };
    case "check":
      return left ? { ...rest, told: hour } : { ...clock, asked: momentOf(now) };
    case "remind":
      return { ...clock, reminded: hour };
    case "climb":
      return { ...rest, level: Math.min(clock.level + 1, clock.seats.length - 1), since: hour, asked: momentOf(now) };
    case "alarm":
      return { ...clock, alarmed: hour };
    case "urge":
      return { ...clock, urged: hour };
  }
}

/** The clock once a proof of opening came. The first one counts. */
export const afterOpening = (clock: Clock, now: Date): Clock =>
  clock.opened === undefined ? { ...clock, opened: hourOf(now), staged: hourOf(now) } : clock;

export function afterStage(clock: Clock, stage: Stage, now: Date): Clock {
  const { urged: _urged, ...rest } = clock;
  return { ...rest, stage, staged: hourOf(now) };
}
