import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { createReportApp } from "../../functions/report/app.ts";
import { createLetterStore } from "../../functions/table/letter.ts";
import { createReportStore } from "../../functions/table/report.ts";
import { createSatgasStore } from "../../functions/table/satgas.ts";
import { openTable } from "../../functions/table/table.ts";
import { foundSatgas } from "../../infra/local/demo.ts";
import { createTable } from "../../infra/local/dynamodb.ts";
import { fromBase64url, randomBytes, toBase64url } from "../../shared/bytes.ts";
import type { ReportRequest } from "../../shared/contract.ts";
import { newIdentity, seal } from "../../shared/seal.ts";
import { makeStamp } from "../../shared/stamp.ts";

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
  const reports = createReportStore(table);
  const satgas = createSatgasStore(table);
  const expires = Math.floor(Date.now() / 1000) + 3600;
  const ri = await foundSatgas(satgas, "01", ["Ratna"], undefined, expires);
  const province = await foundSatgas(satgas, "33", ["Sari"], ri, expires);
  await foundSatgas(satgas, "3316", ["Melati"], province, expires);
  const parts = {
    reports,
    letters: createLetterStore(table),
    satgas,
    stack: "33",
    difficulty: DIFFICULTY,
    help: [],
    now: () => new Date(),
    log: () => {},
  };
  const app = createReportApp(parts);

  const recipients = await Promise.all([1, 2, 3].map(async () => (await newIdentity()).recipient));
  const sealed = toBase64url(await seal({ account: "x".repeat(2000) }, recipients));
  const seats = ["3316", "33", "01"].map((unit) => ({ unit, gen: 1 }));
  const write = (): ReportRequest => {
    const id = toBase64url(randomBytes(32));
    return { id, ackHash: toBase64url(randomBytes(32)), seats, stamp: makeStamp(id, DIFFICULTY), sealed };
  };
  const handIn = async (body: string) => {
    const headers = { "content-type": "application/json", "content-length": String(body.length) };
    return (await app.request("/api/reports", { method: "POST", headers, body })).status === 201;
  };

  const bare = new DynamoDBClient({ endpoint });
  const bytes = fromBase64url(sealed);
  /** The same bytes by the bare SDK: what no server can do without. */
  const put = async (id: string) => {
    const Item = { pk: { S: `BARE#${id}` }, sk: { S: "REPORT" }, sealed: { B: bytes } };
    await bare.send(new PutItemCommand({ TableName: tableName, Item }));
    return true;
  };
  return { reports, write, handIn, put };
}
