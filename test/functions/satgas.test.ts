import { beforeEach, describe, expect, it } from "vitest";
import { firstName } from "../../infra/local/founding.ts";
import { toBase64url } from "../../shared/bytes.ts";
import { hashOfJws, peekJws, signJws } from "../../shared/jws.ts";
import type { UnitCode } from "../../shared/kind.ts";
import { mailHash, signCard } from "../../shared/satgas/card.ts";
import type { KeyFile } from "../../shared/satgas/key-file.ts";
import { openKeyring, sealKeyring, sealSigner } from "../../shared/satgas/keyring.ts";
import { type Roll, readRoll } from "../../shared/satgas/roll.ts";
import { nextEdition, prepareGeneration } from "../../shared/satgas/rotation.ts";
import { DAY_SECONDS, readVouch, signVouch } from "../../shared/satgas/vouch.ts";
import { type FoundedChain, type House, openHouse } from "../support/house.ts";
import { memberOf } from "../support/member.ts";
import {
  act,
  ask,
  cardOf,
  cardsOf,
  founding,
  invite,
  type Newcomer,
  newcomer,
  newcomerRequest,
  recipientsOf,
  sent,
} from "../support/moving-in.ts";

let house: House;
beforeEach(async () => {
  house = await openHouse();
});

const REMBANG: UnitCode = "3317";
type Standing = FoundedChain["regency"];

const first = ({ keyFiles: [keyFile] }: Standing): KeyFile => {
  if (!keyFile) throw new Error("nobody sits there");
  return keyFile;
};
const second = ({ keyFiles: [, keyFile] }: Standing): KeyFile => {
  if (!keyFile) throw new Error("nobody else sits there");
  return keyFile;
};
const rollOf = (jws: string): Roll => {
  const roll = readRoll(jws);
  if (!roll) throw new Error("no roll");
  return roll;
};
const seconds = () => house.now().getTime() / 1000;
const sari = () => first(house.province);
const melati = () => first(house.regency);

/** The province's word for a set, or for what stands. */
const vouchOf = (request: Parameters<typeof signVouch>[0], days?: number, at = seconds()) =>
  signVouch(request, { iss: "33", signer: house.province.signer }, at, days);

const vouch = async (unit: UnitCode, jws: string, who: KeyFile | "nobody" = sari()) =>
  act(house, who === "nobody" ? undefined : who, "vouches", { vouches: [{ unit, vouch: jws }] });

/** Rembang asks to be vouched for: its first member has followed the province's invitation. */
async function asking(name = "Puspa Contoh") {
  const invitation = await invite(house, sari(), REMBANG);
  const puspa = await newcomer(house, REMBANG, name);
  const made = await founding(house, REMBANG, puspa);
  const request = { invitation, set: made.set, card: cardOf(puspa) };
  expect(await act(house, undefined, "founding", request)).toBe("taken");
  return { ...made, invitation, puspa, request };
}

/** Another edition of Blora's roll, with one more, and both files for all. */
async function edition(jws: string, one: Newcomer, by: KeyFile = melati()) {
  const before = { jws, roll: rollOf(jws) };
  const members = [...before.roll.members, one.row];
  const next = await nextEdition(before, { members }, { generation: house.regency.signer, member: by.signer });
  const { keyring, signer } = house.regency;
  const all = [...(await recipientsOf(house, before.roll)), one.recipient];
  const files = {
    keyring: toBase64url(await sealKeyring(keyring, all)),
    signer: toBase64url(
      await sealSigner({ v: 1, kind: "signer", unit: "3316", gen: 1, signer }, all, keyring.recovery),
    ),
  };
  const names = [...((await house.satgas.current("3316"))?.names ?? []), one.name];
  return { ...next, names, files };
}

