import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { createReportStore } from "../../functions/table/report.ts";
import { createSatgasStore, type SatgasStore } from "../../functions/table/satgas.ts";
import { openTable } from "../../functions/table/table.ts";
import { createTable } from "../../infra/local/dynamodb.ts";
import { newSigner, verifierOf } from "../../shared/key.ts";
import { keyFileSchema, readContent, satgasPrivateKeySchema } from "../../shared/report.ts";
import { newIdentity, open, openWithPassphrase, seal } from "../../shared/seal.ts";
import { vouch } from "../../shared/vouch.ts";
import { handIn, launch, openContext, walk } from "../support/browser.ts";
import { temporaryDataFolder } from "../support/folder.ts";
import { demoKey, type Posko, startPosko } from "../support/posko.ts";

const data = temporaryDataFolder();
const dynamodb = inject("dynamodb");
const parts = { DYNAMODB_ENDPOINT: dynamodb, TABLE_NAME: `rotation-${process.pid}` };
let posko: Posko;
let browser: Browser;

beforeAll(async () => {
  [posko, browser] = await Promise.all([startPosko(data.path, parts), launch()]);
});
afterAll(async () => {
  await browser.close();
  await posko.stop();
  data.remove();
});

/** Opens what somebody's key opens, as her browser would. */
async function provinceSigner(satgas: SatgasStore) {
  const { file, passphrase } = demoKey(data.path, "33", "sari");
  const keyFile = await openWithPassphrase(new Uint8Array(readFileSync(file)), passphrase);
  const member = readContent(keyFileSchema, keyFile.status === "opened" && keyFile.content);
  const [newest] = await satgas.keysOf("33");
  if (member.status !== "read" || !newest) throw new Error("no key of the province");
  const satgasKey = await open(newest.sealed, member.value.identity);
  const key = readContent(satgasPrivateKeySchema, satgasKey.status === "opened" && satgasKey.content);
  if (key.status !== "read") throw new Error("no signer of the province");
  return key.value.signer;
}

it("a key that is replaced while she writes: the form seals again by itself, and her report opens", {
  timeout: 120_000,
}, async () => {
  await createTable(dynamodb, parts.TABLE_NAME);
  const table = openTable(parts.TABLE_NAME, dynamodb);
  const satgas = createSatgasStore(table);
  const { context, complaints } = await openContext(browser);
  const page = await context.newPage();
  await page.goto(`${posko.origin}/form/#unit=3316`);
  await walk(page, {
    conflict: () => page.getByRole("radio", { name: "Tidak", exact: true }).check(),
    account: () => page.getByRole("textbox", { name: "Cerita Anda" }).fill("Ditulis sebelum kunci diganti."),
    who: () => page.getByRole("radio", { name: "Boleh", exact: true }).check(),
  });

  const { identity, recipient } = await newIdentity();
  const signer = await newSigner();
  const next = { unit: "3316", gen: 2, recipient, verifier: verifierOf(signer) };
  const parent = { unit: "33", signer: await provinceSigner(satgas) };
  const jws = await vouch(next, parent, Math.floor(Date.now() / 1000) + 3600);
  await satgas.putKey({ unit: "3316", gen: 2, vouch: jws, sealed: await seal({}, [recipient]) });
  // A new process knows the new key at once; the old one would go on serving the old one for half a minute.
  const port = new URL(posko.origin).port;
  await posko.stop("SIGKILL");
  posko = await startPosko(data.path, { ...parts, PORT: port });

  const requests: string[] = [];
  page.on("request", (request) => request.method() === "POST" && requests.push(request.postData() ?? ""));
  await handIn(page);
  expect(requests.map((body) => JSON.parse(body).seats[0].gen)).toEqual([1, 2]);

  const reports = createReportStore(table);
  const stored = await reports.get(JSON.parse(requests[1] ?? "{}").id);
  const opened = await open(stored?.sealed ?? new Uint8Array(), identity);
  expect(opened).toMatchObject({
    status: "opened",
    content: { answers: { account: "Ditulis sebelum kunci diganti." } },
  });
  expect(complaints).toEqual([]);
  await context.close();
});
