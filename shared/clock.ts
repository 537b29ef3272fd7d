import { workingDayEnd } from "./calendar.ts";
import { dateOf, dueAt, type Hour, hourOf, type Moment, plusHours } from "./moment.ts";
import { activeUnits, canClimb, climbed, countsAsOpening, handlerOf, newSeats, readersOf, type Seat } from "./seats.ts";
import { isEnded, type Stage, stageLimit } from "./stage.ts";
import type { UnitCode } from "./work-unit.ts";

/**
 * The one clock of a report. Until somebody has proved that she opened it, it always has a next step: the first
 * letter, a second one, the climb to the next Satgas the reporter agreed to, and above the last of them an alarm to
 * the operator that comes back every week. Once opened, it watches over the stages, and at last over the retention.
 *
 * It counts from when a letter was ordered. An order is durable, and one that does not leave rings by itself
 * (`functions/steps.ts`), so the clock need not ask whether it has.
 *
 * Pure: what a step does to the world is `functions/steps.ts`.
 */

/** When a report asks again. Hours are hours, at night and on holidays too: they serve the reporter, not an office. */
export interface Policy {
  /** Hours from the order of a letter to the second one. */
  readonly remindAfterHours: number;
  /** Hours from the order of a Satgas's first letter to when the next one gets the report. */
  readonly climbAfterHours: number;
  /** Hours between alarms, and between letters about a stage that lasts too long. */
  readonly againAfterHours: number;
  /** Days for which a case is kept after it ended. */
  readonly retentionDays: number;
}

/** Defaults; the retention is for KPU's archivist to say (PKPU 17/2023) and is five years until then. */
export const defaultPolicy: Policy = {
  remindAfterHours: 24,
  climbAfterHours: 72,
  againAfterHours: 168,
  retentionDays: 1826,
};

/** A Satgas gets one letter in this time, whatever arrives. */
export const QUIET_MINUTES = 10;

/** A drill says nothing of anybody; a quarter is long enough to look at it. */
export const DRILL_KEPT_DAYS = 90;

/** What is known of a report without opening it. Times are hours: nothing finer is kept of a reporter's doings. */
export interface Clock {
  readonly arrived: Hour;
  /** A readiness drill: it never climbs and alarms nobody. */
  readonly drill?: true | undefined;
  /** The Satgas for which it is sealed, the nearest first. */
  readonly seats: readonly Seat[];
  /** The first letter to those that have it now. */
  readonly letterOrderedAt?: Hour | undefined;
  /** The second letter to those that have it now. */
  readonly reminderOrderedAt?: Hour | undefined;
  /** The last alarm, after which there is nobody left to climb to. */
  readonly alarmedAt?: Hour | undefined;
  /** The first proof of opening, and whose it was. */
  readonly openedAt?: Hour | undefined;
  readonly openedBy?: UnitCode | undefined;
  readonly stage: Stage;
  /** Since when it is in this stage; from the opening on. */
  readonly stageSince?: Hour | undefined;
  /** The last letter about this stage. */
  readonly stageRemindedAt?: Hour | undefined;
}

/**
 * - `letter`: the first one, to those that have the report
 * - `remind`: the second one
 * - `climb`: the next Satgas gets the report, and the one that it passes a letter
 * - `alarm`: nobody is left; the operator hears, and the Satgas gets another letter
 * - `remind-stage`: its stage has lasted longer than it should
 * - `purge`: it was kept as long as it may be
 */
export type StepKind = "letter" | "remind" | "climb" | "alarm" | "remind-stage" | "purge";

export interface Step {
  readonly kind: StepKind;
  readonly at: Date;
}

/** The clock of a report that arrived in this hour. @param sealedFor its seats, nearest first */
export const newClock = (arrived: Hour, sealedFor: Parameters<typeof newSeats>[0]): Clock => ({
  arrived,
  seats: newSeats(sealedFor, arrived),
  stage: "DITERIMA",
});

/**
 * What is to be done next, and when; its time may be long past. There is always something while nobody has opened it.
 *
 * @param reachable whether a letter can reach anybody in the Satgas that handles it. If not, it is passed at once.
 */
export function nextStep(clock: Clock, reachable: boolean, policy: Policy): Step | undefined {
  if (clock.drill) return drilled(clock, reachable, policy);
  return clock.openedAt === undefined ? unopened(clock, reachable, policy) : opened(clock, clock.openedAt, policy);
}

/** When a clock asks next, rounded for the index that finds it. */
export function dueOf(clock: Clock, reachable: boolean, policy: Policy): Moment | undefined {
  const step = nextStep(clock, reachable, policy);
  return step && dueAt(step.at);
}

