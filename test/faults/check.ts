import { isDeepStrictEqual } from "node:util";
import { createEntryStore } from "../../functions/table/entry.ts";
import { createReportStore, type ReportStatus } from "../../functions/table/report.ts";
import { readLog } from "../../shared/content/log.ts";
import type { Logs, MailboxStatus } from "../../shared/contract.ts";
import type { Handed } from "./ledger.ts";
import { canBeTold, mailboxOf } from "./reporter.ts";
import { orphansIn } from "./snapshot.ts";
import { STACK } from "./stack.ts";
import { isReachable, isTold, levelOf } from "./watching.ts";
import { tombstoneOf, type World } from "./world.ts";

/** What became of a run's reports. */
export interface Ends {
  opened: number;
  climbed: number;
  alarmed: number;
  lost: number;
}

/** Checks what must hold once the faults have ended and time has passed. */
export async function checkEnd(world: World): Promise<Ends> {
  const { ledger, snapshot, deleted } = world;
  const ends: Ends = { opened: 0, climbed: 0, alarmed: 0, lost: 0 };
  const reports = createReportStore(world.table);
  for (const id of ledger.refusedIds) {
    if (snapshot.reports.has(id)) ledger.violations.push("a refused report is stored");
  }
  if (orphansIn(snapshot).length > 0) ledger.violations.push("bodies without a report were not swept");
  if (!isDeepStrictEqual(snapshot.reports.get(deleted.id), tombstoneOf(deleted))) {
    ledger.violations.push("a report that was deleted has no tombstone any more");
  }
  for (const handed of ledger.handed) {
    const stored = await reports.status(handed.written.id);
    if (!stored) {
      if (handed.state !== "accepted") continue;
      ledger.violations.push(`report ${handed.index} was accepted and is lost`);
      ends.lost += 1;
      continue;
    }
    if (stored.openedAt !== undefined) ends.opened += 1;
    if (levelOf(stored) > 0) ends.climbed += 1;
    if (stored.alarmedAt !== undefined) ends.alarmed += 1;
    const logs = await checkSigned(world, handed, stored);
    await checkHistory(world, handed, stored, logs);
    checkLetters(world, handed);
  }
  checkOrders(world);
  return ends;
}

/** Bytes and entry are as she sent them, and both logs are whole. @returns the logs */
async function checkSigned({ table, ledger }: World, handed: Handed, stored: ReportStatus): Promise<Logs> {
  const wrong = (what: string) => ledger.violations.push(`report ${handed.index} ${what}`);
  const { id, sealed, entry } = handed.written;
  const body = await createReportStore(table).body(id, stored.bodyHash);
  if (!Buffer.from(sealed).equals(body)) wrong("is stored otherwise than it was sealed");
  const logs = await createEntryStore(table).logs(id);
  if (logs.reporter.length !== 1 || logs.reporter[0] !== entry) wrong("is stored otherwise than it was signed");
  for (const log of ["reporter", "satgas"] as const) {
    const { entries, flaws } = await readLog(logs[log], { id, stack: STACK, log });
    if (flaws.length > 0 || entries.length !== logs[log].length) wrong(`has a ${log} log with flaws: ${flaws}`);
  }
  return logs;
}

