import { beforeEach, describe, expect, it } from "vitest";
import { createAlert } from "../../functions/alert/handler.ts";
import { createBounce } from "../../functions/bounce/handler.ts";
import { newsLetter } from "../../functions/letter.ts";
import type { Mailer } from "../../functions/mail.ts";
import type { CurrentSatgas } from "../../functions/table/satgas-items.ts";
import { keys } from "../../functions/table/shape.ts";
import { createWatch } from "../../functions/watch/handler.ts";
import { newSigner, verifierOf } from "../../shared/key.ts";
import { isMemberId } from "../../shared/kind.ts";
import { HOUR_MS } from "../../shared/moment.ts";
import { mailHash, signCard } from "../../shared/satgas/card.ts";
import type { KeyFile } from "../../shared/satgas/key-file.ts";
import { signRoll } from "../../shared/satgas/roll.ts";
import { recipientOf } from "../../shared/seal.ts";
import { type House, ORIGIN, openHouse, post, writeReport } from "../support/house.ts";
import { invented } from "../support/invented.ts";
import { memberOf } from "../support/member.ts";
import { idOf, itemAt, join, putItem, rotate, withoutAddresses } from "../support/satgas.ts";

/** Whom a letter reaches: only who sits in a verified roll, and only at the address that her own newest card names. */

let house: House;
let sent: string[];
beforeEach(async () => {
  house = await openHouse();
  sent = [];
});

const letter = newsLetter(ORIGIN);
const mail: Mailer = async (to) => void sent.push(to.split("@")[0] ?? "");
const watch = () => createWatch({ ...house, mail, letter })();
/** To whom letters went since the last look. */
const letters = () => sent.splice(0).sort();
const REGENCY = ["kartika.3316", "melati.3316"];

/** The clock stands so many hours after the beginning of the present hour. */
const at = (hours: number) => {
  house.clock.offset = Math.floor(Date.now() / HOUR_MS) * HOUR_MS + hours * HOUR_MS + 60_000 - Date.now();
};

async function handIn(seats: ("3316" | "33" | "01")[] = ["3316", "33", "01"]) {
  const { keys: hers, request } = await writeReport(house, seats, "cerita", { now: house.now().getTime() });
  expect((await house.report.request("/api/reports", post(request))).status).toBe(201);
  const events = async () =>
    (await house.reports.events(hers.id)).map(({ event, unit = "" }) => `${event} ${unit}`.trim());
  return { id: hers.id, events };
}

const member = (index: number): KeyFile => {
  const keyFile = house.regency.keyFiles[index];
  if (!keyFile) throw new Error("the house has no such member");
  return keyFile;
};

interface CardMade {
  readonly address: string;
  /** Who signs it, and whose keys it names; she in whose place it lies when absent. */
  readonly by?: KeyFile;
  readonly as?: KeyFile;
  readonly iat?: number;
}

/** Puts a card into the table, in the place of `of`. @returns the address that it names */
async function putCard(of: KeyFile, { address, by = of, as = of, iat = Date.now() / 1000 + 1 }: CardMade) {
  const salted = { address, salt: "c2FsdA" };
  const [verifier, recipient] = [verifierOf(as.signer), await recipientOf(as.identity)];
  const card = { verifier, recipient, mail: await mailHash(salted), iat: Math.floor(iat) };
  await putItem(house, keys.card("3316", await idOf(of), card.iat), { card: await signCard(card, by.signer) });
  return salted;
}
const putAddress = async (of: KeyFile, fields: object) => {
  const id = await idOf(of);
  await putItem(house, keys.address("3316", id), { member: id, ...fields });
};

