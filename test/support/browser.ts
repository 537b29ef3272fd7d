import AxeBuilder from "@axe-core/playwright";
import sparticuz from "@sparticuz/chromium";
import { type Browser, type BrowserContext, chromium, type FrameLocator, type Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";

/** Flags of the packaged browser that suit a Lambda and not a test: one dead context would end the browser, and frames
 * would not be kept apart. */
const UNWANTED = new Set([
  "--single-process",
  "--no-zygote",
  "--disable-web-security",
  "--disable-site-isolation-trials",
]);

export async function launch(): Promise<Browser> {
  const args = sparticuz.args.filter((arg) => !UNWANTED.has(arg));
  return chromium.launch({ executablePath: await sparticuz.executablePath(), args });
}

/** A browser for one test file. */
export function useBrowser(): Pick<Browser, "newContext"> {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());
  return { newContext: (options) => browser.newContext(options) };
}

/** A context whose pages must not raise an error or break the Content-Security-Policy. */
export async function openContext(
  browser: Pick<Browser, "newContext">,
  options: Parameters<Browser["newContext"]>[0] = {},
) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, ...options });
  context.setDefaultTimeout(20_000);
  await context.addInitScript(removeWhatIsYounger);
  const complaints: string[] = [];
  context.on("weberror", (error) => complaints.push(error.error().message));
  context.on("console", (message) => {
    if (/Content Security Policy|Uncaught/.test(message.text())) complaints.push(message.text());
  });
  return { context, complaints };
}

/**
 * Leaves what Chrome 90 has, the oldest that the pages are built for (`infra/build-site.ts`): a bundler writes older syntax,
 * and leaves functions as they are.
 */
function removeWhatIsYounger(): void {
  const younger: readonly (readonly [object | undefined, readonly string[]])[] = [
    [globalThis, ["structuredClone", "reportError", "scheduler"]],
    [Object, ["hasOwn", "groupBy"]],
    [Map, ["groupBy"]],
    [Array, ["fromAsync"]],
    [Array.prototype, ["at", "findLast", "findLastIndex", "toReversed", "toSorted", "toSpliced", "with"]],
    [
      Object.getPrototypeOf(Uint8Array.prototype),
      ["at", "findLast", "findLastIndex", "toReversed", "toSorted", "with"],
    ],
    [Uint8Array, ["fromBase64", "fromHex"]],
    [Uint8Array.prototype, ["toBase64", "toHex"]],
    [String.prototype, ["at", "isWellFormed", "toWellFormed"]],
    [Promise, ["withResolvers", "try"]],
    [AbortSignal, ["timeout", "any"]],
    [AbortSignal.prototype, ["throwIfAborted"]],
    [globalThis.crypto, ["randomUUID"]],
    [globalThis.Crypto?.prototype, ["randomUUID"]],
    [Set.prototype, ["union", "intersection", "difference", "isSubsetOf", "isSupersetOf", "isDisjointFrom"]],
    [Response, ["json"]],
    [URL, ["canParse", "parse"]],
    [Element.prototype, ["checkVisibility", "setHTML"]],
    [HTMLElement.prototype, ["showPopover", "hidePopover"]],
  ];
  for (const [owner, names] of younger) {
    for (const name of names) if (owner) Reflect.deleteProperty(owner, name);
  }
}

/** A page, or the form inside the frame of another page. */
export type Form = Page | FrameLocator;

/** Walks the form from its opening to the summary, answering with `answer` where it knows the question. */
export async function walk(form: Form, answer: Partial<Record<Screen, () => Promise<void>>>): Promise<void> {
  const button = (name: string) => form.getByRole("button", { name, exact: true });
  await button("Mulai bercerita").click();
  for (const screen of SCREENS) {
    await form.getByRole("heading", { level: 1, name: screen.title }).waitFor();
    await answer[screen.name]?.();
    if (screen.name !== "review") await button("Lanjut").or(button("Lewati dulu")).click();
  }
}

const SCREENS = [
  { name: "role", title: "Siapa Anda dalam kejadian ini?" },
  { name: "unit", title: "Di kantor mana Anda bekerja?" },
  {
    name: "conflict",
    title: "Apakah orang yang Anda laporkan anggota Satgas, pimpinan kantor, atau dekat dengan mereka?",
  },
  { name: "needs", title: "Apa yang Anda butuhkan sekarang?" },
  { name: "place", title: "Kapan dan di mana?" },
  { name: "happenings", title: "Apa yang terjadi?" },
  { name: "account", title: "Ceritakan dengan kata-kata Anda" },
  { name: "respondents", title: "Siapa yang Anda laporkan?" },
  { name: "retaliation", title: "Apakah ada tekanan atau balasan karena kejadian ini?" },
  { name: "evidence", title: "Adakah yang dapat menunjukkan kejadian ini?" },
  { name: "identity", title: "Dengan nama atau tanpa nama?" },
  { name: "consents", title: "Apa yang boleh dilakukan Satgas?" },
  { name: "who", title: "Siapa yang akan dapat membuka laporan ini" },
  { name: "review", title: "Periksa sebelum mengirim" },
] as const;
type Screen = (typeof SCREENS)[number]["name"];

export async function handIn(form: Form): Promise<string> {
  await form.getByRole("button", { name: "Kirim laporan" }).click();
  await form.getByRole("heading", { level: 1, name: "Laporan terkirim" }).waitFor({ timeout: 60_000 });
  const code = (await form.locator(".code").textContent())?.trim() ?? "";
  expect(code).toMatch(/^([0-9A-Z]{5}-){4}[0-9A-Z]{5}$/);
  return code;
}

/** The status of a report, by the code that was noted. */
export async function myReport(page: Page, origin: string, code: string): Promise<void> {
  await page.goto(`${origin}/form/`);
  await page.getByRole("button", { name: "Buka laporan saya" }).click();
  await page.getByRole("textbox", { name: "Kode laporan" }).fill(code.toLowerCase().replaceAll("-", " "));
  await page.getByRole("button", { name: "Buka", exact: true }).click();
}

/** The inbox of a member, unlocked with her key file and its passphrase. */
export async function unlock(
  page: Page,
  origin: string,
  { file, passphrase }: { readonly file: string; readonly passphrase: string },
): Promise<void> {
  await page.goto(`${origin}/inbox/`);
  await page.getByLabel("Pilih berkas kunci").setInputFiles(file);
  await page.getByLabel("Kata sandi berkas kunci").fill(passphrase.toLowerCase());
  await page.getByRole("button", { name: "Buka kotak masuk" }).click();
  await page.getByRole("heading", { name: "Laporan", exact: true }).waitFor();
}

/** What axe finds on a page, its frames included. */
export async function axe(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** An authenticator in the browser, with PRF, that says yes to everything. */
export async function addAuthenticator(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      ctap2Version: "ctap2_1",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      hasPrf: true,
      automaticPresenceSimulation: true,
    },
  });
}
