import { DynamoDBClient, PutItemCommand, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { createReportApp } from "../../functions/report/app.ts";
import { sealedHash } from "../../functions/table/body.ts";
import { openTable } from "../../functions/table/table.ts";
import { createTable } from "../../infra/local/dynamodb.ts";
import { openStores } from "../../infra/local/stores.ts";
import { toBase64url } from "../../shared/bytes.ts";
import { type ReportEntry, signEntry } from "../../shared/content/entry.ts";
import { writeReport } from "../../shared/content/text.ts";
import type { ReportRequest } from "../../shared/contract.ts";
import { peekJws } from "../../shared/jws.ts";
import { newSigner, reportIdOf, verifierOf } from "../../shared/key.ts";
import { hourOf } from "../../shared/moment.ts";
import { newReceipt } from "../../shared/receipt.ts";
import { reporterKeys } from "../../shared/reporter.ts";
import { makeStamp } from "../../shared/stamp.ts";
import { foundChain, ORIGIN, STACK } from "../support/house.ts";

const DIFFICULTY = 4;
const AT_A_TIME = 16;

export interface Measured {
  readonly perSecond: number;
  /** Milliseconds of this process, user and system, for one. */
  readonly cpu: number;
  readonly p50: number;
  readonly p95: number;
  readonly failed: number;
}

/** Runs `work` over all items, 16 at a time. */
export async function measure<T>(items: readonly T[], work: (item: T) => Promise<boolean>): Promise<Measured> {
  const waiting = items[Symbol.iterator]();
  const times: number[] = [];
  let failed = 0;
  const cpuBefore = process.cpuUsage();
  const begin = performance.now();
  const worker = async () => {
    for (let item = waiting.next(); !item.done; item = waiting.next()) {
      const start = performance.now();
      if (!(await work(item.value))) failed += 1;
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  const seconds = (performance.now() - begin) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0;
  const cpu = (user + system) / 1000 / items.length;
  return { perSecond: items.length / seconds, cpu, p50: at(0.5), p95: at(0.95), failed };
}

/** The accepting app on a table of its own, and reports of 2 KB for three seats to hand in. */
export async function openCounter(endpoint: string, tableName: string) {
  await createTable(endpoint, tableName);
  const table = openTable(tableName, endpoint);
  const stores = openStores(table);
  const { ri, province, regency } = await foundChain(table);
  const [now, log] = [() => new Date(), () => {}];
  const app = createReportApp({ ...stores, stack: STACK, origin: ORIGIN, difficulty: DIFFICULTY, now, log });

  // Sealed once: what is measured cannot open it. Each report has a voice and an entry of its own.
  const seats = [regency, province, ri];
  const content = { kind: "report", language: "id", answers: { unit: "3316", account: "x".repeat(2000) } } as const;
  const about = { stack: STACK, at: hourOf(now()), channel: "form" } as const;
  const written = await writeReport(content, seats, await reporterKeys(newReceipt()), about);
  const first = peekJws(written.entry) as ReportEntry;
  const sealed = toBase64url(written.sealed);
  const write = async (): Promise<ReportRequest> => {
    const voice = await newSigner();
    const [id, hour] = [await reportIdOf(verifierOf(voice)), hourOf(now())];
    const entry = await signEntry({ ...first, id }, voice);
    return { entry, hour, sealed, stamp: makeStamp({ id, stack: STACK, hour }, DIFFICULTY) };
  };
  const handIn = async (body: string) => {
    const headers = { "content-type": "application/json", "content-length": String(body.length) };
    return (await app.request("/api/reports", { method: "POST", headers, body })).status === 201;
  };

  const bare = new DynamoDBClient({ endpoint });
  const [TableName, hash] = [tableName, sealedHash(written.sealed)];
  /** The same bytes in the same two requests by the bare SDK: what no server can do without. */
  const put = async (id: string) => {
    const key = (sk: string) => ({ pk: { S: `BARE#${id}` }, sk: { S: sk } });
    const Item = { ...key("BODY"), sealed: { B: written.sealed }, list: { S: "BARE" }, order: { S: id } };
    await bare.send(new PutItemCommand({ TableName, Item }));
    const header = { ...key("REPORT"), bodyHash: { S: hash }, seats: { S: "x".repeat(250) } };
    const items = [
      { ...header, clock: { S: "BARE" }, due: { S: id } },
      { ...key("ENTRY"), entry: { S: written.entry } },
      { ...key("SEAT"), list: { S: "BARE" }, order: { S: id } },
    ];
    await bare.send(
      new TransactWriteItemsCommand({ TransactItems: items.map((Item) => ({ Put: { TableName, Item } })) }),
    );
    return true;
  };
  return { reports: stores.reports, write, handIn, put };
}
