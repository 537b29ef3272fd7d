import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { describe, expect, inject, it } from "vitest";
import { openTable } from "../../functions/store.ts";
import { type ClockedReport, clockOf, createClockStore } from "../../functions/store-clock.ts";
import { momentOf, plusHours } from "../../shared/moment.ts";
import { chainOnce, handIn, makeFolder, readAs } from "../support/key-room.ts";

const openRoom = chainOnce();

describe("a chain founded by its members", () => {
  it("takes a report that a member's key file opens", async () => {
    const room = await openRoom();
    const { root, files, melati, kartika, sari } = room.foundChain();
    const installed = room.install(root, ...files);
    expect(installed).toMatchObject({ ok: true, out: expect.stringContaining("generation 1 of 3316: new") });
    const id = await handIn(room, root, "hanya untuk Blora");
    expect(await readAs(room, melati, id)).toBe("hanya untuk Blora");
    expect(await readAs(room, kartika, id)).toBe("hanya untuk Blora");
    expect(await readAs(room, sari, id)).toBe("no report 404");

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
    // What every copy of is lost comes back from the table, to the byte.
    room.done(["fetch", "--table", room.table, "--unit", "3316", "--to", makeFolder(room, "fetched")]);
    for (const file of next) expect(readFileSync(room.path(`fetched/${file}`))).toEqual(readFileSync(room.path(file)));

    const after = await handIn(room, root, "sesudah");
    for (const base of [newcomer, melati]) {
      expect(await readAs(room, base, before)).toBe("sebelum");
      expect(await readAs(room, base, after)).toBe("sesudah");
    }
    expect(await readAs(room, kartika, after)).toBe("refused 401");
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
    expect(await readAs(room, newcomer, id)).toBe("refused 401");
    expect(room.install(root, "--resealed", next)).toMatchObject({ ok: true });
    expect(await readAs(room, newcomer, id)).toBe("tersimpan");
  });
});

describe("a member", () => {
  it("who is revoked is out at once, and no file that is installed again lets her back in", async () => {
    const room = await openRoom();
    const { root, files, kartika } = room.foundChain();
    expect(room.install(root, ...files).ok).toBe(true);
    const id = await handIn(room, root, "rahasia");
    const at = ["--table", room.table, "--unit", "3316", "--member", "Kartika Contoh"];
    expect(room.done(["revoke", ...at, "--yes"])).toContain("Found the next generation");
    expect(await readAs(room, kartika, id)).toBe("refused 401");
    expect(room.install(root, ...files).out).toContain("Kartika Contoh stays revoked");
    expect(await readAs(room, kartika, id)).toBe("refused 401");
    // Nobody is revoked by a pipe, which answers before it has seen whom.
    const melati = [...at.slice(0, 5), "Melati Contoh"];
    const { ok, out } = room.keys(["revoke", ...melati], ["yes"]);
    expect({ ok, out }).toMatchObject({ ok: false, out: expect.stringContaining("No person is at a terminal") });
    const [{ id: shown } = { id: "" }, ...more] = await room.satgas.activeMembers("3316");
    expect(more).toEqual([]);
    expect(out).toContain(`3316, KPU Kabupaten Blora\n  Melati Contoh\n  id ${shown}\n  0 stay: ATTENTION`);
    expect(room.done(["revoke", ...melati, "--yes"])).toContain("no letter reaches anybody");
    expect(room.keys(["reachable", ...melati.slice(0, 5), shown, "--yes"]).out).toContain("is revoked");
  });

  it("gets another address, which an older file does not take back", async () => {
    const room = await openRoom();
    const { root, files } = room.foundChain();
    expect(room.install(root, ...files).ok).toBe(true);
    const at = ["--table", room.table, "--unit", "3316", "--member", "Melati Contoh"];
    expect(room.keys(["reachable", ...at, "--email", "salah"]).ok).toBe(false);
    expect(room.keys(["reachable", ...at, "--email", "baru@satgas.example"], ["yes"])).toMatchObject({
      ok: false,
      out: expect.stringContaining("No person is at a terminal"),
    });
    expect((await room.satgas.activeMembers("3316")).map(({ email }) => email)).not.toContain("baru@satgas.example");
    room.done(["reachable", ...at, "--email", "baru@satgas.example", "--yes"]);
    expect(room.install(root, ...files).ok).toBe(true);
    const melati = (await room.satgas.activeMembers("3316")).find(({ name }) => name === "Melati Contoh");
    expect(melati?.email).toBe("baru@satgas.example");
    expect(room.keys(["reachable", ...at.slice(0, 5), "Siapa"])).toMatchObject({ ok: false });
  });
});

