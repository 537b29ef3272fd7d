import { holidays } from "./holidays.ts";
import type { UnitCode } from "./work-unit.ts";

/**
 * Working days in the time of a work unit. Offsets are fixed: Indonesia has three zones by province and no summer time
 * (Keppres 41/1987), so nothing here needs the time zones of Intl, which an old WebView may lack.
 */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Hours ahead of UTC. */
export const zones = { WIB: 7, WITA: 8, WIT: 9 } as const;
export type Zone = keyof typeof zones;

// Keppres 41/1987, read in secondary sources, names the provinces of its day; a younger one has the time of the one it
// was cut from: 65 of 64, 75 and 76 of 71 and 73, 82 of 81, and all of Papua.
const WITA = /^(5[123]|6[345]|7[1-6])/;
const WIT = /^(8[12]|9[1-6])/;

/** WIB for all that is not further east, KPU RI and an unknown code included. */
export const zoneOf = (unit: UnitCode): Zone => (WIT.test(unit) ? "WIT" : WITA.test(unit) ? "WITA" : "WIB");

/**
 * The local hour at which a working day ends. Perpres 21/2023 lets offices begin at 07:30 local time and work 37.5
 * hours in five days with an hour's break: 16:00. Friday's longer break (16:30) and Ramadan are left out, because one
 * hour for all days is one that a person can remember.
 */
const DAY_ENDS = 16;

/** Whether the three ministers' decision for that year is in `holidays`. */
export const holidaysKnown = (year: number): boolean => holidays[year] !== undefined;

/**
 * The year whose holidays somebody must add: this one, or from November the next, whose decision is then out.
 * "Now" is read in Jakarta.
 */
export function holidaysMissing(now: Date): number | undefined {
  const jakarta = new Date(now.getTime() + zones.WIB * HOUR);
  const year = jakarta.getUTCFullYear();
  if (!holidaysKnown(year)) return year;
  return jakarta.getUTCMonth() >= 10 && !holidaysKnown(year + 1) ? year + 1 : undefined;
}

/** `day`: a local day, as its midnight in UTC. Monday to Friday are working days (Perpres 21/2023, article 3). */
export function isWorkingDay(day: Date): boolean {
  const date = day.toISOString().slice(0, 10);
  const year = holidays[day.getUTCFullYear()];
  return day.getUTCDay() % 6 !== 0 && year?.national[date] === undefined && year?.leave[date] === undefined;
}

/**
 * The moment at which the n-th working day after `start` ends, at 16:00 in the unit's own time.
 *
 * The local day of `start` itself is never counted, at whatever hour: every limit holds at least n whole working days,
 * and a report of Saturday has the limit of one of Friday. Zones are whole hours, so a start that is only known by its
 * hour gives the same end as the exact one.
 *
 * In a year without holidays here only weekends are free, so the end comes too early, never too late. That is the safe
 * error: a Satgas is reminded a day too soon, instead of a reporter waiting a day longer than she was told.
 *
 * @throws RangeError for a `days` that is no positive integer, or an invalid date
 */
export function workingDayEnd(start: Date, days: number, unit: UnitCode): Date {
  if (!Number.isInteger(days) || days < 1) throw new RangeError("not a number of working days");
  const ahead = zones[zoneOf(unit)] * HOUR;
  let day = Math.floor((start.getTime() + ahead) / DAY) * DAY;
  for (let left = days; left > 0; ) {
    day += DAY;
    if (isWorkingDay(new Date(day))) left -= 1;
  }
  return new Date(day + DAY_ENDS * HOUR - ahead);
}