describe("a first member", () => {
  it("founds a Satgas, which counts once the one above has vouched for it", async () => {
    const { set, request, puspa, invitation } = await asking();
    expect(await house.rolls.verified(REMBANG)).toBeUndefined();
    expect((await ask(house, puspa.keyFile, "room")).body.code).toBe("not-signed-in");
    expect((await ask(house, puspa.keyFile, "waiting")).body).toMatchObject({ unit: REMBANG, set: { roll: set.roll } });
    const { below } = (await ask(house, sari(), "room")).body;
    const seen = below.find((one: { unit: string }) => one.unit === REMBANG);
    expect(seen).toMatchObject({ waiting: { request: set.request, names: [puspa.name] } });
    expect(seen.waiting).not.toHaveProperty("keyring");
    // An answer that was lost.
    expect(await act(house, undefined, "founding", request)).toBe("taken");
    const jws = await vouchOf({ ...set.request, mandate: "receive" });
    for (const _again of ["", "again"]) expect(await vouch(REMBANG, jws)).toBe("taken");
    expect(await house.rolls.verified(REMBANG)).toMatchObject({ key: { gen: 1, mandate: "receive" } });
    expect(await house.rolls.addressed(REMBANG)).toMatchObject([{ address: puspa.address.address }]);
    expect(await memberOf(house, puspa.keyFile).place()).toMatchObject({ unit: REMBANG, edition: 1 });
    expect((await ask(house, undefined, "invitation", invitation)).body.code).toBe("invitation-used");
    expect((await ask(house, puspa.keyFile, "waiting")).body.code).toBe("nothing-waiting");
  });

  it("is told of an invitation that is unknown, used or too old, and of one that was stolen", async () => {
    const { invitation } = await asking();
    const late = await newcomer(house, REMBANG, "Larasati Contoh");
    const made = await founding(house, REMBANG, late);
    const founds = (shown: object) =>
      act(house, undefined, "founding", { invitation: shown, set: made.set, card: cardOf(late) });
    expect(await founds(invitation)).toBe("invitation-used");
    expect(await founds({ ...invitation, secret: "A".repeat(22) })).toBe("invitation-unknown");
    const open = await invite(house, sari(), REMBANG);
    expect(await founds(open)).toBe("set-waiting");
    house.clock.offset = 8 * DAY_SECONDS * 1000;
    expect(await founds(open)).toBe("invitation-expired");
    house.clock.offset = 0;
    // The one above does not hear the code of the set that waits: it goes, and the right one comes.
    const set = await house.join.waitingSet(REMBANG);
    expect(await act(house, sari(), "withdrawals", { what: "set", unit: REMBANG, roll: set?.roll })).toBe("taken");
    expect(await founds(open)).toBe("taken");
  });

  it("is vouched for by the one above, for no longer than it may, and by nobody else", async () => {
    const { set } = await asking();
    const { request } = set;
    const right = await vouchOf(request);
    expect(await vouch(REMBANG, right, "nobody")).toBe("not-signed-in");
    expect(await vouch(REMBANG, right, melati())).toBe("not-yours-to-do");
    const sibling = await signVouch(request, { iss: "33", signer: house.regency.signer }, seconds());
    expect(await vouch(REMBANG, sibling)).toBe("vouch-refused");
    const { iat, exp } = Object(peekJws(right)) as { iat: number; exp: number };
    const longest = { iss: "33", sub: REMBANG, ...request, unit: undefined, iat, exp: exp + DAY_SECONDS };
    const forged = await signJws("vouch+jwt", longest, house.province.signer);
    expect(await vouch(REMBANG, forged)).toBe("vouch-refused");
    const { verifier } = vouchedFor(house.regency.vouch);
    expect(await vouch(REMBANG, await vouchOf({ ...request, verifier }))).toBe("vouch-refused");
    expect(await vouch(REMBANG, right)).toBe("taken");
  });
});

