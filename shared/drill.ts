import { isWorkingDay, zoneOf, zones } from "./calendar.ts";
import { HOUR_MS } from "./moment.ts";
import type { UnitCode } from "./work-unit.ts";

/** Once a month each Satgas gets a report that is a drill, and seven days to open it. */
export const DRILL_DAYS = 7;
/** How many members have to open it; one who is alone passes alone. */
export const DRILL_MEMBERS = 2;

/** The month of a moment, as the unit's clocks show it: `2026-11`. */
export const monthOf = (now: Date, unit: UnitCode): string =>
  new Date(now.getTime() + zones[zoneOf(unit)] * HOUR_MS).toISOString().slice(0, 7);

/**
 * When a unit's drill of a month begins: in its office hours, on one of the working days among the first twenty days,
 * another for each unit and each month, so that it is neither expected nor all at once.
 */
export function drillTime(unit: UnitCode, month: string): Date {
  let mixed = 0x811c9dc5;
  for (const character of `${unit}/${month}`) mixed = Math.imul(mixed ^ character.charCodeAt(0), 0x01000193) >>> 0;
  const days = Array.from({ length: 20 }, (_, index) => `${month}-${String(index + 1).padStart(2, "0")}`);
  const working = days.filter((day) => isWorkingDay(new Date(day)));
  // A month whose first twenty days are all free has none; the calendar knows no such month.
  const day = working[mixed % working.length] ?? `${month}-20`;
  const hour = 8 + ((mixed >>> 8) % 8);
  return new Date(Date.parse(`${day}T00:00Z`) + (hour - zones[zoneOf(unit)]) * HOUR_MS);
}
