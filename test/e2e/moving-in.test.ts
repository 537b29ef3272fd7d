/** A Satgas of people who are not technicians moves in: each in a browser of her own, with the code on the telephone. */
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { axe, openContext, unlock, useBrowser } from "../support/browser.ts";
import { demoKey, inSharedEngine, usePosko } from "../support/posko.ts";

const posko = usePosko(inSharedEngine());
const browser = useBrowser();

const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true }).click();

/** The key room, through its door. */
async function enterRoom(page: Page, key: { file: string; passphrase: string }): Promise<void> {
  await press(page, "Ruang kunci");
  await page.getByLabel("Pilih berkas kunci").setInputFiles(key.file);
  await page.getByLabel("Kata sandi berkas kunci").fill(key.passphrase);
  await press(page, "Buka kotak masuk");
  await page.getByRole("heading", { name: "Anggota", exact: true }).waitFor();
}

interface Arrived {
  readonly page: Page;
  readonly key: { file: string; passphrase: string };
}

/** From an invitation to the code on her screen: her data, her key with a passphrase, and of a founder the paper. */
async function arrive(link: string, name: string, founds: boolean): Promise<Arrived> {
  const { context } = await openContext(browser);
  const page = await context.newPage();
  await page.goto(link);
  await page.getByLabel("Nama lengkap").fill(name);
  await page.getByLabel("Ketua").check();
  await page.getByLabel("Alamat email untuk pemberitahuan").fill(`${name.split(" ")[0]?.toLowerCase()}@satgas.example`);
  if (founds) await page.getByLabel("SK Satgas berlaku sampai").fill("2027-12-31");
  expect(await axe(page)).toEqual([]);
  await press(page, "Lanjut");
  await press(page, "Buat berkas kunci dengan kata sandi baru");
  const passphrase = (await page.locator(".passphrase").textContent()) ?? "";
  await press(page, "Sudah saya tulis");
  await page.getByLabel("Ketik kembali dari kertas").fill("SALAH-SATU");
  await press(page, "Unduh berkas kunci");
  await page.getByText("Belum sama dengan yang tadi ditampilkan").waitFor();
  await page.getByLabel("Ketik kembali dari kertas").fill(passphrase.toLowerCase());
  const download = page.waitForEvent("download");
  await press(page, "Unduh berkas kunci");
  const file = await (await download).path();
  if (founds) {
    const lines = await page.locator(".recovery-paper li").allTextContents();
    await press(page, "Sudah ditulis");
    for (const [index, line] of lines.entries()) await page.getByLabel(`Baris ${index + 1}`).fill(line);
    await page.getByLabel("Baris 2").fill(lines[0] ?? "");
    await press(page, "Kertas sudah benar");
    await page.getByText("Baris 2 belum cocok").waitFor();
    await page.getByLabel("Baris 2").fill(lines[1]?.toLowerCase() ?? "");
    await press(page, "Kertas sudah benar");
  }
  await page.getByRole("heading", { name: "Bacakan kode ini lewat telepon" }).waitFor();
  return { page, key: { file, passphrase } };
}

const codeOn = async (page: Page): Promise<string> => (await page.locator(".passphrase").textContent()) ?? "";

it("is founded, grows, is vouched for and changes its keys, on phones, by links and codes alone", async () => {
  const { context, complaints } = await openContext(browser);
  const sari = await context.newPage();
  const sarisKey = demoKey(posko.data, "33", "sari");
  await unlock(sari, posko.origin, sarisKey);
  await enterRoom(sari, sarisKey);
  await sari.getByText("satuan kerja tanpa Satgas").click();
  await sari.getByRole("listitem").filter({ hasText: "Kabupaten Rembang" }).getByRole("button").click();
  const link = (await sari.locator(".link").textContent()) ?? "";
  expect(await axe(sari)).toEqual([]);

  const puspa = await arrive(link, "Puspa Contoh", true);
  const code = await codeOn(puspa.page);
  await press(sari, "Segarkan");
  await sari.getByRole("heading", { name: "Meminta pengesahan" }).waitFor();
  const heard = sari.getByLabel("Kode yang ia bacakan lewat telepon");
  await heard.fill(code.replace(/.$/, (last) => (last === "7" ? "8" : "7")));
  await press(sari, "Sahkan");
  await sari.getByText("Kode itu tidak cocok").waitFor();
  await heard.fill(code.toLowerCase());
  await press(sari, "Sahkan");
  await sari.getByText("Formulir memakainya mulai sekarang").waitFor();

  // She is in, without unlocking again, and her key file opens the door of the key room.
  await press(puspa.page, "Periksa sekarang");
  await puspa.page.getByRole("heading", { name: "Laporan", exact: true }).waitFor();
  await enterRoom(puspa.page, puspa.key);
  await puspa.page.getByText("Satgas ini hanya satu orang").waitFor();
  await press(puspa.page, "Undang rekan");
  const ayu = await arrive((await puspa.page.locator(".link").textContent()) ?? "", "Ayu Contoh", false);
  await press(puspa.page, "Segarkan");
  await puspa.page.getByLabel("Kode yang ia bacakan lewat telepon").fill(await codeOn(ayu.page));
  await press(puspa.page, "Terima");
  await puspa.page.getByText("Ayu Contoh sekarang anggota").waitFor();

  // Her page was closed meanwhile: with her key file she comes in.
  await unlock(ayu.page, posko.origin, ayu.key);
  await enterRoom(ayu.page, ayu.key);
  await press(ayu.page, "Ganti anggota atau serah terima");
  await ayu.page.getByLabel("Puspa Contoh").uncheck();
  await press(ayu.page, "Buat kunci baru");
  await ayu.page.getByRole("heading", { name: "Kunci baru menunggu pengesahan" }).waitFor();
  const next = await codeOn(ayu.page);
  await press(sari, "Segarkan");
  await sari.getByText("Kunci baru, disetujui seorang anggota yang duduk di sana.").waitFor();
  await sari.getByLabel("Kode yang ia bacakan lewat telepon").fill(next);
  await press(sari, "Sahkan");
  await sari.getByText("Formulir memakainya mulai sekarang").waitFor();
  await press(puspa.page, "Segarkan");
  await puspa.page.getByText("Kunci ini tidak dikenal di kotak masuk ini").waitFor();
  await press(ayu.page, "Segarkan");
  // Whoever was not there learns of it, and it stays until she says that she has read it.
  await ayu.page.getByText("Tidak lagi: Puspa Contoh.").waitFor();
  await press(ayu.page, "Saya sudah membacanya");
  await ayu.page.getByText("Puspa Contoh").waitFor({ state: "detached" });
  expect(complaints).toEqual([]);
}, 180_000);
