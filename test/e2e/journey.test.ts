import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import type { Page } from "playwright-core";
import { describe, expect, it, vi } from "vitest";
import { createHostPage } from "../../infra/local/host-page.ts";
import { THROTTLE } from "../../infra/throttle.ts";
import {
  addAuthenticator,
  axe,
  type Form,
  handIn,
  myReport,
  openContext,
  unlock,
  useBrowser,
  walk,
} from "../support/browser.ts";
import { lettersIn } from "../support/letters.ts";
import { demoKey, inSharedEngine, usePosko } from "../support/posko.ts";

const posko = usePosko(inSharedEngine());
const browser = useBrowser();

/** A worker of Blora hands in a report, in the page of her office. */
async function report(page: Page, account: string): Promise<string> {
  await page.goto(`${posko.hostOrigin}/`);
  const form = page.frameLocator("iframe");
  await walk(form, {
    unit: () => expectText(form, "KPU Kabupaten Blora"),
    conflict: () => form.getByRole("radio", { name: "Tidak", exact: true }).check(),
    account: () => form.getByRole("textbox", { name: "Cerita Anda" }).fill(account),
    who: () => form.getByRole("radio", { name: "Boleh", exact: true }).check(),
  });
  return handIn(form);
}

const expectText = async (form: Form, text: string) => form.getByText(text).first().waitFor();

/** Opens the newest report, and waits until the proof of it has arrived. */
async function openNewest(page: Page, account: string): Promise<void> {
  await page
    .getByRole("button", { name: /Belum dibuka/ })
    .first()
    .click();
  await page.getByText(account).waitFor();
  await page.getByText(/Tanda buka terkirim/).waitFor();
}

const everyoneWasTold = (count: number) =>
  vi.waitFor(async () => expect((await lettersIn(posko.ses)).length).toBeGreaterThanOrEqual(count), {
    timeout: 20_000,
  });

describe("a report's whole way, its form in a page of another origin", { timeout: 120_000 }, () => {
  it("to a member with a passphrase", async () => {
    const reporter = await openContext(browser);
    const page = await reporter.context.newPage();
    const asked: string[] = [];
    page.on("request", (request) => void (request.url().startsWith(posko.origin) && asked.push(request.url())));
    const code = await report(page, "Cerita pertama untuk Satgas.");
    // On a day on which all polling staff of a large province are trained, it is opened 110 times a second.
    expect(asked.length).toBeGreaterThanOrEqual(8);
    expect(asked.length * 110, asked.join("\n")).toBeLessThanOrEqual(THROTTLE.rateLimit);
    await everyoneWasTold(2);
    await myReport(page, posko.origin, code);
    await expectText(page, "Belum dibuka");

    const satgas = await openContext(browser, { viewport: { width: 1280, height: 800 } });
    const inbox = await satgas.context.newPage();
    await unlock(inbox, posko.origin, demoKey(posko.data, "3316", "melati"));
    await openNewest(inbox, "Cerita pertama untuk Satgas.");

    await myReport(page, posko.origin, code);
    await expectText(page, "Terbukti: dibuka oleh anggota Satgas KPU Kabupaten Blora");
    expect([...reporter.complaints, ...satgas.complaints]).toEqual([]);
    // Nothing stays on her device.
    const kept = await page.evaluate(async () => [
      localStorage.length,
      sessionStorage.length,
      document.cookie,
      (await indexedDB.databases()).length,
      (await caches.keys()).length,
    ]);
    expect(kept).toEqual([0, 0, "", 0, 0]);
    await reporter.context.close();
    await satgas.context.close();
  });

  it("to a member with a passkey", async () => {
    const satgas = await openContext(browser, { acceptDownloads: true });
    const inbox = await satgas.context.newPage();
    await addAuthenticator(satgas.context, inbox);
    await unlock(inbox, posko.origin, demoKey(posko.data, "3316", "kartika"));
    await inbox.getByRole("button", { name: "Ganti cara membuka" }).click();
    const download = inbox.waitForEvent("download");
    await inbox.getByRole("button", { name: "Pasang passkey di perangkat ini" }).click();
    const keyFile = await (await download).path();
    expect(readFileSync(keyFile, "latin1")).toMatch(/^age-encryption.org\/v1\n-> age-encryption.org\/fido2prf /);
    await inbox.getByRole("button", { name: "Kunci", exact: true }).click();

    const reporter = await openContext(browser);
    const page = await reporter.context.newPage();
    const code = await report(page, "Cerita kedua untuk Satgas.");

    await inbox.goto(`${posko.origin}/inbox/`);
    await inbox.getByLabel("Pilih berkas kunci").setInputFiles(keyFile);
    await inbox.getByRole("button", { name: "Buka dengan passkey" }).click();
    await openNewest(inbox, "Cerita kedua untuk Satgas.");

    await myReport(page, posko.origin, code);
    await expectText(page, "Terbukti: dibuka oleh anggota Satgas KPU Kabupaten Blora");
    expect([...reporter.complaints, ...satgas.complaints]).toEqual([]);
    await reporter.context.close();
    await satgas.context.close();
  });
});

