import { ageOf, daysUntil, ownSatgas } from "./needs.ts";
import type { Coverage, StackStatus } from "./shape.ts";

/** Each with its width; together 78. */
const COLUMNS = { unopened: 9, oldest: 7, red: 4, lost: 5, ends: 6, alarms: 7, subs: 5, pages: 8 };
const LEGEND = `
unopened, oldest: reports that nobody has opened, and for how long
red: Satgas that reports pass by      lost: members whom no letter reaches
ends: until the first vouch or decree ends
alarms: that ring now                 subs: who has confirmed to hear them
?: could not be looked at             -: there is none on this machine`;

/** One row for each stack, and below it what needs a person, or could not be looked at. Those that do come first. */
export function tableOf(stacks: readonly StackStatus[], now: Date, local: boolean): string {
  const groups = [
    ["Needs a person", stacks.filter(({ needs }) => needs.length > 0)],
    ["Could not be looked at", stacks.filter(({ needs, unseen }) => needs.length === 0 && unseen.length > 0)],
    ["Well", stacks.filter(({ needs, unseen }) => needs.length + unseen.length === 0)],
  ] as const;
  const head = cells("stack", Object.keys(COLUMNS));
  const rows = groups.flatMap(([title, members]) =>
    members.length === 0
      ? []
      : ["", `${title}: ${members.length}`, ...members.flatMap((one) => rowsOf(one, now, local))],
  );
  return [head, ...rows, LEGEND].join("\n");
}

function rowsOf(stack: StackStatus, now: Date, local: boolean): string[] {
  const { unit, name, satgas, unopened, unreachable, alarms, confirmed, pages, needs, unseen } = stack;
  const own = ownSatgas(stack);
  const ends = own.flatMap(({ vouchEnds, decreeEnds }) => [daysUntil(vouchEnds, now), daysUntil(decreeEnds, now)]);
  const row = cells(`${unit} ${name.replace(/^KPU Provinsi /, "")}`, [
    unopened?.reports,
    unopened && (unopened.oldestHours === null ? "" : ageOf(unopened.oldestHours)),
    satgas && own.filter(({ red }) => red).length,
    unreachable?.reduce((sum, one) => sum + one.unreachable, 0),
    satgas && (ends.length === 0 ? "" : `${Math.min(...ends)} d`),
    local ? "-" : alarms?.ringing.length,
    local ? "-" : confirmed,
    pages?.version,
  ]);
  const below = [...needs, ...unseen.map((sentence) => `? ${sentence}`)];
  return [row, ...below.map((sentence) => sentence.replace(/(\S.{0,71}\S|\S)(?:\s+|$)/g, "     $1\n").trimEnd())];
}

function cells(first: string, others: readonly (string | number | null | undefined)[]): string {
  const widths = Object.values(COLUMNS);
  const name = first.length > 27 ? `${first.slice(0, 26)}…` : first.padEnd(27);
  return (name + others.map((value, index) => String(value ?? "?").padStart(widths[index] ?? 0)).join("")).trimEnd();
}

/** All 553 units, one line each, and how many units are in which state. */
export function coverageTable({ units, unseen }: Coverage): string {
  const counts = Object.entries(Object.groupBy(units, ({ state }) => state));
  const lines = units.map(({ unit, name, state, decreeEnds }) =>
    [unit.padEnd(5), name.padEnd(42), state.padEnd(11), decreeEnds ? `decree ends ${decreeEnds}` : ""]
      .join("")
      .trimEnd(),
  );
  const sum = counts.map(([state, all = []]) => `${all.length} ${state}`).join(", ");
  return [...lines, "", `${units.length} units: ${sum}.`, ...unseen].join("\n");
}
