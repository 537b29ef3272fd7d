import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, it, vi } from "vitest";
import { handIn, openContext, useBrowser, walk } from "../support/browser.ts";
import { demoKey, usePosko } from "../support/posko.ts";

/**
 * A word of its own in every field, and afterwards none of them anywhere but on her page and at her Satgas.
 */

const posko = usePosko();
const browser = useBrowser();

const DEVICE = "KenariPeramban/7.3";
let counter = 0;
const canaries: string[] = [];
/** Letters with an accent, so that every escaping shows. */
function canary(field: string): string {
  counter += 1;
  const word = `Kenari${field}Zx${counter}é`;
  canaries.push(word);
  return word;
}

/** A word in every encoding it might have been written in. */
function disguises(word: string): Buffer[] {
  const utf8 = Buffer.from(word);
  const base64 = [0, 1, 2].flatMap((shift) => {
    // Inside a longer text the word begins at any of three places; its first and last characters mix with others.
    const text = Buffer.concat([Buffer.alloc(shift), utf8])
      .toString("base64")
      .replace(/=+$/, "");
    const inner = text.slice(Math.ceil((shift * 4) / 3), -2);
    return [inner, inner.replaceAll("+", "-").replaceAll("/", "_")];
  });
  const escaped = JSON.stringify(word).slice(1, -1).replaceAll("é", "\\u00e9");
  const texts = [word, encodeURIComponent(word), utf8.toString("hex"), escaped, word.normalize("NFD"), ...base64];
  const reversed = [...word].reverse().join("");
  return [...texts, reversed]
    .map((text) => Buffer.from(text))
    .concat(Buffer.from(word, "utf16le"), Buffer.from(word, "latin1"));
}

const holds = (places: Map<string, Buffer>, word: string): string[] =>
  [...places].filter(([, bytes]) => disguises(word).some((disguise) => bytes.includes(disguise))).map(([name]) => name);

/** Every request the browser sends, as a server could see it: what it signs is said beside it in the clear. */
function watch(page: Page): () => Buffer {
  const seen: string[] = [];
  page.context().on("request", (request) => {
    const parts = [request.method(), request.url(), request.headers()["authorization"] ?? "", request.postData() ?? ""];
    seen.push(...parts, ...parts.flatMap(signedIn));
  });
  return () => Buffer.from(seen.join("\n"));
}

/** Header and payload of each compact JWS in a text, decoded. */
const signedIn = (text: string): string[] =>
  [...text.matchAll(/\b(eyJ[\w-]+)\.([\w-]+)\.[\w-]+/g)].flatMap(([, ...parts]) =>
    parts.map((part) => Buffer.from(part, "base64url").toString()),
  );

async function everywhere(requests: Buffer): Promise<Map<string, Buffer>> {
  const table = readdirSync(join(posko.data, "dynamodb")).map((file) =>
    readFileSync(join(posko.data, "dynamodb", file)),
  );
  const letters = await (await fetch(`${posko.ses}/store`)).text();
  return new Map([
    ["the table's files", Buffer.concat(table)],
    ["the log", Buffer.from(posko.output())],
    ["the letters", Buffer.from(letters)],
    ["the requests", requests],
  ]);
}

async function fillEverything(page: Page): Promise<void> {
  const box = (name: string) => page.getByRole("textbox", { name });
  const tickAll = async () => {
    for (const tick of await page.getByRole("checkbox").all()) await tick.check();
  };
  const writeAll = async (field: string) => {
    for (const text of await page.locator("main input[type=text], main input:not([type]), main textarea").all()) {
      await text.fill(canary(field));
    }
  };
  await walk(page, {
    role: () => page.getByRole("radio", { name: "Saya yang mengalaminya" }).check(),
    conflict: () => page.getByRole("checkbox", { name: "Ya, di KPU Kabupaten Blora" }).check(),
    needs: async () => {
      await tickAll();
      await writeAll("Butuh");
    },
    place: () => writeAll("Tempat"),
    account: () => box("Cerita Anda").fill(`${canary("Cerita")} ${canary("Kedua")}`),
    respondents: () => writeAll("Terlapor"),
    evidence: async () => {
      await tickAll();
      await writeAll("Bukti");
    },
    identity: async () => {
      await page.getByRole("radio", { name: "Dengan nama samaran" }).check();
      await page.getByRole("button", { name: "Tambah cara menghubungi" }).click();
      await writeAll("Kontak");
    },
    who: () => page.getByRole("radio", { name: "Boleh", exact: true }).check(),
  });
}

