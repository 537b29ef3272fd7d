import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";

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

describe("the rooms", () => {
  const probes: string[] = [];
  afterEach(() => {
    for (const probe of probes.splice(0)) rmSync(probe, { force: true });
  });

  /** What the linter says of a file with this one import. */
  function lint(file: string, statement: string): string {
    const probe = join(root, file);
    mkdirSync(dirname(probe), { recursive: true });
    writeFileSync(probe, `${statement}\n`);
    probes.push(probe);
    const biome = join(root, "node_modules/.bin/biome");
    return spawnSync(biome, ["lint", "--max-diagnostics=50", file], { cwd: root, encoding: "utf8" }).stderr;
  }

  it.each([
    ["shared/zz-probe.ts", 'import "../functions/log.ts";', "shared/ is the meaning"],
    ["shared/zz-probe.ts", 'import "node:fs";', "shared/ is pure"],
    ["shared/zz-probe.ts", 'import "age-encryption";', "the only files that know age"],
    ["shared/content/zz-probe.ts", 'import "../../functions/log.ts";', "shared/ is the meaning"],
    ["functions/zz-probe.ts", 'import "../shared/open.ts";', "could open a report"],
    ["functions/report/zz-probe.ts", 'import "../../shared/content/read-report.ts";', "could open a report"],
    ["functions/table/zz-probe.ts", 'import "../../shared/satgas/keyring.ts";', "could open a report"],
    ["functions/drill/zz-probe.ts", 'import "../../shared/open.ts";', "could open a report"],
    ["functions/inbox/zz-probe.ts", 'import "../../shared/content/text.ts";', "The drill alone writes"],
    ["functions/table/zz-probe.ts", 'import "../drill/handler.ts";', "it knows none of them"],
    ["functions/watch/zz-probe.ts", 'import "../drill/handler.ts";', "never import each other"],
    ["functions/report/zz-probe.ts", 'import "../inbox/app.ts";', "never import each other"],
    ["functions/report/zz-probe.ts", 'import "@aws-sdk/client-dynamodb";', "effects live at the edges"],
    ["web/form/zz-probe.ts", 'import "../../functions/http.ts";', "through web/api.ts alone"],
    ["web/form/zz-probe.ts", 'import "node:fs";', "web/ runs in a browser"],
    ["infra/zz-probe.ts", 'import "../functions/log.ts";', "only infra/local.ts"],
  ])("%s may not say %s", (file, statement, message) => {
    expect(lint(file, statement)).toContain(message);
  });
});
