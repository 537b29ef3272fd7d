import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { hashOfJws } from "../../shared/jws.ts";
import { type Verifier, verifierOf } from "../../shared/key.ts";
import { isHash, isMemberId } from "../../shared/kind.ts";
import { prepareGeneration } from "../../shared/satgas/rotation.ts";
import { vouchCode } from "../../shared/satgas/spoken.ts";
import { verifyChain } from "../../shared/satgas/vouch.ts";
import { newIdentity } from "../../shared/seal.ts";
import { temporaryFolder } from "../support/folder.ts";
import { invented } from "../support/invented.ts";

/** Runs the command and answers its questions, as whoever sits at the machine does. */
async function root(args: readonly string[], answer: (said: readonly string[]) => readonly string[]) {
  const child = spawn(process.execPath, [resolve("infra/root.ts"), ...args], { stdio: "pipe" });
  const said: string[] = [];
  const out = text(child.stdout);
  let answered = false;
  createInterface({ input: child.stderr }).on("line", (line) => {
    said.push(line);
    if (answered || !/type them|Asks to be/.test(line)) return;
    answered = true;
    child.stdin.end(
      answer(said)
        .map((one) => `${one}\n`)
        .join(""),
    );
  });
  const [code] = await once(child, "exit");
  return { code, out: (await out).trim(), said: said.join("\n"), paper: said.filter((line) => /^ {2}\S/.test(line)) };
}

describe("the root at the command line", () => {
  it("counts once the paper was typed back, and vouches for what was asked for with the code that was heard", async () => {
    const made = await root(["new"], (said) =>
      said.filter((line) => /^ {2}\S/.test(line)).map((line) => line.toLowerCase().replaceAll("-", " ")),
    );
    expect(made.code).toBe(0);
    const jwk = JSON.parse(made.out) as Verifier;
    const paper = made.paper.map((line) => line.trim());
    expect(paper).toHaveLength(4);

    const { recipient } = await newIdentity();
    const member = { id: invented(isMemberId), name: invented(isHash), office: { role: "KETUA" as const } };
    const { set } = await prepareGeneration({
      ...{ unit: "01", mandate: "handle", members: [{ recipient }], recovery: recipient, now: 0 },
      roll: { until: "2026-12-31", members: [member] },
    });
    const roll = await hashOfJws(set.roll);
    const code = await vouchCode(set.request, roll);
    const path = join(temporaryFolder(), "request.json");
    writeFileSync(path, JSON.stringify({ ...set.request, roll }));

    const vouched = await root(["vouch", path], () => [code, ...paper]);
    expect(vouched.code).toBe(0);
    const chain = await verifyChain(() => vouched.out, "01", { root: jwk, now: Date.now() / 1000 });
    expect(chain).toMatchObject({ status: "trusted", key: { unit: "01", gen: 1 } });
    expect(verifierOf({ ...jwk, d: "" })).toEqual(jwk);

    const wrongCode = await root(["vouch", path], () => [
      `${code.slice(0, -1)}${code.endsWith("0") ? 1 : 0}`,
      ...paper,
    ]);
    expect(wrongCode).toMatchObject({ code: 1, out: "" });
    const [one = "", two = "", ...rest] = paper;
    const slip = await root(["vouch", path], () => [code, "00000-00000-0001", two, one, two, ...rest]);
    expect(slip).toMatchObject({ code: 0 });
    expect(slip.said).toContain("does not add up");
  });

  it("is not made when another key is typed back, or nothing", async () => {
    const other = await root(["new"], () => Array.from({ length: 4 }, () => "11111-11111-1111"));
    expect(other).toMatchObject({ code: 1, out: "" });
    expect(await root(["new"], () => [])).toMatchObject({ code: 1, out: "" });
  });

  it("says what is wrong with a request in a sentence", async () => {
    const path = join(temporaryFolder(), "request.json");
    writeFileSync(path, '{"unit":"3316"}');
    for (const args of [["vouch", path], ["vouch", "nowhere.json"], ["vouch", path, "--dayz", "3"], []]) {
      const ran = await root(args, () => []);
      expect(ran).toMatchObject({ code: 1, out: "" });
      expect(ran.said).not.toContain("    at ");
    }
  });
});
