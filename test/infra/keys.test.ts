import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { createInboxApp } from "../../functions/inbox/app.ts";
import { createReportApp } from "../../functions/report/app.ts";
import { openTable } from "../../functions/store.ts";
import { createReportStore } from "../../functions/store-report.ts";
import { createSatgasStore } from "../../functions/store-satgas.ts";
import { createTable } from "../../infra/local/dynamodb.ts";
import { fromBase64url, randomBytes, sha256, toBase64url } from "../../shared/bytes.ts";
import type { InboxMe } from "../../shared/contract.ts";
import { newReceipt, reporterKeys } from "../../shared/receipt.ts";
import {
  type KeyFile,
  keyFileSchema,
  type Report,
  readContent,
  reportSchema,
  satgasPrivateKeySchema,
} from "../../shared/report.ts";
import { open, openWithPassphrase, recipientOf, seal } from "../../shared/seal.ts";
import { makeStamp } from "../../shared/stamp.ts";
import { verifyChain } from "../../shared/vouch.ts";
import { temporaryFolder } from "../support/folder.ts";
import { bearer, memberToken, ORIGIN, post } from "../support/house.ts";

interface Ran {
  readonly ok: boolean;
  readonly out: string;
}

/** A folder that is carried between machines, a table, and the command as its users type it. */
async function openRoom() {
  const folder = temporaryFolder();
  const table = `keys-${toBase64url(randomBytes(6))}`;
  const endpoint = inject("dynamodb");
  await createTable(endpoint, table);
  const passphrases = new Map<string, string>();

  function keys(words: readonly string[], input: readonly string[] = []): Ran {
    const { status, stdout, stderr } = spawnSync(process.execPath, [resolve("infra/keys.ts"), ...words], {
      cwd: folder,
      input: input.map((line) => `${line}\n`).join(""),
      encoding: "utf8",
      env: { ...process.env, DYNAMODB_ENDPOINT: endpoint },
    });
    return { ok: status === 0, out: stdout + stderr };
  }

  function done(words: readonly string[], input: readonly string[] = []): string {
    const { ok, out } = keys(words, input);
    if (!ok) throw new Error(`keys ${words.join(" ")}: ${out}`);
    return out;
  }

  function member(unit: string, name: string): string {
    const email = `${name.toLowerCase()}@satgas.example`;
    const out = done(["member", "--unit", unit, "--name", `${name} Contoh`, "--email", email, "--secrets-to-output"]);
    const base = `${unit}-${name.toLowerCase()}`;
    passphrases.set(base, /^ {2}((?:[0-9A-Z]{4}-){4}[0-9A-Z]{4})$/m.exec(out)?.[1] ?? "");
    return base;
  }
  const passphrase = (base: string) => passphrases.get(base) ?? "";

  /** @returns what the terminal said, and the paper's key among it */
  function found(unit: string, bases: readonly string[], more: readonly string[] = [], input: readonly string[] = []) {
    const cards = bases.map((base) => `${base}.card.json`);
    const out = done(["found", "--unit", unit, "--cards", ...cards, ...more, "--secrets-to-output", "--yes"], input);
    return { out, paper: /^ {2}(AGE-SECRET-KEY-PQ-1 .*)$/m.exec(out)?.[1] ?? "" };
  }

  function vouch(file: string, parent: string, by: string, more: readonly string[] = []): Ran {
    const words = ["vouch", "--satgas", file, "--parent", parent, "--key", `${by}.age`, "--yes", ...more];
    return keys(words, [passphrase(by)]);
  }

  /** KPU RI, Jawa Tengah, Blora, each vouched for. */
  function foundChain() {
    const [ratna, dewi] = [member("01", "Ratna"), member("01", "Dewi")];
    const [sari, wulan] = [member("33", "Sari"), member("33", "Wulan")];
    const [melati, kartika] = [member("3316", "Melati"), member("3316", "Kartika")];
    const { out } = found("01", [ratna, dewi]);
    const root = /kpuRiThumbprint for posko.config.json: ([\w-]{43})$/m.exec(out)?.[1] ?? "";
    found("33", [sari, wulan]);
    const { paper } = found("3316", [melati, kartika]);
    expect(vouch("33-gen1.satgas.json", "01-gen1.satgas.json", ratna)).toMatchObject({ ok: true });
    expect(vouch("3316-gen1.satgas.json", "33-gen1.satgas.json", wulan)).toMatchObject({ ok: true });
    const files = ["01", "33", "3316"].map((unit) => `${unit}-gen1.satgas.json`);
    return { ratna, dewi, sari, wulan, melati, kartika, root, paper, files };
  }

  const install = (root: string, ...words: string[]) =>
    keys(["install", "--table", table, "--stack", "33", "--thumbprint", root, ...words]);

  async function keyFileOf(base: string): Promise<KeyFile> {
    const opened = await openWithPassphrase(
      new Uint8Array(readFileSync(join(folder, `${base}.age`))),
      passphrase(base),
    );
    const read = opened.status === "opened" ? readContent(keyFileSchema, opened.content) : opened;
    if (read.status !== "read") throw new Error(read.status);
    return read.value;
  }

  const where = openTable(table, endpoint);
  const satgas = createSatgasStore(where);
  const parts = { reports: createReportStore(where), satgas, now: () => new Date(), log: () => {} };
  const apps = () => ({
    report: createReportApp({ ...parts, stack: "33", difficulty: 4, help: [] }),
    inbox: createInboxApp({ ...parts, origin: ORIGIN }),
  });
  const path = (file: string) => join(folder, file);
  return {
    folder,
    path,
    table,
    keys,
    done,
    member,
    passphrase,
    found,
    vouch,
    foundChain,
    install,
    keyFileOf,
    satgas,
    apps,
  };
}
type Room = Awaited<ReturnType<typeof openRoom>>;

