/** What a deployed stack has to carry: one report from the first page until it is deleted, with all that lives beside it. */

import { brotliDecompressSync } from "node:zlib";
import { expect, vi } from "vitest";
import { createReportStore } from "../../functions/table/report.ts";
import type { Directory, MailboxStatus, RecipientAnswer } from "../../shared/contract.ts";
import { hashOfText } from "../../shared/jws.ts";
import { isReportId, type ReportId } from "../../shared/kind.ts";
import { hourOf, plusHours } from "../../shared/moment.ts";
import type { KeyFile } from "../../shared/satgas/key-file.ts";
import { readRoll } from "../../shared/satgas/roll.ts";
import { readVouch, signVouch } from "../../shared/satgas/vouch.ts";
import { ROOT } from "./assembly.ts";
import type { Cloud } from "./cloud.ts";
import { bearer, type FoundedChain, foundChain, post, voiceToken, writeReport } from "./house.ts";
import { invented } from "./invented.ts";
import { memberOf } from "./member.ts";
import { act, ask, cardOf, founding, invite, newcomer } from "./moving-in.ts";
import { watchTable } from "./table.ts";
import { contents } from "./two-tables.ts";

/** Configuration of the stack that is travelled through. */
export const EMBEDDER = "https://kab-blora.kpu.example";
export const DIFFICULTY = 8;
export const HELP = {
  name: "Contoh",
  call: "024-000",
  note: { id: "Contoh", en: "Example" },
  lastVerified: "2026-11-22",
};
export const POLICY = { remindAfterHours: 20, retentionDays: 30 };

/** A letter and its note may take the stream a while, beside other tables on a busy machine. */
const SOON = { timeout: 20_000, interval: 50 };

/** From the first page to the tombstone, with SES refusing the first letters. Any step that fails, throws. */
export async function journey(cloud: Cloud): Promise<void> {
  const chain = await foundChain(watchTable(cloud.tableName, cloud.dynamodb));
  cloud.trust(ROOT, chain.root);
  cloud.refuseLetters(2);
  await visit(cloud);
  await directory(cloud, chain);
  await movesIn(cloud, chain);

  const { request, keys, content } = await writeReport(chain, ["3316", "33"], "cerita contoh", {
    difficulty: DIFFICULTY,
  });
  const { id } = keys;
  const status = async () => json<MailboxStatus>(await mailbox(cloud, keys));
  await json(await cloud.fetch("/api/reports", post(request)), 201);
  await json(await cloud.fetch("/api/reports", post(request)), 201);
  const other = await writeReport(chain, ["3316", "33"], "cerita lain", { difficulty: DIFFICULTY });
  await json(await cloud.fetch("/api/reports", post({ ...request, sealed: other.request.sealed })), 409);
  expect(await status()).toMatchObject({ stage: "DITERIMA", logs: { reporter: [request.entry], satgas: [] } });

  await letters(cloud, status);
  await makesDueNow(cloud, chain);

  const [melati, kartika] = chain.regency.keyFiles.map((keyFile) => member(cloud, chain, keyFile));
  if (!melati || !kartika) throw new Error("nobody sits in this Satgas");
  expect((await melati.page()).reports.map((row) => row.id)).toEqual([id]);
  const read = await melati.read(id);
  expect(read).toMatchObject({ status: "read", content });
  expect(await melati.act(id, { kind: "opened", of: 1, proof: id })).toBe("wrong-proof");
  // Two windows of each, at once: whoever loses a number is told and signs again.
  const opened = await Promise.all([melati, kartika, melati, kartika].map((one) => one.open(id)));
  expect(opened).toEqual(opened.map(() => expect.objectContaining({ openedAt: expect.any(String) })));
  expect(await status()).toMatchObject({ openedAt: expect.any(String), logs: { satgas: { length: 2 } } });

  expect(await kartika.act(id, { kind: "stage", was: "DITERIMA", stage: "TELAAH" })).toMatchObject({ stage: "TELAAH" });
  expect(await kartika.act(id, { kind: "stage", was: "TELAAH", stage: "TIDAK_DITERUSKAN" })).toMatchObject({
    stage: "TIDAK_DITERUSKAN",
  });
  // Once refused, once told, and the other report; its own notes, and what the inbox noted, did not wake it.
  expect(cloud.delivered()).toBe(3);
  await drill(cloud, chain);
  await ends(cloud, id, status);
  expect(cloud.denied).toEqual([]);
}

