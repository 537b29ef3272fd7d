import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { circle, crossings } from "./borders.ts";
import { readSources } from "./support/imports.ts";

const root = join(import.meta.dirname, "..");

describe("the installed tree", () => {
  it("has one copy of each noble library", () => {
    const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
    const copies = Object.keys(lock.packages).filter((path) => path.includes("/@noble/"));
    expect(copies.sort()).toEqual(
      ["ciphers", "curves", "hashes", "post-quantum"].map((name) => `node_modules/@noble/${name}`),
    );
  });

  it("is locked without a download address", () => {
    expect(readFileSync(join(root, "package-lock.json"), "utf8")).not.toMatch(/"resolved"|https?:\/\/[^"]*\.tgz/);
  });
});

it("holds text, and beside it the pictures of documents and what was sealed", () => {
  const { stdout } = spawnSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" });
  const paths = stdout.split("\0").filter((path) => path !== "" && existsSync(join(root, path)));
  expect(paths.length).toBeGreaterThan(300);
  const binary = paths.filter((path) => readFileSync(join(root, path)).includes(0));
  expect(binary.filter((path) => !/^docs\/.*\.png$|^test\/sealed\//.test(path))).toEqual([]);
});

describe("the rooms", () => {
  const sources = readSources();
  /** What is said of the tree when one file more is in it, with this one statement. */
  const planted = (file: string, statement: string) => crossings(new Map([...sources, [file, `${statement}\n`]]));

  it("keep their borders", () => {
    expect(sources.size).toBeGreaterThan(300);
    expect(crossings(sources)).toEqual([]);
  });

  it.each([
    ["shared/zz.ts", 'import "../functions/log.ts";', "shared/ is the meaning"],
    ["shared/zz.ts", 'import "node:fs";', "shared/ is pure"],
    ["shared/zz.ts", 'import type { Identity } from "age-encryption";', "the only files that know age"],
    ["shared/content/zz.ts", 'export * from "../../functions/log.ts";', "shared/ is the meaning"],
    ["functions/zz.ts", 'import "../shared/open.ts";', "could open a report"],
    ["functions/report/zz.ts", 'await import("../../shared/content/read-report.ts");', "could open a report"],
    ["functions/table/zz.ts", 'import { a,\n b } from "../../shared/satgas/keyring.ts";', "could open a report"],
    ["functions/drill/zz.ts", 'import "../../shared/open.ts";', "could open a report"],
    ["functions/inbox/zz.ts", 'import "../../shared/content/text.ts";', "the drill alone writes"],
    ["functions/table/zz.ts", 'import "../drill/handler.ts";', "table/ knows none of them"],
    ["functions/table/deep/zz.ts", 'import "../../drill/handler.ts";', "table/ knows none of them"],
    ["functions/watch/zz.ts", 'import "../drill/handler.ts";', "function folders deploy alone"],
    ["functions/report/zz.ts", 'import "@aws-sdk/client-dynamodb";', "effects live at the edges"],
    ["functions/report/zz.ts", 'import "../../infra/table.ts";', "nor who asks"],
    ["web/form/zz.ts", 'import "../../functions/http.ts";', "through web/api.ts alone"],
    ["web/form/zz.ts", 'import "node:fs";', "web/ runs in a browser"],
    ["web/form/zz.ts", 'new URL("../../infra/app.ts", import.meta.url)', "web/ runs in a browser"],
    ["web/embed.ts", 'import "./frame.ts";', "embed.ts runs in somebody else's page"],
    ["infra/zz.ts", 'import "../functions/log.ts";', "infra/ names functions by path"],
  ])("%s may not say %s", (file, statement, because) => {
    expect(planted(file, statement).join("\n")).toContain(because);
  });

  it("are not left through a third file either, as long as something of it runs", () => {
    const third = planted("shared/clock.ts", 'import "./satgas/keyring.ts";');
    expect(third.join()).toContain(
      "functions/watch/handler.ts imports shared/satgas/keyring.ts through shared/clock.ts",
    );
    expect(planted("shared/clock.ts", 'import type { Keyring } from "./satgas/keyring.ts";')).toEqual([]);
  });

  it("lead nowhere in a circle", () => expect(circle(sources)).toEqual([]));

  it.each([
    ["a value", 'import { b } from "./zz-b.ts";', 'import { a } from "./zz-a.ts";'],
    ["a type", 'import type { B } from "./zz-b.ts";', 'import { type A } from "./zz-a.ts";'],
    ["a type of a chunk", 'import type * as B from "./zz-b.ts";', 'const load = () => import("./zz-a.ts");'],
    ["what is handed on", 'export { b } from "./zz-b.ts";', 'export type * from "./zz-a.ts";'],
    ["an effect", 'import "./zz-b.ts";', 'import\n  "./zz-a.ts";'],
  ])("by %s: a planted circle is found", (_, a, b) => {
    const planted = new Map([...sources, ["web/zz-a.ts", a], ["web/zz-b.ts", b]]);
    expect(circle(planted)).toEqual(["web/zz-a.ts", "web/zz-b.ts", "web/zz-a.ts"]);
  });
});
