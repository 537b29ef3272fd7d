/** What somebody tries who writes the table, or keeps what she once held, or was quicker with a link: each line one attack. */
import { beforeEach, expect, it, vi } from "vitest";
import { keys } from "../../functions/table/shape.ts";
import { foundSatgas } from "../../infra/local/demo.ts";
import { inventMember } from "../../infra/local/founding.ts";
import { hashOfJws } from "../../shared/jws.ts";
import { newSigner } from "../../shared/key.ts";
import type { StandingRequest } from "../../shared/satgas/contract.ts";
import type { KeyFile } from "../../shared/satgas/key-file.ts";
import { sealKeyring } from "../../shared/satgas/keyring.ts";
import { type Roll, signBy, signRoll } from "../../shared/satgas/roll.ts";
import { vouchCode } from "../../shared/satgas/spoken.ts";
import { ROOT } from "../../shared/satgas/vouch.ts";
import { newIdentity } from "../../shared/seal.ts";
import { arrivalApi } from "../../web/satgas/api.ts";
import { foundingRequest } from "../../web/satgas/arrival.ts";
import { askOffering, editionKept } from "../../web/satgas/kept.ts";
import { browsersAt, connect, first, ok, said, seen, waitingIn } from "../support/browsers.ts";
import { foundForeignChain, type House, openHouse } from "../support/house.ts";
import { memberOf } from "../support/member.ts";
import { idOf, itemAt, join, putItem } from "../support/satgas.ts";

let house: House;
const { seconds, apiOf, roomOf, look, invite, person } = browsersAt(() => house);

beforeEach(async () => {
  house = await openHouse();
  connect([house]);
  return () => vi.unstubAllGlobals();
});

const melati = () => first(house.regency);
const kartika = () => house.regency.keyFiles[1] as KeyFile;
const satgas = () => itemAt(house, keys.satgas("3316"));
const tells = async (one: KeyFile | undefined) => (await memberOf(house, one).ask("me")).body.code ?? "comes in";
const written = async () => (await house.rolls.addressed("3316")).map(({ address }) => address);
const standing = async (): Promise<Roll> => {
  const known = await house.rolls.verified("3316");
  if (!known) throw new Error("nothing stands");
  return known.roll;
};
const stranger = () => inventMember("3316", "Asing Contoh", seconds());

it("the operator adds a member to the roll", async () => {
  const { row, keyFile } = await stranger();
  const roll = await standing();
  const mine = await signRoll({ ...roll, members: [...roll.members, row] }, await newSigner());
  await putItem(house, keys.satgas("3316"), { ...(await satgas()), roll: mine });
  expect([await tells(keyFile), await tells(melati())]).toEqual(["not-signed-in", "not-signed-in"]);
  expect(await written()).toEqual([]);
  expect(house.logged).toContainEqual({ event: "satgas-unverified", status: "trusted" });
});

it("the operator founds a chain of his own, down to a root of his own", async () => {
  const thief = await openHouse(foundForeignChain);
  const below = foundSatgas(thief.satgas, "3374", ["Maling Contoh"], { unit: ROOT, signer: await newSigner() });
  // The root does not vouch for a regency.
  await expect(below).rejects.toBeInstanceOf(RangeError);
  for (const unit of ["01", "33", "3316"] as const) {
    await putItem(house, keys.satgas(unit), await itemAt(thief, keys.satgas(unit)));
  }
  expect(await tells(first(thief.regency))).toBe("not-signed-in");
  expect(await written()).toEqual([]);
});

it("the operator changes an address", async () => {
  const id = await idOf(melati());
  const fields = { member: id, address: "thief.3316@elsewhere.example", salt: "c2FsdA" };
  await putItem(house, keys.address("3316", id), fields);
  expect(await written()).toEqual(["kartika.3316@satgas.example"]);
});

it("the operator brings back a roll from before somebody left", async () => {
  const yesterday = await satgas();
  let kept: StandingRequest | undefined;
  const by = roomOf(melati(), (one) => {
    kept = one;
  });
  const room = seen(await by.look());
  const waits = seen(await by.rotate(room, { stay: new Set([room.place.member]), until: "2027-12-31" }));
  const sari = first(house.province);
  const above = await look(sari);
  const { code } = waits.waiting ?? { code: "" };
  seen(await roomOf(sari).vouch(above, waitingIn(above, "3316"), code, "handle"));
  seen(await by.look());
  await putItem(house, keys.satgas("3316"), yesterday);
  expect(await tells(kartika())).toBe("comes in");
  // Nobody who has seen what came since believes it, and whoever unlocks her inbox puts it right.
  const asks = apiOf(melati(), editionKept(kept)).room;
  expect(await asks()).toMatchObject({ ok: false, code: "roll-behind" });
  expect(await askOffering(asks, kept)).toMatchObject({ ok: true });
  expect(await tells(kartika())).toBe("not-signed-in");
});

it("the operator puts down a keyring of his own", async () => {
  const { identity } = await newIdentity();
  const room = await look(melati());
  const recipients = [...room.cards.values()].map(({ recipient }) => recipient);
  const thiefs = { ...house.regency.keyring, readers: [{ gen: 1, identity }] };
  const sealed = await sealKeyring(thiefs, recipients);
  const [{ edition = 1 } = {}] = await house.satgas.keyrings("3316");
  await putItem(house, keys.keyring("3316", edition), { gen: 1, edition, sealed });
  const after = await look(melati());
  expect(after.keyring).toBeUndefined();
  const stay = new Set([after.place.member]);
  expect(said(await roomOf(melati()).rotate(after, { stay, until: "2027-12-31" }))).toBe("no-keyring");
});

it("a former member replaces everybody, with the signer that she kept and a table that she may write", async () => {
  const joined = await join(house, house.regency, "Dahlia Contoh");
  const { row, keyFile } = await stranger();
  const next = { ...(await standing()), edition: 3, prev: await hashOfJws(joined.roll), members: [row] };
  const roll = await signRoll(next, house.regency.signer);
  await putItem(house, keys.satgas("3316"), { ...(await satgas()), roll, by: await signBy(roll, keyFile.signer) });
  expect([await tells(keyFile), await tells(melati())]).toEqual(["not-signed-in", "not-signed-in"]);
  expect(await written()).toEqual([]);
});

it("somebody follows the first invitation before she does for whom it was made", async () => {
  const sari = first(house.province);
  const invitation = await invite(sari, "3317");
  const founds = async (name: string) => {
    const one = await person("3317", name);
    const { recipient: recovery } = await newIdentity();
    return { one, request: await foundingRequest(invitation, one, { until: "2027-12-31", recovery, now: seconds() }) };
  };
  const [thief, puspa] = [await founds("Puspa Contoh"), await founds("Puspa Contoh")];
  await ok(arrivalApi.found(thief.request));
  expect(await arrivalApi.found(puspa.request)).toMatchObject({ ok: false, code: "invitation-used" });
  // What she would read out is not what waits, under whatever name.
  const room = await look(sari);
  const { set } = puspa.request;
  const hers = await vouchCode(set.request, await hashOfJws(set.roll));
  expect(said(await roomOf(sari).vouch(room, waitingIn(room, "3317"), hers, "handle"))).toBe("wrong-code");
  expect(await house.rolls.verified("3317")).toBeUndefined();
});
