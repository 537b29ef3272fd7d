import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { createDrill } from "../../functions/drill/handler.ts";
import { createRolls } from "../../functions/rolls.ts";
import { createReadinessStore } from "../../functions/table/readiness.ts";
import { createReportStore } from "../../functions/table/report.ts";
import { createSatgasStore } from "../../functions/table/satgas.ts";
import { openTable } from "../../functions/table/table.ts";
import { createTable } from "../../infra/local/dynamodb.ts";
import { randomBytes, toBase64url } from "../../shared/bytes.ts";
import { newClock } from "../../shared/clock.ts";
import { drillTime } from "../../shared/drill.ts";
import { checked, isHash, isReportId } from "../../shared/kind.ts";
import { axe, handIn, myReport, openContext, unlock, useBrowser, walk } from "../support/browser.ts";
import { invented } from "../support/invented.ts";
import { demoKey, inSharedEngine, usePosko } from "../support/posko.ts";
import { sealedFor } from "../support/seats.ts";

const parts = inSharedEngine();
const posko = usePosko(parts);
const browser = useBrowser();

async function stores() {
  await createTable(parts.DYNAMODB_ENDPOINT, parts.TABLE_NAME);
  const table = openTable(parts.TABLE_NAME, parts.DYNAMODB_ENDPOINT);
  return {
    reports: createReportStore(table),
    satgas: createSatgasStore(table),
    readiness: createReadinessStore(table),
    log: () => {},
  };
}

/** An hour of a later month at which the drill of every Satgas of the stack has come, whatever day it is today. */
function drillHour(months: number): Date {
  const today = new Date();
  const month = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + months)).toISOString().slice(0, 7);
  return new Date(Math.max(...(["33", "3316"] as const).map((unit) => drillTime(unit, month).getTime())));
}

async function runDrill(now: Date): Promise<void> {
  const root = JSON.parse(readFileSync(join(posko.data, "root.json"), "utf8"));
  const { log, ...kept } = await stores();
  const rolls = createRolls({ satgas: kept.satgas, root, now: () => now, log });
  await createDrill({ ...kept, rolls, stack: "33", root, now: () => now, log })();
}

/** An unlocked inbox, on a telephone. */
async function inboxOf(unit: string, name: string) {
  const { context, complaints } = await openContext(browser);
  const page = await context.newPage();
  await unlock(page, posko.origin, demoKey(posko.data, unit, name));
  return { page, complaints, close: () => context.close() };
}

const text = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();
const toList = (page: Page) => page.getByRole("button", { name: "Kembali ke kotak masuk" }).click();

