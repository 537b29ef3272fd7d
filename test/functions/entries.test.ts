import { beforeEach, describe, expect, it } from "vitest";
import { newsLetter } from "../../functions/letter.ts";
import { keys } from "../../functions/table/shape.ts";
import { createWatch } from "../../functions/watch/handler.ts";
import { randomBytes, toBase64url } from "../../shared/bytes.ts";
import { newClock } from "../../shared/clock.ts";
import { readEntry } from "../../shared/content/entry.ts";
import { readLog } from "../../shared/content/log.ts";
import type { EntryTaken } from "../../shared/contract.ts";
import { hashOfJws } from "../../shared/jws.ts";
import type { ReportId } from "../../shared/kind.ts";
import { hourOf, momentOf, plusMinutes } from "../../shared/moment.ts";
import { climbed } from "../../shared/seats.ts";
import type { Stage } from "../../shared/stage.ts";
import { fromOf, openedBy, proofIn, signedEntry } from "../support/entry.ts";
import { type House, ORIGIN, openHouse, post, STACK, writeReport } from "../support/house.ts";
import { memberOf } from "../support/member.ts";
import { itemAt, join, putItem } from "../support/satgas.ts";
import { sealedFor } from "../support/seats.ts";

/** What a member signs about a case, and what follows from it. */

let house: House;
let id: ReportId;
let proof: string;
let written: Awaited<ReturnType<typeof writeReport>>;

beforeEach(async () => {
  house = await openHouse();
  await handIn(["3316", "33"]);
});

async function handIn(units: Parameters<typeof writeReport>[1]) {
  written = await writeReport(house, units);
  expect((await house.report.request("/api/reports", post(written.request))).status).toBe(201);
  id = written.keys.id;
  proof = await proofIn(written);
}

type Who = readonly [satgas: "regency" | "province" | "ri", index: number];
const [MELATI, KARTIKA, SARI] = [
  ["regency", 0],
  ["regency", 1],
  ["province", 0],
] as const satisfies Who[];
const keyFileOf = ([satgas, index]: Who) => {
  const keyFile = house[satgas].keyFiles[index];
  if (!keyFile) throw new Error("the house has no such member");
  return keyFile;
};
const member = (who: Who) => memberOf(house, keyFileOf(who));
const opened = async (who: Who, secret = proof) => openedBy(secret, await fromOf(house, keyFileOf(who)));
const move = (who: Who, was: Stage, stage: Stage) => member(who).act(id, { kind: "stage", was, stage });
const stageOf = (taken: EntryTaken | string) => (typeof taken === "string" ? taken : taken.stage);

/** Signs these fields as her next entry and sends it. @returns the refusal's code, or `taken` */
async function send(who: Who, fields: object, beside: { readonly proof?: string } = { proof }, by: Who = who) {
  return sendEntry(who, await signedEntry(house, keyFileOf(who), id, fields, keyFileOf(by).signer), beside);
}
async function sendEntry(who: Who, entry: string, beside: { readonly proof?: string } = { proof }) {
  const { status, body } = await member(who).ask(`reports/${id}/entries`, post({ entry, ...beside }));
  return status === 201 ? "taken" : body.code;
}
const log = async () => readLog((await house.entries.logs(id)).satgas, { id, stack: STACK, log: "satgas" });