async function json<T>(response: Response, status = 200): Promise<T> {
  expect([response.status, await response.clone().text()]).toEqual([status, expect.any(String)]);
  return (await response.json()) as T;
}

const mailbox = async (cloud: Cloud, keys: Awaited<ReturnType<typeof writeReport>>["keys"]): Promise<Response> =>
  cloud.fetch("/api/mailbox", bearer(await voiceToken(keys, Date.now(), cloud.origin)));

const member = (cloud: Cloud, { root }: FoundedChain, keyFile: KeyFile | undefined) =>
  memberOf({ inbox: { request: (path, init) => cloud.fetch(path, init) }, root, origin: cloud.origin }, keyFile);

/** The pages, as a browser asks for them. */
async function visit(cloud: Cloud): Promise<void> {
  const page = await cloud.fetch("/form/");
  const html = await page.text();
  expect(page.status).toBe(200);
  const policy = page.headers.get("content-security-policy");
  expect(policy).toContain(`script-src 'self' ${cloud.origin};`);
  expect(policy).toContain(`frame-ancestors ${EMBEDDER}`);
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(html)?.[1] ?? "no script";
  const asset = await cloud.fetch(script, { headers: { "accept-encoding": "gzip, br" } });
  expect(asset.headers.get("content-encoding")).toBe("br");
  const code = brotliDecompressSync(Buffer.from(await asset.arrayBuffer())).toString();
  expect([html.includes(ROOT.x), html.includes(HELP.call), code.includes("fileName:")]).toEqual([true, true, false]);
  for (const path of ["/inbox/", "/embed.js"]) expect((await cloud.fetch(path)).status).toBe(200);
  // A form that its host page sandboxes asks first, from the origin `null`.
  const method = { origin: "null", "access-control-request-method": "POST" };
  const asks = await cloud.fetch("/api/reports", { method: "OPTIONS", headers: method });
  expect([asks.status, asks.headers.get("access-control-allow-origin")]).toEqual([204, "*"]);
}

/** A Satgas is founded below the province, which vouches for it, and changes its keys. */
async function movesIn(cloud: Cloud, { province }: FoundedChain): Promise<void> {
  const unit = "3317";
  const at = {
    satgasApp: { request: (path: string, init?: RequestInit) => cloud.fetch(path, init) },
    ...{ origin: cloud.origin, now: () => new Date() },
  };
  const [sari] = province.keyFiles;
  const vouch = async (request: Parameters<typeof signVouch>[0]) => {
    const jws = await signVouch(request, { iss: "33", signer: province.signer }, Date.now() / 1000);
    expect(await act(at, sari, "vouches", { vouches: [{ unit, vouch: jws }] })).toBe("taken");
  };
  const invitation = await invite(at, sari, unit);
  expect((await ask(at, undefined, "invitation", invitation)).body).toMatchObject({ to: "found" });
  const puspa = await newcomer(at, unit, "Puspa Contoh");
  const { set, keyring } = await founding(at, unit, puspa);
  expect(await act(at, undefined, "founding", { invitation, set, card: cardOf(puspa) })).toBe("taken");
  expect((await ask(at, puspa.keyFile, "waiting")).status).toBe(200);
  expect((await ask(at, sari, "room")).body.below).toContainEqual(
    expect.objectContaining({ unit, waiting: expect.anything() }),
  );
  await vouch(set.request);
  const current = readRoll(set.roll);
  if (!current) throw new Error("no roll");
  const next = await founding(at, unit, puspa, { keyring, roll: set.roll, current, by: puspa.keyFile.signer });
  expect(await act(at, puspa.keyFile, "sets", { set: next.set })).toBe("taken");
  await vouch(next.set.request);
}

/** What the form learns before it seals: who there is, and the key that a vouch names. */
async function directory(cloud: Cloud, { regency }: FoundedChain): Promise<void> {
  const { difficulty, satgas } = await json<Directory>(await cloud.fetch("/api/directory"));
  expect([difficulty, Object.keys(satgas).sort()]).toEqual([DIFFICULTY, ["01", "33", "3316"]]);
  const { recipient } = await json<RecipientAnswer>(await cloud.fetch("/api/recipients/3316/1"));
  expect(await hashOfText(recipient)).toBe(readVouch(regency.vouch)?.recipient);
  await json(await cloud.fetch("/api/recipients/3316/2"), 404);
}