describe("the frame", { timeout: 120_000 }, () => {
  it("sandboxed by its host, without an origin of its own, hands in all the same", async () => {
    const { context, complaints } = await openContext(browser);
    const page = await context.newPage();
    await page.goto(`${posko.hostOrigin}/sandboxed`);
    const form = page.frameLocator("iframe");
    await walk(form, {
      conflict: () => form.getByRole("radio", { name: "Tidak", exact: true }).check(),
      account: () => form.getByRole("textbox", { name: "Cerita Anda" }).fill("Dari bingkai yang dibatasi."),
      who: () => form.getByRole("radio", { name: "Boleh", exact: true }).check(),
    });
    await handIn(form);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("takes the whole page away on a quick exit, by button and by Shift three times", async () => {
    for (const path of ["/", "/sandboxed"]) {
      for (const way of ["button", "keys"]) {
        const { context } = await openContext(browser);
        await context.route("https://www.bmkg.go.id/**", (route) => route.fulfill({ body: "cuaca" }));
        const page = await context.newPage();
        await page.goto(`${posko.hostOrigin}${path}`);
        const form = page.frameLocator("iframe");
        await form.getByRole("button", { name: "Mulai bercerita" }).click();
        await form.getByRole("heading", { level: 1, name: /Siapa Anda/ }).waitFor();
        if (way === "button") await form.getByRole("link", { name: "Keluar cepat" }).last().click();
        else for (let press = 0; press < 3; press += 1) await page.keyboard.press("Shift");
        await page.waitForURL("https://www.bmkg.go.id/");
        await context.close();
      }
    }
  });

  it("is refused to a page that is not on the list", async () => {
    const stranger = serve({ fetch: createHostPage(posko.origin).fetch, port: 0, hostname: "127.0.0.1" });
    await once(stranger, "listening");
    const { context, complaints } = await openContext(browser);
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${(stranger.address() as AddressInfo).port}/`);
    await vi.waitFor(() => expect(complaints.join()).toContain("frame-ancestors"));
    expect(await page.frameLocator("iframe").getByRole("heading", { level: 1 }).count()).toBe(0);
    stranger.close();
    await context.close();
  });

  it("is the only page that may be framed, and no page is kept or tells where it was", async () => {
    const pages = await Promise.all(["/form/", "/inbox/"].map((path) => fetch(`${posko.origin}${path}`)));
    const policies = pages.map(({ headers }) => headers.get("content-security-policy") ?? "");
    expect(policies[0]).toContain(`frame-ancestors ${posko.hostOrigin}`);
    expect(policies[1]).toContain("frame-ancestors 'none'");
    for (const policy of policies) expect(policy).not.toMatch(/unsafe|\*/);
    for (const { headers } of pages) {
      expect([headers.get("referrer-policy"), headers.get("cache-control")]).toEqual(["no-referrer", "no-store"]);
    }
  });
});

describe("when something is missing", { timeout: 120_000 }, () => {
  it("her words stay: the sealing code cannot load, the network is gone, and then both are back", async () => {
    const { context } = await openContext(browser);
    const page = await context.newPage();
    let sealingFails = true;
    await context.route("**/assets/submit-*", (route) => (sealingFails ? route.abort() : route.continue()));
    await page.goto(`${posko.origin}/form/#unit=3316`);
    const fill = {
      conflict: () => page.getByRole("radio", { name: "Tidak", exact: true }).check(),
      account: () => page.getByRole("textbox", { name: "Cerita Anda" }).fill("Kata-kata ini tetap ada."),
      who: async () => {
        await page
          .getByRole("alert")
          .or(page.getByRole("button", { name: "Coba lagi" }))
          .first()
          .waitFor();
        sealingFails = false;
        await page.getByRole("button", { name: "Coba lagi" }).click();
        await page.getByRole("radio", { name: "Boleh", exact: true }).check();
      },
    };
    await walk(page, fill);
    await context.setOffline(true);
    await page.getByRole("button", { name: "Kirim laporan" }).click();
    await page.getByRole("button", { name: "Coba lagi" }).waitFor();
    await expectText(page, "Kata-kata ini tetap ada.");
    await context.setOffline(false);
    await page.getByRole("button", { name: "Coba lagi" }).dblclick();
    await page.getByRole("heading", { level: 1, name: "Laporan terkirim" }).waitFor();
    await context.close();
  });
});

describe("axe", { timeout: 120_000 }, () => {
  it.each(["id", "en"])("finds nothing on any screen of the form and the inbox (%s)", async (language) => {
    const { context } = await openContext(browser);
    const page = await context.newPage();
    await page.goto(`${posko.origin}/form/#unit=3316&lang=${language}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    const found = new Map<string, string[]>();
    const look = async (name: string) => {
      const violations = await axe(page);
      if (violations.length > 0) found.set(name, violations);
    };
    await look("opening");
    await page.getByRole("button", { name: language === "id" ? "Mulai bercerita" : "Begin" }).click();
    for (let step = 1; step <= 13; step += 1) {
      await page
        .getByText(new RegExp(`(Langkah|Step) ${step} `))
        .first()
        .waitFor();
      await look(`step ${step}`);
      if (step === 13) break;
      const next = page.getByRole("button", { name: /^(Lanjut|Lewati dulu|Next|Skip for now)$/ });
      await next.click();
    }
    await page.goto(`${posko.origin}/inbox/#lang=${language}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await look("unlock");
    if (language === "id") {
      await unlock(page, posko.origin, demoKey(posko.data, "3316", "melati"));
      await look("list");
      await page
        .getByRole("button", { name: /^Laporan .*[Dd]ibuka/ })
        .first()
        .click();
      await page.getByRole("button", { name: "Cetak" }).waitFor();
      await look("report");
    }
    expect(Object.fromEntries(found)).toEqual({});
    await context.close();
  });
});
