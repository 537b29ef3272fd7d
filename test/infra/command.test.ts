import { spawn } from "node:child_process";
import { once } from "node:events";
import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";

/** What can be run of `infra/`. */
const commands = globSync("infra/*.ts").filter((file) => readFileSync(file, "utf8").includes("await runCommand("));

describe("every command", { timeout: 120_000 }, () => {
  it("is found", () => {
    const scripts = Object.values<string>(JSON.parse(readFileSync("package.json", "utf8")).scripts);
    const named = scripts.flatMap((script) => /infra\/[\w-]+\.ts/.exec(script)?.[0] ?? []);
    expect([...commands].sort()).toEqual(named.sort());
  });

  it.each(commands)("%s refuses an unknown option with its usage, and does nothing", async (command) => {
    const child = spawn(process.execPath, [resolve(command), "--no-such-option"], { stdio: ["pipe", "pipe", "pipe"] });
    const [out, error, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
    expect([code, out, error.trim()]).toEqual([1, "", expect.stringMatching(/^Write: .*npm [^\n]+$/)]);
  });
});