/** The events tell what the clock went through, and the reporter's own page tells the same. */
async function checkHistory(world: World, handed: Handed, stored: ReportStatus, logs: Logs): Promise<void> {
  const wrong = (what: string) => world.ledger.violations.push(`report ${handed.index} ${what}`);
  const { seats } = handed.plan;
  const events = await createReportStore(world.table).events(stored.id);
  const level = levelOf(stored);
  const at = (event: string, unit?: string) =>
    events.filter((one) => one.event === event && (unit === undefined || one.unit === unit)).map((one) => one.at);

  const climbs = seats.slice(1, level + 1).map((unit) => at("CLIMBED", unit));
  if (climbs.some((hours) => hours.length === 0)) wrong("has climbed, and its history does not tell");
  climbs.forEach((hours, index) => {
    const next = climbs[index + 1];
    if (next && (hours[0] ?? "") > (next.at(-1) ?? "")) wrong("climbed out of order");
  });
  if (!world.ledger.restored && at("CLIMBED").length !== level) wrong(`climbed ${at("CLIMBED")} to level ${level}`);
  if (stored.openedAt === undefined) {
    if (level !== seats.length - 1) wrong(`was never opened and stands at level ${level}`);
    if (at("UNREAD", seats.at(-1)).length < 2) wrong("was never opened, and the alarm did not come back");
    if (stored.due === undefined) wrong("was never opened and has no clock");
  }
  const { entries } = await readLog(logs.satgas, { id: stored.id, stack: STACK, log: "satgas" });
  const openings = entries
    .filter(({ kind }) => kind === "opened")
    .map((entry) => entry.at.slice(0, "2026-11-26T04".length));
  if (stored.openedAt !== undefined && !openings.includes(stored.openedAt)) wrong("is opened, and nobody signed that");
  if (!world.ledger.restored && [...handed.openedAt].some((hour) => hour !== stored.openedAt)) {
    wrong(`was opened at ${stored.openedAt}, and its readers were told ${[...handed.openedAt]}`);
  }
  if (!world.ledger.restored && stored.openedAt === undefined && openings.length > 0) wrong("was opened in vain");

  const answer = await mailboxOf(world, handed.written);
  if (answer?.status !== 200) return void wrong(`has no status: ${answer?.status}`);
  const status = answer.body as unknown as MailboxStatus;
  if (!isDeepStrictEqual(status.logs, logs)) wrong("shows its reporter other logs");
  if (status.openedAt !== stored.openedAt) wrong("tells its reporter otherwise whether it was opened");
  if (status.climbedAt !== undefined && !at("CLIMBED", seats[level]).includes(status.climbedAt))
    wrong("tells of no climb");
  if ((status.climbedAt !== undefined) !== level > 0) wrong("does not tell its reporter that it climbed");
}

/** Each Satgas that had it, and can be reached, has had a letter since. */
function checkLetters(world: World, handed: Handed): void {
  const { ledger, snapshot } = world;
  const openedBy = snapshot.reports.get(handed.written.id)?.["openedBy"];
  for (const [level, invocation] of handed.reached) {
    const unit = handed.plan.seats[level] ?? "";
    const members = snapshot.members.filter((member) => member.unit === unit && isReachable(member));
    if (!canBeTold(world, unit)) continue;
    // An order that was lost with a table is not given again for what was opened meanwhile, and nobody needs it.
    if (ledger.restored && openedBy === unit) continue;
    const ids = members.map(({ id }) => String(id));
    if (!ledger.letters.some((letter) => ids.includes(letter.member) && letter.invocation >= invocation)) {
      ledger.violations.push(`no letter tells ${unit} of report ${handed.index}`);
    }
  }
}

/** Whatever was ordered for a Satgas has left afterwards to each who can be reached; and nothing that was not ordered. */
function checkOrders({ ledger, snapshot }: World): void {
  for (const member of snapshot.members) {
    const { id, address } = member;
    const orders = ledger.orders.filter(({ unit }) => unit === member.unit);
    const letters = ledger.letters.filter((one) => one.member === id);
    const last = orders.at(-1);
    const left = last && letters.some(({ seq }) => seq > last.seq);
    if (last && !left && isReachable(member) && last.seq > ledger.restoredSeq) {
      ledger.violations.push(`what was ordered for ${address} has not left`);
    }
    const fresh = letters.filter(({ repeats }) => !repeats).length;
    if (!ledger.restored && fresh > orders.length) {
      ledger.violations.push(`${address} got ${fresh} letters for ${orders.length} orders`);
    }
  }
}

/** Her page says that the Satgas was told only when a letter has left since it has the report. */
export async function checkTold(world: World): Promise<void> {
  const { ledger, snapshot } = world;
  // Which of the letters before the table was put back count after it, nobody can say.
  if (ledger.restored) return;
  for (const { written, plan, index, reached } of ledger.handed) {
    const item = snapshot.reports.get(written.id);
    if (!item) continue;
    const body = (await mailboxOf(world, written, true))?.body;
    const level = levelOf(item);
    if (body?.["told"] && !isTold(world, plan.seats[level], reached.get(level))) {
      ledger.violations.push(`report ${index} says that a letter left, and none did`);
    }
  }
}

export const unfinished = (world: World, alarms: ReadonlyMap<string, number>): boolean =>
  world.ledger.handed.some(({ written, opening }) => {
    const item = world.snapshot.reports.get(written.id);
    if (!item) return false;
    if (item["openedAt"] !== undefined) return false;
    const alarmed = alarms.get(written.id) ?? 0;
    return alarmed < 2 || opening === "scheduled";
  }) ||
  world.snapshot.letters.some(({ clock }) => clock !== undefined) ||
  orphansIn(world.snapshot).length > 0;