/** Told at once; nobody opens it: told again after a day, and the next Satgas when no letter reaches this one. */
async function letters(cloud: Cloud, status: () => Promise<MailboxStatus>): Promise<void> {
  const told = () => cloud.letters.map(({ to }) => to).sort();
  const members = ["kartika.3316@satgas.example", "melati.3316@satgas.example"];
  await vi.waitFor(() => expect(told()).toEqual(members), SOON);
  for (const { text } of cloud.letters) expect(text).toContain(`${cloud.origin}/inbox/`);
  await vi.waitFor(async () => expect(await status()).toHaveProperty("told"), SOON);
  expect((await json<Directory>(await cloud.fetch("/api/directory"))).difficulty).toBe(DIFFICULTY);
  await cloud.wake("Watch", 26);
  expect(told()).toEqual([...members, ...members].sort());
  for (const one of members) await cloud.bounceOf(one);
  await cloud.wake("Watch", 27);
  expect(cloud.letters.at(-1)?.to).toBe("sari.33@satgas.example");
  expect(await status()).toHaveProperty("climbedAt");
}

/** The first letter leaves at once, and the second when the configuration says. */
async function makesDueNow(cloud: Cloud, chain: FoundedChain): Promise<void> {
  const { request, keys } = await writeReport(chain, ["01"], "cerita contoh", { difficulty: DIFFICULTY });
  await json(await cloud.fetch("/api/reports", post(request)), 201);
  const sent = () => cloud.letters.filter(({ to }) => to === "ratna.01@satgas.example").length;
  const status = async () => json<MailboxStatus>(await mailbox(cloud, keys));
  await vi.waitFor(async () => expect(await status()).toHaveProperty("told"), SOON);
  expect(sent()).toBe(1);
  await cloud.wake("Watch", 22);
  expect(sent()).toBe(2);
}

/** A month's drill reaches each Satgas of the stack; who opens hers is green, who does not is red after a week. */
async function drill(cloud: Cloud, chain: FoundedChain): Promise<void> {
  const sari = member(cloud, chain, chain.province.keyFiles[0]);
  const before = new Set((await sari.page()).reports.map(({ id }) => id));
  // The last day on which a drill begins is the twentieth.
  const now = new Date();
  const hours = Math.max(0, Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 22) - now.getTime()) / 3_600_000;
  await cloud.wake("Drill", hours);
  const row = (await sari.page()).reports.find(({ id }) => !before.has(id));
  expect(await sari.open(row?.id ?? invented(isReportId))).toMatchObject({
    readiness: { unit: "33", state: "green", opened: 1, needed: 1 },
  });
  await cloud.wake("Drill", hours + 7 * 24 + 1);
  const { readiness, below } = await sari.me();
  const red = ["3316", "3317"];
  expect([readiness.state, below]).toEqual(["green", red.map((unit) => ({ unit, state: "red" }))]);
  const { satgas } = await json<Directory>(await cloud.fetch("/api/directory", {}, hours + 1));
  expect(Object.keys(satgas).filter((unit) => satgas[unit]?.red)).toEqual(red);
}

/** Kept for as long as the configuration says, and gone: in every partition, but for the tombstone. */
async function ends(cloud: Cloud, id: ReportId, status: () => Promise<MailboxStatus>): Promise<void> {
  // A long history: more than one page of it is deleted.
  const reports = createReportStore(watchTable(cloud.tableName, cloud.dynamodb));
  const history = Array.from({ length: 100 }, (_, index) => hourOf(plusHours(new Date(), -index)));
  await Promise.all(history.map((at) => reports.record(id, { event: "LETTER", at, unit: "33" })));
  await cloud.wake("Watch", 31 * 24);
  await expect(status()).rejects.toThrow();
  const left = (await contents(cloud.tableName)).filter(({ pk }) => pk?.S?.endsWith(id));
  expect(left).toEqual([
    {
      ...{ pk: { S: `REPORT#${id}` }, sk: { S: "REPORT" }, id: { S: id } },
      ...{ state: { S: "deleted" }, month: { S: expect.stringMatching(/^\d{4}-\d{2}$/) } },
    },
  ]);
}
