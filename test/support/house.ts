import { BatchWriteCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { inject } from "vitest";
import { createInboxApp } from "../../functions/inbox/app.ts";
import type { LogEvent } from "../../functions/log.ts";
import { createReportApp } from "../../functions/report/app.ts";
import { createRolls } from "../../functions/rolls.ts";
import { createSatgasApp } from "../../functions/satgas/app.ts";
import { createSatgasStore } from "../../functions/table/satgas.ts";
import type { Table } from "../../functions/table/table.ts";
import { foundSatgas } from "../../infra/local/demo.ts";
import { createTable, createTableWithoutStream } from "../../infra/local/dynamodb.ts";
import type { FoundedSatgas } from "../../infra/local/founding.ts";
import { openStores } from "../../infra/local/stores.ts";
import { randomBytes, toBase64url } from "../../shared/bytes.ts";
import { defaultPolicy } from "../../shared/clock.ts";
import type { ReportEntry } from "../../shared/content/entry.ts";
import type { ReportContent } from "../../shared/content/report.ts";
import { type SeatKey, type WrittenReport, writeReport as writeSealed } from "../../shared/content/text.ts";
import type { MailboxStatus, ReportRequest } from "../../shared/contract.ts";
import { newSigner, verifierOf } from "../../shared/key.ts";
import type { ReportId, UnitCode } from "../../shared/kind.ts";
import { type Hour, hourOf } from "../../shared/moment.ts";
import { newReceipt } from "../../shared/receipt.ts";
import { type ReporterKeys, reporterKeys } from "../../shared/reporter.ts";
import type { KeyFile } from "../../shared/satgas/key-file.ts";
import { ROOT } from "../../shared/satgas/vouch.ts";
import { memberToken, reporterToken } from "../../shared/sign-in.ts";
import { makeStamp } from "../../shared/stamp.ts";
import { watchTable } from "./table.ts";

export const ORIGIN = "https://posko.example";
export const DIFFICULTY = 6;
export const STACK: UnitCode = "33";
interface Manners {
  readonly stack?: UnitCode;
  readonly origin?: string;
  readonly withStream?: boolean;
}

/** The apps on a table of their own in the real engine. @param chainIn founds the chain KPU RI - Jawa Tengah - Blora */
export async function openHouse(
  chainIn: (table: Table) => Promise<FoundedChain> = foundChain,
  { stack = STACK, origin = ORIGIN, withStream = false }: Manners = {},
) {
  const dynamodb = inject("dynamodb");
  const tableName = `test-${toBase64url(randomBytes(6))}`;
  const stream = withStream ? await createTable(dynamodb, tableName) : undefined;
  if (!withStream) await createTableWithoutStream(dynamodb, tableName);
  const table = watchTable(tableName, dynamodb);
  const stores = openStores(table);
  const chain = await chainIn(table);

  const logged: LogEvent[] = [];
  const clock = { offset: 0 };
  const now = () => new Date(Date.now() + clock.offset);
  const log = (event: LogEvent) => void logged.push(event);
  const rolls = createRolls({ satgas: stores.satgas, root: chain.root, now, log });
  const parts = { ...stores, rolls, policy: defaultPolicy, stack, origin, now, log };
  /** The app as it is after a cold start: it remembers no directory. */
  const coldReport = () => createReportApp({ ...parts, difficulty: DIFFICULTY });
  const report = coldReport();
  const inbox = createInboxApp(parts);
  const satgasApp = createSatgasApp({ ...parts, root: chain.root });
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
    satgasApp,
  };
}
export type House = Awaited<ReturnType<typeof openHouse>>;

async function found(table: Table) {
  const satgas = createSatgasStore(table);
  const root = await newSigner();
  const ri = await foundSatgas(satgas, "01", ["Ratna Contoh"], { unit: ROOT, signer: root });
  const province = await foundSatgas(satgas, "33", ["Sari Contoh"], ri);
  const regency = await foundSatgas(satgas, "3316", ["Melati Contoh", "Kartika Contoh"], province);
  const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.name }));
  return { chain: { root: verifierOf(root), rootSigner: root, ri, province, regency }, items: Items };
}
let founded: ReturnType<typeof found> | undefined;

