import { PARTITION } from "../../functions/table/shape.ts";
import { defaultPolicy } from "../../shared/clock.ts";
import type { Seat } from "../../shared/seats.ts";
import type { Ledger } from "./ledger.ts";
import type { Plan } from "./plan.ts";
import type { Seated, Snapshot } from "./snapshot.ts";

/** The part of a world that is watched. */
interface Watched {
  readonly ledger: Ledger;
  readonly plan: Plan;
  readonly snapshot: Snapshot;
}

const HOUR = 3_600_000;
const dateOf = (hour: unknown) => Date.parse(`${hour}:00Z`);

export const isReachable = ({ left, bounced }: Seated): boolean => !left && !bounced;
/** How often it has climbed: each climb passes a Satgas. */
export const levelOf = (item: { readonly [attribute: string]: unknown } | undefined): number =>
  ((item?.["seats"] ?? []) as Seat[]).filter(({ state }) => state === "passed").length;

/**
 * What must hold at every moment, seen from one look at the table to the next.
 *
 * @param now milliseconds, as the functions are told the time
 */
export function watchOver({ ledger }: Pick<Watched, "ledger">, before: Snapshot, after: Snapshot, now: number): void {
  const wrong = (what: string) => ledger.violations.push(what);

  for (const member of after.members) {
    const { id } = member;
    if (!isReachable(member) && !ledger.marked.has(id)) ledger.marked.set(id, ledger.invocation);
  }
  const reachable = (unit: unknown) => after.members.some((member) => member.unit === unit && isReachable(member));

  for (const handed of ledger.handed) {
    const { id } = handed.written;
    const [was, is] = [before.reports.get(id), after.reports.get(id)];
    const about = `report ${handed.index}`;
    if (was && !is) wrong(`${about} is gone`);
    if (!is) continue;
    const level = levelOf(is);
    for (let reached = 0; reached <= level; reached += 1) {
      if (!handed.reached.has(reached)) handed.reached.set(reached, ledger.observed + 1);
    }
    const { seats } = handed.plan;
    if (level >= seats.length) wrong(`${about} climbed past its last seat`);
    if (was) {
      const climbed = level - levelOf(was);
      if (climbed < 0) wrong(`${about} went down from level ${levelOf(was)} to ${level}`);
      // Whoever could be reached had her three days, from when a letter to her was ordered.
      const ordered = was["letterOrderedAt"];
      const early = ordered === undefined || now - dateOf(ordered) < defaultPolicy.climbAfterHours * HOUR;
      if (climbed > 0 && early && reachable(seats[levelOf(was)])) wrong(`${about} climbed too early`);
      if (was["openedAt"] !== undefined && was["openedAt"] !== is["openedAt"]) {
        wrong(`${about} was opened at ${was["openedAt"]}, and now at ${is["openedAt"]}`);
      }
      if (was["openedAt"] !== undefined && (climbed > 0 || was["alarmedAt"] !== is["alarmedAt"])) {
        wrong(`${about} climbed although it was opened`);
      }
    }
    const rows = after.seats.filter(({ pk }) => pk === PARTITION.seat + id).map(({ sk }) => sk);
    const expected = seats.slice(0, level + 1);
    const strangers = rows.filter((unit) => !seats.some((seat) => seat === unit));
    if (strangers.length > 0) wrong(`${about} lies in the inbox of ${strangers}, which is no seat of it`);
    if (!expected.every((unit) => rows.includes(unit))) wrong(`${about} climbed to ${level} and lies in ${rows} alone`);
    if (!ledger.restored && rows.length > expected.length) wrong(`${about} lies in ${rows} at level ${level}`);
  }

  // A letter whose note is not there may be repeated once the quiet has ended.
  for (const letter of ledger.letters) {
    if (letter.repeatable || letter.invocation !== ledger.invocation) continue;
    const unit = after.members.find(({ id }) => id === letter.member)?.unit;
    const note = after.letters.find(({ pk }) => pk === `LETTER#${unit}`);
    const sent = new Date(letter.told).toISOString().slice(0, 16);
    if (note?.["sentAt"] !== sent) letter.repeatable = true;
  }
}

/** Whether a letter left to a Satgas since it has the report. A clock that is wrong takes an earlier one for it. */
export function isTold({ ledger, plan, snapshot }: Watched, unit: string | undefined, since = 0): boolean {
  const ids = snapshot.members.filter((member) => member.unit === unit).map(({ id }) => id);
  return (
    plan.skew !== undefined ||
    ledger.letters.some(({ member, invocation }) => ids.includes(member) && invocation >= since)
  );
}
