/**
 * Takes the pictures of README and handbook from the running demo, as people see them: `npm run pictures`. After a change
 * to a page that one of them shows.
 */
import { mkdirSync } from "node:fs";
import type { BrowserContext, Page } from "playwright-core";
import { handIn, launch, openContext, unlock, walk } from "./support/browser.ts";
import { temporaryDataFolder } from "./support/folder.ts";
import { arrive, codeOn, enterRoom, press } from "./support/moving-in-pages.ts";
import { demoKey, startPosko } from "./support/posko.ts";

const FOLDER = "docs/pictures";
mkdirSync(FOLDER, { recursive: true });
const data = temporaryDataFolder();
const [posko, browser] = await Promise.all([startPosko(data.path, { STAMP_DIFFICULTY: "8" }), launch()]);

/** A card, or what is on the screen, on a phone. */
const take = async (page: Page, name: string, card?: string): Promise<void> => {
  const path = `${FOLDER}/${name}.png`;
  if (card === undefined) await page.screenshot({ path });
  else await page.locator("section.card, main").filter({ hasText: card }).last().screenshot({ path });
};

async function report(context: BrowserContext): Promise<void> {
  const form = await context.newPage();
  await form.goto(`${posko.origin}/form/#unit=3316`);
  await walk(form, {
    conflict: () => form.getByRole("radio", { name: "Tidak", exact: true }).check(),
    account: () => form.getByRole("textbox", { name: "Cerita Anda" }).fill("Cerita contoh."),
    async who() {
      await form.getByLabel("Boleh", { exact: true }).check();
    },
  });
  await handIn(form);
  await form.close();
}

try {
  const { context } = await openContext(browser);
  const form = await context.newPage();
  await form.goto(`${posko.origin}/form/#unit=3316`);
  await form.getByRole("button", { name: "Mulai bercerita" }).waitFor();
  await take(form, "form");

  const sari = await context.newPage();
  const sariKey = demoKey(data.path, "33", "sari");
  await unlock(sari, posko.origin, sariKey);
  await enterRoom(sari, sariKey);
  await sari.getByText("satuan kerja tanpa Satgas").click();
  await sari.getByRole("listitem").filter({ hasText: "KPU Kabupaten Rembang" }).getByRole("button").click();
  const link = (await sari.locator(".link").textContent()) ?? "";
  const puspa = await arrive(browser, link, "Puspa Contoh", "founds");
  await take(puspa.page, "code");
  await press(sari, "Segarkan");
  await sari.getByText("Meminta pengesahan").waitFor();
  await take(sari, "vouch", "Meminta pengesahan");

  const melati = await (await openContext(browser, { locale: "id-ID" })).context.newPage();
  const melatiKey = demoKey(data.path, "3316", "melati");
  await unlock(melati, posko.origin, melatiKey);
  await enterRoom(melati, melatiKey);
  await press(melati, "Undang rekan");
  const ayu = await arrive(browser, (await melati.locator(".link").textContent()) ?? "", "Ayu Contoh", "joins");
  await press(melati, "Segarkan");
  await melati.getByLabel("Kode yang ia bacakan lewat telepon").fill(await codeOn(ayu.page));
  await take(melati, "join", "Ayu Contoh");
  await press(melati, "Terima");
  await melati.getByText("Ayu Contoh sekarang anggota").waitFor();
  await press(melati, "Ganti anggota atau serah terima");
  await melati.getByLabel("Kartika Contoh").uncheck();
  // The packaged browser speaks no Indonesian; a phone there shows a date so.
  await melati.getByLabel("SK Satgas berlaku sampai").evaluate((field: HTMLInputElement) => {
    field.type = "text";
    field.value = "31/12/2026";
  });
  await take(melati, "hand-over", "Siapa yang tetap");

  for (const _one of ["", "another", "a third"]) await report(context);
  const desk = await (await openContext(browser, { viewport: { width: 1000, height: 560 } })).context.newPage();
  await unlock(desk, posko.origin, melatiKey);
  for (const at of [0, 0]) {
    await desk
      .getByRole("button", { name: /Belum dibuka/ })
      .nth(at)
      .click();
    await desk.getByText(/Tanda buka terkirim/).waitFor();
    await press(desk, "Kembali ke kotak masuk");
  }
  await desk
    .getByRole("button", { name: /Belum dibuka/ })
    .first()
    .waitFor();
  await take(desk, "inbox");
} finally {
  await browser.close();
  await posko.stop();
  data.remove();
}