/** Hands in as the form does: to the key at the end of a chain that it has verified. */
async function handIn({ apps }: Room, root: string, account: string): Promise<string> {
  const { report } = apps();
  const { vouches } = (await (await report.request("/api/directory/3316")).json()) as { vouches: string[] };
  const chain = await verifyChain(vouches, "3316", { root, now: Math.floor(Date.now() / 1000), floor: {} });
  if (chain.status !== "trusted") throw new Error(chain.status);
  const receipt = await reporterKeys(newReceipt());
  const proof = randomBytes(32);
  const content: Report = {
    ...({ v: 1, kind: "report", language: "id", answers: { unit: "3316", account }, seats: ["3316"] } as const),
    proof: toBase64url(proof),
    reply: { recipient: await recipientOf(receipt.replyIdentity), voice: receipt.voice },
  };
  const answer = await report.request(
    "/api/reports",
    post({
      id: receipt.id,
      ackHash: toBase64url(await sha256(proof)),
      seats: [{ unit: "3316", gen: chain.key.gen }],
      stamp: makeStamp(receipt.id, 4),
      sealed: toBase64url(await seal(content, [chain.key.recipient])),
    }),
  );
  expect(answer.status).toBe(201);
  return receipt.id;
}

/** What a member reads in her inbox with her key file alone. */
async function read(room: Room, base: string, id: string): Promise<string | undefined> {
  const { inbox } = room.apps();
  const keyFile = await room.keyFileOf(base);
  const ask = async (path: string) => {
    const response = await inbox.request(`/api/inbox/${path}`, bearer(await memberToken(keyFile)));
    return { status: response.status, body: (await response.json()) as InboxMe & { sealed: string } };
  };
  const me = await ask("me");
  if (me.status !== 200) return `refused ${me.status}`;
  const { sealed } = (await ask(`reports/${id}`)).body;
  for (const one of me.body.keys) {
    const opened = await open(fromBase64url(one.sealed), keyFile.identity);
    const key = opened.status === "opened" ? readContent(satgasPrivateKeySchema, opened.content) : opened;
    if (key.status !== "read") continue;
    const report = await open(fromBase64url(sealed), key.value.identity);
    const text = report.status === "opened" ? readContent(reportSchema, report.content) : report;
    if (text.status === "read") return text.value.answers.account;
  }
  return undefined;
}

