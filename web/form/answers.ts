import type {
  Directory,
  ListedSatgas,
  MailboxStatus,
  RecipientAnswer,
  ReportAccepted,
  ReportRequest,
} from "../../shared/contract.ts";
import type { TextJws } from "../../shared/jws.ts";
import { isHour } from "../../shared/moment.ts";
import { stages } from "../../shared/stage.ts";
import { HARDEST } from "../../shared/stamp.ts";
import { ask } from "../api.ts";

/** What a reporter's page asks, and what it takes for an answer: read by hand, because a schema library weighs 8 KB. */

type Fields = Record<string, unknown>;

const fieldsOf = (value: unknown): Fields => Object(value) as Fields;

const isPair = (value: unknown): value is readonly [string, string] =>
  Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === "string");
const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((text) => typeof text === "string");

/** A harder stamp than any server of ours asks for would be computed for ever. */
const isDifficulty = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= HARDEST;

export function readDirectory(body: unknown): Directory | undefined {
  const { hour, difficulty, satgas } = fieldsOf(body);
  if (!isHour(hour) || !isDifficulty(difficulty) || typeof satgas !== "object" || satgas === null) return undefined;
  // One that cannot be read does not hide the others: for this page it does not exist.
  const listed = Object.entries(satgas).flatMap(([unit, entry]) => {
    const one = readSatgas(entry);
    return one ? [[unit, one] as const] : [];
  });
  return { hour, difficulty, satgas: Object.fromEntries(listed) };
}

function readSatgas(entry: unknown): ListedSatgas | undefined {
  const { vouch, roll, names, red } = fieldsOf(entry);
  if (!isPair(vouch) || !isPair(roll) || !Array.isArray(names) || !names.every(isPair)) return undefined;
  const parts: { readonly vouch: TextJws; readonly roll: TextJws } = { vouch, roll };
  return { ...parts, names, ...(red === true && { red }) };
}

function readRecipient(body: unknown): RecipientAnswer | undefined {
  const { recipient } = fieldsOf(body);
  return typeof recipient === "string" ? { recipient } : undefined;
}

function readAccepted(body: unknown): ReportAccepted | undefined {
  const { arrived } = fieldsOf(body);
  return isHour(arrived) ? { arrived } : undefined;
}

function readMailbox(body: unknown): MailboxStatus | undefined {
  const { stage: named, arrived, told, climbedAt, openedAt, logs } = fieldsOf(body);
  const stage = stages.find((one) => one === named);
  const { reporter, satgas } = fieldsOf(logs);
  const hours = { climbedAt, openedAt };
  if (!stage || !isHour(arrived) || !isTexts(reporter) || !isTexts(satgas)) return undefined;
  if (Object.values(hours).some((hour) => hour !== undefined && !isHour(hour))) return undefined;
  return {
    ...{ stage, arrived, logs: { reporter, satgas } },
    ...(told === true && { told }),
    ...(isHour(climbedAt) && { climbedAt }),
    ...(isHour(openedAt) && { openedAt }),
  };
}

export const reporterApi = {
  directory: () => ask("/api/directory", {}, readDirectory),
  recipient: (unit: string, gen: number) => ask(`/api/recipients/${unit}/${gen}`, {}, readRecipient),
  submit: (request: ReportRequest) => ask("/api/reports", { body: request, status: 201 }, readAccepted),
  mailbox: (token: string) => ask("/api/mailbox", { token }, readMailbox),
};
export type ReporterApi = typeof reporterApi;
