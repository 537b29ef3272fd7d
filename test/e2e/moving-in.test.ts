/** People who are not technicians move in: each in a browser of her own, over two stacks, with the code on the telephone. */
import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { openTable } from "../../functions/table/table.ts";
import { carryTo, standingOf } from "../../infra/carrying.ts";
import { freePort } from "../../infra/local/ports.ts";
import { axe, handIn, openContext, unlock, useBrowser, walk } from "../support/browser.ts";
import { temporaryDataFolder } from "../support/folder.ts";
import { type Arrived, arrive, codeOn, enterRoom, press } from "../support/moving-in-pages.ts";
import { demoKey, inSharedEngine, type Posko, startPosko } from "../support/posko.ts";

const browser = useBrowser();
const folders = { home: temporaryDataFolder(), province: temporaryDataFolder() };
const tables = { home: inSharedEngine(), province: inSharedEngine() };
let home: Posko;
let province: Posko;

/** KPU RI's stack, with its Satgas, and a province's that trusts the same root and has nobody. */
beforeAll(async () => {
  const [port, otherPort] = [await freePort(), await freePort()];
  const others = JSON.stringify([{ stack: "33", origin: `http://localhost:${otherPort}` }]);
  const env = { PAGES: inject("pages") };
  home = await startPosko(folders.home.path, {
    ...{ ...env, ...tables.home, PORT: `${port}`, STACK_UNIT: "01", OTHERS: others },
  });
  mkdirSync(folders.province.path, { recursive: true });
  cpSync(join(folders.home.path, "root.json"), join(folders.province.path, "root.json"));
  province = await startPosko(folders.province.path, {
    ...{ ...env, ...tables.province, PORT: `${otherPort}`, STACK_UNIT: "33", INBOX_ORIGIN: home.origin },
  });
}, 60_000);
afterAll(async () => {
  await Promise.all([home?.stop(), province?.stop()]);
  folders.home.remove();
  folders.province.remove();
});

/** Types the code that somebody hears, once wrongly. */
async function vouchFor(page: Page, code: string): Promise<void> {
  await press(page, "Segarkan");
  const heard = page.getByLabel("Kode yang ia bacakan lewat telepon");
  await heard.fill(code.replace(/.$/, (last) => (last === "7" ? "8" : "7")));
  await press(page, "Sahkan");
  await page.getByText("Kode itu tidak cocok").waitFor();
  await heard.fill(code.toLowerCase().replaceAll("-", " "));
  await press(page, "Sahkan");
  await page.getByText("Formulir memakainya mulai sekarang").waitFor();
}

/** The first of a unit below: invited, and waiting with her code. */
async function first(page: Page, unit: string, name: string): Promise<Arrived> {
  const rest = page.getByText("satuan kerja tanpa Satgas");
  if (!(await page.getByRole("listitem").filter({ hasText: unit }).isVisible())) await rest.click();
  await page.getByRole("listitem").filter({ hasText: unit }).getByRole("button").click();
  return arrive(browser, (await page.locator(".link").textContent()) ?? "", name, "founds");
}

/** Colleagues, one after the other: each taken in by the code that she reads out. */
async function joins(page: Page, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await press(page, "Undang rekan");
    const one = await arrive(browser, (await page.locator(".link").textContent()) ?? "", name, "joins");
    await press(page, "Segarkan");
    await page.getByLabel("Kode yang ia bacakan lewat telepon").fill(await codeOn(one.page));
    await press(page, "Terima");
    await page.getByText(`${name} sekarang anggota`).waitFor();
    await one.page.context().close();
  }
}

/** A report from Blora. @param conflicts whom it must go past */
async function handsIn(context: BrowserContext, account: string, conflicts: readonly string[]): Promise<void> {
  const form = await context.newPage();
  await form.goto(`${province.origin}/form/#unit=3316`);
  await walk(form, {
    async conflict() {
      for (const unit of conflicts) await form.getByLabel(`Ya, di KPU ${unit}`).check();
    },
    account: () => form.getByRole("textbox", { name: "Cerita Anda" }).fill(account),
    async who() {
      // Above the province somebody stands by, above KPU RI nobody.
      if (conflicts.length === 1) await form.getByLabel("Boleh", { exact: true }).check();
    },
  });
  await handIn(form);
}

async function isIn({ page, key }: Arrived): Promise<void> {
  await press(page, "Periksa sekarang");
  await page.getByRole("heading", { name: "Laporan", exact: true }).waitFor();
  await enterRoom(page, key);
}

