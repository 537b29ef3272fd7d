import type { Readiness } from "../../shared/contract.ts";
import { DRILL_DAYS } from "../../shared/drill.ts";
import { dateOf, type Hour, hourOf, plusHours } from "../../shared/moment.ts";

/** A drill as far as it has come. */
export interface Course {
  readonly month: string;
  readonly arrived: Hour;
  readonly opened: number;
  readonly needed: number;
  /** The hour at which its seven days end. */
  readonly until: Hour;
}

/**
 * What the monthly drill says of a Satgas.
 *
 * - `untried`: none has come yet
 * - `running`: one is there and not enough members have opened it, whatever the one before said
 * - `ready`: the last one was opened
 * - `red`: the last one was not opened in time
 */
export type Standing =
  | { readonly kind: "untried" }
  | { readonly kind: "running"; readonly course: Course }
  | { readonly kind: "ready"; readonly month: string | undefined }
  | { readonly kind: "red"; readonly course: Course | undefined };

export function courseOf({ month, started, opened = 0, needed = 0 }: Readiness): Course | undefined {
  if (month === undefined || started === undefined) return undefined;
  return { month, arrived: started, opened, needed, until: hourOf(plusHours(dateOf(started), DRILL_DAYS * 24)) };
}

/** Green does not mean that nothing is to be done: the drill of this month may be waiting. */
export function standingOf(readiness: Readiness): Standing {
  const course = courseOf(readiness);
  if (readiness.state === "red") return { kind: "red", course };
  if (course && course.opened < course.needed) return { kind: "running", course };
  return readiness.state === "green" ? { kind: "ready", month: course?.month } : { kind: "untried" };
}
