/** The command that compares a live site with these sources, against a true site and against others. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { serve } from "@hono/node-server";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { createSiteApp } from "../../functions/site/app.ts";
import { readSite } from "../../functions/site/files.ts";
import { buildSite } from "../../infra/build-site.ts";
import { compareSite } from "../../infra/compare-site.ts";
import { asking, readManifest } from "../../infra/live-site.ts";
import { freePort } from "../../infra/local/ports.ts";
import { thumbprint } from "../../shared/key.ts";
import type { PageSettings } from "../../web/settings.ts";
import { ROOT } from "../support/assembly.ts";
import { temporaryDataFolder, temporaryFolder } from "../support/folder.ts";

const EMBEDDER = "https://kab-blora.kpu.example";
const note = { id: "Contoh", en: "Example" };
const help = [{ name: "Contoh", call: "024-000", note, lastVerified: "2026-11-22" }];
const settings: PageSettings = { stack: "33", root: ROOT, help };
const built = temporaryDataFolder();
let published: string;
beforeAll(async () => {
  published = await thumbprint(ROOT);
  await buildSite(built.path, settings);
});
afterAll(built.remove);

interface Site {
  /** Changes the built files. */
  readonly files?: (folder: string) => void;
  /** Changes what is answered. */
  readonly answer?: (path: string, response: Response, request: Request) => Response;
  readonly ancestors?: readonly string[];
  readonly origin?: string;
}

async function serveSite({ files, answer = (_, response) => response, ancestors = [EMBEDDER], origin }: Site = {}) {
  const folder = temporaryFolder();
  cpSync(built.path, folder, { recursive: true });
  files?.(folder);
  const encodings = new Set<string | null>();
  const fetch = async (request: Request): Promise<Response> => {
    const response = await app.fetch(request);
    encodings.add(response.headers.get("content-encoding"));
    return answer(new URL(request.url).pathname, response, request);
  };
  const server = serve({ fetch, port: 0, hostname: "127.0.0.1" });
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const here = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const app = createSiteApp({ files: readSite(folder), origin: origin ?? here, frameAncestors: ancestors });
  return { origin: here, encodings };
}