it("no word of a report leaves her browser in the clear, nor her unit, her code or her device", {
  timeout: 120_000,
}, async () => {
  const { context, complaints } = await openContext(browser, { userAgent: DEVICE });
  const page = await context.newPage();
  const requests = watch(page);
  await page.goto(`${posko.origin}/form/#unit=3316`);
  await fillEverything(page);
  expect(canaries.length).toBeGreaterThan(12);
  const code = await handIn(page);
  await page.getByRole("button", { name: "Sudah saya catat" }).click();
  await page.getByRole("button", { name: "Buka laporan saya" }).click();
  await page.getByRole("textbox", { name: "Kode laporan" }).fill(code);
  await page.getByRole("button", { name: "Buka", exact: true }).click();
  await page.getByText("Belum dibuka").first().waitFor();

  // Her own unit was in conflict: the province's Satgas reads everything she wrote.
  const satgas = await openContext(browser, { userAgent: DEVICE });
  const inbox = await satgas.context.newPage();
  const satgasRequests = watch(inbox);
  await inbox.goto(`${posko.origin}/inbox/`);
  const { file, passphrase } = demoKey(posko.data, "33", "sari");
  await inbox.getByLabel("Pilih berkas kunci").setInputFiles(file);
  await inbox.getByLabel("Kata sandi berkas kunci").fill(passphrase);
  await inbox.getByRole("button", { name: "Buka kotak masuk" }).click();
  await inbox.getByRole("button", { name: /Belum dibuka/ }).click();
  await inbox.getByText(/Tanda buka terkirim/).waitFor();
  const read = await inbox.locator("body").textContent();
  for (const word of canaries) expect(read).toContain(word);
  await vi.waitFor(async () => expect(await (await fetch(`${posko.ses}/store`)).text()).toContain("sari.33@"), {
    timeout: 20_000,
  });

  const places = await everywhere(Buffer.concat([requests(), satgasRequests()]));
  // The search itself works: what is allowed to be there is found.
  expect(holds(places, "satgas.example")).toEqual(["the table's files", "the letters"]);
  const secrets = [...canaries, code, code.replaceAll("-", ""), DEVICE, passphrase];
  const leaks = secrets.map((word) => [word, holds(places, word)] as const).filter(([, where]) => where.length > 0);
  expect(leaks).toEqual([]);

  // What is logged is a closed set of events without a field for anything of hers.
  const [, log = ""] = posko.output().split(/^ready.*$/m);
  for (const line of log.trim().split("\n")) expect(line).toMatch(/^\{"event":"[a-z-]+"(,"letters":\d+)?\}$/);

  // What is signed outside the seal is there in the clear, and names those who may open it and no other.
  expect(requests().toString()).toContain('"seats":[{"unit":"33","gen":1},{"unit":"01","gen":1}]');
  // The unit that was passed by is asked for nowhere, and the letters went to the province alone.
  expect(requests().toString()).not.toMatch(/3316|blora/i);
  expect((places.get("the letters") ?? "").toString()).not.toMatch(/3316|blora|kenari/i);
  expect(complaints).toEqual([]);
  await context.close();
  await satgas.context.close();
});

it("a unit without a Satgas is named to nobody", { timeout: 120_000 }, async () => {
  const { context } = await openContext(browser);
  const page = await context.newPage();
  const requests = watch(page);
  await page.goto(`${posko.hostOrigin}/`);
  const form = page.frameLocator("iframe");
  await walk(form, {
    unit: async () => {
      await form.getByRole("button", { name: "Ganti kantor" }).click();
      await form.getByRole("searchbox").fill("kota semarang");
      await form.getByRole("radio", { name: "KPU Kota Semarang" }).check();
    },
    conflict: () => form.getByRole("radio", { name: "Tidak", exact: true }).check(),
    account: () => form.getByRole("textbox", { name: "Cerita Anda" }).fill("cerita"),
    who: () => form.getByRole("radio", { name: "Boleh", exact: true }).check(),
  });
  await handIn(form);
  const places = await everywhere(requests());
  expect(holds(places, "Kota Semarang")).toEqual([]);
  expect(requests().toString()).not.toContain("3374");
  for (const place of ["the log", "the letters"]) expect(places.get(place)?.toString()).not.toContain("3374");
  await context.close();
});
