import { copyFileSync, readFileSync } from "node:fs";
import { describe, expect, inject, it, onTestFinished, vi } from "vitest";
import { readArguments } from "../../infra/keys/arguments.ts";
import { fetchFile, install, reachable, revoke, show } from "../../infra/keys/desk.ts";
import { readSatgasFile, type SatgasFile } from "../../infra/keys/files.ts";
import { foundGeneration } from "../../infra/keys/found.ts";
import { planInstall, type Wish } from "../../infra/keys/install.ts";
import { allowed, askedOfDynamoDB, door } from "../support/iam.ts";
import { chainOnce, handIn, makeFolder } from "../support/key-room.ts";
import type { Statement } from "../support/template.ts";

const openRoom = chainOnce();

describe("install", () => {
  it("refuses what does not lead to KPU RI's key, and writes nothing", async () => {
    const room = await openRoom();
    const { root, files } = room.foundChain();
    const [ri = "", province = "", regency = ""] = files;
    const refusals: [string, readonly string[], string][] = [
      ["A".repeat(43), files, "another KPU RI key"],
      [root, [regency], "there is no vouch of 01, 33"],
      [root, [ri, province, province], "given twice"],
    ];
    room.member("3401", "Bunga");
    room.found("3401", ["3401-bunga"]);
    refusals.push([root, [...files, "3401-gen1.satgas.json"], "3401 is not of the stack 33"]);
    room.found("3316", ["3316-melati"], ["--to", makeFolder(room, "other")]);
    refusals.push([root, [ri, province, "other/3316-gen1.satgas.json"], "is not vouched for"]);
    for (const [thumbprint, given, why] of refusals) {
      expect(room.install(thumbprint, ...given)).toMatchObject({ ok: false, out: expect.stringContaining(why) });
    }
    expect((await room.satgas.directory()).keys).toEqual([]);
    expect(await room.satgas.activeMembers("3316")).toEqual([]);
  });

  it("judges each vouch of the chain: its day, its signer, and whose key it names", async () => {
    const room = await openRoom();
    const { root, files } = room.foundChain();
    const [ri, province, regency] = await Promise.all(files.map((file) => readSatgasFile(room.path(file))));
    if (!ri || !province || !regency) throw new Error("the chain has three files");
    const wish = { stack: "33", table: new Map(), root, now: Date.now() / 1000, resealed: false, breakBelow: false };
    const plan = (files: SatgasFile[], own: Partial<Wish> = {}) => planInstall({ ...wish, files, ...own });
    expect((await plan([regency, ri, province])).keys).toHaveLength(3);

    await expect(plan([ri, province, regency], { now: Date.now() / 1000 + 366 * 86_400 })).rejects.toThrow("has ended");
    const borrowed = { ...regency, vouch: province.vouch ?? "" };
    await expect(plan([ri, province, borrowed])).rejects.toThrow("generation 1 of 3316 does not verify");
    const [header, claims] = (regency.vouch ?? "").split(".");
    const forged = { ...regency, vouch: `${header}.${claims}.${(province.vouch ?? "").split(".")[2]}` };
    await expect(plan([ri, province, forged])).rejects.toThrow("is not signed by the current key above");
    // A vouch that is true, under a file of other members with another key.
    const { file } = await foundGeneration("3316", 1, regency);
    await expect(plan([ri, province, { ...file, vouch: regency.vouch ?? "" }])).rejects.toThrow("is for another key");
  });

  it("takes no other key for a generation that is there", async () => {
    const room = await openRoom();
    const { root, files, melati, wulan } = room.foundChain();
    expect(room.install(root, ...files).ok).toBe(true);
    const to = makeFolder(room, "other");
    room.found("3316", [melati], ["--to", to]);
    expect(room.vouch("other/3316-gen1.satgas.json", "33-gen1.satgas.json", wulan).ok).toBe(true);
    const { ok, out } = room.install(root, "--resealed", "other/3316-gen1.satgas.json");
    expect({ ok, out }).toMatchObject({ ok: false, out: expect.stringContaining("with another key") });
  });

  it("does not replace a province's key under its regencies, until they are vouched for anew", async () => {
    const room = await openRoom();
    const { root, files, ratna, sari, wulan } = room.foundChain();
    expect(room.install(root, ...files).ok).toBe(true);
    const previous = ["--gen", "2", "--previous", "33-gen1.satgas.json", "--key", `${sari}.age`];
    room.found("33", [sari, wulan], previous, [room.passphrase(sari)]);
    expect(room.vouch("33-gen2.satgas.json", "01-gen1.satgas.json", ratna).ok).toBe(true);
    const province = ["--resealed", "33-gen1-edition2.satgas.json", "33-gen2.satgas.json"];
    expect(room.install(root, ...province)).toMatchObject({
      ok: false,
      out: expect.stringContaining("to 3316 is lost"),
    });
    expect((await room.satgas.keysOf("33")).map(({ gen }) => gen)).toEqual([1]);

    expect(room.vouch("3316-gen1.satgas.json", "33-gen2.satgas.json", wulan).ok).toBe(true);
    expect(room.install(root, ...province, "3316-gen1.satgas.json")).toMatchObject({
      ok: true,
      out: expect.stringContaining("generation 1 of 3316: vouch renewed"),
    });
    await handIn(room, root, "tetap sampai");
  });

  it("does not replace KPU RI's own key under the provinces either", async () => {
    const room = await openRoom();
    const { root, files, ratna, dewi } = room.foundChain();
    expect(room.install(root, ...files).ok).toBe(true);
    const previous = ["--gen", "2", "--previous", "01-gen1.satgas.json", "--key", `${ratna}.age`];
    const { out } = room.found("01", [ratna, dewi], previous, [room.passphrase(ratna)]);
    const next = /kpuRiThumbprint for posko.config.json: ([\w-]{43})$/m.exec(out)?.[1] ?? "";
    const ri = ["--resealed", "01-gen1-edition2.satgas.json", "01-gen2.satgas.json"];
    expect(room.install(root, ...ri)).toMatchObject({ ok: false, out: expect.stringContaining("another KPU RI key") });
    expect(room.install(next, ...ri)).toMatchObject({ ok: false, out: expect.stringContaining("to 33, 3316 is lost") });
    expect(room.vouch("33-gen1.satgas.json", "01-gen2.satgas.json", dewi).ok).toBe(true);
    expect(room.install(next, ...ri, "33-gen1.satgas.json")).toMatchObject({ ok: true });
    await handIn(room, next, "kunci baru");
    await expect(handIn(room, root, "kunci lama")).rejects.toThrow("wrong-root");
  });

  it("needs no right that the runbook does not name, and that is none to what is in a report", async () => {
    const room = await openRoom();
    const { root, files } = room.foundChain();
    const policy = /```json\n(\{\s+"Version"[^`]*)```/.exec(readFileSync("RUNBOOK.md", "utf8"))?.[1] ?? "";
    const statements: Statement[] = JSON.parse(policy).Statement;
    const table = "arn:aws:dynamodb:ap-southeast-3:ACCOUNT:table/TABLE";
    const denied: string[] = [];
    const touched: string[] = [];
    const guarded = await door(inject("dynamodb"), (request, body) => {
      const asked = askedOfDynamoDB(String(request.headers["x-amz-target"]), JSON.parse(body), table);
      for (const { action, context } of asked) {
        if (context["dynamodb:LeadingKeys"]?.[0]?.startsWith("REPORT#")) touched.push(action);
      }
      const refused = asked.find((one) => !allowed(statements, one));
      if (!refused) return undefined;
      denied.push(JSON.stringify(refused));
      return "AccessDeniedException";
    });
    onTestFinished(() => {
      guarded.server.closeAllConnections();
      guarded.server.close();
    });
    vi.stubEnv("DYNAMODB_ENDPOINT", guarded.endpoint);
    const terminal = { say: () => {}, secret: async () => "", confirm: async () => {}, showSecret: async () => {} };
    const at = { ...terminal, private: false, close: () => {} };
    const shape = { table: "one", stack: "one", thumbprint: "one", unit: "one", member: "one", to: "one" } as const;
    const args = (...words: string[]) => readArguments(["--table", room.table, ...words], shape);
    await install(args("--stack", "33", "--thumbprint", root, ...files.map(room.path)), at);
    await show(args(), at);
    await fetchFile(args("--unit", "3316", "--to", room.path(makeFolder(room, "fetched"))), at);
    await handIn(room, root, "sebelum");
    await reachable(args("--unit", "3316", "--member", "Melati Contoh"), at);
    expect(touched).toEqual(["dynamodb:UpdateItem"]);
    await revoke(args("--unit", "3316", "--member", "Melati Contoh"), at);
    vi.unstubAllEnvs();
    expect(denied).toEqual([]);
    const Key = { pk: { S: "REPORT#x" }, sk: { S: "REPORT" } };
    const may = (operation: string, more: object = {}) =>
      askedOfDynamoDB(`.${operation}`, { Key, ...more }, table).every((one) => allowed(statements, one));
    expect(may("UpdateItem", { UpdateExpression: "SET due = :now" })).toBe(true);
    expect(may("UpdateItem", { UpdateExpression: "SET due = :now", ReturnValues: "ALL_OLD" })).toBe(false);
    expect(may("UpdateItem", { UpdateExpression: "SET sealed = :other" })).toBe(false);
    expect(may("GetItem")).toBe(false);
    expect(may("DeleteItem")).toBe(false);
  });

  it("keeps a longer vouch when a copy from before its renewal comes", async () => {
    const room = await openRoom();
    const { root, files, sari } = room.foundChain();
    const [ri = "", province = "", regency = ""] = files;
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    expect(room.vouch(regency, province, sari, ["--until", day(30)]).ok).toBe(true);
    copyFileSync(room.path(regency), room.path("before.satgas.json"));
    expect(room.install(root, ri, province, regency).ok).toBe(true);
    expect(room.done(["show", "--table", room.table])).toContain("ATTENTION, only");
    expect(room.vouch(regency, province, sari, ["--until", day(300)]).ok).toBe(true);
    expect(room.install(root, regency).ok).toBe(true);
    expect(room.install(root, "before.satgas.json")).toMatchObject({
      out: expect.stringContaining("Nothing had to be"),
    });
    expect(room.done(["show", "--table", room.table])).toContain(`vouched for until ${day(300)}`);
  });
});
