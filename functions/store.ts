/**
 * One table. Everything in it is public, hashed or sealed: a full copy opens nothing and lets nobody in.
 *
 * | item       | pk            | sk             | in the index `listing` (list / order)     | in the index `clocks` (clock / due)     |
 * |------------|---------------|----------------|-------------------------------------------|-----------------------------------------|
 * | report     | REPORT#id     | REPORT         | INBOX#handler / arrival hour # id         | REPORTS / when its next step is due     |
 * | seat       | REPORT#id     | SEAT#unit      | INBOX#unit / arrival hour # id            |                                         |
 * | event      | REPORT#id     | EVENT#hour#…   |                                           |                                         |
 * | satgas key | SATGAS#unit   | KEY#gen        | DIRECTORY / unit # gen                    |                                         |
 * | member     | SATGAS#unit   | MEMBER#id      |                                           |                                         |
 * | readiness  | READINESS#unit | READINESS     | DIRECTORY / unit # READINESS              |                                         |
 * | letter     | MEMBER#id     | LETTER#NEWS    |                                           | LETTERS / when it may leave, if pending |
 * | load       | LOAD          | HOUR#hour      | DIRECTORY / LOAD # hour                   |                                         |
 * | count      | COUNT         | QUARTER#…      |                                           |                                         |
 *
 * A report holds sealed bytes, the hash of their proof and its clock; a key its vouch and the sealed private half; a
 * member her name, address and verifier; `clocks` is sparse: it
 * holds what is waiting, and costs what is due.
 *
 * | who          | asks                                 | by                                                   |
 * |--------------|--------------------------------------|------------------------------------------------------|
 * | form         | which units have a Satgas; the load  | Query listing = DIRECTORY                            |
 * | form         | hand in                              | conditional PutItem of one report                    |
 * | reporter     | status of her report                 | GetItem without the sealed bytes                     |
 * | inbox        | who signs in                         | GetItem member                                       |
 * | inbox        | keys, colleagues, readiness          | Query and GetItem SATGAS#unit                        |
 * | inbox        | a page of reports, newest first      | Query listing = INBOX#unit                           |
 * | inbox        | one report; opened; another stage    | GetItem; TransactWriteItems with an event            |
 * | alert, watch | what is due; whom to write to        | Query clocks; Query SATGAS#unit, MEMBER#             |
 * | alert, watch | a step: clock, event, letters, seat  | TransactWriteItems, if the clock is still as it was  |
 * | alert, watch | may this letter leave; it has left   | conditional UpdateItem MEMBER#id                     |
 * | watch        | what was kept long enough            | Query REPORT#id; TransactWriteItems that delete       |
 * | bounce       | mark an address; hasten its reports  | UpdateItem member; Query listing; UpdateItem report  |
 * | drill        | a drill, once a month                | TransactWriteItems of readiness and report           |
 */
import { setTimeout } from "node:timers/promises";
import { DynamoDBClient, type DynamoDBClientConfig, TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { UnitCode } from "../shared/work-unit.ts";

export interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
}

export const LISTING = "listing";
export const DIRECTORY = "DIRECTORY";
export const CLOCKS = "clocks";

export const keys = {
  report: (id: string) => ({ pk: `REPORT#${id}`, sk: "REPORT" }),
  seat: (id: string, unit: UnitCode) => ({ pk: `REPORT#${id}`, sk: `SEAT#${unit}` }),
  satgasKey: (unit: UnitCode, gen: number) => ({
    pk: `SATGAS#${unit}`,
    sk: `KEY#${String(gen).padStart(4, "0")}`,
  }),
  member: (unit: UnitCode, id: string) => ({
    pk: `SATGAS#${unit}`,
    sk: `MEMBER#${id}`,
  }),
  readiness: (unit: UnitCode) => ({ pk: `READINESS#${unit}`, sk: "READINESS" }),
  letter: (member: string) => ({ pk: `MEMBER#${member}`, sk: "LETTER#NEWS" }),
  load: (hour: string) => ({ pk: "LOAD", sk: `HOUR#${hour}` }),
  count: (quarter: string) => ({ pk: "COUNT", sk: `QUARTER#${quarter}` }),
};

/**
 * @param endpoint a local engine's address; on AWS it is left out
 * @param retries how failed requests are repeated; on AWS it is left out, and the SDK's own way is taken
 */
export function openTable(name: string, endpoint?: string, retries?: DynamoDBClientConfig["retryStrategy"]): Table {
  // Nothing waits for ever: a request that the engine does not answer is one that may be tried again.
  const requestHandler = {
    connectionTimeout: 2_000,
    requestTimeout: 5_000,
    throwOnRequestTimeout: true,
  };
  const client = new DynamoDBClient({
    requestHandler,
    ...(endpoint ? { endpoint } : {}),
    ...(retries ? { retryStrategy: retries } : {}),
  });
  return {
    client: DynamoDBDocumentClient.from(client, {
      marshallOptions: { removeUndefinedValues: true },
    }),
    name,
  };
}

/** The order of a report in a list: by hour of arrival. */
export const orderOf = (report: { readonly arrived: string; readonly id: string }): string =>
  `${report.arrived}#${report.id}`;

/** Those that can be read; `unreadable` hears of each other one. */
export function readable<T>(
  schema: z.ZodMiniType<T>,
  items: readonly unknown[],
  unreadable: (error: Error) => void,
): T[] {
  return items.flatMap((item) => {
    const parsed = z.safeParse(schema, item);
    if (!parsed.success) unreadable(parsed.error);
    return parsed.success ? [parsed.data] : [];
  });
}

export const failedCondition = ({ CancellationReasons = [] }: TransactionCanceledException): boolean =>
  CancellationReasons.some(({ Code }) => Code === "ConditionalCheckFailed");

const TRIES = 6;

/** Tries again when two transactions met at one item: that is nobody's fault, and the SDK leaves it to the caller. */
export async function patiently<T>(transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction();
    } catch (error) {
      const met = error instanceof TransactionCanceledException && !failedCondition(error);
      if (!met || attempt === TRIES) throw error;
      await setTimeout(20 * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}

/** Works through all of them, so many at a time. */
export async function abreast<T>(
  items: readonly T[],
  atATime: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atATime, items.length) }, worker));
}