describe("a letter", () => {
  beforeEach(async () => {
    at(0);
    await handIn();
  });

  it("does not follow a card that another has signed, be she a colleague or a stranger", async () => {
    const [melati, kartika] = [member(0), member(1)];
    const stranger = { ...kartika, signer: await newSigner() };
    for (const cards of [{ by: stranger, as: stranger }, { by: stranger }, { by: kartika }]) {
      await putAddress(melati, await putCard(melati, { ...cards, address: "thief.3316@elsewhere.example" }));
      const addresses = (await house.rolls.addressed("3316")).map(({ address }) => address);
      expect(addresses).toEqual(["kartika.3316@satgas.example"]);
    }
    await watch();
    expect(letters()).toEqual(["kartika.3316"]);
  });

  it("goes where her newest card says, and an older one changes nothing", async () => {
    const iat = Date.now() / 1000 - 3600;
    await putCard(member(0), { address: "former.3316@satgas.example", iat });
    await watch();
    expect(letters()).toEqual(REGENCY);
    await putAddress(member(0), await putCard(member(0), { address: "melati-baru.3316@satgas.example" }));
    await handIn();
    at(1);
    await watch();
    expect(letters()).toEqual(["kartika.3316", "melati-baru.3316"]);
  });

  it("is not kept from the others by an item that cannot be read", async () => {
    await putItem(house, keys.card("3316", await idOf(member(0)), 1), { card: 7 });
    await putItem(house, keys.address("3316", invented(isMemberId)), { member: "x" });
    await putItem(house, keys.bounced("3316", invented(isMemberId)), { member: "x" });
    await putItem(house, keys.satgas("3374"), { unit: "3374", list: "DIRECTORY", order: "3374", roll: 1 });
    await watch();
    expect(letters()).toEqual(REGENCY);
    const { satgas } = await (await house.coldReport().request("/api/directory")).json();
    expect(Object.keys(satgas).sort()).toEqual(["01", "33", "3316"]);
  });
});

/** What a browser knows that has read a Satgas before its parent rotated. */
async function stale(current: CurrentSatgas | undefined): Promise<House["rolls"]> {
  const known = await house.rolls.verified("3316");
  if (!known || !current) throw new Error("no Satgas");
  return { ...house.rolls, verified: async () => ({ ...known, current }) };
}

describe("a Satgas that does not verify from the root", () => {
  const unverified = () => house.logged.filter(({ event }) => event === "satgas-unverified");

  it("is written to by nobody and passed by, nobody of it comes in, and it is said", async () => {
    at(0);
    const { events } = await handIn();
    const current = await itemAt(house, keys.satgas("3316"));
    const known = await house.rolls.verified("3316");
    if (!known) throw new Error("no Satgas");
    // A roll of a thief's, with her in it.
    await putItem(house, keys.satgas("3316"), { ...current, roll: await signRoll(known.roll, await newSigner()) });
    expect(unverified()).toEqual([]);
    await watch();
    expect(letters()).toEqual(["sari.33"]);
    expect(await events()).toContain("CLIMBED 33");
    expect(unverified()[0]).toEqual({ event: "satgas-unverified", status: "trusted" });
    expect(await memberOf(house, member(0)).ask("me")).toMatchObject({ status: 401, body: { code: "not-signed-in" } });
    expect((await memberOf(house, house.province.keyFiles[0]).ask("me")).status).toBe(200);
    await putItem(house, keys.satgas("3316"), current);
    expect((await memberOf(house, member(0)).ask("me")).status).toBe(200);
  });

  it("is not made of a unit below by a parent that rotates: a change made on the old vouch is told, not taken", async () => {
    const before = await house.satgas.current("3316");
    await rotate(house, house.province, house.ri, house.province.keyFiles);
    const late = { ...house, rolls: await stale(before) };
    await expect(join(late, house.regency, "Dahlia Contoh")).rejects.toThrow("somebody else acts");
    expect(await house.rolls.seated("3316")).toHaveLength(2);
    // The retired signer is gone with the rotation.
    await expect(itemAt(house, keys.signer("33", 1))).rejects.toThrow("nothing lies there");
    expect(await itemAt(house, keys.signer("33", 2))).toMatchObject({ gen: 2 });
  });

  it("is not one whose vouch has ended: letters and sign-in go on", async () => {
    house.clock.offset = 300 * 24 * HOUR_MS;
    expect(await house.rolls.addressed("3316")).toHaveLength(2);
    expect(await memberOf(house, member(0)).place()).toMatchObject({ dates: "expired" });
    expect(unverified()).toEqual([]);
  });
});