describe("the inbox", { timeout: 120_000 }, () => {
  it("says what the drill asks for, and two members who open it make their Satgas ready", async () => {
    await runDrill(drillHour(1));
    const melati = await inboxOf("3316", "melati");
    await text(melati.page, "Latihan sedang berjalan");
    await text(melati.page, /0 dari 2 anggota/);
    expect(await axe(melati.page)).toEqual([]);

    // The answer is lost: she is told, and can send it again.
    await melati.page.route("**/entries", (route) => route.abort());
    await melati.page.getByRole("button", { name: /Belum dibuka/ }).click();
    await text(melati.page, "Ini latihan");
    await text(melati.page, /Belum tercatat/);
    await melati.page.unroute("**/entries");
    await melati.page.getByRole("button", { name: "Catat lagi" }).click();
    await text(melati.page, /1 dari 2 anggota/);
    expect(await melati.page.getByRole("button", { name: "Ubah tahap" }).count()).toBe(0);
    expect(await axe(melati.page)).toEqual([]);

    const kartika = await inboxOf("3316", "kartika");
    await text(kartika.page, /1 dari 2 anggota/);
    await kartika.page.getByRole("button", { name: /^Laporan .*Dibuka/ }).click();
    await text(kartika.page, /2 dari 2 anggota/);
    await text(kartika.page, /Satgas Anda siap/);
    await toList(kartika.page);
    await text(kartika.page, /^Kesiapan: siap/);
    await text(kartika.page, "Dicatat sebagai latihan");

    // Who was there before sees it when she asks anew; the Satgas above sees it as a count.
    await toList(melati.page);
    await melati.page.getByRole("button", { name: "Segarkan" }).click();
    await text(melati.page, /^Kesiapan: siap/);
    const sari = await inboxOf("33", "sari");
    await text(sari.page, "1 siap");
    expect([...melati.complaints, ...kartika.complaints, ...sari.complaints]).toEqual([]);
    await Promise.all([melati.close(), kartika.close(), sari.close()]);
  });

  it("moves a case, asks before it ends, and the reporter reads the same words", async () => {
    const { context } = await openContext(browser);
    const page = await context.newPage();
    await page.goto(`${posko.origin}/form/#unit=3316`);
    await walk(page, {
      conflict: () => page.getByRole("radio", { name: "Tidak", exact: true }).check(),
      account: () => page.getByRole("textbox", { name: "Cerita Anda" }).fill("Cerita untuk ditelaah."),
      who: () => page.getByRole("radio", { name: "Boleh", exact: true }).check(),
    });
    const code = await handIn(page);

    const [melati, kartika] = await Promise.all([inboxOf("3316", "melati"), inboxOf("3316", "kartika")]);
    for (const inbox of [melati.page, kartika.page]) {
      await inbox
        .getByRole("button", { name: /^Laporan .*ibuka/ })
        .filter({ hasNotText: "latihan" })
        .click();
      await text(inbox, "Cerita untuk ditelaah.");
      await inbox.getByRole("button", { name: "Ubah tahap" }).click();
    }
    const move = async (inbox: Page, stage: string) => {
      await inbox.getByLabel("Pindahkan ke").selectOption(stage);
      await inbox.getByRole("button", { name: "Pindahkan", exact: true }).click();
    };
    // Withdrawn is the reporter's own word, which no member can give.
    const choices = await melati.page.getByLabel("Pindahkan ke").getByRole("option").allTextContents();
    expect(choices).toEqual(["Pilih tahap…", "Sedang ditelaah"]);
    await move(melati.page, "Sedang ditelaah");
    await text(melati.page, "Tersimpan. Pelapor sekarang membaca: Sedang ditelaah.");
    await move(kartika.page, "Sedang ditelaah");
    await text(kartika.page, /Rekan Anda baru saja mengubah tahap/);
    await text(kartika.page, "Sedang ditelaah");

    await melati.page.getByRole("button", { name: "Ubah tahap" }).click();
    await move(melati.page, "Tidak dapat diteruskan");
    await text(melati.page, /Pelapor akan melihat tahap ini/);
    expect(await axe(melati.page)).toEqual([]);
    await melati.page.getByRole("button", { name: "Ya, pindahkan" }).click();
    await text(melati.page, /^Tersimpan/);
    await toList(melati.page);
    await text(melati.page, "Tidak dapat diteruskan");

    await myReport(page, posko.origin, code);
    await text(page, "Terbukti: dibuka oleh anggota Satgas KPU Kabupaten Blora");
    await text(page, "Tidak dapat diteruskan");
    expect(await axe(page)).toEqual([]);
    await Promise.all([context.close(), melati.close(), kartika.close()]);
  });

  it("says of a Satgas that opened none that it is not ready", async () => {
    await runDrill(drillHour(3));
    const { page, close } = await inboxOf("33", "sari");
    await text(page, "Belum siap: laporan baru melewati Satgas ini");
    expect(await axe(page)).toEqual([]);
    await close();
  });

  it("folds a flood into one row, beside which the others stay in sight", async () => {
    const { reports } = await stores();
    const arrived = "2026-11-20T03";
    for (let flood = 0; flood < 12; flood += 1) {
      const [id, entryHash] = [checked(isReportId, toBase64url(randomBytes(32))), invented(isHash)];
      const junk = { sealed: new Uint8Array(9), entry: "e30.e30.AA", entryHash };
      await reports.put({ id, ...junk, ...newClock(arrived, sealedFor("33")) });
    }
    const { page, close } = await inboxOf("33", "sari");
    await text(page, /^13 laporan · 13 belum dibuka/);
    const rows = page.getByRole("button", { name: /^Laporan .*Belum dibuka/ });
    expect(await rows.count()).toBe(1);
    const burst = page.getByRole("button", { name: /^12 laporan tiba/, expanded: false });
    await burst.click();
    expect(await rows.count()).toBe(13);
    expect(await axe(page)).toEqual([]);

    // One that cannot be read is not lost from sight: she comes back to it, where it was.
    await rows.nth(1).click();
    await text(page, "Laporan ini belum dapat dibaca");
    await toList(page);
    expect(await rows.count()).toBe(13);
    await page.getByRole("button", { name: /^12 laporan tiba/, expanded: true }).click();
    expect(await rows.count()).toBe(1);
    await close();
  });
});