describe("a colleague", () => {
  it("is taken in by the edition that names her, once, and opens what the others open", async () => {
    const invitation = await invite(house, melati(), "3316");
    expect((await ask(house, undefined, "invitation", invitation)).body).toMatchObject({ to: "join", unit: "3316" });
    const puspa = await newcomer(house, "3316", "Puspa Contoh");
    const request = newcomerRequest(invitation, puspa);
    for (const _again of ["", "again"]) expect(await act(house, undefined, "newcomers", request)).toBe("taken");
    const { body } = await ask(house, melati(), "room");
    expect(body.newcomers).toMatchObject([{ member: puspa.id, card: puspa.card, name: puspa.name }]);
    const next = await edition(house.regency.roll, puspa);
    const { files, ...without } = next;
    expect(await act(house, melati(), "editions", without)).toBe("keyring-refused");
    const fewer = { ...files, keyring: toBase64url(await sealKeyring(house.regency.keyring, [puspa.recipient])) };
    expect(await act(house, melati(), "editions", { ...next, files: fewer })).toBe("keyring-refused");
    expect(await act(house, melati(), "editions", { ...next, names: next.names.toReversed() })).toBe("roll-refused");
    for (const _again of ["", "again"]) expect(await act(house, melati(), "editions", next)).toBe("taken");
    const place = await memberOf(house, puspa.keyFile).place();
    expect(place.names.get(puspa.id)).toBe("Puspa Contoh");
    const { keyrings } = (await ask(house, puspa.keyFile, "room")).body;
    const opened = await openKeyring(Buffer.from(keyrings[0].sealed, "base64url"), puspa.keyFile.identity, place.key);
    expect(opened.status).toBe("opened");
    expect((await ask(house, melati(), "room")).body.newcomers).toEqual([]);
  });

  it("comes with a card of her own and an invitation of this Satgas; one at a time, and none who was not invited", async () => {
    const invitation = await invite(house, melati(), "3316");
    const [puspa, laras] = await Promise.all(
      ["Puspa", "Laras"].map((name) => newcomer(house, "3316", `${name} Contoh`)),
    );
    if (!puspa || !laras) throw new Error("nobody came");
    const request = newcomerRequest(invitation, puspa);
    const changed = {
      ...request.card,
      card: request.card.card.replace(/.(?=.{20}$)/, (one) => (one === "A" ? "B" : "A")),
    };
    expect(await act(house, undefined, "newcomers", { ...request, card: changed })).toBe("card-refused");
    const elsewhere = { ...request.card, address: "lain@satgas.example" };
    expect(await act(house, undefined, "newcomers", { ...request, card: elsewhere })).toBe("card-refused");
    expect(await act(house, undefined, "newcomers", request)).toBe("taken");
    expect(await act(house, undefined, "newcomers", newcomerRequest(invitation, laras))).toBe("invitation-used");
    expect(await act(house, melati(), "editions", await edition(house.regency.roll, laras))).toBe("nothing-waiting");
    const other = await invite(house, second(house.regency), "3316");
    expect(await act(house, undefined, "newcomers", newcomerRequest(other, laras))).toBe("taken");
    // Two colleagues at once: one is told, and does it again under the edition that stands then.
    const [one, two] = [
      await edition(house.regency.roll, puspa),
      await edition(house.regency.roll, laras, second(house.regency)),
    ];
    expect(await act(house, melati(), "editions", one)).toBe("taken");
    expect(await act(house, second(house.regency), "editions", two)).toBe("roll-moved");
    expect(
      await act(house, second(house.regency), "editions", await edition(one.roll, laras, second(house.regency))),
    ).toBe("taken");
    expect(rollOf((await house.satgas.current("3316"))?.roll ?? "").members).toHaveLength(4);
  });
});

describe("who leaves", () => {
  /** Blora's next generation, without Kartika, as Melati prepares it. */
  async function rotation() {
    const { keyring, roll } = house.regency;
    const current = rollOf(roll);
    const members = current.members.slice(0, 1);
    const [recipient = ""] = await recipientsOf(house, { ...current, members });
    const made = await prepareGeneration({
      ...{ unit: "3316", mandate: "handle", members: [{ recipient }], recovery: keyring.recovery, now: seconds() },
      roll: { until: "2027-12-31", members },
      before: { keyring, roll, current, by: melati().signer },
    });
    const names = ((await house.satgas.current("3316"))?.names ?? []).slice(0, 1);
    return sent(made.set, names);
  }

  it("is shut out at once, and out for good when the set is vouched for", async () => {
    const kartika = second(house.regency);
    const set = await rotation();
    for (const _again of ["", "again"]) expect(await act(house, melati(), "sets", { set })).toBe("taken");
    expect((await ask(house, kartika, "room")).body.code).toBe("suspended");
    expect((await memberOf(house, kartika).ask("me")).body.code).toBe("suspended");
    expect((await ask(house, melati(), "room")).body).toMatchObject({ waiting: { request: set.request } });
    // Taken back, she is there again.
    const withdrawal = { what: "set", unit: "3316", roll: await hashOfJws(set.roll) };
    expect(await act(house, melati(), "withdrawals", withdrawal)).toBe("taken");
    expect((await ask(house, kartika, "room")).status).toBe(200);
    expect(await act(house, melati(), "sets", { set })).toBe("taken");
    expect(await vouch("3316", await vouchOf(set.request))).toBe("taken");
    expect((await ask(house, kartika, "room")).body.code).toBe("not-signed-in");
    expect(await memberOf(house, melati()).place()).toMatchObject({ edition: 2, key: { gen: 2 } });
    // The signer of the generation before vouches for nothing and signs no roll.
    expect(await house.satgas.signer("3316", 1)).toBeUndefined();
    const puspa = await newcomer(house, "3316", "Puspa Contoh");
    const invitation = await invite(house, melati(), "3316");
    expect(await act(house, undefined, "newcomers", newcomerRequest(invitation, puspa))).toBe("taken");
    expect(await act(house, melati(), "editions", await edition(house.regency.roll, puspa))).toBe("roll-refused");
  });

  it("is named by nobody who comes from outside, and the whole is prepared anew when something has moved", async () => {
    const set = await rotation();
    expect(await act(house, sari(), "sets", { set })).toBe("roll-refused");
    expect(await act(house, melati(), "sets", { set: { ...set, by: undefined } })).toBe("roll-refused");
    expect(await act(house, melati(), "sets", { set })).toBe("taken");
    expect(await act(house, second(house.regency), "sets", { set })).toBe("suspended");
    const later = await vouchOf(vouchedFor(house.regency.vouch), 100, seconds() + 60);
    expect(await vouch("3316", later)).toBe("taken");
    expect(await vouch("3316", house.regency.vouch)).toBe("vouch-refused");
    expect(await vouch("3316", await vouchOf(set.request))).toBe("taken");
  });
});

