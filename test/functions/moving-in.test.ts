/** A Satgas's own affairs as its browsers perform them, with the server's own apps on the other end of `fetch`. */

import { DeleteCommand, PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isHere } from "../../functions/rolls.ts";
import type { MemberId, UnitCode } from "../../shared/kind.ts";
import { readPaper } from "../../shared/paper.ts";
import type { StandingRequest } from "../../shared/satgas/contract.ts";
import { invitationHash, newInvitation } from "../../shared/satgas/invitation.ts";
import type { KeyFile } from "../../shared/satgas/key-file.ts";
import type { NewMember } from "../../shared/satgas/member.ts";
import { recoveryFromPaper, recoveryOnPaper } from "../../shared/satgas/recovery-paper.ts";
import { newIdentity } from "../../shared/seal.ts";
import { arrivalApi } from "../../web/satgas/api.ts";
import { foundingRequest, joinRequest, openedWithPaper, standingBefore } from "../../web/satgas/arrival.ts";
import { askOffering, editionKept } from "../../web/satgas/kept.ts";
import type { KeyRoom, Outcome } from "../../web/satgas/key-room.ts";
import { type KnownRoom, knownSet } from "../../web/satgas/room.ts";
import { belowIn, browsersAt, connect, first, type Network, ok, said, seen, waitingIn } from "../support/browsers.ts";
import { type House, openHouse, post, writeReport } from "../support/house.ts";
import { memberOf } from "../support/member.ts";

const REMBANG: UnitCode = "3317";
const UNTIL = "2026-12-31";

let house: House;
let network: Network;
const { seconds, apiOf, roomOf, look, invite, person, joins } = browsersAt(() => house);

beforeEach(async () => {
  house = await openHouse();
  network = connect([house]);
});
afterEach(() => vi.unstubAllGlobals());

const handsIn = async ({ request }: { readonly request: unknown }) =>
  expect((await house.coldReport().request("/api/reports", post(request))).status).toBe(201);

/** Rembang's first member follows the province's invitation and waits. @returns her, the paper, and the code that she reads out */
async function founds(name = "Puspa Contoh") {
  const sari = first(house.province);
  const invitation = await invite(sari, REMBANG);
  const answer = await arrivalApi.look(invitation);
  expect(answer).toMatchObject({ ok: true, value: { unit: REMBANG, to: "found" } });
  const puspa = await person(REMBANG, name);
  const paper = await newIdentity();
  const request = await foundingRequest(invitation, puspa, { until: UNTIL, recovery: paper.recipient, now: seconds() });
  await ok(arrivalApi.found(request));
  const waiting = await apiOf(puspa.keyFile).waiting();
  if (!waiting.ok || !waiting.value.set) throw new Error("nothing waits");
  const set = await knownSet(waiting.value.set, REMBANG, undefined);
  return { puspa, paper, code: set?.code ?? "", request };
}

async function founded() {
  const made = await founds();
  const sari = first(house.province);
  const room = await look(sari);
  seen(await roomOf(sari).vouch(room, waitingIn(room, REMBANG), made.code, "handle"));
  return made;
}