describe("an entry", () => {
  it("counts for this case, this stack and this member alone, and only as she signed it", async () => {
    const fields = await opened(MELATI);
    const from = await fromOf(house, keyFileOf(MELATI));
    const other = (await writeReport(house, ["3316"])).keys.id;
    const forged = [
      await send(MELATI, { ...fields, id: other }),
      await send(MELATI, { ...fields, stack: "32" }),
      await send(MELATI, { ...fields, from: { ...from, unit: "33" } }),
      // Her name under a colleague's signature, and a colleague's own entry, which Melati brings.
      await send(MELATI, fields, { proof }, KARTIKA),
      await sendEntry(MELATI, await signedEntry(house, keyFileOf(KARTIKA), id, await opened(KARTIKA))),
      await sendEntry(MELATI, written.entry),
      await sendEntry(MELATI, "a.b.c"),
    ];
    expect(forged).toEqual(forged.map(() => "forged-entry"));
    // Authentic, of a log and of a kind that nobody here knows yet.
    expect(await send(MELATI, { ...fields, log: "team" })).toBe("invalid-fields");
    expect(await send(MELATI, { kind: "whatever" })).toBe("invalid-fields");
    expect(await sendEntry(MELATI, "junk")).toBe("invalid-fields");
    expect(await sendEntry(MELATI, `a.${"A".repeat(9000)}.c`)).toBe("body-too-large");
    expect((await house.entries.logs(id)).satgas).toEqual([]);
    expect(await send(MELATI, fields)).toBe("taken");
  });

  it("is made now, by the clock of a device that is right", async () => {
    const at = (minutes: number) => ({ at: momentOf(plusMinutes(house.now(), minutes)) });
    for (const minutes of [-10, 10])
      expect(await send(MELATI, { ...(await opened(MELATI)), ...at(minutes) })).toBe("clock-off");
    expect(await send(MELATI, { ...(await opened(MELATI)), ...at(-3) })).toBe("taken");
  });

  it("under another edition of the roll is signed again", async () => {
    const stale = await signedEntry(house, keyFileOf(MELATI), id, await opened(MELATI));
    const ahead = { ...(await fromOf(house, keyFileOf(MELATI))), edition: 2 };
    expect(await send(MELATI, { ...(await opened(MELATI)), from: ahead })).toBe("roll-moved");
    await join(house, house.regency, "Puspa Contoh");
    expect(await sendEntry(MELATI, stale)).toBe("roll-moved");
    expect(await member(MELATI).open(id)).toMatchObject({ openedAt: expect.any(String) });
    expect((await log()).entries).toMatchObject([{ n: 1, from: { gen: 1, edition: 2 } }]);
  });

  it("under a number that a colleague was quicker to take is refused, and goes in as the next one", async () => {
    const sign = async (who: Who) => signedEntry(house, keyFileOf(who), id, await opened(who));
    const [hers, theirs] = [await sign(MELATI), await sign(KARTIKA)];
    const report = await house.reports.status(id);
    const read = await readEntry(theirs);
    if (!report || read.status !== "read" || read.entry.log !== "satgas") throw new Error("nothing to append");
    const outcomes = await Promise.all([sendEntry(MELATI, hers), sendEntry(KARTIKA, theirs)]);
    expect(outcomes.sort()).toEqual(["log-moved", "taken"]);
    // Also where both had seen the log as it was.
    expect(await house.reports.append(report, read.entry, theirs, house.now(), house.policy)).toBe("log-moved");
    for (const who of [MELATI, KARTIKA]) expect(await member(who).open(id)).toMatchObject({ stage: "DITERIMA" });
    const { entries, flaws } = await log();
    expect([entries.map(({ n }) => n), flaws]).toEqual([[1, 2], []]);
    expect(await send(MELATI, { ...(await opened(MELATI)), prev: await hashOfJws(hers), n: 4 })).toBe("log-moved");
    expect(await send(MELATI, { ...(await opened(MELATI)), prev: toBase64url(randomBytes(32)) })).toBe("log-moved");
  });

  it("that says again what was noted while her page read the case leads to what stands", async () => {
    let early = true;
    const inbox = {
      async request(path: string, init?: RequestInit) {
        const response = await house.inbox.request(path, init);
        if (!early || !path.endsWith(id)) return response;
        early = false;
        const { openedAt: _openedAt, ...before } = await response.json();
        return Response.json(before);
      },
    };
    await member(MELATI).open(id);
    const again = memberOf({ ...house, inbox }, keyFileOf(MELATI));
    expect(await again.act(id, { kind: "opened", of: 1, proof })).toMatchObject({ openedAt: expect.any(String) });
    expect((await log()).entries).toHaveLength(1);
  });

  it("has its number from the log, so that a header that was restored jams nothing", async () => {
    const header = await itemAt(house, keys.report(id));
    await member(MELATI).open(id);
    expect(stageOf(await move(MELATI, "DITERIMA", "TELAAH"))).toBe("TELAAH");
    await putItem(house, keys.report(id), header);
    // As the header was before anybody opened it.
    expect(await move(MELATI, "DITERIMA", "TELAAH")).toBe("no-such-step");
    expect(await member(MELATI).open(id)).toMatchObject({ stage: "DITERIMA", openedAt: expect.any(String) });
    expect(stageOf(await move(MELATI, "DITERIMA", "TELAAH"))).toBe("TELAAH");
    const { entries, flaws } = await log();
    expect([entries.map(({ n, kind }) => `${n} ${kind}`), flaws]).toEqual([
      ["1 opened", "2 stage", "3 opened", "4 stage"],
      [],
    ]);
  });

  it("follows one that cannot be read: the flaw is seen, and the log goes on", async () => {
    await putItem(house, keys.entry(id, "satgas", 1), { entry: 7 });
    expect(await member(MELATI).open(id)).toMatchObject({ stage: "DITERIMA" });
    expect(await log()).toMatchObject({ entries: [{ n: 2, kind: "opened" }], flaws: ["forged"] });
  });
});