/** What a vouch says of a key. */
function vouchedFor(jws: string) {
  const read = readVouch(jws);
  if (!read) throw new Error("no vouch");
  const { unit, gen, mandate, recipient, verifier } = read;
  return { unit, gen, mandate, recipient, verifier };
}

describe("all who have lost their keys", () => {
  it("begin anew from above, with what the paper opens, and everybody is told that it is fresh", async () => {
    const invitation = await invite(house, sari(), "3316");
    const { body } = await ask(house, undefined, "invitation", invitation);
    expect(body).toMatchObject({ to: "recover", recovery: { keyrings: [{ edition: 1 }] } });
    const puspa = await newcomer(house, "3316", "Puspa Contoh");
    const { keyring, roll } = house.regency;
    const made = await founding(house, "3316", puspa, { keyring, roll, current: rollOf(roll) });
    expect(await act(house, undefined, "founding", { invitation, set: made.set, card: cardOf(puspa) })).toBe("taken");
    expect(await vouch("3316", await vouchOf(made.set.request))).toBe("taken");
    expect(await memberOf(house, puspa.keyFile).place()).toMatchObject({ edition: 2, key: { gen: 2 } });
    expect((await house.satgas.current("3316"))?.by).toBeUndefined();
    expect((await ask(house, melati(), "room")).body.code).toBe("not-signed-in");
  });
});

it("a card is one person's act: another address, and that she is away", async () => {
  const mail = house.regency.keyFiles.map(({ name }) => `${firstName({ name })}.3316@satgas.example`);
  const to = async () => (await house.rolls.reachable("3316")).map(({ address }) => address).sort();
  expect(await to()).toEqual(mail.toSorted());
  const [hers] = (await house.satgas.addresses("3316")).filter(({ address }) => address === mail[0]);
  const [card] = await cardsOf(house, rollOf(house.regency.roll));
  if (!hers || !card) throw new Error("she has none");
  const write = async (change: Partial<typeof card>, address = hers.address) => {
    const mail = await mailHash({ address, salt: hers.salt });
    const signed = await signCard({ ...card, mail, iat: Math.floor(seconds()), ...change }, melati().signer);
    return { card: signed, address, salt: hers.salt };
  };
  house.clock.offset = 60_000;
  const day = (days: number) => new Date(house.now().getTime() + days * DAY_SECONDS * 1000).toISOString().slice(0, 10);
  expect(await act(house, second(house.regency), "cards", await write({}))).toBe("card-refused");
  expect(await act(house, melati(), "cards", await write({ iat: card.iat - 1 }))).toBe("card-refused");
  const away = await write({ awayUntil: day(30) }, "baru@satgas.example");
  for (const _again of ["", "again"]) expect(await act(house, melati(), "cards", away)).toBe("taken");
  expect(await to()).toEqual([mail[1]]);
  house.clock.offset = 32 * DAY_SECONDS * 1000;
  expect(await to()).toEqual(["baru@satgas.example", mail[1]].sort());
  // For longer than one may be away at once.
  expect(await act(house, melati(), "cards", await write({ awayUntil: day(90) }))).toBe("taken");
  expect(await to()).toHaveLength(2);
});