describe("a chain founded by its members", () => {
  it("takes a report that a member's key file opens", async () => {
    const room = await openRoom();
    const { root, files, melati, kartika, sari } = room.foundChain();
    const installed = room.install(root, ...files);
    expect(installed).toMatchObject({ ok: true, out: expect.stringContaining("generation 1 of 3316: new") });
    const id = await handIn(room, root, "hanya untuk Blora");
    expect(await read(room, melati, id)).toBe("hanya untuk Blora");
    expect(await read(room, kartika, id)).toBe("hanya untuk Blora");
    expect(await read(room, sari, id)).toBeUndefined();

    expect(room.install(root, ...files)).toMatchObject({ ok: true, out: expect.stringContaining("Nothing had to be") });
    const shown = room.done(["show", "--table", room.table]);
    expect(shown).toContain("KPU Kabupaten Blora");
    expect(shown).toContain("Melati Contoh");
    expect(shown).not.toMatch(/@|ATTENTION/);
    expect(room.done(["show", "--table", room.table, "--addresses"])).toContain("melati@satgas.example");
  });

  it("goes on with a newcomer, who opens what was sealed before she came, and without the member who left", async () => {
    const room = await openRoom();
    const { root, files, wulan, melati, kartika } = room.foundChain();
    expect(room.install(root, ...files).ok).toBe(true);
    const before = await handIn(room, root, "sebelum");
    const newcomer = room.member("3316", "Intan");
    const previous = ["--gen", "2", "--previous", "3316-gen1.satgas.json", "--key", `${melati}.age`];
    const { out } = room.found("3316", [melati, newcomer], previous, [room.passphrase(melati)]);
    expect(out).toContain("Kartika Contoh was in it, and is no longer.");
    expect(room.vouch("3316-gen2.satgas.json", "33-gen1.satgas.json", wulan).ok).toBe(true);
    const next = ["3316-gen1-edition2.satgas.json", "3316-gen2.satgas.json"];
    expect(room.install(root, "--resealed", ...next)).toMatchObject({ ok: true });

    const after = await handIn(room, root, "sesudah");
    for (const base of [newcomer, melati]) {
      expect(await read(room, base, before)).toBe("sebelum");
      expect(await read(room, base, after)).toBe("sesudah");
    }
    expect(await read(room, kartika, after)).toBe("refused 401");
    // The file of before, found on some stick, must not turn the Satgas back.
    expect(room.install(root, "--resealed", "3316-gen1.satgas.json")).toMatchObject({
      ok: false,
      out: expect.stringContaining("edition 2; this is edition 1"),
    });
  });

  it("is opened by the paper from the safe alone, when nobody's key is left", async () => {
    const room = await openRoom();
    const { root, files, paper } = room.foundChain();
    expect(room.install(root, ...files).ok).toBe(true);
    const id = await handIn(room, root, "tersimpan");
    const newcomer = room.member("3316", "Intan");
    const words = [
      "reseal",
      "--satgas",
      "3316-gen1.satgas.json",
      "--recovery",
      "--cards",
      `${newcomer}.card.json`,
      "--yes",
    ];
    const typed = paper.toLowerCase();
    const oneWrong = typed.replace(/.$/, (last) => (last === "q" ? "p" : "q"));
    expect(room.keys(words, [oneWrong])).toMatchObject({
      ok: false,
      out: expect.stringContaining("compare it with the paper"),
    });
    expect(room.keys(words, [typed])).toMatchObject({ ok: true });

    const next = "3316-gen1-edition2.satgas.json";
    expect(room.install(root, next)).toMatchObject({ ok: false, out: expect.stringContaining("say --resealed") });
    expect(await read(room, newcomer, id)).toBe("refused 401");
    expect(room.install(root, "--resealed", next)).toMatchObject({ ok: true });
    expect(await read(room, newcomer, id)).toBe("tersimpan");
  });
});