async function verify(...args: string[]) {
  const child = spawn(process.execPath, [resolve("infra/verify-site.ts"), ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, error, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { out, error, code };
}

/** What differs, one sentence each, from pages that are built already. */
async function differences(site: Site): Promise<string[]> {
  const { origin } = await serveSite(site);
  const ask = asking(origin);
  const { sha256 } = await readManifest(ask);
  return (await compareSite(origin, built.path, Object.keys(sha256), ask)).differences;
}

const edit = (file: string, change: (text: string) => string) => (folder: string) => {
  writeFileSync(join(folder, file), change(readFileSync(join(folder, file), "utf8")));
  rmSync(join(folder, `${file}.br`), { force: true });
};

const withHeader = (response: Response, name: string, value: string): Response => {
  const headers = new Headers(response.headers);
  headers.set(name, value);
  return new Response(response.body, { status: response.status, headers });
};

describe("a true site", () => {
  it("passes, in plain and in brotli, and is told whose key it trusts, who may frame it and what cannot be shown", async () => {
    const { origin, encodings } = await serveSite();
    const { out, error, code } = await verify(origin);
    expect([code, error]).toEqual([0, ""]);
    expect(encodings).toEqual(new Set([null, "br"]));
    expect(out).toMatch(/serves what these sources build: 1\d addresses compared/);
    expect(out).toContain(`${published}\n  as the site claims. Compare it with the one that was published`);
    expect(out).toContain(
      "Built for 33, KPU Provinsi Jawa Tengah. People to call, beside 129 and 110: Contoh, 024-000 (",
    );
    expect(out).toContain(`may be framed by ${EMBEDDER}.`);
    expect(out).toContain("It cannot show that somebody else is served the same");
    expect((await verify(origin, "--root", published)).out).toContain(`${published}\n  as you asked.`);
  });

  it("says itself what it is made of, in a file that is not kept", async () => {
    const { origin } = await serveSite();
    const response = await fetch(`${origin}/manifest.json`);
    expect(response.headers.get("cache-control")).toBe("no-store");
    const { settings: listed, sha256 } = (await response.json()) as { settings: object; sha256: object };
    expect(listed).toEqual(settings);
    const served = [...readSite(built.path).keys()].filter((path) => path !== "/manifest.json");
    expect(Object.keys(sha256)).toEqual(served.sort());
  });
});

describe("is told by its path:", () => {
  it("one byte that is another, also when only browsers are given it", async () => {
    const [script = ""] = [...readSite(built.path).keys()].filter((path) => path.endsWith(".js"));
    const flip = (text: string) => text.replace(/.$/s, " ");
    const { origin } = await serveSite({ files: edit(script, flip) });
    expect(await verify(origin)).toMatchObject({
      code: 1,
      error: `${origin} does not serve what these sources build:\n  ${script}: has other bytes\n`,
    });
    const page = (path: string, response: Response, request: Request) =>
      path === "/inbox/" && request.headers.get("accept-encoding") === "br"
        ? new Response("<script src='/x.js'></script>", { headers: { "content-type": "text/html; charset=utf-8" } })
        : response;
    expect(await differences({ answer: page })).toContain("/inbox/: has other bytes");
  });

  it("a script too many, in the manifest or in a page", async () => {
    const extra = (folder: string) => {
      writeFileSync(join(folder, "extra.js"), "");
      const list = (text: string) => text.replace('"sha256": {', `"sha256": {\n"/extra.js": "${"0".repeat(64)}",`);
      edit("manifest.json", list)(folder);
      edit("form/index.html", (html) => html.replace("</head>", '<script src="/extra.js"></script></head>'))(folder);
    };
    expect((await differences({ files: extra })).sort()).toEqual([
      "/extra.js: is in the site's manifest, and these sources do not make it",
      "/form/: has other bytes",
      "/form/index.html: has other bytes",
      "/manifest.json: has other bytes",
    ]);
  });

  it("settings in a page that are not those of the manifest: another root, another number to call", async () => {
    const swapped = edit("form/index.html", (html) => html.replace("024-000", "024-666"));
    expect(await differences({ files: swapped })).toEqual([
      "/form/index.html: has other bytes",
      "/form/: has other bytes",
    ]);
  });

  it("a file that is missing, or one without an end", async () => {
    const endless = (path: string, response: Response) =>
      path === "/form/"
        ? new Response(new ReadableStream({ pull: (it) => it.enqueue(new Uint8Array(65_536)) }), {
            headers: { "content-type": response.headers.get("content-type") ?? "" },
          })
        : response;
    const files = (folder: string) => rmSync(join(folder, "embed.js"));
    const found = await differences({ files, answer: endless });
    expect(found).toContain("/embed.js: answers 404 and should answer 200");
    expect(found).toContain("/form/: has more than 5 MB, which no file of these sources has");
  });

  it("another policy: a source more, a directive less, another origin", async () => {
    const loosen = (path: string, response: Response) => {
      const policy = response.headers.get("content-security-policy")?.replace("script-src", "script-src 'unsafe-eval'");
      if (path === "/form/" && policy) return withHeader(response, "content-security-policy", policy);
      if (path === "/inbox/") response.headers.delete("content-security-policy");
      return response;
    };
    const found = await differences({ answer: loosen });
    expect(found).toHaveLength(3);
    expect(found[0]).toMatch(/^\/form\/: its Content-Security-Policy lacks: script-src 'self' http:/);
    expect(found[1]).toMatch(/^\/form\/: its Content-Security-Policy has: script-src 'unsafe-eval' 'self' http:/);
    expect(found[2]).toBe("/inbox/: lacks the header content-security-policy");
    const other = await differences({ origin: "https://elsewhere.example" });
    expect(other).toContain("/form/: its Content-Security-Policy has: connect-src 'self' https://elsewhere.example");
  });

  it("anyone who may frame the form by a pattern, or the inbox at all", async () => {
    expect(await differences({ ancestors: ["https://*.kpu.example"] })).toEqual([
      "/form/: may be framed by https://*.kpu.example, which is no single origin",
    ]);
    const framed = (path: string, response: Response) => {
      const policy = response.headers.get("content-security-policy")?.replace("'none'", "'none'; frame-ancestors *");
      return path === "/inbox/" && policy ? withHeader(response, "content-security-policy", policy) : response;
    };
    expect((await differences({ answer: framed })).join()).toContain("/inbox/: its Content-Security-Policy has");
  });

  it("a header that remembers her or sends her on, a page under another type, an asset that is not kept", async () => {
    const headers: Record<string, [string, string]> = {
      "/form/": ["set-cookie", "who=she"],
      "/inbox/": ["refresh", "0; url=https://elsewhere.example"],
      "/embed.js": ["content-type", "text/html"],
      "/": ["location", "https://elsewhere.example/form/"],
    };
    const answer = (path: string, response: Response) =>
      headers[path] ? withHeader(response, ...headers[path]) : response;
    expect((await differences({ answer })).sort()).toEqual([
      "/: has https://elsewhere.example/form/ as location and should have /form/",
      "/embed.js: has text/html as content-type and should have text/javascript; charset=utf-8",
      "/form/: has a header set-cookie, which ours never have",
      "/inbox/: has a header refresh, which ours never have",
    ]);
  });
});

describe("says in a sentence", () => {
  const sentence = async (...args: string[]) => {
    const { out, error, code } = await verify(...args);
    expect([code, out, error.trim().split("\n").length]).toEqual([1, "", 1]);
    return error;
  };

  it("that nothing can be compared", async () => {
    const nobody = `http://127.0.0.1:${await freePort()}`;
    expect(await sentence(nobody)).toMatch(/gave no whole answer \(ECONNREFUSED\)/);
    const { origin } = await serveSite({ files: (folder) => rmSync(join(folder, "manifest.json")) });
    expect(await sentence(origin)).toMatch(/^\/manifest\.json: is missing or cannot be read/);
    const more = edit("manifest.json", (text) => text.replace('"help": [', '"more": 1, "help": ['));
    const { origin: other } = await serveSite({ files: more });
    expect(await sentence(other)).toMatch(/^\/manifest\.json: is missing or cannot be read/);
  });

  it("that the site was built with another key than the one asked for", async () => {
    const { origin } = await serveSite();
    const other = "x".repeat(43);
    expect(await sentence(origin, "--root", other)).toContain(`with the root ${published}, not with ${other}`);
  });

  it.each(["", "posko.example", "http://posko.example", "https://posko.example/form/", "https://a.example b"])(
    "how it is written, given %j",
    async (args) => {
      expect(await sentence(...args.split(" "))).toContain("Write: npm run verify-site -- https://");
    },
  );
});
