import { isWorkUnit, KPU_RI, OUTSIDE, type UnitCode, unitName, workUnits } from "../../shared/work-unit.ts";
import type { Coverage, Seen, Standing } from "./shape.ts";

const DAY_MS = 24 * 3_600_000;
/** Days before its end from which a vouch needs a person, as its alarm has it, and a decree (SK). */
const ENDING_DAYS = { vouch: 60, decree: 30 };

/** Days from today until a day. */
export const daysUntil = (day: string, now: Date): number =>
  Math.round((Date.parse(day) - Date.parse(now.toISOString().slice(0, 10))) / DAY_MS);

export const ageOf = (hours: number): string => (hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} d`);

const known = (unit: string): unit is UnitCode => isWorkUnit(unit) || unit === OUTSIDE;
const named = (units: readonly string[]): string =>
  units.length > 3
    ? `${units.length} Satgas (${units.join(", ")})`
    : units.map((unit) => (known(unit) ? `${unitName(unit)} (${unit})` : unit)).join(", ");

const editionOfKpuRi = ({ satgas }: Seen) => satgas?.find(({ unit }) => unit === KPU_RI)?.edition ?? 0;
/** Of KPU RI's roll, in whichever stack has the newest. */
export const newestOfKpuRi = (stacks: readonly Seen[]): number => Math.max(0, ...stacks.map(editionOfKpuRi));

/** What is this stack's own: KPU RI stands in every directory, and its vouch is `Posko-01`'s matter. */
export const ownSatgas = ({ unit: stack, satgas }: Pick<Seen, "unit" | "satgas">): readonly Standing[] =>
  (satgas ?? []).filter(({ unit }) => unit.slice(0, 2) === stack || (stack === KPU_RI && unit === OUTSIDE));

/** A sentence for each thing at a stack that needs a person, what is worst for a reporter first. */
export function needsOf(seen: Seen, climbAfterHours: number, newest: number, now: Date): string[] {
  const { satgas, unverified, unopened, clocksSetAside, unreachable, alarms, confirmed, pages } = seen;
  const own = ownSatgas(seen);
  const needs: string[] = [];
  const say = (is: unknown, sentence: string) => void (is && needs.push(sentence));
  const sayUnits = (units: readonly string[], sentence: string) =>
    say(units.length > 0, `${sentence} ${named(units)}.`);
  const oldest = unopened?.oldestHours ?? 0;
  say(oldest >= climbAfterHours, `Nobody has opened a report for ${ageOf(oldest)}.`);
  say(clocksSetAside, `${clocksSetAside} reports have a clock that cannot be read: nobody minds them.`);
  say(satgas && !satgas.some(({ ended }) => !ended), "No Satgas can take a report.");
  sayUnits(
    own.filter(({ red }) => red).map(({ unit }) => unit),
    "Red, so reports pass it by:",
  );
  sayUnits(unverified ?? [], "Does not follow from the root:");
  for (const one of unreachable ?? []) {
    sayUnits([one.unit], `Letters reach ${one.members - one.unreachable} of ${one.members} members of`);
  }
  for (const [what, days] of Object.entries(ENDING_DAYS)) {
    const endOf = ({ vouchEnds, decreeEnds }: Standing) => (what === "vouch" ? vouchEnds : decreeEnds);
    for (const day of new Set(own.map(endOf).sort())) {
      const left = daysUntil(day, now);
      const when = left < 0 ? "has ended:" : `ends in ${left} days:`;
      if (left <= days)
        sayUnits(
          own.filter((one) => endOf(one) === day).map(({ unit }) => unit),
          `The ${what} ${when}`,
        );
    }
  }
  const edition = editionOfKpuRi(seen);
  say(satgas && edition < newest, `Lags: KPU RI's roll is edition ${edition} here and ${newest} elsewhere.`);
  say(alarms?.ringing.length, `Rings (docs/run/on-call.md): ${alarms?.ringing.join(", ")}.`);
  say(alarms?.muted, `${alarms?.muted} alarms are switched off.`);
  say(confirmed === 0, "Nobody has confirmed the alarms, so they reach nobody (docs/run/deploy.md).");
  if (pages && pages.version !== pages.ours)
    needs.push(`Serves pages ${pages.version}; these sources make ${pages.ours}.`);
  else say(pages && !pages.same, "Serves pages that were changed or have other settings: npm run verify-site.");
  return needs;
}

/** What stands at each of the 553 units. Says nothing of reports. */
export function coverageOf(stacks: readonly Seen[], now: Date): Coverage["units"] {
  const state = (stack: Seen | undefined, one: Standing | undefined, unit: UnitCode) => {
    if (!stack) return "no stack";
    if (!stack.satgas) return "unseen";
    if (!one) return stack.unverified?.includes(unit) ? "unverified" : "none";
    if (one.ended) return "ended";
    if (one.red) return "red";
    return one.mandate === "receive" ? "Jaring" : "ready";
  };
  return workUnits().map(({ code, name }) => {
    const stack = stacks.find(({ unit }) => unit === code.slice(0, 2));
    const one = stack && ownSatgas(stack).find(({ unit }) => unit === code);
    const ending = one && daysUntil(one.decreeEnds, now) <= ENDING_DAYS.decree;
    return { unit: code, name, state: state(stack, one, code), decreeEnds: ending ? one.decreeEnds : null };
  });
}
