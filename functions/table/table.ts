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
 * | letter     | LETTER#unit   | LETTER         |                                           | LETTERS / when it may leave, if pending |
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
 * | reporter     | status of her report                 | Query without the sealed bytes; GetItem LETTER#unit  |
 * | inbox        | who signs in                         | GetItem member                                       |
 * | inbox        | keys, colleagues, readiness          | Query and GetItem SATGAS#unit                        |
 * | inbox        | a page of reports, newest first      | Query listing = INBOX#unit                           |
 * | inbox        | one report; opened; another stage    | GetItem; TransactWriteItems with an event, letters   |
 * | alert, watch | what is due; whom to write to        | Query clocks; Query SATGAS#unit, MEMBER#             |
 * | alert, watch | a step: clock, event, letters, seat  | TransactWriteItems, if the clock is still as it was  |
 * | alert, watch | may this letter leave; it has left   | conditional UpdateItem LETTER#unit                   |
 * | watch        | what was kept long enough            | Query REPORT#id; TransactWriteItems that delete       |
 * | bounce       | mark an address; make its reports due  | UpdateItem member; Query listing; UpdateItem report  |
 * | drill        | a drill, once a month                | TransactWriteItems of readiness and report           |
 */
import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { UnitCode } from "../../shared/work-unit.ts";

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
  letter: (unit: UnitCode) => ({ pk: `LETTER#${unit}`, sk: "LETTER" }),
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
