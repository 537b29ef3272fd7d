import { inject } from "vitest";
import { createInboxApp } from "../../functions/inbox/app.ts";
import type { LogEvent } from "../../functions/log.ts";
import { createReportApp } from "../../functions/report/app.ts";
import type { SatgasStore } from "../../functions/table/satgas.ts";
import { openTable } from "../../functions/table/table.ts";
import { foundSatgas } from "../../infra/local/demo.ts";
import { createTable } from "../../infra/local/dynamodb.ts";
import { openStores } from "../../infra/local/stores.ts";
import { randomBytes, sha256, toBase64url } from "../../shared/bytes.ts";
import { defaultPolicy } from "../../shared/clock.ts";
import type { ReportRequest, SealedSeat } from "../../shared/contract.ts";
import { newReceipt, reporterKeys } from "../../shared/receipt.ts";
import type { KeyFile, Report } from "../../shared/report.ts";
import { recipientOf, seal } from "../../shared/seal.ts";
import { signIn } from "../../shared/sign-in.ts";
import { makeStamp } from "../../shared/stamp.ts";

export const ORIGIN = "https://posko.example";
export const DIFFICULTY = 6;
const YEAR = 365 * 24 * 3600;

/** The apps on a table of their own in the real engine, with the chain KPU RI - Jawa Tengah - Blora. */
export async function openHouse() {
  const dynamodb = inject("dynamodb");
  const tableName = `test-${toBase64url(randomBytes(6))}`;
  const stream = await createTable(dynamodb, tableName);
  const table = openTable(tableName, dynamodb);
  const stores = openStores(table);
  const chain = await foundChain(stores.satgas);

  const logged: LogEvent[] = [];
  const clock = { offset: 0 };
  const parts = {
    ...stores,
    policy: defaultPolicy,
    now: () => new Date(Date.now() + clock.offset),
    log: (event: LogEvent) => void logged.push(event),
  };
  /** The app as it is after a cold start: it remembers no directory. */
  const coldReport = () => createReportApp({ ...parts, stack: "33", difficulty: DIFFICULTY, help: [] });
  const report = coldReport();
  const inbox = createInboxApp({ ...parts, origin: ORIGIN });
  return {
    dynamodb,
    stream,
    table,
    ...parts,
    clock,
    logged,
    ...chain,
    report,
    coldReport,
    inbox,
  };
}
export type House = Awaited<ReturnType<typeof openHouse>>;

/** KPU RI - Jawa Tengah - Blora. */
export async function foundChain(satgas: SatgasStore) {
  const expires = Math.floor(Date.now() / 1000) + YEAR;
  const ri = await foundSatgas(satgas, "01", ["Ratna Contoh"], undefined, expires);
  const province = await foundSatgas(satgas, "33", ["Sari Contoh"], ri, expires);
  const regency = await foundSatgas(satgas, "3316", ["Melati Contoh", "Kartika Contoh"], province, expires);
  return { ri, province, regency };
}

export const seatsOf = (...units: string[]): SealedSeat[] => units.map((unit) => ({ unit, gen: 1 }));

/** A report as the form makes it, with everything its reporter keeps. */
export async function writeReport(
  house: Awaited<ReturnType<typeof foundChain>>,
  units: ("3316" | "33" | "01")[],
  account = "cerita contoh",
  difficulty = DIFFICULTY,
) {
  const satgasOf = {
    "01": house.ri,
    "33": house.province,
    "3316": house.regency,
  };
  const receipt = newReceipt();
  const keys = await reporterKeys(receipt);
  const proof = randomBytes(32);
  const content: Report = {
    v: 1,
    kind: "report",
    language: "id",
    answers: { unit: "3316", account },
    seats: units,
    proof: toBase64url(proof),
    reply: {
      recipient: await recipientOf(keys.replyIdentity),
      voice: keys.voice,
    },
  };
  const recipients = await Promise.all(units.map((unit) => recipientOf(satgasOf[unit].privateKey.identity)));
  const request: ReportRequest = {
    id: keys.id,
    ackHash: toBase64url(await sha256(proof)),
    seats: seatsOf(...units),
    stamp: makeStamp(keys.id, difficulty),
    sealed: toBase64url(await seal(content, recipients)),
  };
  return { receipt, keys, content, request };
}

export const post = (body: unknown): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: typeof body === "string" ? body : JSON.stringify(body),
});

export const bearer = (token: string): RequestInit => ({
  headers: { authorization: `Bearer ${token}` },
});

export const memberToken = ({ signer, unit }: KeyFile, now = Date.now(), audience = ORIGIN): Promise<string> =>
  signIn(signer, unit, audience, Math.floor(now / 1000));
