import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createSiteApp } from "../../functions/site/app.ts";
import { readSite } from "../../functions/site/files.ts";
import { settleSite } from "../../infra/build-site.ts";
import { ROOT } from "../support/assembly.ts";
import { temporaryDataFolder } from "../support/folder.ts";

const site = temporaryDataFolder();

beforeAll(() => settleSite(inject("pages"), site.path, { stack: "33", root: ROOT, help: [] }));
afterAll(site.remove);

const read = (path: string) => readFileSync(join(site.path, path));
const brotli = (paths: string[]) => paths.reduce((sum, path) => sum + brotliCompressSync(read(path)).length, 0);

/** What a page's HTML asks for by itself. */
const askedFor = (html: string): string[] =>
  [
    ...read(html)
      .toString()
      .matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g),
  ].map(([, path]) => path?.slice(1) ?? "");

/** Every asset that these lead to, lazily or not. */
function reachable(paths: string[]): string[] {
  const all = readdirSync(join(site.path, "assets")).map((name) => `assets/${name}`);
  const found = new Set(paths);
  for (const path of found) {
    const text = read(path).toString();
    for (const other of all) if (text.includes(other.slice("assets/".length))) found.add(other);
  }
  return [...found];
}

describe("the form's weight (1 KB is 1,000 bytes)", () => {
  it("is three requests and 35 KB of brotli until the first question, 75 KB up to handing in, 95 KB in all", () => {
    const first = ["form/index.html", ...askedFor("form/index.html")];
    expect(first).toHaveLength(3);
    expect(brotli(first)).toBeLessThanOrEqual(35_000);
    const all = reachable(first);
    expect(all.length).toBeGreaterThan(first.length);
    expect(brotli(all)).toBeLessThanOrEqual(95_000);
    // Her mailbox is loaded when she asks for it; the rest is there when she hands in.
    const handingIn = all.filter((path) => !path.startsWith("assets/my-report-"));
    expect(handingIn).toHaveLength(all.length - 1);
    expect(brotli(handingIn)).toBeLessThanOrEqual(75_000);
  });

  it("has its sealing code and the names of units behind the questions, and schemas in her mailbox alone", () => {
    const all = reachable(["form/index.html", ...askedFor("form/index.html")]);
    const holding = (text: string) => all.filter((path) => read(path).toString().includes(text));
    for (const path of askedFor("form/index.html")) {
      expect([...holding("mlkem768x25519"), ...holding("Kabupaten Blora")]).not.toContain(path);
    }
    expect(holding("invalid_type")).toEqual([expect.stringMatching(/^assets\/my-report-/)]);
  });
});

describe("the loader", () => {
  it("is at most 2 KB of gzip, imports nothing and can be read", () => {
    const loader = read("embed.js").toString();
    expect(gzipSync(loader).length).toBeLessThanOrEqual(2_000);
    expect(loader).not.toMatch(/\bimport\b|\brequire\(/);
    expect(loader.split("\n").length).toBeGreaterThan(30);
  });
});

describe("the site", () => {
  it("serves assets for ever, pages never twice, and what it has in brotli", async () => {
    const app = createSiteApp({ files: readSite(site.path), origin: "https://posko.example", frameAncestors: [] });
    const [script = ""] = askedFor("form/index.html").filter((path) => path.endsWith(".js"));
    const asset = await app.request(`/${script}?2`, { headers: { "accept-encoding": "gzip, br" } });
    expect(asset.headers.get("cache-control")).toContain("immutable");
    expect(asset.headers.get("content-encoding")).toBe("br");
    expect(asset.headers.get("access-control-allow-origin")).toBe("*");
    const plain = await app.request(`/${script}`);
    expect(plain.headers.get("content-encoding")).toBeNull();
    expect(Buffer.from(await plain.arrayBuffer()).equals(read(script))).toBe(true);
    const page = await app.request("/form/");
    expect(page.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    for (const path of ["/form/../../package.json", "/.env", "/assets/", "/form/index.html/x"]) {
      expect((await app.request(path)).status).toBe(404);
    }
  });
});
