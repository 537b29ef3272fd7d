/** A server, or what stands before it, that lies: what her page and the inbox show then. The rest is in `web/lies`. */
import { readFileSync } from "node:fs";
import type { BrowserContext, Page, Route } from "playwright-core";
import { describe, expect, it } from "vitest";
import { toBase64url } from "../../shared/bytes.ts";
import { caseNumber } from "../../shared/case-number.ts";
import { writeReport } from "../../shared/content/text.ts";
import type { Directory, InboxMe, InboxReport, MailboxStatus, RecipientAnswer } from "../../shared/contract.ts";
import { openWithPassphrase } from "../../shared/open.ts";
import { formatReceipt, newReceipt } from "../../shared/receipt.ts";
import { reporterKeys } from "../../shared/reporter.ts";
import { keyFileSchema } from "../../shared/satgas/key-file.ts";
import { sealKeyring } from "../../shared/satgas/keyring.ts";
import { newIdentity, recipientOf } from "../../shared/seal.ts";
import { myReport, openContext, unlock, useBrowser, walk } from "../support/browser.ts";
import { post, requestOf, STACK } from "../support/house.ts";
import { demoKey, inSharedEngine, usePosko } from "../support/posko.ts";

const posko = usePosko({ ...inSharedEngine(), STAMP_DIFFICULTY: "6" });
const browser = useBrowser();

const text = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();

/** Changes what the true server answered. */
const changing =
  <T>(change: (told: T, route: Route) => unknown) =>
  async (route: Route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: await change(await response.json(), route) });
  };

/** Hands in as the form does. */
async function handedIn(account: string) {
  const { hour, difficulty } = (await (await fetch(`${posko.origin}/api/directory`)).json()) as Directory;
  const seats = await Promise.all(
    (["3316", "33", "01"] as const).map(async (unit) => {
      const { recipient } = (await (await fetch(`${posko.origin}/api/recipients/${unit}/1`)).json()) as RecipientAnswer;
      return { unit, gen: 1, recipient };
    }),
  );
  const receipt = newReceipt();
  const keys = await reporterKeys(receipt);
  const content = { kind: "report", language: "id", answers: { unit: "3316", account } } as const;
  const written = await writeReport(content, seats, keys, { stack: STACK, at: hour, channel: "form" });
  const answer = await fetch(`${posko.origin}/api/reports`, post(requestOf(written, keys.id, hour, difficulty)));
  expect(answer.status).toBe(201);
  return { id: keys.id, code: formatReceipt(receipt) };
}

async function inboxOf(name: string, lie: (context: BrowserContext) => Promise<unknown> = async () => {}) {
  const { context, complaints } = await openContext(browser);
  await lie(context);
  const page = await context.newPage();
  return { context, complaints, page, unlock: () => unlock(page, posko.origin, demoKey(posko.data, "3316", name)) };
}