describe("a Satgas founds itself", () => {
  it("and is used once the code that its first member reads out was typed by the one above", async () => {
    const { puspa, code } = await founds();
    const sari = first(house.province);
    const room = await look(sari);
    const waiting = waitingIn(room, REMBANG);
    expect(waiting).toMatchObject({ how: "first", code });
    expect([...waiting.names.values()]).toEqual(["Puspa Contoh"]);
    const misheard = code.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
    expect(said(await roomOf(sari).vouch(room, waiting, misheard, "handle"))).toBe("wrong-code");
    expect(said(await roomOf(puspa.keyFile).look())).toBe("not-signed-in");
    const after = seen(await roomOf(sari).vouch(room, waiting, code.toLowerCase().replaceAll("-", " "), "receive"));
    expect(belowIn(after, REMBANG)).toMatchObject({ standing: { key: { gen: 1, mandate: "receive" } } });
    expect((await look(puspa.keyFile)).place).toMatchObject({ edition: 1, name: "Puspa Contoh" });
  });

  it("and grows, one colleague at a time, each by the code that she reads out", async () => {
    const { puspa } = await founded();
    const ayu = await joins(puspa.keyFile, REMBANG, "Ayu Contoh");
    const tari = await joins(ayu.keyFile, REMBANG, "Tari Contoh");
    const room = await look(tari.keyFile);
    expect([...room.place.names.values()]).toEqual(["Puspa Contoh", "Ayu Contoh", "Tari Contoh"]);
    expect([room.place.edition, room.newcomers, room.signer !== undefined]).toEqual([3, [], true]);
  });

  it("two colleagues at once: one is told, and nothing breaks", async () => {
    const melati = first(house.regency);
    const kartika = house.regency.keyFiles[1] as KeyFile;
    const [ayu, tari] = (await Promise.all(
      [[melati, "Ayu Contoh"] as const, [kartika, "Tari Contoh"] as const].map(async ([by, name]) => {
        const invitation = await invite(by, "3316");
        const one = await person("3316", name);
        await ok(arrivalApi.join(joinRequest(invitation, one)));
        return one;
      }),
    )) as [NewMember, NewMember];
    const admits = async (by: KeyFile, one: NewMember) => {
      const room = await look(by);
      const newcomer = room.newcomers.find(({ member }) => member === one.id);
      if (!newcomer) throw new Error("nobody waits");
      return async () => said(await roomOf(by).admit(room, newcomer, newcomer.code));
    };
    const both = await Promise.all([admits(melati, ayu), admits(kartika, tari)]);
    const outcomes = (await Promise.all(both.map((admit) => admit()))).sort();
    expect(outcomes).toEqual(["done", "roll-moved"]);
    const left = (await look(melati)).newcomers.map(({ member }) => member);
    expect(left).toHaveLength(1);
    const again = left[0] === ayu.id ? await admits(melati, ayu) : await admits(kartika, tari);
    expect(await again()).toBe("done");
    expect((await look(ayu.keyFile)).place.roll.members).toHaveLength(4);
  });
});

describe("a rotation", () => {
  it("leaves out who goes: she opens no next report, the others open old and new ones", async () => {
    const { keyFiles } = house.regency;
    const [melati, kartika] = keyFiles as [KeyFile, KeyFile];
    const sari = first(house.province);
    const earlier = await writeReport(house, ["3316", "33"], "cerita lama");
    await handsIn(earlier);
    const room = await look(melati);
    const stay = new Set<MemberId>([room.place.member]);
    const waits = seen(await roomOf(melati).rotate(room, { stay, until: "2027-12-31" }));
    expect(waits.waiting).toMatchObject({ how: "follows", request: { gen: 2 } });
    expect(said(await roomOf(kartika).look())).toBe("suspended");
    const above = await look(sari);
    seen(await roomOf(sari).vouch(above, waitingIn(above, "3316"), waits.waiting?.code ?? "", "handle"));
    expect(said(await roomOf(kartika).look())).toBe("not-signed-in");
    const standing = await apiOf(melati).room();
    const recipient = standing.ok ? standing.value.recipient : "";
    const now = { ...house, regency: { ...house.regency, gen: 2, recipient } };
    const later = await writeReport(now, ["3316", "33"], "cerita baru");
    await handsIn(later);
    const hers = memberOf(house, melati);
    for (const { keys, content } of [earlier, later]) {
      expect(await hers.read(keys.id)).toMatchObject({ status: "read", content });
    }
    expect((await look(melati)).fresh).toBe(false);
    expect((await look(melati)).place).toMatchObject({ key: { gen: 2 }, roll: { until: "2027-12-31" } });
  });

  it("of a province keeps those below usable", async () => {
    const sari = first(house.province);
    const ratna = first(house.ri);
    const room = await look(sari);
    const stay = new Set(room.place.roll.members.map(({ id }) => id));
    const waits = seen(await roomOf(sari).rotate(room, { stay, until: UNTIL }));
    const above = await look(ratna);
    const vouched = await roomOf(ratna).vouch(above, waitingIn(above, "33"), waits.waiting?.code ?? "", "handle");
    expect(said(vouched)).toBe("done");
    expect(belowIn(await look(sari), "3316")).toMatchObject({ standing: { key: { gen: 1 } } });
    expect((await look(first(house.regency))).place.dates).toBe("trusted");
  });
});