describe("install", () => {
  it("refuses what does not lead to KPU RI's key, and writes nothing", async () => {
    const room = await openRoom();
    const { root, files } = room.foundChain();
    const [ri = "", province = "", regency = ""] = files;
    const refusals: [string, string[], string][] = [
      ["A".repeat(43), files, "another KPU RI key"],
      [root, [regency], "a vouch between KPU RI and it is missing"],
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
    expect(await room.satgas.directory()).toEqual([]);
    expect(await room.satgas.activeMembers("3316")).toEqual([]);
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

describe("a member", () => {
  it("who is revoked is out at once, and no file that is installed again lets her back in", async () => {
    const room = await openRoom();
    const { root, files, kartika } = room.foundChain();
    expect(room.install(root, ...files).ok).toBe(true);
    const id = await handIn(room, root, "rahasia");
    const at = ["--table", room.table, "--unit", "3316", "--member", "Kartika Contoh"];
    expect(room.done(["revoke", ...at])).toContain("Found the next generation");
    expect(await read(room, kartika, id)).toBe("refused 401");
    expect(room.install(root, ...files).out).toContain("Kartika Contoh stays revoked");
    expect(await read(room, kartika, id)).toBe("refused 401");
    // The last one is not revoked by a slip.
    expect(room.keys(["revoke", ...at.slice(0, 5), "Melati Contoh"], ["no"])).toMatchObject({ ok: false });
    expect(await room.satgas.activeMembers("3316")).toHaveLength(1);
  });

  it("gets another address, which an older file does not take back", async () => {
    const room = await openRoom();
    const { root, files } = room.foundChain();
    expect(room.install(root, ...files).ok).toBe(true);
    const at = ["--table", room.table, "--unit", "3316", "--member", "Melati Contoh"];
    expect(room.keys(["reachable", ...at, "--email", "salah"]).ok).toBe(false);
    room.done(["reachable", ...at, "--email", "baru@satgas.example"]);
    expect(room.install(root, ...files).ok).toBe(true);
    const melati = (await room.satgas.activeMembers("3316")).find(({ name }) => name === "Melati Contoh");
    expect(melati?.email).toBe("baru@satgas.example");
    expect(room.keys(["reachable", ...at.slice(0, 5), "Siapa"])).toMatchObject({ ok: false });
  });
});

describe("vouch", () => {
  it.each([
    ["a day that is past", ["--until", "2026-01-01"], "is past"],
    ["more than a term", ["--until", "2099-01-01"], "more than 400 days away"],
    ["a day that is none", ["--until", "2027-02-30"], "is no day"],
  ])("refuses %s and leaves the file as it was", async (_, more, why) => {
    const room = await openRoom();
    const ratna = room.member("01", "Ratna");
    room.found("01", [ratna]);
    const before = readFileSync(room.path("01-gen1.satgas.json"));
    const ran = room.vouch("01-gen1.satgas.json", "01-gen1.satgas.json", ratna, more);
    expect(ran).toMatchObject({ ok: false, out: expect.stringContaining(why) });
    expect(readFileSync(room.path("01-gen1.satgas.json"))).toEqual(before);
  });

  it("is for the unit above, with a key of its own members, who said yes", async () => {
    const room = await openRoom();
    const { ratna, sari } = room.foundChain();
    expect(room.vouch("3316-gen1.satgas.json", "01-gen1.satgas.json", ratna).out).toContain("that is for 33");
    expect(room.vouch("3316-gen1.satgas.json", "33-gen1.satgas.json", ratna).out).toContain("is of a member of 01");
    const words = [
      "vouch",
      "--satgas",
      "3316-gen1.satgas.json",
      "--parent",
      "33-gen1.satgas.json",
      "--key",
      `${sari}.age`,
    ];
    expect(room.keys(words, ["0000-0000-0000-0000-0000"]).out).toContain("not opened by this passphrase");
    expect(room.keys(words, [room.passphrase(sari), "no"]).out).toContain("Not confirmed; nothing was changed");
    expect(room.keys(words, [room.passphrase(sari)]).out).toContain("ended before everything was answered");
  });

  it("finds out a file that was changed on its way", async () => {
    const room = await openRoom();
    const { sari, files } = room.foundChain();
    const [, province = "", regency = ""] = files;
    const { recipient } = JSON.parse(readFileSync(room.path(province), "utf8"));
    const file = JSON.parse(readFileSync(room.path(regency), "utf8"));
    const changes = [
      { ...file, recipient },
      { ...file, members: file.members.slice(1) },
      { ...file, members: [{ ...file.members[0], email: "lain@satgas.example" }, file.members[1]] },
    ];
    for (const changed of changes) {
      writeFileSync(room.path("changed.json"), JSON.stringify(changed));
      expect(room.vouch("changed.json", province, sari).out).toContain("was changed after it was made");
    }
    writeFileSync(
      room.path("changed.json"),
      JSON.stringify({ ...file, members: [{ ...file.members[0], name: "\u001b[2J" }] }),
    );
    expect(room.vouch("changed.json", province, sari).out).toContain("wrong: members.0.name");
  });
});

describe("secrets", () => {
  it("are neither shown to a pipe, nor taken from a command line, nor readable by others", async () => {
    const room = await openRoom();
    const words = ["member", "--unit", "3316", "--name", "Melati Contoh", "--email", "melati@satgas.example"];
    expect(room.keys(words)).toMatchObject({ ok: false, out: expect.stringContaining("this is no terminal") });
    expect(readdirSync(room.folder)).toEqual([]);
    expect(room.keys([...words, "--passphrase", "x"]).out).toContain("--passphrase is no option here");
    const melati = room.member("3316", "Melati");
    expect(statSync(room.path(`${melati}.age`)).mode & 0o777).toBe(0o600);
    const kept = readdirSync(room.folder).map((name) => readFileSync(room.path(name), "latin1"));
    expect(kept.join("")).not.toContain(room.passphrase(melati));
    expect(kept.join("")).not.toContain("AGE-SECRET-KEY");
    // A second start would make other keys under the same name.
    const before = readFileSync(room.path(`${melati}.age`));
    expect(room.keys([...words, "--secrets-to-output"]).out).toContain("is there already; nothing was written");
    expect(readFileSync(room.path(`${melati}.age`))).toEqual(before);
  });

  it("of the safe go to a file only when it is named", async () => {
    const room = await openRoom();
    const melati = room.member("3316", "Melati");
    const words = ["found", "--unit", "3316", "--cards", `${melati}.card.json`, "--yes"];
    expect(room.keys(words)).toMatchObject({ ok: false, out: expect.stringContaining("this is no terminal") });
    const { ok, out } = room.keys([...words, "--recovery-to", "paper.txt"]);
    expect({ ok, shown: out.includes("AGE-SECRET-KEY") }).toEqual({ ok: true, shown: false });
    expect(readFileSync(room.path("paper.txt"), "utf8")).toContain("AGE-SECRET-KEY-PQ-1 ");
    expect(statSync(room.path("paper.txt")).mode & 0o777).toBe(0o600);
  });
});

describe("the command", () => {
  it("alone says what there is", async () => {
    const room = await openRoom();
    expect(room.done([])).toContain("install  --table T");
    expect(room.keys(["instal"])).toMatchObject({ ok: false, out: expect.stringContaining("instal is no command") });
    expect(room.keys(["found", "--unit", "9999", "--cards", "x"]).out).toContain("--unit 9999 is no work unit");
    expect(existsSync(room.path("x"))).toBe(false);
  });
});

function makeFolder(room: Room, name: string): string {
  mkdirSync(room.path(name));
  return name;
}