describe("an opening", () => {
  it("is believed for the proof that lies inside the seal, and of her who found it; a wrong one is recorded", async () => {
    const wrong = toBase64url(randomBytes(32));
    expect(await send(MELATI, await opened(MELATI, wrong), { proof: wrong })).toBe("wrong-proof");
    expect(await send(MELATI, await opened(MELATI), {})).toBe("wrong-proof");
    expect(await send(MELATI, await opened(KARTIKA))).toBe("wrong-proof");
    expect(await send(MELATI, { ...(await opened(MELATI)), of: 2 })).toBe("wrong-proof");
    for (const beside of ["x", "_".repeat(43)]) {
      expect(await send(MELATI, await opened(MELATI), { proof: beside })).toBe("invalid-fields");
    }
    expect(await house.reports.status(id)).not.toHaveProperty("openedAt");
    expect((await house.entries.logs(id)).satgas).toEqual([]);
    const recorded = { event: "WRONG_PROOF", member: (await fromOf(house, keyFileOf(MELATI))).member };
    expect(await house.reports.events(id)).toMatchObject([recorded]);
    expect(await member(MELATI).open(id)).toMatchObject({ openedAt: expect.any(String) });
  });
});

describe("the stage", () => {
  /** 3316 had it for three days and was climbed past. @param mandate of 3316 */
  async function shared(mandate: "handle" | "receive" = "handle") {
    written = await writeReport(house, ["3316", "33"]);
    id = written.keys.id;
    proof = await proofIn(written);
    const { entry, sealed, request } = written;
    const clock = newClock(request.hour, sealedFor(`3316 ${mandate}`, "33"));
    const seats = mandate === "handle" ? climbed(clock.seats, hourOf(house.now())) : clock.seats;
    await house.reports.put({ ...clock, id, seats, entry, sealed, entryHash: await hashOfJws(entry) });
  }
  const waiting = async () => (await house.letters.due(house.now())).map(({ unit }) => unit).sort();

  it("is that of what was opened, goes where the law lets it, and is no drill's and no withdrawal by the Satgas", async () => {
    expect(await move(MELATI, "DITERIMA", "TELAAH")).toBe("no-such-step");
    await member(MELATI).open(id);
    for (const stage of ["LATIHAN", "DICABUT", "SELESAI", "DITERIMA"] as const) {
      expect([stage, await move(MELATI, "DITERIMA", stage)]).toEqual([stage, "no-such-step"]);
    }
    expect(stageOf(await move(MELATI, "DITERIMA", "TELAAH"))).toBe("TELAAH");
    expect(await move(KARTIKA, "DITERIMA", "TELAAH")).toBe("stage-moved");
    expect(await move(KARTIKA, "TELAAH", "DICABUT")).toBe("no-such-step");
    expect((await log()).entries).toHaveLength(2);
    expect(await house.reports.status(id)).toMatchObject({ stage: "TELAAH" });
  });

  it("is moved by the Satgas that has it, and not by the one that was climbed past and never opened it", async () => {
    await shared();
    await member(SARI).open(id);
    await member(MELATI).open(id);
    expect(await move(MELATI, "DITERIMA", "TELAAH")).toBe("not-in-charge");
    expect(stageOf(await move(SARI, "DITERIMA", "TELAAH"))).toBe("TELAAH");
    expect(await waiting()).toEqual([]);
    // An end is told to all who have it.
    expect(stageOf(await move(SARI, "TELAAH", "TIDAK_DITERUSKAN"))).toBe("TIDAK_DITERUSKAN");
    expect(await waiting()).toEqual(["33", "3316"]);
  });

  it("is moved by the one that was climbed past, if it opened it first", async () => {
    await shared();
    await member(MELATI).open(id);
    await member(SARI).open(id);
    expect(stageOf(await move(MELATI, "DITERIMA", "TELAAH"))).toBe("TELAAH");
    expect(stageOf(await move(SARI, "TELAAH", "PEMERIKSAAN"))).toBe("PEMERIKSAAN");
  });

  it("is no matter of a Jaring, which has it from the first hour and whose opening stops nothing", async () => {
    await shared("receive");
    for (const who of [MELATI, SARI])
      expect((await member(who).page()).reports).toContainEqual(expect.objectContaining({ id }));
    expect(await member(MELATI).open(id)).toEqual({ stage: "DITERIMA" });
    expect(await house.reports.status(id)).not.toHaveProperty("openedAt");
    await member(SARI).open(id);
    expect(await house.reports.status(id)).toMatchObject({ openedBy: "33" });
    expect(await move(MELATI, "DITERIMA", "TELAAH")).toBe("not-in-charge");
  });
});