/**
 * Root - KPU RI - Jawa Tengah - Blora, in this table. They are founded once for a test file, since making keys takes
 * longer than most tests; the next table gets the same items.
 */
export async function foundChain(table: Table): Promise<FoundedChain> {
  founded ??= found(table);
  const { chain, items } = await founded;
  for (let from = 0; from < items.length; from += 25) {
    const puts = items.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }));
    await table.client.send(new BatchWriteCommand({ RequestItems: { [table.name]: puts } }));
  }
  return chain;
}
export type FoundedChain = Awaited<ReturnType<typeof found>>["chain"];

/** Another one, down to its own root. */
export const foundForeignChain = async (table: Table): Promise<FoundedChain> => (await found(table)).chain;

export const seatOf = ({ unit, gen, recipient }: FoundedSatgas): SeatKey => ({ unit, gen, recipient });

/** How a report is made, when it is not as the form does. */
interface Manner {
  readonly difficulty?: number;
  readonly channel?: ReportEntry["channel"];
  /** Milliseconds. */
  readonly now?: number;
  readonly stack?: UnitCode;
  readonly kind?: ReportContent["kind"];
}

/** A report as the form makes it, with everything its reporter keeps. */
export async function writeReport(
  chain: Pick<FoundedChain, "ri" | "province" | "regency">,
  units: readonly ("3316" | "33" | "01")[],
  account?: string,
  manner?: Manner,
) {
  const satgasOf = { "01": chain.ri, "33": chain.province, "3316": chain.regency };
  return writeReportTo(
    units.map((unit) => seatOf(satgasOf[unit])),
    account,
    manner,
  );
}

export async function writeReportTo(
  seats: readonly SeatKey[],
  account = "cerita contoh",
  { difficulty = DIFFICULTY, channel = "form", now = Date.now(), stack = STACK, kind = "report" }: Manner = {},
) {
  const receipt = newReceipt();
  const keys = await reporterKeys(receipt);
  const content = { kind, language: "id", answers: { unit: "3316", account } } as const;
  const hour = hourOf(new Date(now));
  const written = await writeSealed(content, seats, keys, { stack, at: hour, channel });
  return { receipt, keys, content, ...written, request: requestOf(written, keys.id, hour, difficulty, stack) };
}

/** As the form sends it. */
export const requestOf = (
  { entry, sealed }: WrittenReport,
  id: ReportId,
  hour: Hour,
  difficulty = DIFFICULTY,
  stack = STACK,
): ReportRequest => ({
  entry,
  stamp: makeStamp({ id, stack, hour }, difficulty),
  hour,
  sealed: toBase64url(sealed),
});

export const post = (body: unknown): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: typeof body === "string" ? body : JSON.stringify(body),
});

export const bearer = (token: string): RequestInit => ({
  headers: { authorization: `Bearer ${token}` },
});

/** What a member's browser signs in with. */
export const tokenOf = ({ signer, unit }: KeyFile, now = Date.now(), audience = ORIGIN, edition = 1): Promise<string> =>
  memberToken(signer, unit, edition, audience, Math.floor(now / 1000));

/** What a reporter's browser asks with. */
export const voiceToken = ({ voice }: ReporterKeys, now = Date.now(), audience = ORIGIN): Promise<string> =>
  reporterToken(voice, audience, Math.floor(now / 1000));

/** What her page is told of her report, and what the house noted of it: each event with its unit, in order. */
export const following = (house: House, keys: ReporterKeys) => ({
  status: async () => {
    const token = await voiceToken(keys, house.now().getTime());
    return (await (await house.report.request("/api/mailbox", bearer(token))).json()) as MailboxStatus;
  },
  events: async () =>
    (await house.reports.events(keys.id)).map(({ event, unit = "" }) => `${event} ${unit}`.trim()).sort(),
});