describe("an address that letters do not reach", () => {
  const bounce = (message: object) => createBounce(house)({ Records: [{ Sns: { Message: JSON.stringify(message) } }] });
  async function feedback(of: KeyFile, { eventType = "Bounce", bounceType = "Permanent", mail = "" } = {}) {
    const id = await idOf(of);
    const hash = mail || (await house.rolls.seated("3316")).find((one) => one.id === id)?.mail;
    const about = eventType === "Bounce" && { bounce: { bounceType } };
    return { eventType, ...about, mail: { tags: { member: [id], unit: ["3316"], mail: [hash] } } };
  }
  const marked = async () => (await house.rolls.seated("3316")).filter(({ bounced }) => bounced).map(({ id }) => id);

  it("is marked and gets no letter; colleagues see it; when it was the last one, the report goes on at once", async () => {
    at(0);
    const { events } = await handIn();
    await watch();
    expect(letters()).toEqual(REGENCY);
    const [melati, kartika] = [member(0), member(1)];
    await bounce(await feedback(melati, { bounceType: "Transient" }));
    expect(await marked()).toEqual([]);
    await bounce(await feedback(melati, { eventType: "Complaint" }));
    await bounce(await feedback(melati));
    expect((await memberOf(house, kartika).me()).unreachable).toEqual([await idOf(melati)]);
    expect(house.logged).toEqual([
      ...house.logged.filter(({ event }) => event !== "address-marked"),
      { event: "address-marked", left: 1 },
    ]);
    for (const hours of [0.4, 25]) {
      at(hours);
      await watch();
    }
    expect(letters()).toEqual(["kartika.3316"]);
    at(26);
    await bounce(await feedback(kartika));
    await watch();
    expect(letters()).toEqual(["sari.33"]);
    expect(await events()).toContain("CLIMBED 33");
    expect(house.logged).toContainEqual({ event: "address-marked", left: 0 });
  });

  it("is hers only as long as her newest card names it", async () => {
    const former = await feedback(member(0));
    await bounce(former);
    expect(await marked()).toEqual([await idOf(member(0))]);
    const address = await putCard(member(0), { address: "melati-baru.3316@satgas.example" });
    await putAddress(member(0), address);
    expect(await marked()).toEqual([]);
    // A letter to the former one may come back days later.
    await bounce(former);
    expect(await marked()).toEqual([]);
    await bounce(await feedback(member(0), { mail: await mailHash(address) }));
    expect(await marked()).toEqual([await idOf(member(0))]);
  });

  it("is not guessed from what SES did not say", async () => {
    const { mail, ...rest } = await feedback(member(0));
    await createBounce(house)({ Records: [{}, { Sns: { Message: "{" } }] });
    await bounce({ eventType: "Bounce" });
    await bounce({ ...rest, mail: { tags: { ...mail.tags, unit: ["33"] } } });
    await bounce({ ...rest, mail: { tags: { ...mail.tags, member: [] } } });
    expect(await marked()).toEqual([]);
    expect(house.logged.filter(({ event }) => event === "feedback-unreadable")).toHaveLength(3);
  });
});

describe("a Satgas in which nobody can be reached", () => {
  it("is told to the operator at once by whoever sees it first, and hears at once when somebody can be", async () => {
    at(0);
    const comeBack = await withoutAddresses(house, house.regency);
    const { id } = await handIn(["3316"]);
    const Keys = { pk: { S: `REPORT#${id}` }, sk: { S: "REPORT" } };
    const record = { eventName: "INSERT", dynamodb: { SequenceNumber: "1", Keys } };
    await createAlert({ ...house, mail, letter })({ Records: [record] });
    expect(house.logged.filter(({ event }) => event === "unread")).toHaveLength(1);
    at(1);
    await comeBack();
    await house.clocks.makeDueNow("3316", house.now());
    await watch();
    expect(letters()).toEqual(REGENCY);
  });

  it("is told again for a case that was opened and waits", async () => {
    at(0);
    const { id } = await handIn(["3316"]);
    expect(await memberOf(house, member(0)).open(id)).toMatchObject({ openedAt: expect.any(String) });
    await withoutAddresses(house, house.regency);
    at(24 * 10);
    await watch();
    expect(house.logged).toContainEqual({ event: "unread" });
  });
});
