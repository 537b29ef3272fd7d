import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { createSatgasStore } from "../../functions/table/satgas.ts";
import type { CurrentSatgas } from "../../functions/table/satgas-items.ts";
import { keys } from "../../functions/table/shape.ts";
import { openTable } from "../../functions/table/table.ts";
import { getItem } from "../../functions/table/toolbox.ts";
import { createTable } from "../../infra/local/dynamodb.ts";
import { type Entry, readEntry } from "../../shared/content/entry.ts";
import type { UnitCode } from "../../shared/kind.ts";
import { openWithPassphrase } from "../../shared/open.ts";
import { verifyCard } from "../../shared/satgas/card.ts";
import { objectionTo } from "../../shared/satgas/generation.ts";
import { type KeyFile, keyFileSchema } from "../../shared/satgas/key-file.ts";
import { openKeyring, openSigner } from "../../shared/satgas/keyring.ts";
import { verifyRoll } from "../../shared/satgas/roll.ts";
import { prepareGeneration } from "../../shared/satgas/rotation.ts";
import { signVouch, verifyChain } from "../../shared/satgas/vouch.ts";
import { newIdentity } from "../../shared/seal.ts";
import { handIn, openContext, unlock, useBrowser, walk } from "../support/browser.ts";
import { demoKey, inSharedEngine, usePosko } from "../support/posko.ts";

const parts = inSharedEngine();
const posko = usePosko(parts);
const browser = useBrowser();

const there = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error("it is not there");
  return value;
};

async function keyFileOf(unit: string, name: string): Promise<KeyFile> {
  const { file, passphrase } = demoKey(posko.data, unit, name);
  const opened = await openWithPassphrase(new Uint8Array(readFileSync(file)), passphrase);
  return keyFileSchema.parse(opened.status === "opened" && opened.content);
}

/** A rotation of the province's Satgas, as its member and a member of KPU RI make it: with a new vouch for Blora. */
async function rotateProvince(): Promise<void> {
  await createTable(parts.DYNAMODB_ENDPOINT, parts.TABLE_NAME);
  const table = openTable(parts.TABLE_NAME, parts.DYNAMODB_ENDPOINT);
  const satgas = createSatgasStore(table);
  const [sari, ratna] = await Promise.all([keyFileOf("33", "sari"), keyFileOf("01", "ratna")]);
  const standing = new Map<string, CurrentSatgas>();
  for (const unit of ["01", "33", "3316"] as const) standing.set(unit, there(await satgas.current(unit)));
  const vouchOf = (unit: string) => standing.get(unit)?.vouch;
  const trust = {
    root: JSON.parse(readFileSync(join(posko.data, "root.json"), "utf8")),
    now: Math.floor(Date.now() / 1000),
  };
  const keyOf = async (unit: UnitCode) => {
    const chain = await verifyChain(vouchOf, unit, trust);
    return there("key" in chain ? chain.key : undefined);
  };

  const key = await keyOf("33");
  const before = there(standing.get("33"));
  const current = there(await verifyRoll(before.roll, key));
  const keyring = await openKeyring(there((await satgas.keyrings("33"))[0]).sealed, sari.identity, key);
  if (keyring.status !== "opened") throw new Error(keyring.status);
  const cards = (await Promise.all((await satgas.cards("33")).map(verifyCard))).map(there);
  const child = { vouch: there(vouchOf("3316")), key: await keyOf("3316") };
  const { set } = await prepareGeneration({
    ...{ unit: "33", mandate: key.mandate, now: trust.now, recovery: (await newIdentity()).recipient },
    ...{ roll: { until: current.until, members: current.members }, children: [child] },
    members: cards.map(({ member, card }) => ({ id: member, recipient: card.recipient })),
    before: { keyring: keyring.value, roll: before.roll, current, by: sari.signer },
  });

  const { sealed } = there(await getItem(table, keys.signer("01", 1)));
  const above = there(sealed instanceof Uint8Array ? sealed : undefined);
  const signer = await openSigner(above, ratna.identity, await keyOf("01"));
  if (signer.status !== "opened") throw new Error(signer.status);
  const vouch = await signVouch(set.request, { iss: "01", signer: signer.value }, trust.now);
  expect(
    await objectionTo(set, vouch, { vouchOf, below: ["3316"] }, { jws: before.roll, roll: current }, trust),
  ).toBeUndefined();
  const changed = await satgas.change({
    ...{ unit: "33", gen: 2, edition: 2, vouch, vouchedAt: trust.now, roll: set.roll, by: set.by, before },
    files: { keyring: set.keyring, signer: set.signer },
    ...{ recipient: set.recipient, children: set.children },
    ...{ names: before.names, cards: [], addresses: [] },
  });
  expect(changed).toBe(true);
}