describe("a report that cannot be opened", () => {
  const unreadable = (who: Who) => member(who).act(id, { kind: "unreadable", of: 1, why: "wrong-key" });
  const sent: string[] = [];
  const mail = async (to: string) => void sent.push(to.split("@")[0] ?? "");
  const watch = async () => {
    sent.length = 0;
    house.logged.length = 0;
    await createWatch({ ...house, mail, letter: newsLetter(ORIGIN) })();
    return { sent: [...sent].sort(), alarms: house.logged.filter(({ event }) => event === "unread").length };
  };
  const REGENCY = ["kartika.3316", "melati.3316"];

  it("goes to the Satgas above at once, on the word of one, and can still be opened where it was", async () => {
    expect(await watch()).toEqual({ sent: REGENCY, alarms: 0 });
    expect(await unreadable(MELATI)).toEqual({ stage: "DITERIMA" });
    expect(await watch()).toEqual({ sent: ["sari.33"], alarms: 0 });
    const seats = [
      { unit: "3316", state: "passed" },
      { unit: "33", state: "active" },
    ];
    expect(await house.reports.status(id)).toMatchObject({ seats });
    expect((await house.reports.events(id)).map(({ event, unit }) => `${event} ${unit}`)).toContain("CLIMBED 33");
    expect(await member(KARTIKA).open(id)).toMatchObject({ openedAt: expect.any(String) });
    expect(await house.reports.status(id)).toMatchObject({ openedBy: "3316" });
    expect((await log()).entries).toMatchObject([{ kind: "unreadable", why: "wrong-key" }, { kind: "opened" }]);
  });

  it("at the last seat rings when two say so, one of them twice being one", async () => {
    house = await openHouse();
    await handIn(["3316"]);
    expect(await watch()).toEqual({ sent: REGENCY, alarms: 0 });
    expect(await unreadable(MELATI)).toEqual({ stage: "DITERIMA" });
    expect(await unreadable(MELATI)).toBe("no-such-step");
    expect(await watch()).toMatchObject({ alarms: 0 });
    await unreadable(KARTIKA);
    expect(await watch()).toMatchObject({ alarms: 1 });
    expect(await watch()).toMatchObject({ alarms: 0 });
  });

  it("at the last seat, of a Satgas of one, rings on her word", async () => {
    house = await openHouse();
    await handIn(["33"]);
    await watch();
    await unreadable(SARI);
    expect(await watch()).toMatchObject({ alarms: 1 });
  });

  it("is said of a text that is there, and takes nothing back from what was opened", async () => {
    expect(await send(MELATI, { kind: "unreadable", of: 2, why: "damaged" })).toBe("no-such-step");
    await member(KARTIKA).open(id);
    await watch();
    await unreadable(MELATI);
    expect(await watch()).toEqual({ sent: [], alarms: 0 });
    expect(await house.reports.status(id)).toMatchObject({
      openedBy: "3316",
      seats: [{ state: "active" }, { state: "standby" }],
    });
  });
});
