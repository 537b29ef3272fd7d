/**
 * One table. Everything in it is public, hashed or sealed: a full copy opens nothing and lets nobody in.
 *
 * | item       | pk            | sk             | in the index `listing` (list / order)     | holds                    |
 * |------------|---------------|----------------|-------------------------------------------|--------------------------|
 * | report     | REPORT#id     | REPORT         | INBOX#handler / arrival hour # id         | sealed bytes, ackHash    |
 * | event      | REPORT#id     | EVENT#hour#…   |                                           | the case's history       |
 * | satgas key | SATGAS#unit   | KEY#gen        | DIRECTORY / unit # gen                    | vouch, sealed private    |
 * | its file   | SATGAS#unit   | FILE#gen       |                                           | as it was carried, whole |
 * | member     | SATGAS#unit   | MEMBER#id      |                                           | name, address, verifier  |
 *
 * | who          | asks                                | by                                           |
 * |--------------|-------------------------------------|----------------------------------------------|
 * | form         | which units have a Satgas; vouches  | Query listing = DIRECTORY                    |
 * | form         | hand in                             | conditional PutItem of one report            |
 * | reporter     | status of her report                | GetItem without the sealed bytes             |
 * | inbox        | who signs in                        | GetItem member                               |
 * | inbox        | keys of my Satgas                   | Query SATGAS#unit, KEY#                      |
 * | inbox        | a page of reports, newest first     | Query listing = INBOX#unit                   |
 * | inbox        | one report; mark it opened          | GetItem; TransactWriteItems with an event    |
 * | operator     | keys and members of a Satgas        | Query SATGAS#unit; TransactWriteItems        |
 * | alert        | whom to write to; who was written to | Query SATGAS#unit, MEMBER#; REPORT#, EVENT# |
 */
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { UnitCode } from "../shared/work-unit.ts";

export interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
}

export const LISTING = "listing";
export const DIRECTORY = "DIRECTORY";

export const keys = {
  report: (id: string) => ({ pk: `REPORT#${id}`, sk: "REPORT" }),
  satgasKey: (unit: UnitCode, gen: number) => ({
    pk: `SATGAS#${unit}`,
    sk: `KEY#${String(gen).padStart(4, "0")}`,
  }),
  satgasFile: (unit: UnitCode, gen: number) => ({
    pk: `SATGAS#${unit}`,
    sk: `FILE#${String(gen).padStart(4, "0")}`,
  }),
  member: (unit: UnitCode, id: string) => ({
    pk: `SATGAS#${unit}`,
    sk: `MEMBER#${id}`,
  }),
};

/** @param endpoint a local engine's address; on AWS it is left out */
export function openTable(name: string, endpoint?: string): Table {
  // Nothing waits for ever: a request that the engine does not answer is one that may be tried again.
  const requestHandler = {
    connectionTimeout: 2_000,
    requestTimeout: 5_000,
    throwOnRequestTimeout: true,
  };
  const client = new DynamoDBClient({
    requestHandler,
    ...(endpoint ? { endpoint } : {}),
  });
  return {
    client: DynamoDBDocumentClient.from(client, {
      marshallOptions: { removeUndefinedValues: true },
    }),
    name,
  };
}