describe("when all have lost their keys", () => {
  it("the paper brings the old cases back; without it they stay closed; both are said to be fresh", async () => {
    const melati = first(house.regency);
    const sari = first(house.province);
    const vouches = async () => {
      const room = await look(sari);
      const waiting = waitingIn(room, "3316");
      seen(await roomOf(sari).vouch(room, waiting, waiting.code, "handle"));
      return waiting;
    };
    const report = await writeReport(house, ["3316", "33"]);
    await handsIn(report);
    const paper = await newIdentity();
    const room = await look(melati);
    const stay = new Set([room.place.member]);
    seen(await roomOf(melati).rotate(room, { stay, until: UNTIL, recovery: paper.recipient }));
    await vouches();

    for (const withPaper of [true, false]) {
      const invitation = newInvitation("3316");
      await house.join.invite("3316", await invitationHash(invitation), "first", seconds());
      const answer = await arrivalApi.look(invitation);
      if (!answer.ok) throw new Error(answer.code);
      expect(answer.value.to).toBe("recover");
      const before = await standingBefore(answer.value, { root: house.root, now: seconds() });
      if (!before) throw new Error("it does not verify");
      const typed = recoveryOnPaper(paper.identity).map((line, index) => readPaper(line.toLowerCase(), index) ?? "");
      const identity = recoveryFromPaper(typed) ?? "";
      expect(identity).toBe(paper.identity);
      const keyring = withPaper ? await openedWithPaper(answer.value, before, identity) : undefined;
      expect(keyring !== undefined).toBe(withPaper);
      const tari = await person("3316", "Tari Contoh");
      const next = { until: UNTIL, recovery: paper.recipient, now: seconds(), before: { ...before, keyring } };
      await ok(arrivalApi.found(await foundingRequest(invitation, tari, next)));
      expect((await vouches()).how).toBe("fresh");
      expect(belowIn(await look(sari), "3316").standing).toMatchObject({ fresh: true });
      expect((await look(tari.keyFile)).fresh).toBe(true);
      const read = await memberOf(house, tari.keyFile).read(report.keys.id);
      expect(read).toMatchObject(withPaper ? { status: "read", content: report.content } : { status: "wrong-key" });
    }
  });
});

describe("every act", () => {
  /** Looks, and acts until what was wanted is there; the network fails once at this request of each act. */
  const persisting =
    (at: number, loses: Network["loses"]) =>
    async (
      who: KeyFile,
      reached: (room: KnownRoom) => boolean,
      act: (room: KnownRoom, by: KeyRoom) => Promise<Outcome>,
    ): Promise<KnownRoom> => {
      Object.assign(network, { cut: at, loses });
      const by = roomOf(who);
      for (let tried = 0; tried < 4; tried += 1) {
        const outcome = await by.look();
        if (outcome.ok && reached(outcome.room)) return outcome.room;
        const acted = outcome.ok ? await act(outcome.room, by) : outcome;
        if (!acted.ok) expect(acted).toMatchObject({ code: "offline" });
      }
      throw new Error("it does not go on");
    };
  const sits = (one: NewMember) => (room: KnownRoom) => room.place.roll.members.some(({ id }) => id === one.id);

  it.each([
    ["the first request", 0, "answer"],
    ["the act on its way", 1, "request"],
    ["the act's answer", 1, "answer"],
    ["what follows it", 2, "answer"],
  ] as const)("goes on when %s is lost", async (_what, at, loses) => {
    const persist = persisting(at, loses);
    const sari = first(house.province);
    const { puspa, code, request } = await founds();
    // Sent again, by one who heard no answer.
    await ok(arrivalApi.found(request));
    const vouched = await persist(
      sari,
      (room) => typeof belowIn(room, REMBANG).standing === "object",
      (room, by) => by.vouch(room, waitingIn(room, REMBANG), code, "handle"),
    );
    expect(belowIn(vouched, REMBANG).waiting).toBeUndefined();
    network.cut = Number.POSITIVE_INFINITY;
    const invitation = await invite(puspa.keyFile, REMBANG);
    const ayu = await person(REMBANG, "Ayu Contoh");
    for (const _again of ["", "again"]) await ok(arrivalApi.join(joinRequest(invitation, ayu)));
    await persist(puspa.keyFile, sits(ayu), async (room, by) => {
      const [newcomer] = room.newcomers;
      if (!newcomer) throw new Error("nobody waits");
      return by.admit(room, newcomer, newcomer.code);
    });
    const waits = await persist(
      ayu.keyFile,
      ({ waiting }) => waiting !== undefined,
      (room, by) => by.rotate(room, { stay: new Set([ayu.id]), until: UNTIL }),
    );
    await persist(
      sari,
      (room) => belowIn(room, REMBANG).waiting === undefined,
      (room, by) => by.vouch(room, waitingIn(room, REMBANG), waits.waiting?.code ?? "", "handle"),
    );
    network.cut = Number.POSITIVE_INFINITY;
    const left = await look(ayu.keyFile);
    expect([left.place.key.gen, left.place.edition, left.place.roll.members.length]).toEqual([2, 3, 1]);
    expect(said(await roomOf(puspa.keyFile).look())).toBe("not-signed-in");
  });
});

