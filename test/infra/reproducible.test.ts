/** The same sources are the same bytes, whoever builds them: without it nobody could tell what a site serves. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { cpSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { filesIn, sha256Of } from "../../infra/hashes.ts";
import { ROOT } from "../support/assembly.ts";
import { temporaryDataFolder } from "../support/folder.ts";

/** Two stacks, of which one has people to call. */
const note = { id: "Contoh", en: "</script> $& Example" };
const help = [{ name: "Contoh", call: "024-000", note, lastVerified: "2026-11-22" }];
const stacks = [
  { stack: "01", root: ROOT, help: [] },
  { stack: "33", root: ROOT, help },
];
const folder = temporaryDataFolder();
const places = ["a", "of/another/length entirely"].map((path) => join(folder.path, path));
const [one = "", other = ""] = places.map((path) => join(path, "dist/functions"));

/** Two machines: other paths, another hour, another language, another idea of what is production. */
const machines = [
  { NODE_ENV: "development", TZ: "Asia/Jayapura", LANG: "C" },
  { NODE_ENV: "test", TZ: "America/Anchorage", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" },
];

/** Packages are found through a link. */
function copySources(place: string): void {
  mkdirSync(place, { recursive: true });
  for (const part of ["functions", "infra", "shared", "web", "package.json", "tsconfig.json"]) {
    cpSync(part, join(place, part), { recursive: true });
  }
  symlinkSync(resolve("node_modules"), join(place, "node_modules"));
}

async function build(place: string, env: Record<string, string>): Promise<void> {
  const script = `
    import { bundleFunctions } from "./infra/bundle.ts";
    await bundleFunctions(${JSON.stringify(join(place, "dist/functions"))}, ${JSON.stringify(stacks)});
  `;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: place,
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const [error, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
  if (code !== 0) throw new Error(error);
}

beforeAll(async () => {
  for (const place of places) copySources(place);
  await Promise.all(places.map((place, index) => build(place, machines[index] ?? {})));
}, 120_000);
afterAll(folder.remove);

describe("bundles and pages", () => {
  /** Source maps name the files of their machine, and are neither deployed nor served. */
  const deployed = (place: string) => filesIn(place).filter((path) => !path.startsWith("source-maps/"));

  it("are the same bytes in two folders, built by two processes", () => {
    const site = "site-33";
    const expected = [
      `${site}/index.mjs`,
      `${site}/pages/form/index.html`,
      `${site}/pages/embed.js`,
      "report/index.mjs",
    ];
    expect(deployed(one)).toEqual(expect.arrayContaining(expected));
    expect(deployed(other)).toEqual(deployed(one));
    const differing = deployed(one).filter((path) => sha256Of(join(one, path)) !== sha256Of(join(other, path)));
    expect(differing).toEqual([]);
  });

  it("differ between two stacks in their settings and in nothing else", () => {
    const [ri = "", jateng = ""] = stacks.map(({ stack }) => join(one, `site-${stack}`));
    const differing = filesIn(jateng).filter((path) => sha256Of(join(ri, path)) !== sha256Of(join(jateng, path)));
    expect(filesIn(ri)).toEqual(filesIn(jateng));
    const settled = ["pages/form/index.html", "pages/inbox/index.html", "pages/manifest.json"];
    expect(differing).toEqual(settled.flatMap((path) => [path, `${path}.br`]));
    for (const [index, folder] of [ri, jateng].entries()) {
      for (const page of ["form", "inbox"]) {
        const html = readFileSync(join(folder, "pages", page, "index.html"), "utf8");
        const [, text = ""] = /<script type="application\/json" id="posko-settings">(.*?)<\/script>/s.exec(html) ?? [];
        expect(JSON.parse(text)).toEqual(stacks[index]);
      }
    }
  });

  it("name no folder, of theirs or of the packages", () => {
    const telling = [folder.path, resolve("node_modules"), resolve(".")];
    const named = deployed(one).filter((path) => telling.some((it) => readFileSync(join(one, path)).includes(it)));
    expect(named).toEqual([]);
  });

  it("are what their manifests say", () => {
    const hash = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");
    const functions = JSON.parse(readFileSync(join(one, "manifest.json"), "utf8"));
    const names = ["alert", "bounce", "drill", "inbox", "report", "satgas", "site", "watch"];
    expect(functions).toEqual(Object.fromEntries(names.map((name) => [name, hash(join(one, name, "index.mjs"))])));

    const pages = join(one, "site-33/pages");
    const { settings, sha256, ...more } = JSON.parse(readFileSync(join(pages, "manifest.json"), "utf8"));
    expect([settings, more]).toEqual([stacks[1], {}]);
    const served = filesIn(pages).filter((path) => path !== "manifest.json" && !path.endsWith(".br"));
    expect(sha256).toEqual(Object.fromEntries(served.map((path) => [`/${path}`, hash(join(pages, path))])));
  });
});