describe("to the form", { timeout: 120_000 }, () => {
  it("a foreign key, then an answer that is none, then one that is lost: her words and one code stay", async () => {
    const { context, complaints } = await openContext(browser);
    const page = await context.newPage();
    let lie: "foreign-key" | "no-answer" | "lost" | "none" = "foreign-key";
    let posted = 0;
    const stranger = (await newIdentity()).recipient;
    await context.route("**/api/recipients/3316/1", (route) =>
      lie === "foreign-key" ? route.fulfill({ json: { recipient: stranger } }) : route.continue(),
    );
    await context.route("**/api/reports", async (route) => {
      posted += 1;
      if (lie === "no-answer") return route.fulfill({ json: {} });
      if (lie === "lost") await route.fetch();
      return lie === "lost" ? route.abort() : route.continue();
    });
    await page.goto(`${posko.origin}/form/#unit=3316`);
    await walk(page, {
      conflict: () => page.getByRole("radio", { name: "Tidak", exact: true }).check(),
      account: () => page.getByRole("textbox", { name: "Cerita Anda" }).fill("Kata-kata ini tetap ada."),
      who: () => page.getByRole("radio", { name: "Boleh", exact: true }).check(),
    });
    const stays = async () => {
      await text(page, "Kata-kata ini tetap ada.");
      expect(await page.getByText("Laporan terkirim").count()).toBe(0);
    };
    await page.getByRole("button", { name: "Kirim laporan" }).click();
    await text(page, "Belum terkirim. Tulisan Anda masih ada di halaman ini.");
    await text(page, "Kunci Satgas belum dapat diperiksa.");
    await stays();
    expect([posted, await page.locator(".code").count()]).toEqual([0, 0]);

    const codes = new Set<string | null>();
    for (const next of ["no-answer", "lost"] as const) {
      lie = next;
      await page.getByRole("button", { name: "Coba lagi" }).click();
      await page.getByRole("button", { name: "Coba lagi" }).and(page.locator("[aria-disabled=false]")).waitFor();
      await text(page, "Kami belum tahu apakah laporan sudah sampai.");
      await text(page, "Catat kode ini sekarang.");
      await stays();
      codes.add(await page.locator(".code").textContent());
    }
    lie = "none";
    await page.getByRole("button", { name: "Coba lagi" }).click();
    await page.getByRole("heading", { level: 1, name: "Laporan terkirim" }).waitFor();
    codes.add(await page.locator(".code").textContent());
    expect(codes.size).toBe(1);
    expect(posted).toBe(3);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("a Satgas left out and names exchanged: who reads it is named rightly, and what the server says is its word", async () => {
    const { context } = await openContext(browser);
    const page = await context.newPage();
    await context.route(
      "**/api/directory",
      changing(({ satgas, ...rest }: Directory) => {
        const { "3316": left, "33": province, ...others } = satgas;
        if (!left || !province) throw new Error("no such Satgas");
        // As servers of old named units, and with Blora's members under the province.
        const units = { "33": "KPU Kabupaten Blora", "3316": "KPU Provinsi Jawa Tengah" };
        return { ...rest, units, satgas: { ...others, "33": { ...province, name: units["33"], names: left.names } } };
      }),
    );
    await page.goto(`${posko.origin}/form/#unit=3316`);
    await walk(page, {
      conflict: () => page.getByRole("radio", { name: "Tidak", exact: true }).check(),
      account: () => page.getByRole("textbox", { name: "Cerita Anda" }).fill("cerita"),
      who: async () => {
        await text(page, "Laporan ini terkunci untuk Satgas di KPU Provinsi Jawa Tengah.");
        await text(page, "Menurut server, Satgas di KPU Kabupaten Blora saat ini belum dapat menerima laporan.");
        await page.getByRole("radio", { name: "Tidak, cukup yang pertama" }).check();
      },
    });
    expect(await page.locator(".summary").textContent()).toContain("PenerimaUbahSatgas KPU Provinsi Jawa Tengah");
    await context.close();
  });
});

describe("to her page", { timeout: 120_000 }, () => {
  it("an opening and a stage without an entry are the server's words; a log that was tampered with is said", async () => {
    const { code } = await handedIn("Cerita yang belum dibuka.");
    const { context } = await openContext(browser);
    const page = await context.newPage();
    let lie: (told: MailboxStatus) => MailboxStatus = (told) => ({ ...told, openedAt: told.arrived, stage: "SELESAI" });
    await context.route(
      "**/api/mailbox",
      changing((told: MailboxStatus) => lie(told)),
    );
    await myReport(page, posko.origin, code);
    await text(page, /^Dibuka oleh Satgas pada .* \(menurut server\)$/);
    await text(page, "Tahap: Selesai (menurut server)");
    await text(page, /^Keadaan pada .* sudah diperiksa di perangkat Anda; yang lain menurut server\.$/);
    expect(await page.getByText("Terbukti: ").count()).toBe(0);

    lie = ({ logs: { reporter }, ...told }) => ({
      ...told,
      logs: { reporter: [...reporter, ...reporter], satgas: [] },
    });
    await page.getByRole("button", { name: "Periksa kode lain" }).click();
    await page.getByRole("textbox", { name: "Kode laporan" }).fill(code);
    await page.getByRole("button", { name: "Buka", exact: true }).click();
    await text(page, "Sebagian catatan laporan ini tidak dapat diperiksa.");
    await context.close();
  });
});

describe("to the inbox", { timeout: 120_000 }, () => {
  it("one report's text under another's number is not shown, nor called opened; a log with an entry twice is said", async () => {
    const [a, b] = [await handedIn("Cerita satu."), await handedIn("Cerita dua.")];
    const { page, context, complaints, ...inbox } = await inboxOf("melati");
    let lie: (told: InboxReport, other: InboxReport) => InboxReport = (told, { sealed }) => ({ ...told, sealed });
    await context.route(
      `**/api/inbox/reports/${a.id}`,
      changing(async (told: InboxReport, route) => {
        const other = await route.fetch({ url: `${posko.origin}/api/inbox/reports/${b.id}` });
        return lie(told, await other.json());
      }),
    );
    const posted: string[] = [];
    page.on("request", (request) => request.method() === "POST" && posted.push(request.url()));
    await inbox.unlock();
    await text(page, /^Menurut server, \d/);
    const open = () => page.getByRole("button", { name: `Laporan ${caseNumber(a.id)}` }).click();
    for (const next of [lie, (_: InboxReport, other: InboxReport) => ({ ...other, id: a.id })]) {
      lie = next;
      await open();
      await text(page, "Isi laporan ini bukan yang ditandatangani pelapornya untuk nomor dan Satgas ini");
      expect(await page.getByText(/^Cerita (satu|dua)\.$/).count()).toBe(0);
      await page.getByRole("button", { name: "Kembali ke kotak masuk" }).click();
    }
    expect(posted).toEqual([]);

    lie = ({ logs, ...told }) => ({ ...told, logs: { ...logs, reporter: [...logs.reporter, ...logs.reporter] } });
    await open();
    await text(page, "Cerita satu.");
    await text(page, "Sebagian catatan laporan ini tidak dapat diperiksa, atau ada yang hilang.");
    await text(page, /^Isi laporan sudah diperiksa di perangkat ini\./);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("a keyring of its own is not used, and a list of members that is not this Satgas's opens nothing", async () => {
    const { file, passphrase } = demoKey(posko.data, "3316", "kartika");
    const opened = await openWithPassphrase(new Uint8Array(readFileSync(file)), passphrase);
    const { identity } = keyFileSchema.parse(opened.status === "opened" && opened.content);
    const theirs = { gen: 1, identity: (await newIdentity()).identity };
    const recovery = (await newIdentity()).recipient;
    const sealed = await sealKeyring({ v: 1, kind: "keyring", unit: "3316", readers: [theirs], recovery }, [
      await recipientOf(identity),
    ]);
    const keyrings = [{ edition: 1, sealed: toBase64url(sealed) }];
    let lie: (told: InboxMe) => InboxMe = (told) => ({ ...told, keyrings });
    const { page, context, ...inbox } = await inboxOf("kartika", (context) =>
      context.route(
        "**/api/inbox/me",
        changing((told: InboxMe) => lie(told)),
      ),
    );
    await inbox.unlock();
    await text(page, "kunci ini tidak cocok dengan yang disahkan, jadi tidak dipakai");

    lie = ({ satgas, ...told }) => {
      const { "3316": regency, "33": province } = satgas;
      if (!regency || !province) throw new Error("no such Satgas");
      return { ...told, satgas: { ...satgas, "3316": { ...regency, roll: province.roll } } };
    };
    const refused = "Kunci dan daftar anggota Satgas Anda tidak dapat diperiksa sampai ke akarnya";
    await page.getByRole("button", { name: "Segarkan" }).click();
    await text(page, refused);
    await page.getByRole("button", { name: "Kunci", exact: true }).click();
    await page.getByLabel("Pilih berkas kunci").setInputFiles(file);
    await page.getByLabel("Kata sandi berkas kunci").fill(passphrase);
    await page.getByRole("button", { name: "Buka kotak masuk" }).click();
    await text(page, refused);
    await context.close();
  });
});
