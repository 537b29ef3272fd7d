import * as z from "zod/mini";
import {
  type EntryRequest,
  type EntryTaken,
  hourSchema,
  type InboxMe,
  type InboxPage,
  type InboxReport,
  type InboxRow,
  type KnownRow,
  type ListedSatgas,
  type Logs,
  memberIdSchema,
  monthSchema,
  type Readiness,
  readinessSchema,
  reportIdSchema,
  stageSchema,
  unitSchema,
} from "../../shared/contract.ts";
import { type Answer, ask } from "../api.ts";

/** What the inbox asks, and what it takes for an answer. Fields that a newer server adds are passed over. */

/** What cannot be read of a list hides nothing else of it. */
export const eachOf = <T>(schema: z.ZodMiniType<T>) =>
  z.pipe(
    z.array(z.unknown()),
    z.transform((all: unknown[]): T[] => all.flatMap((one) => readAs(schema, one))),
  );
export const eachUnitOf = <T>(schema: z.ZodMiniType<T>) =>
  z.pipe(
    z.record(z.string(), z.unknown()),
    z.transform(
      (all: Record<string, unknown>): Record<string, T> =>
        Object.fromEntries(
          Object.entries(all).flatMap(([unit, one]) => readAs(schema, one).map((read) => [unit, read])),
        ),
    ),
  );
function readAs<T>(schema: z.ZodMiniType<T>, given: unknown): T[] {
  const read = z.safeParse(schema, given);
  return read.success ? [read.data] : [];
}

const textJws = z.readonly(z.tuple([z.string(), z.string()]));

export const listedSatgas: z.ZodMiniType<ListedSatgas> = z.object({
  vouch: textJws,
  roll: textJws,
  names: z.array(z.readonly(z.tuple([z.string(), z.string()]))),
  red: z.exactOptional(z.literal(true)),
});

const readiness: z.ZodMiniType<Readiness> = z.object({
  unit: unitSchema,
  state: readinessSchema,
  month: z.exactOptional(monthSchema),
  started: z.exactOptional(hourSchema),
  opened: z.exactOptional(z.number()),
  needed: z.exactOptional(z.number()),
});

const me: z.ZodMiniType<InboxMe> = z.object({
  satgas: eachUnitOf(listedSatgas),
  before: z.exactOptional(z.object({ roll: z.string(), by: z.exactOptional(z.string()) })),
  keyrings: eachOf(z.object({ edition: z.number(), sealed: z.string() })),
  unreachable: eachOf(memberIdSchema),
  readiness,
  below: eachOf(readiness),
});

const row = { id: reportIdSchema, arrived: hourSchema, stage: stageSchema, openedAt: z.optional(hourSchema) };

const knownRow: z.ZodMiniType<KnownRow> = z.object(row);
const anyRow = z.object({ id: reportIdSchema, arrived: hourSchema });

/** A row in words that this page does not know, which the server calls newer or which is: it hides no other. */
function rowOf(given: unknown): readonly InboxRow[] {
  const known = readAs(knownRow, given);
  return known.length > 0 ? known : readAs(anyRow, given).map((row) => ({ ...row, newer: true }));
}

const page = z.object({ reports: z.array(z.unknown()), next: z.exactOptional(z.string()) });

export function readPage(body: unknown): InboxPage | undefined {
  const read = z.safeParse(page, body);
  return read.success ? { ...read.data, reports: read.data.reports.flatMap(rowOf) } : undefined;
}

const logs: z.ZodMiniType<Logs> = z.object({ reporter: z.array(z.string()), satgas: z.array(z.string()) });

const report: z.ZodMiniType<InboxReport> = z.object({ ...row, logs, sealed: z.string(), drill: z.boolean() });

const taken: z.ZodMiniType<EntryTaken> = z.object({
  stage: stageSchema,
  openedAt: z.exactOptional(hourSchema),
  readiness: z.exactOptional(readiness),
});

export const reading =
  <T>(schema: z.ZodMiniType<T>) =>
  (body: unknown): T | undefined =>
    z.safeParse(schema, body).data;

/** @param token makes a fresh sign-in token for each request. @param origin of another stack; this page's when absent */
export function inboxApi(token: () => Promise<string>, origin = "") {
  const get = async <T>(path: string, read: (body: unknown) => T | undefined): Promise<Answer<T>> =>
    ask(`${origin}/api/inbox/${path}`, { token: await token() }, read);
  return {
    me: () => get("me", reading(me)),
    page: (next?: string) => get(next === undefined ? "reports" : `reports?next=${encodeURIComponent(next)}`, readPage),
    report: (id: string) => get(`reports/${id}`, reading(report)),
    /** An entry of a case's log, signed. */
    entry: async (id: string, body: EntryRequest): Promise<Answer<EntryTaken>> =>
      ask(`${origin}/api/inbox/reports/${id}/entries`, { token: await token(), body, status: 201 }, reading(taken)),
  };
}
export type InboxApi = ReturnType<typeof inboxApi>;
