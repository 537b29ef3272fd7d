/** A live table and yesterday's copy of it, and the command that copies back. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import {
  type AttributeValue,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  ScanCommand,
} from "@aws-sdk/client-dynamodb";
import { inject } from "vitest";
import { openTable } from "../../functions/table/table.ts";
import { createTable } from "../../infra/local/dynamodb.ts";
import { openStores } from "../../infra/local/stores.ts";
import { randomBytes, toBase64url } from "../../shared/bytes.ts";
import { newClock } from "../../shared/clock.ts";
import { checked, isHash, isReportId } from "../../shared/kind.ts";
import type { door } from "./door.ts";
import { foundChain } from "./house.ts";
import { invented } from "./invented.ts";
import { sealedFor } from "./seats.ts";

export type Item = Record<string, AttributeValue>;

const HOUR = "2026-11-23T08";

export const client = new DynamoDBClient({ endpoint: inject("dynamodb") });

/** Scanned and sorted, so that two tables can be compared byte for byte. */
export async function contents(table: string): Promise<Item[]> {
  const items: Item[] = [];
  let start: Item | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName: table, ExclusiveStartKey: start }));
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start);
  return items.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

export const nameOf = ({ pk, sk }: Item): string => `${pk?.S} ${sk?.S}`;

export const newTable = async (): Promise<{ name: string; stream: string }> => {
  const name = `restore-${toBase64url(randomBytes(6))}`;
  return { name, stream: await createTable(inject("dynamodb"), name) };
};

/**
 * Yesterday: the chain, and reports, each with entry 1 and an event. They weigh more than a megabyte, so that a scan
 * has pages. Today everything of it is in the live table too, until a test takes it away.
 */
export async function twoTables(reports = 8, bytes = 200_000) {
  const [yesterday, live] = [await newTable(), await newTable()];
  const table = openTable(yesterday.name, inject("dynamodb"));
  const { reports: store } = openStores(table);
  const chain = await foundChain(table);
  const ids = Array.from({ length: reports }, () => checked(isReportId, toBase64url(randomBytes(32))));
  for (const id of ids) {
    const sealed = new Uint8Array(Buffer.alloc(bytes, id));
    // Nothing that restores can read an entry: any text of its shape will do.
    const signed = { entry: `e30.${toBase64url(randomBytes(300))}.e30`, entryHash: invented(isHash) };
    await store.put({ id, sealed, ...signed, ...newClock(HOUR, sealedFor("3316")) });
    await store.record(id, { event: "LETTER", at: HOUR, unit: "3316" });
  }
  const copy = await contents(yesterday.name);
  for (const Item of copy) await put(live.name, Item);
  return { yesterday: yesterday.name, live: live.name, stream: live.stream, copy, ids, chain };
}

export const put = (table: string, Item: Item) => client.send(new PutItemCommand({ TableName: table, Item }));

export async function lose(table: string, items: readonly Item[]): Promise<void> {
  for (const { pk, sk } of items) {
    if (pk && sk) await client.send(new DeleteItemCommand({ TableName: table, Key: { pk, sk } }));
  }
}

export function start(args: readonly string[], endpoint = inject("dynamodb")): ChildProcess {
  return spawn(process.execPath, [resolve("infra/restore.ts"), ...args], {
    env: { ...process.env, DYNAMODB_ENDPOINT: endpoint },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

export async function run(args: readonly string[], endpoint?: string) {
  const child = start(args, endpoint);
  if (!child.stdout || !child.stderr) throw new Error("no output");
  const [out, error, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { out, error, code };
}

export function close({ server }: Awaited<ReturnType<typeof door>>): void {
  server.closeAllConnections();
  server.close();
}

export const between = (tables: { yesterday: string; live: string }): string[] =>
  `--from ${tables.yesterday} --to ${tables.live}`.split(" ");