describe("the clocks of unopened reports", () => {
  it("ask at once when it has changed whom a letter reaches", async () => {
    const room = await openRoom();
    const { root, files, melati } = room.foundChain();
    expect(room.install(root, ...files).ok).toBe(true);
    const id = await handIn(room, root, "menunggu");
    const clocks = createClockStore(openTable(room.table, inject("dynamodb")));
    const due = async () => {
      const all: ClockedReport[] = [];
      for await (const page of clocks.due(new Date(), () => {})) all.push(...page);
      return all;
    };
    const sleep = async () => {
      for (const report of await due()) {
        await clocks.take(report, clockOf(report), momentOf(plusHours(new Date(), 48)), {}, new Date());
      }
      expect(await due()).toEqual([]);
    };
    const at = ["--table", room.table, "--unit", "3316", "--yes", "--member"];
    const leave = "3316: its unopened reports are told of within five minutes.";
    await sleep();
    expect(room.done(["reachable", ...at, "Melati Contoh"])).toContain(leave);
    expect((await due()).map((report) => report.id)).toEqual([id]);
    await sleep();
    expect(room.done(["revoke", ...at, "Kartika Contoh"])).toContain(leave);
    expect((await due()).map((report) => report.id)).toEqual([id]);
    await sleep();
    // The same members again change nothing.
    expect(room.install(root, ...files).out).not.toContain(leave);
    expect(await due()).toEqual([]);
    const newcomer = room.member("3316", "Intan");
    const words = ["reseal", "--satgas", "3316-gen1.satgas.json", "--key", `${melati}.age`, "--yes"];
    room.done([...words, "--cards", `${newcomer}.card.json`], [room.passphrase(melati)]);
    expect(room.install(root, "--resealed", "3316-gen1-edition2.satgas.json").out).toContain(leave);
    expect((await due()).map((report) => report.id)).toEqual([id]);
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

describe("found", () => {
  it("refuses what would lock somebody out, before a secret is shown", async () => {
    const room = await openRoom();
    const { melati, sari } = room.foundChain();
    const cards = (...bases: string[]) => ["--cards", ...bases.map((base) => `${base}.card.json`)];
    const words = ["found", "--unit", "3316", "--yes", "--secrets-to-output"];
    const refusals: [string[], string][] = [
      [["--gen", "2", ...cards(melati)], "Generation 1 is not given"],
      [["--gen", "3", ...cards(melati), "--previous", "3316-gen1.satgas.json"], "Generation 2 is not given"],
      [["--gen", "2", ...cards(melati), "--previous", "33-gen1.satgas.json"], "is none before 2 of 3316"],
      [cards(melati, melati), "twice"],
      [cards(melati, sari), "is for 33, not for 3316"],
      [[...cards(melati), "--to", "nowhere"], "there is no such folder"],
      [cards(melati), "is there already"],
      [[], "There is no card"],
    ];
    for (const [more, why] of refusals) {
      const { ok, out } = room.keys([...words, ...more]);
      expect({ ok, out }).toMatchObject({ ok: false, out: expect.stringContaining(why) });
      expect(out).not.toContain("AGE-SECRET-KEY");
    }
    // Keys and paper are lost: a Satgas must be able to begin again.
    expect(room.keys([...words, "--gen", "2", ...cards(melati), "--earlier-lost"])).toMatchObject({ ok: true });
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

  it("takes files from where a person is, when npm starts it elsewhere", async () => {
    const room = await openRoom();
    const { files } = room.foundChain();
    const npm = { ...process.env, npm_lifecycle_event: "keys", INIT_CWD: room.folder };
    const ran = spawnSync(process.execPath, ["infra/keys.ts", "look", ...files], { env: npm, encoding: "utf8" });
    expect(ran.stdout).toContain("3316-gen1.satgas.json: generation 1 of 3316");
  });
});
