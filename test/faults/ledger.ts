import { PARTITION } from "../../functions/table/shape.ts";
import type { PlannedReport } from "./plan.ts";
import type { FaultKind, Passing } from "./proxy.ts";
import type { Written } from "./written.ts";

/** A letter that SES took. */
export interface Letter {
  readonly seq: number;
  /** By the clock of who sent it, in milliseconds. */
  readonly told: number;
  readonly email: string;
  readonly member: string;
  /** Hash of the address, as SES tells it back. */
  readonly mail: string;
  readonly invocation: number;
  /** SES's yes, or the note of it, was lost: the letter may be repeated once the quiet has ended. */
  repeatable: boolean;
  readonly repeats: boolean;
}

/** A letter that was ordered for a Satgas, as the table took it. */
interface Order {
  readonly seq: number;
  readonly unit: string;
  readonly report: string;
}

/** A report on its way, and what became of it as its reporter knows. */
export interface Handed {
  readonly index: number;
  readonly plan: PlannedReport;
  /** Sealed anew when a key was replaced before it arrived. */
  written: Written;
  /** `unclear`: no answer came, so that it may or may not be stored. */
  state: "accepted" | "unclear";
  opening: "unplanned" | "planned" | "scheduled" | "done";
  /** Hours that were given to those who opened it. */
  readonly openedAt: Set<unknown>;
  /** By which invocation each level was first seen. */
  readonly reached: Map<number, number>;
}

export interface Tally {
  readonly faults: Partial<Record<FaultKind, number>>;
  kills: number;
  recordsLost: number;
  recordsTwice: number;
  deadLetters: number;
  /** Attempts that left a body without a report. */
  orphans: number;
  calamities: Record<string, number>;
}

/** What an onlooker at the two engines' doors sees of a run. */
export interface Ledger {
  seq: number;
  invocation: number;
  readonly letters: Letter[];
  readonly orders: Order[];
  readonly handed: Handed[];
  /** Ids of reports that must be refused, and leave nothing behind. */
  readonly refusedIds: string[];
  /** Members whose address is marked, or who left: since which invocation. */
  readonly marked: Map<string, number>;
  /** Orders and letters before it say nothing any more: the table was put back. */
  /** The invocation up to which the table was looked at: what is new at a look came after it. */
  observed: number;
  restoredSeq: number;
  restored: boolean;
  readonly tally: Tally;
  readonly violations: string[];
}

export const newLedger = (): Ledger => ({
  seq: 0,
  invocation: 0,
  observed: 0,
  letters: [],
  orders: [],
  handed: [],
  refusedIds: [],
  marked: new Map(),
  restoredSeq: -1,
  restored: false,
  tally: { faults: {}, kills: 0, recordsLost: 0, recordsTwice: 0, deadLetters: 0, orphans: 0, calamities: {} },
  violations: [],
});

interface TransactItem {
  readonly Put?: { readonly Item: Record<string, { S?: string }> };
  readonly Update?: {
    readonly Key: Record<string, { S?: string }>;
    readonly UpdateExpression: string;
  };
}

/** Ten minutes, less what the clocks of two overlapping runs differ (`run.ts`): each keeps them by its own. */
const QUIET_MS = 10 * 60_000 - 30_000;
const isOrder = ({ Update }: TransactItem) =>
  Update?.Key["pk"]?.S?.startsWith("LETTER#") === true && /ADD #orders /.test(Update.UpdateExpression);

/** Notes what DynamoDB took. A letter is ordered for a seat of its report, together with the step that orders it. */
export function noteTable(ledger: Ledger, { operation, body }: Passing): void {
  if (operation !== "TransactWriteItems" && operation !== "UpdateItem") return;
  const request = JSON.parse(body) as { TransactItems?: TransactItem[] } & NonNullable<TransactItem["Update"]>;
  const items = request.TransactItems ?? [{ Update: request }];
  const orders = items.filter(isOrder);
  if (orders.length === 0) return;
  const report = items
    .map(({ Update }) => Update?.Key["pk"]?.S)
    .find((pk) => pk?.startsWith(PARTITION.report))
    ?.slice(PARTITION.report.length);
  if (report === undefined) ledger.violations.push("a letter was ordered apart from the step that orders it");
  const handed = ledger.handed.find(({ written }) => written.id === report);
  for (const { Update } of orders) {
    const unit = Update?.Key["pk"]?.S?.slice("LETTER#".length) ?? "";
    if (handed && !handed.plan.seats.some((seat) => seat === unit)) {
      ledger.violations.push(`a letter was ordered for ${unit}, which is no seat of the report`);
    }
    ledger.seq += 1;
    ledger.orders.push({ seq: ledger.seq, unit, report: report ?? "" });
  }
}

/** Notes a letter that SES took. One member gets one in ten minutes, and none once her mark could be seen. */
export function noteLetter(ledger: Ledger, { body }: Passing, told: number, heard: boolean): Letter {
  const form = new URLSearchParams(body);
  const email = form.get("Destination.ToAddresses.member.1") ?? "";
  const [member = "", mail = ""] = ["1", "3"].map((nth) => form.get(`Tags.member.${nth}.Value`) ?? "");
  const before = ledger.letters.filter((one) => one.member === member);
  const last = before.at(-1);
  if (before.some((one) => one.seq > ledger.restoredSeq && Math.abs(told - one.told) < QUIET_MS)) {
    ledger.violations.push(`two letters within ten minutes, to ${email}`);
  }
  const marked = ledger.marked.get(member);
  if (marked !== undefined && marked < ledger.invocation) ledger.violations.push(`a letter to the marked ${email}`);
  ledger.seq += 1;
  const letter = {
    ...{ seq: ledger.seq, told, email, member, mail, invocation: ledger.invocation },
    repeatable: !heard,
    repeats: last?.repeatable === true,
  };
  ledger.letters.push(letter);
  return letter;
}
