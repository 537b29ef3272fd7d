/** Until when a Satgas is trusted: its own vouch says less than it seems, because one further up may end before. */
import { type UnitCode, unitName, upwards } from "../../shared/work-unit.ts";

export const DAY = 24 * 3600;
/** Days before the end from which it is said. Vouching anew needs people to meet. */
const SOON = 60;

export const seconds = () => Math.floor(Date.now() / 1000);
export const dayOf = (unix: number) => new Date(unix * 1000).toISOString().slice(0, 10);

/**
 * The end of the way from KPU RI to a unit, which is that of the vouch on it that ends first.
 *
 * @param endOf when the vouch of the unit, or of one above it, ends, in Unix seconds; nothing where it is not at hand
 */
export function ending(unit: UnitCode, endOf: (unit: UnitCode) => number | undefined, now: number): string {
  const own = endOf(unit);
  if (own === undefined) return "not vouched for";
  let first = { code: unit, end: own };
  const unknown: UnitCode[] = [];
  for (const code of upwards(unit).slice(1)) {
    const end = endOf(code);
    if (end === undefined) unknown.push(code);
    // Those who were vouched for around one table end on one day, some minutes apart.
    else if (dayOf(end) < dayOf(first.end)) first = { code, end };
  }
  const above = first.code === unit ? undefined : `the vouch of ${first.code}, ${unitName(first.code)},`;
  const day = dayOf(first.end);
  const days = Math.floor((first.end - now) / DAY);
  if (days < 0) {
    return above
      ? `ATTENTION: vouched for until ${dayOf(own)}, but trusted no longer: ${above} ended on ${day}`
      : `ATTENTION: its vouch ended on ${day}`;
  }
  const until = above ? `, but trusted only until ${day}, when ${above} ends` : "";
  const soon = days < SOON ? `: ATTENTION, only ${days} days` : "";
  const may = unknown.length > 0 ? ` (not at hand, and may end before: the vouch of ${unknown.join(", ")})` : "";
  return `vouched for until ${dayOf(own)}${until}${soon}${may}`;
}