it("a Satgas is founded from an empty table, grows, vouches and changes its keys; KPU RI sees its cases", {
  timeout: 240_000,
}, async () => {
  // KPU RI is brought to the stack that has nobody.
  const { TABLE_NAME, DYNAMODB_ENDPOINT } = tables.home;
  const standing = await standingOf(openTable(TABLE_NAME, DYNAMODB_ENDPOINT), "01", Date.now() / 1000);
  if (!standing) throw new Error("KPU RI has no Satgas");
  expect(await carryTo(province.origin, standing, "33")).toMatchObject({ status: "taken" });

  const { context, complaints } = await openContext(browser);
  const ratna = await context.newPage();
  const ratnasKey = demoKey(folders.home.path, "01", "ratna");
  await unlock(ratna, home.origin, ratnasKey);
  await enterRoom(ratna, ratnasKey);
  const sari = await first(ratna, "KPU Provinsi Jawa Tengah", "Sari Contoh");
  expect(new URL(sari.page.url()).origin).toBe(province.origin);
  await vouchFor(ratna, await codeOn(sari.page));
  await isIn(sari);
  await sari.page.getByText("Satgas ini hanya satu orang").waitFor();

  await joins(sari.page, ["Ayu Contoh", "Tari Contoh"]);

  // A Jaring Informasi below it.
  const melati = await first(sari.page, "KPU Kabupaten Blora", "Melati Contoh");
  const code = await codeOn(melati.page);
  await press(sari.page, "Segarkan");
  await sari.page.getByLabel(/^Jaring Informasi/).check();
  await vouchFor(sari.page, code);
  expect(await axe(sari.page)).toEqual([]);
  await sari.page.getByText("Jaring Informasi").first().waitFor();
  await isIn(melati);

  // A case that goes past both of them: KPU RI reads it in its own inbox.
  await handsIn(context, "cerita contoh dari Blora", ["Kabupaten Blora", "Provinsi Jawa Tengah"]);
  await press(ratna, "Kembali ke kotak masuk");
  await press(ratna, "Segarkan");
  await ratna.getByRole("button", { name: /KPU Provinsi Jawa Tengah.*Belum dibuka/ }).click();
  await ratna.getByText(/Tanda buka terkirim/).waitFor();
  await ratna.getByText("cerita contoh dari Blora").waitFor();
  await press(ratna, "Kembali ke kotak masuk");

  // The hand-over of the year, of five: who leaves is shut out, and out for good once KPU RI has vouched.
  const { page } = sari;
  const focused = page.locator(":focus");
  await page.getByText("Baru: Ayu Contoh, Tari Contoh.").waitFor();
  await press(page, "Saya sudah membacanya");
  const after = ["Wulan Contoh", "Rini Contoh"];
  await joins(page, after);
  await page.getByText(`Baru: ${after.join(", ")}.`).waitFor();
  await press(page, "Saya sudah membacanya");
  await press(page, "Ganti anggota atau serah terima");
  await press(page, "Tidak jadi");
  expect(await focused.textContent()).toBe("Ganti anggota atau serah terima");
  await press(page, "Ganti anggota atau serah terima");
  for (const name of ["Ayu Contoh", "Tari Contoh"]) await page.getByLabel(name).uncheck();
  await press(page, "Buat kunci baru");
  await page.getByRole("heading", { name: "Kunci baru menunggu pengesahan" }).waitFor();
  await press(page, "Berita acara serah terima");
  await page.getByText("Perkara yang diserahkan").waitFor();
  await press(page, "Tutup");
  await press(page, "Batalkan pergantian");
  expect(await focused.textContent()).toBe("Tidak jadi");
  await press(page, "Tidak jadi");
  expect(await focused.textContent()).toBe("Batalkan pergantian");
  const next = await codeOn(page);
  await enterRoom(ratna, ratnasKey);
  await ratna.getByText("Kunci baru, disetujui seorang anggota yang duduk di sana.").waitFor();
  await vouchFor(ratna, next);
  await press(page, "Segarkan");
  // Whoever was not there learns of it, and it stays until she says that she has read it.
  await page.getByText("Tidak lagi: Ayu Contoh, Tari Contoh.").waitFor();
  await press(page, "Saya sudah membacanya");
  await page.getByText("Ayu Contoh").waitFor({ state: "detached" });
  await page.getByText("1 anggota").waitFor();

  // All of them lose their keys. One begins anew with the paper, and the Jaring below goes on.
  await handsIn(context, "cerita sebelum semua kunci hilang", ["Kabupaten Blora"]);
  await ratna.getByRole("listitem").filter({ hasText: "Jawa Tengah" }).getByRole("button").click();
  await press(ratna, "Ya, lanjut");
  const link = (await ratna.locator(".link").textContent()) ?? "";
  const wati = await arrive(browser, link, "Wati Contoh", sari.paper);
  await press(ratna, "Segarkan");
  await ratna.getByText("tidak seorang pun dari anggota lama menyetujuinya").waitFor();
  await vouchFor(ratna, await codeOn(wati.page));
  await isIn(wati);
  await wati.page
    .getByRole("listitem")
    .filter({ hasText: "KPU Kabupaten Blora" })
    .getByText("Jaring Informasi")
    .waitFor();
  await press(wati.page, "Kembali ke kotak masuk");
  await wati.page.getByRole("button", { name: /Belum dibuka/ }).click();
  await wati.page.getByText("cerita sebelum semua kunci hilang").waitFor();
  expect(complaints).toEqual([]);
});
