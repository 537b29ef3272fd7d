/** The operator's invitation, against the table and the app that take it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { beforeAll, expect, it } from "vitest";
import { readInvitation } from "../../shared/satgas/invitation.ts";
import { temporaryFolder } from "../support/folder.ts";
import { type House, ORIGIN, openHouse } from "../support/house.ts";
import { act, ask, cardOf, founding, newcomer } from "../support/moving-in.ts";

let house: House;
beforeAll(async () => {
  house = await openHouse();
});

async function invite(...args: string[]) {
  const data = temporaryFolder();
  const running = { origin: ORIGIN, settings: { stack: "33" }, endpoint: house.dynamodb, tableName: house.table.name };
  writeFileSync(join(data, "running.json"), JSON.stringify(running));
  const child = spawn(process.execPath, [resolve("infra/invite.ts"), "--local", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, POSKO_DATA: data },
  });
  const [out, error, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { out, error, code };
}

it("prints a link with which one person founds a Satgas, once", async () => {
  const { out, error, code } = await invite("--unit", "3317");
  expect([code, error]).toEqual([0, ""]);
  const link = new URL(/https:\S+/.exec(out)?.[0] ?? "");
  expect([link.origin, link.pathname, link.search]).toEqual([ORIGIN, "/inbox/", ""]);
  // A chat has put a full stop behind it.
  const invitation = readInvitation(`${link.hash}.`);
  expect((await ask(house, undefined, "invitation", invitation)).body).toMatchObject({ unit: "3317", to: "found" });
  const [puspa, laras] = await Promise.all(["Puspa", "Laras"].map((name) => newcomer(house, "3317", `${name} Contoh`)));
  for (const [one, outcome] of [
    [puspa, "taken"],
    [laras, "invitation-used"],
  ] as const) {
    if (!one) throw new Error("nobody came");
    const { set } = await founding(house, "3317", one);
    expect(await act(house, undefined, "founding", { invitation, set, card: cardOf(one) })).toBe(outcome);
  }
});

it.each([["3201"], ["00"], ["9999"], ["x"]])("refuses %s, which is none of this stack, in a sentence", async (unit) => {
  const { out, error, code } = await invite("--unit", unit);
  expect([code, out, error.trim().split("\n").length]).toEqual([1, "", 1]);
  expect(error).toContain("none of Posko-33");
});

it.each(["", "#", "#undangan=3317", "#undangan=3317.kurang", "#unit=3317"])("no invitation is in %j", (fragment) => {
  expect(readInvitation(fragment)).toBeUndefined();
});
