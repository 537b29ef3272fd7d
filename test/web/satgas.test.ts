import { beforeAll, expect, it } from "vitest";
import { newSigner, verifierOf } from "../../shared/key.ts";
import type { UnitCode } from "../../shared/kind.ts";
import { DAY_SECONDS } from "../../shared/satgas/vouch.ts";
import { recipientsOf, trustedSatgas } from "../../web/form/satgas.ts";
import { directoryOf, found, foundChain, listed, NOW } from "./chain.ts";

let chain: Awaited<ReturnType<typeof foundChain>>;
beforeAll(async () => {
  chain = await foundChain();
});
const all = () => directoryOf(chain.ri, chain.province, chain.regency);
const root = () => verifierOf(chain.root);
const trusted = async (clocks: { phone: number; server?: number }, directory = all()) => {
  const { keys, ...rest } = await trustedSatgas(directory, "3316", root(), clocks);
  return { units: [...keys.keys()], ...rest };
};
const DAY = DAY_SECONDS;

it("trusts those above her whose vouches lead to the root", async () => {
  expect(await trusted({ phone: NOW })).toMatchObject({
    units: ["3316", "33", "01"],
    untrusted: false,
    byServer: false,
  });
  const forged = { ...chain.province, vouch: (await found("33", { unit: "01", signer: await newSigner() })).vouch };
  const directory = directoryOf(chain.ri, forged, chain.regency);
  expect(await trusted({ phone: NOW }, directory)).toMatchObject({ units: ["01"], untrusted: true });
});

it("looks at the body outside the line too, and tells who is red and what each may do", async () => {
  const outside = await found("00", { unit: "root", signer: chain.root });
  const jaring = await found("3316", chain.province, { mandate: "receive" });
  const directory = directoryOf(outside, chain.ri, jaring);
  const red = { ...listed(chain.province), red: true as const };
  const { units, usable } = await trusted({ phone: NOW }, { ...directory, satgas: { ...directory.satgas, "33": red } });
  expect(units).toEqual(["3316", "33", "01", "00"]);
  expect([usable.get("33")?.red, usable.get("3316")?.mandate]).toEqual([true, "receive"]);
});

it("believes the server's date only where the phone's fails and is a day off, and says so", async () => {
  const late = NOW + 300 * DAY;
  expect(await trusted({ phone: late })).toMatchObject({ units: [], untrusted: true, byServer: false });
  expect(await trusted({ phone: late, server: NOW })).toMatchObject({ units: ["3316", "33", "01"], byServer: true });
  expect(await trusted({ phone: late, server: late - 3600 })).toMatchObject({ units: [], byServer: false });
  // Nothing fails by the phone's date: a server that names another is not heard.
  expect(await trusted({ phone: NOW, server: late })).toMatchObject({ units: ["3316", "33", "01"], byServer: false });
});

it("a phone that believes it is 1970 is not before this code was written", async () => {
  const directory = directoryOf(
    await found("01", { unit: "root", signer: chain.root }, { at: Date.UTC(2026, 10, 20) / 1000 }),
  );
  expect(await trusted({ phone: 0 }, directory)).toMatchObject({ units: ["01"], byServer: false });
});

it("names those who read it, who stands by, and who was nearer and cannot read it now", async () => {
  const outside = await found("00", { unit: "root", signer: chain.root });
  const directory = directoryOf(outside, chain.ri, chain.province, chain.regency);
  const red = { ...directory.satgas, "3316": { ...listed(chain.regency), red: true as const } };
  const whoOpens = async (conflicts: UnitCode[], satgas = directory.satgas) => {
    const trusted = await trustedSatgas({ ...directory, satgas }, "3316", root(), { phone: NOW });
    const who = recipientsOf("3316", new Set(conflicts), trusted);
    if (who.status === "nobody") return who.status;
    const { kind, nearer, active, standby } = who;
    return [kind, active.map(({ unit }) => unit), standby.map(({ unit }) => unit), nearer];
  };
  expect(await whoOpens([])).toEqual(["seats", ["3316"], ["33", "01"], []]);
  expect(await whoOpens([], red)).toEqual(["seats", ["33"], ["01"], ["3316"]]);
  // A Satgas in conflict is passed by without a word of whether it could read.
  expect(await whoOpens(["3316"], red)).toEqual(["seats", ["33"], ["01"], []]);
  expect(await whoOpens(["01"])).toEqual(["outside", ["00"], [], []]);
  expect(await whoOpens(["01"], {})).toBe("nobody");
});