describe("a table of yesterday that was brought back", () => {
  const all = async () => {
    const { client, name: TableName } = house.table;
    return (await client.send(new ScanCommand({ TableName, ConsistentRead: true }))).Items ?? [];
  };
  async function bringBack(yesterday: Record<string, unknown>[]): Promise<void> {
    const { client, name: TableName } = house.table;
    for (const { pk, sk } of await all()) await client.send(new DeleteCommand({ TableName, Key: { pk, sk } }));
    for (const Item of yesterday) await client.send(new PutCommand({ TableName, Item }));
  }

  it("knows a Satgas again that was founded since, and what waited in it stops nothing", async () => {
    const sari = first(house.province);
    const { puspa, code } = await founds();
    const yesterday = await all();
    const room = await look(sari);
    seen(await roomOf(sari).vouch(room, waitingIn(room, REMBANG), code, "handle"));
    let standing: StandingRequest | undefined;
    const keeping = roomOf(puspa.keyFile, (one) => {
      standing = one;
    });
    seen(await keeping.look());
    await bringBack(yesterday);
    expect((await askOffering(apiOf(puspa.keyFile, 1).room, undefined)).ok).toBe(false);
    expect((await askOffering(apiOf(puspa.keyFile, 1).room, standing)).ok).toBe(true);
    house.clock.offset += 2000;
    expect(said(await roomOf(sari).renewAll(await look(sari)))).toBe("done");
  });

  it("is not believed by a browser that has seen more, and learns from it what stands", async () => {
    const [melati, kartika] = house.regency.keyFiles as [KeyFile, KeyFile];
    const yesterday = await all();
    let standing: StandingRequest | undefined;
    const ayu = await joins(melati, "3316", "Ayu Contoh");
    const keeping = roomOf(melati, (one) => {
      standing = one;
    });
    seen(await keeping.look());
    await bringBack(yesterday);

    expect(await apiOf(melati, editionKept(standing)).room()).toMatchObject({ ok: false, code: "roll-behind" });
    if (!standing) throw new Error("nothing was seen");
    for (const _again of ["", "again"]) await ok(arrivalApi.standing(standing));
    const room = await look(kartika);
    expect([room.place.edition, room.signer !== undefined, room.place.names.size]).toEqual([2, true, 3]);
    // Her card was lost with the rest: she signs another.
    const hers = await look(ayu.keyFile);
    expect(hers.cards.get(ayu.id)).toBeUndefined();
    seen(await roomOf(ayu.keyFile).card(hers, { address: "ayu@satgas.example" }));
    expect((await house.rolls.addressed("3316")).map(({ address }) => address)).toContain("ayu@satgas.example");
  });
});

it("an act that cannot be made is told, and the next one goes on", async () => {
  const melati = first(house.regency);
  const room = await look(melati);
  const by = roomOf(melati);
  const desk = { phone: "1".repeat(501) };
  expect(said(await by.amend(room, { until: UNTIL, desk }))).toBe("not-made");
  const after = seen(await by.amend(room, { until: "2027-12-31", desk: { phone: "0296-000" } }));
  expect(after.place.roll).toMatchObject({ until: "2027-12-31", desk: { phone: "0296-000" } });
});

describe("her card", () => {
  it("is hers to change: where letters reach her, and until when she is away", async () => {
    const melati = first(house.regency);
    const room = await look(melati);
    expect(room.address?.address).toBe("melati.3316@satgas.example");
    const day = new Date(Date.now() + 20 * 24 * 3_600_000).toISOString().slice(0, 10);
    const away = seen(await roomOf(melati).card(room, { address: "melati.3316@satgas.example", awayUntil: day }));
    expect(away.cards.get(away.place.member)?.awayUntil).toBe(day);
    // Of two one is left: the Satgas above sees it, and the drill waits for her alone.
    expect(belowIn(await look(first(house.province)), "3316").fewUntil).toBe(day);
    expect((await house.rolls.seated("3316")).filter(isHere)).toHaveLength(1);
    const moved = seen(await roomOf(melati).card(away, { address: "melati.baru@satgas.example" }));
    expect(moved.address?.address).toBe("melati.baru@satgas.example");
    expect(belowIn(await look(first(house.province)), "3316").fewUntil).toBeUndefined();
    expect((await house.rolls.addressed("3316")).map(({ address }) => address)).toContain("melati.baru@satgas.example");
  });
});
