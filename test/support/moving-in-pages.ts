import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import { axe, openContext } from "./browser.ts";

/** A Satgas's own affairs as people do them: on pages, with links, codes and files. */

export const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true }).click();

/** The key room, through its door. */
export async function enterRoom(page: Page, key: { file: string; passphrase: string }): Promise<void> {
  await press(page, "Ruang kunci");
  // On her own device it is there already.
  await page.getByText("Di sini kunci Satgas sendiri dipakai").waitFor();
  const choose = page.getByLabel("Pilih berkas kunci");
  if ((await choose.count()) > 0) await choose.setInputFiles(key.file);
  await page.getByLabel("Kata sandi berkas kunci").fill(key.passphrase);
  await press(page, "Buka ruang kunci");
  await page.getByRole("heading", { name: "Anggota", exact: true }).waitFor();
}

function refuseStorage(): void {
  const refused = () => {
    throw new DOMException("refused", "SecurityError");
  };
  for (const name of ["localStorage", "sessionStorage", "indexedDB"])
    Object.defineProperty(window, name, { get: refused, configurable: true });
}

export interface Arrived {
  readonly page: Page;
  readonly key: { file: string; passphrase: string };
  /** The lines of the recovery paper that a founder has written down. */
  readonly paper: readonly string[];
}

/**
 * From an invitation to the code on her screen: her data, her key with a passphrase, and of a founder the paper.
 *
 * @param as `joins`, `founds`, or begins anew with this paper
 */
export async function arrive(
  browser: Pick<Browser, "newContext">,
  link: string,
  name: string,
  as: "joins" | "founds" | readonly string[],
): Promise<Arrived> {
  const founds = as !== "joins";
  const { context } = await openContext(browser);
  // An office's computer may refuse to keep anything.
  if (!founds) await context.addInitScript(refuseStorage);
  const page = await context.newPage();
  await page.goto(link);
  await page.getByLabel("Nama lengkap").fill(name);
  await page.getByLabel("Ketua").check();
  await page.getByLabel("Alamat email untuk pemberitahuan").fill(`${name.split(" ")[0]?.toLowerCase()}@satgas.example`);
  if (founds) await page.getByLabel("SK Satgas berlaku sampai").fill("2027-12-31");
  expect(await axe(page)).toEqual([]);
  await press(page, "Lanjut");
  if (Array.isArray(as)) {
    for (const [index, line] of as.entries()) await page.getByLabel(`Baris ${index + 1}`).fill(line);
    await press(page, "Buka dengan kertas ini");
  }
  await page.getByLabel("Ini perangkat saya sendiri").check();
  if (!founds) await page.getByText("Browser ini tidak mengizinkan penyimpanan").waitFor();
  await press(page, "Buat berkas kunci dengan kata sandi baru");
  const passphrase = (await page.locator(".passphrase").textContent()) ?? "";
  await press(page, "Sudah saya tulis");
  await page.getByLabel("Ketik kembali dari kertas").fill("SALAH-SATU");
  await press(page, "Unduh berkas kunci");
  await page.getByText("Belum sama dengan yang tadi ditampilkan").waitFor();
  await page.getByLabel("Ketik kembali dari kertas").fill(passphrase.toLowerCase());
  if (founds) {
    const asked = page.waitForEvent("dialog");
    page.reload().catch(() => {});
    await (await asked).dismiss();
  }
  const download = page.waitForEvent("download");
  await press(page, "Unduh berkas kunci");
  const file = await (await download).path();
  let paper: readonly string[] = [];
  if (founds) {
    paper = await page.locator(".recovery-paper li").allTextContents();
    await press(page, "Sudah ditulis");
    for (const [index, line] of paper.entries()) await page.getByLabel(`Baris ${index + 1}`).fill(line);
    await page.getByLabel("Baris 2").fill(paper[0] ?? "");
    await press(page, "Kertas sudah benar");
    await page.getByText("Baris 2 belum cocok").waitFor();
    await page.getByLabel("Baris 2").fill(paper[1]?.toLowerCase() ?? "");
    await press(page, "Kertas sudah benar");
  }
  await page.getByRole("heading", { name: "Bacakan kode ini lewat telepon" }).waitFor();
  return { page, key: { file, passphrase }, paper };
}

export const codeOn = async (page: Page): Promise<string> => (await page.locator(".passphrase").textContent()) ?? "";