async function writeToReview(page: Page, account: string, conflict: string): Promise<void> {
  await page.goto(`${posko.origin}/form/#unit=3316`);
  await walk(page, {
    conflict: () => page.getByLabel(conflict, { exact: true }).check(),
    account: () => page.getByRole("textbox", { name: "Cerita Anda" }).fill(account),
    who: () => page.getByRole("radio", { name: "Boleh", exact: true }).check(),
  });
}

/** The generations that each report names that leaves this page. */
function seatsSent(page: Page): () => Promise<unknown[]> {
  const bodies: string[] = [];
  page.on("request", (request) => request.method() === "POST" && bodies.push(request.postData() ?? ""));
  return async () => {
    const read = await Promise.all(bodies.map((body) => readEntry(JSON.parse(body).entry)));
    return read.map((one) => one.status === "read" && "seats" in one.entry && generations(one.entry));
  };
}
const generations = ({ seats }: Extract<Entry, { kind: "report" }>) => seats.map(({ unit, gen }) => `${unit} ${gen}`);

/** Opens the first report that is unopened, and goes back. @returns its account */
async function openFirst(inbox: Page): Promise<string> {
  await inbox
    .getByRole("button", { name: /Belum dibuka/ })
    .first()
    .click();
  await inbox.getByText(/Tanda buka terkirim/).waitFor();
  const account = await inbox.getByText(/^Ditulis (lama|selagi|sesudah)/).textContent();
  await inbox.getByRole("button", { name: "Kembali ke kotak masuk" }).click();
  return account ?? "";
}

it("a Satgas that rotates while she writes: the form seals again, open inboxes and the units below go on", {
  timeout: 240_000,
}, async () => {
  const reporter = await openContext(browser);
  const newPage = () => reporter.context.newPage();
  const [first, second, third] = [await newPage(), await newPage(), await newPage()];
  await writeToReview(first, "Ditulis lama sebelum rotasi.", "Ya, di KPU Kabupaten Blora");
  await handIn(first);
  await writeToReview(second, "Ditulis selagi rotasi.", "Ya, di KPU Kabupaten Blora");
  const satgas = await openContext(browser);
  const inbox = await satgas.context.newPage();
  await unlock(inbox, posko.origin, demoKey(posko.data, "33", "sari"));

  await rotateProvince();
  // A new process knows the new key at once; the old one would go on serving the old one for half a minute.
  await posko.restart();

  const sent = seatsSent(second);
  await handIn(second);
  expect(await sent()).toEqual([
    ["33 1", "01 1"],
    ["33 2", "01 1"],
  ]);

  // Her inbox was unlocked under the generation before. It meets the new one when it needs it; the old one opens still.
  await inbox.getByRole("button", { name: "Segarkan" }).click();
  await inbox.getByText(/^2 laporan/).waitFor();
  const read = [await openFirst(inbox), await openFirst(inbox)];
  expect(read.sort()).toEqual(["Ditulis lama sebelum rotasi.", "Ditulis selagi rotasi."]);
  await inbox.getByText("semua sudah dibuka").waitFor();

  // Blora's vouch was signed anew with the province's new signer: who writes there, and who reads there, goes on.
  await writeToReview(third, "Ditulis sesudah rotasi.", "Tidak");
  const later = seatsSent(third);
  await handIn(third);
  expect(await later()).toEqual([["3316 1", "33 2", "01 1"]]);
  const blora = await satgas.context.newPage();
  await unlock(blora, posko.origin, demoKey(posko.data, "3316", "melati"));
  expect(await openFirst(blora)).toBe("Ditulis sesudah rotasi.");
  expect([...reporter.complaints, ...satgas.complaints]).toEqual([]);
  await reporter.context.close();
  await satgas.context.close();
});