function unopened(clock: Clock, reachable: boolean, policy: Policy): Step {
  const since = dateOf(handlerOf(clock.seats).since);
  const { alarmedAt, letterOrderedAt } = clock;
  const above = canClimb(clock.seats);
  const first = reachable
    ? plusHours(letterOrderedAt ? dateOf(letterOrderedAt) : since, policy.climbAfterHours)
    : since;
  const again = !above && alarmedAt !== undefined && plusHours(dateOf(alarmedAt), policy.againAfterHours);
  const up = { kind: above ? "climb" : "alarm", at: again || first } as const;
  // Somebody can be reached again, say: she hears now, and not with the next alarm.
  return sooner(reachable ? nextLetter(clock, policy) : undefined, up);
}

function drilled(clock: Clock, reachable: boolean, policy: Policy): Step {
  const purge = { kind: "purge", at: plusHours(dateOf(clock.arrived), DRILL_KEPT_DAYS * 24) } as const;
  return sooner(reachable && clock.openedAt === undefined ? nextLetter(clock, policy) : undefined, purge);
}

const sooner = (letter: Step | undefined, other: Step): Step => (letter && letter.at < other.at ? letter : other);

function nextLetter({ seats, letterOrderedAt, reminderOrderedAt }: Clock, policy: Policy): Step | undefined {
  if (letterOrderedAt === undefined) return { kind: "letter", at: dateOf(handlerOf(seats).since) };
  if (reminderOrderedAt !== undefined) return undefined;
  return { kind: "remind", at: plusHours(dateOf(letterOrderedAt), policy.remindAfterHours) };
}

function opened(clock: Clock, openedAt: Hour, policy: Policy): Step | undefined {
  const since = dateOf(clock.stageSince ?? openedAt);
  if (isEnded(clock.stage)) return { kind: "purge", at: plusHours(since, policy.retentionDays * 24) };
  const limit = stageLimit(clock.stage);
  if (limit === undefined) return undefined;
  const reminded = clock.stageRemindedAt === undefined ? undefined : dateOf(clock.stageRemindedAt);
  const days = "workingDays" in limit ? [] : (limit.checks ?? [limit.days]);
  const dates =
    "workingDays" in limit
      ? [workingDayEnd(since, limit.workingDays, handlerOf(clock.seats).unit)]
      : days.map((day) => plusHours(since, day * 24));
  // A letter is noted by its hour, so one of the hour in which it was due counts as having been ordered.
  const next = dates.find((date) => reminded === undefined || plusHours(reminded, 1) <= date);
  return { kind: "remind-stage", at: next ?? plusHours(reminded ?? since, policy.againAfterHours) };
}

/** The Satgas for which a step orders a letter. Those that it climbs to have theirs by the next step, which is due at once. */
export const unitsWrittenTo = (kind: StepKind, { seats }: Clock): UnitCode[] =>
  // A case is handled by whoever opened it, who may be below the Satgas that has it now.
  kind === "remind-stage" ? readersOf(seats) : activeUnits(seats);

/** The clock after a step that was taken now. @param reachable as in {@link nextStep} */
export function afterStep<C extends Clock>(
  clock: C,
  kind: Exclude<StepKind, "purge">,
  now: Date,
  reachable: boolean,
): C {
  const hour = hourOf(now);
  const notOrdered = { letterOrderedAt: undefined, reminderOrderedAt: undefined };
  switch (kind) {
    case "letter":
      return { ...clock, letterOrderedAt: hour };
    case "remind":
      return { ...clock, reminderOrderedAt: hour };
    case "climb":
      return { ...clock, ...notOrdered, seats: climbed(clock.seats, hour) };
    case "alarm":
      // What was ordered for nobody is ordered anew as soon as there is somebody.
      return { ...clock, ...(!reachable && notOrdered), alarmedAt: hour };
    case "remind-stage":
      return { ...clock, stageRemindedAt: hour };
  }
}

/** The clock once a proof of opening came from a unit. The first one from a Satgas that handles counts. */
export const afterOpening = <C extends Clock>(clock: C, unit: UnitCode, now: Date): C =>
  clock.openedAt === undefined && countsAsOpening(clock.seats, unit)
    ? { ...clock, openedAt: hourOf(now), openedBy: unit, stageSince: hourOf(now) }
    : clock;

/** The clock once a member has moved the stage: its limit begins now. */
export const afterStage = <C extends Clock>(clock: C, stage: Stage, now: Date): C => ({
  ...clock,
  stage,
  stageSince: hourOf(now),
  stageRemindedAt: undefined,
});
