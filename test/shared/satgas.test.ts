import { beforeAll, describe, expect, it } from "vitest";
import { inventMember } from "../../infra/local/founding.ts";
import { fromTextJws, hashOfJws, type Jws, peekJws, signJws, toTextJws, verifyJws } from "../../shared/jws.ts";
import { newSigner, type Signer, verifierOf } from "../../shared/key.ts";
import { isHash, type UnitCode } from "../../shared/kind.ts";
import { mailHash, signCard, verifyCard } from "../../shared/satgas/card.ts";
import { objectionTo } from "../../shared/satgas/generation.ts";
import { openKeyring, openSigner, sealKeyring, sealSigner } from "../../shared/satgas/keyring.ts";
import { type Roll, signBy, signRoll, succession, verifyRoll } from "../../shared/satgas/roll.ts";
import { nextEdition, prepareGeneration } from "../../shared/satgas/rotation.ts";
import { cardCode, isCode, vouchCode } from "../../shared/satgas/spoken.ts";
import { DAY_SECONDS, type SatgasKey, signVouch, type VouchRequest, verifyChain } from "../../shared/satgas/vouch.ts";
import { newIdentity } from "../../shared/seal.ts";
import { invented } from "../support/invented.ts";

const NOW = 1_795_000_000;
const UNTIL = "2026-12-31";

const person = () => inventMember("3316", "Melati Contoh", NOW);
type Person = Awaited<ReturnType<typeof person>>;

async function found(unit: UnitCode, people: readonly Person[], mandate: "handle" | "receive" = "handle") {
  const paper = await newIdentity();
  const members = people.map(({ row }) => row);
  const made = await prepareGeneration({
    ...{ unit, mandate, roll: { until: UNTIL, members }, members: people, recovery: paper.recipient, now: NOW },
  });
  return { ...made, paper };
}

interface Chain {
  root: Signer;
  vouches: Map<string, Jws>;
  people: Person[];
  ri: Awaited<ReturnType<typeof found>>;
  province: Awaited<ReturnType<typeof found>>;
  regency: Awaited<ReturnType<typeof found>>;
}
let chain: Chain;
const trust = () => ({ root: verifierOf(chain.root), now: NOW });
const of =
  (over: Record<string, Jws | undefined> = {}) =>
  (unit: UnitCode) =>
    unit in over ? over[unit] : chain.vouches.get(unit);
const keyOf = async (unit: UnitCode): Promise<SatgasKey> => {
  const verified = await verifyChain(of(), unit, trust());
  if (verified.status !== "trusted") throw new Error(verified.status);
  return verified.key;
};

beforeAll(async () => {
  const root = await newSigner();
  const people = [await person(), await person(), await person()];
  const [ri, province, regency] = [
    await found("01", people),
    await found("33", people),
    await found("3316", people, "receive"),
  ];
  const vouches = new Map([
    ["01", await signVouch(ri.set.request, { iss: "root", signer: root }, NOW)],
    ["33", await signVouch(province.set.request, { iss: "01", signer: ri.open }, NOW)],
    ["3316", await signVouch(regency.set.request, { iss: "33", signer: province.open }, NOW)],
  ]);
  chain = { root, vouches, people, ri, province, regency };
});

describe("a chain of vouches", () => {
  it("leads from the root to a Satgas, with its mandate", async () => {
    expect(await keyOf("3316")).toMatchObject({ unit: "3316", gen: 1, mandate: "receive" });
    expect(await keyOf("01")).toMatchObject({ mandate: "handle" });
  });

  it("is nobody's without each link, with another root, or with a vouch of another unit", async () => {
    const status = async (over: Record<string, Jws | undefined>, root = trust().root) =>
      (await verifyChain(of(over), "3316", { root, now: NOW })).status;
    expect(await status({ "01": undefined })).toBe("missing");
    expect(await status({ "3316": undefined })).toBe("missing");
    expect(await status({}, verifierOf(await newSigner()))).toBe("forged");
    expect(await status({ "3316": chain.vouches.get("33") })).toBe("forged");
    const { request } = chain.regency.set;
    const forged = await signJws(
      "vouch+jwt",
      { ...request, iss: "33", sub: "3316", iat: NOW, exp: NOW + 9 },
      chain.root,
    );
    expect(await status({ "3316": forged })).toBe("forged");
  });

  it("ends, and says so apart from forgery, for a key that goes on for everything but a first report", async () => {
    const later = { ...trust(), now: NOW + 201 * DAY_SECONDS };
    expect(await verifyChain(of(), "33", later)).toMatchObject({ status: "expired", key: { unit: "33" } });
    expect(await verifyChain(of(), "01", later)).toMatchObject({ status: "trusted" });
    const earlier = { ...trust(), now: NOW - 2 * DAY_SECONDS };
    expect(await verifyChain(of(), "3316", earlier)).toMatchObject({ status: "not-yet" });
    expect((await keyOf("3316")).expires).toBe(NOW + 200 * DAY_SECONDS);
  });

  it("is given by nobody for longer than it may last, or for a unit that is not below", async () => {
    const { request } = chain.province.set;
    await expect(signVouch(request, { iss: "01", signer: chain.ri.open }, NOW, 201)).rejects.toThrow(RangeError);
    await expect(signVouch(request, { iss: "34", signer: chain.ri.open }, NOW)).rejects.toThrow(RangeError);
    const regency = chain.regency.set.request;
    await expect(signVouch(regency, { iss: "root", signer: chain.root }, NOW)).rejects.toThrow(RangeError);
    const long = { ...request, iss: "01", sub: "33", iat: NOW, exp: NOW + 300 * DAY_SECONDS };
    const jws = await signJws("vouch+jwt", long, chain.ri.open);
    expect(await verifyChain(of({ "33": jws }), "33", trust())).toEqual({ status: "forged" });
  });

  it("takes a province from the root itself, and the outside seat from nobody else", async () => {
    const { request } = chain.province.set;
    const jws = await signVouch(request, { iss: "root", signer: chain.root }, NOW);
    expect(await verifyChain(of({ "33": jws, "01": undefined }), "33", trust())).toMatchObject({ status: "trusted" });
    const outside = { ...request, unit: "00" } as const;
    const own = await signVouch(outside, { iss: "root", signer: chain.root }, NOW);
    expect(await verifyChain(of({ "00": own }), "00", trust())).toMatchObject({ status: "trusted" });
    await expect(signVouch(outside, { iss: "01", signer: chain.ri.open }, NOW)).rejects.toThrow(RangeError);
  });

  it("travels as text that compresses, and is the same JWS again", async () => {
    const jws = chain.vouches.get("33") ?? "";
    const again = fromTextJws(toTextJws(jws), "vouch+jwt");
    expect(again).toBe(jws);
    expect(await verifyJws(again, "vouch+jwt", verifierOf(chain.ri.open))).toEqual(peekJws(jws));
  });
});

describe("a roll", () => {
  const current = async () => {
    const jws = chain.regency.set.roll;
    const roll = (await verifyRoll(jws, await keyOf("3316"))) as Roll;
    return { jws, roll };
  };

  it("is believed when the generation's signer signed it for that generation", async () => {
    const { roll, jws } = await current();
    expect(roll).toMatchObject({ unit: "3316", gen: 1, edition: 1, until: UNTIL });
    expect(await verifyRoll(jws, await keyOf("33"))).toBeUndefined();
    const elsewhere = await signRoll({ ...roll, unit: "3317" }, chain.regency.open);
    expect(await verifyRoll(elsewhere, await keyOf("3316"))).toBeUndefined();
  });

  it("grows by one member whom a colleague stands for, and by nothing else", async () => {
    const before = await current();
    const [colleague] = chain.people as [Person];
    const newcomer = await person();
    const signers = { generation: chain.regency.open, member: colleague.keyFile.signer };
    const verdict = async (members: Roll["members"], by: "by" | "no-by" = "by", change: Partial<Roll> = {}) => {
      const next = { ...before.roll, edition: 2, prev: await hashOfJws(before.jws), members, ...change };
      const jws = await signRoll(next, chain.regency.open);
      return succession(before, {
        jws,
        roll: next,
        by: by === "by" ? await signBy(jws, colleague.keyFile.signer) : undefined,
      });
    };
    const { roll } = await nextEdition(before, { members: [...before.roll.members, newcomer.row] }, signers);
    expect(await verifyRoll(roll, await keyOf("3316"))).toMatchObject({ edition: 2 });
    const more = [...before.roll.members, newcomer.row];
    expect(await verdict(more)).toBe("follows");
    expect(await verdict(more, "no-by")).toBe("refused");
    expect(await verdict([...more, (await person()).row])).toBe("refused");
    expect(await verdict(before.roll.members.slice(1))).toBe("refused");
    expect(await verdict(more, "by", { edition: 3 })).toBe("refused");
    expect(await verdict(more, "by", { prev: invented(isHash) })).toBe("refused");
    expect(await succession(before, before)).toBe("same");
    const strangers = await signRoll(
      { ...before.roll, edition: 2, prev: await hashOfJws(before.jws) },
      signers.generation,
    );
    const parsed = peekJws(strangers) as Roll;
    const by = await signBy(strangers, newcomer.keyFile.signer);
    expect(await succession(before, { jws: strangers, roll: parsed, by })).toBe("refused");
  });
});

describe("a rotation", () => {
  const rotate = async (by: "by" | "no-by" = "by") => {
    const { province, people, regency } = chain;
    const jws = province.set.roll;
    const current = (await verifyRoll(jws, await keyOf("33"))) as Roll;
    const [first, ...left] = people as [Person, ...Person[]];
    const next = await prepareGeneration({
      ...{ unit: "33", mandate: "handle" as const, members: left, now: NOW, recovery: province.paper.recipient },
      roll: { until: UNTIL, members: left.map(({ row }) => row) },
      before: { keyring: province.keyring, roll: jws, current, by: by === "by" ? first.keyFile.signer : undefined },
      children: [{ vouch: chain.vouches.get("3316") ?? "", key: await keyOf("3316") }],
    });
    const vouch = await signVouch(next.set.request, { iss: "01", signer: chain.ri.open }, NOW);
    return { next, vouch, before: { jws, roll: current }, regency, first, left };
  };

  it("is one set: keyring with all readers, one signer, roll, and the units below vouched for anew", async () => {
    const { next, vouch, before, left, first } = await rotate();
    expect(await objectionTo(next.set, vouch, { vouchOf: of(), below: ["3316"] }, before, trust())).toBeUndefined();
    const swapped = of({ "33": vouch, "3316": next.set.children[0]?.vouch });
    const chained = await verifyChain(swapped, "3316", trust());
    expect(chained).toMatchObject({ status: "trusted", key: { gen: 1, mandate: "receive" } });
    const above = await verifyChain(swapped, "33", trust());
    if (above.status !== "trusted") throw new Error(above.status);
    const opened = await openKeyring(next.set.keyring, left[0]?.keyFile.identity ?? "", above.key);
    expect(opened).toMatchObject({ status: "opened", value: { readers: [{ gen: 2 }, { gen: 1 }] } });
    expect((await openSigner(next.set.signer, left[0]?.keyFile.identity ?? "", above.key)).status).toBe("opened");
    expect((await openKeyring(next.set.keyring, first.keyFile.identity, above.key)).status).toBe("wrong-key");
    expect((await openKeyring(next.set.keyring, chain.province.paper.identity, above.key)).status).toBe("opened");
  });

  it("without anybody of before is fresh, which is said", async () => {
    const { next, before } = await rotate("no-by");
    const roll = peekJws(next.set.roll) as Roll;
    expect(await succession(before, { jws: next.set.roll, roll })).toBe("fresh");
  });

  it("does not replace what has moved since, nor what was not asked for", async () => {
    const { next, vouch, before } = await rotate();
    const objection = (over: Partial<typeof next.set>, by = vouch, vouchOf = of()) =>
      objectionTo({ ...next.set, ...over }, by, { vouchOf, below: ["3316"] }, before, trust());
    const renewed = await signVouch(chain.regency.set.request, { iss: "33", signer: chain.province.open }, NOW + 60);
    expect(await objection({}, vouch, of({ "3316": renewed }))).toBe("child-moved");
    expect(await objection({ recipient: (await newIdentity()).recipient })).toBe("recipient");
    expect(await objection({ roll: before.jws })).toBe("roll");
    expect(await objection({}, chain.vouches.get("33") ?? "")).toBe("vouch");
    const [child] = next.set.children;
    const other: VouchRequest = { ...chain.regency.set.request, mandate: "handle", gen: 2 };
    const swapped = await signVouch(other, { iss: "33", signer: next.open }, NOW);
    expect(await objection({ children: [{ unit: "3316", before: child?.before ?? "", vouch: swapped }] })).toBe(
      "child",
    );
  });
});

describe("what a Satgas holds in common", () => {
  it("is not used when it holds other keys than the chain vouches for", async () => {
    const key = await keyOf("3316");
    const [
      {
        keyFile: { identity },
        recipient,
      },
    ] = chain.people as [Person];
    const lie = await newIdentity();
    const keyring = { ...chain.regency.keyring, readers: [{ gen: 1, identity: lie.identity }] };
    expect(await openKeyring(await sealKeyring(keyring, [recipient]), identity, key)).toEqual({ status: "mismatch" });
    const another = { ...chain.regency.keyring, unit: "3317" } as const;
    expect(await openKeyring(await sealKeyring(another, [recipient]), identity, key)).toEqual({ status: "mismatch" });
    const signer = { v: 1, kind: "signer", unit: "3316", gen: 1, signer: await newSigner() } as const;
    const sealed = await sealSigner(signer, [recipient], lie.recipient);
    expect(await openSigner(sealed, identity, key)).toEqual({ status: "mismatch" });
    const halves = { ...signer, signer: { ...chain.regency.open, d: signer.signer.d } };
    const mixed = await sealSigner(halves, [recipient], lie.recipient);
    expect(await openSigner(mixed, identity, key)).toEqual({ status: "mismatch" });
  });
});

describe("a card", () => {
  it("is a member's own word on her keys and her address", async () => {
    const [
      {
        keyFile: { signer },
        recipient,
        id,
      },
    ] = chain.people as [Person];
    const salted = { address: "melati@satgas.example", salt: "c2FsdA" };
    const card = { verifier: verifierOf(signer), recipient, mail: await mailHash(salted), iat: NOW };
    const jws = await signCard(card, signer);
    expect(await verifyCard(jws)).toEqual({ card, member: id });
    expect(await verifyCard(await signJws("card+jws", card, await newSigner(), "with-jwk"))).toBeUndefined();
    expect(await mailHash({ ...salted, address: "another@satgas.example" })).not.toBe(card.mail);
  });
});

describe("a spoken code", () => {
  it("is typed as it is heard, and is another for anything that is changed", async () => {
    const { request, roll } = chain.regency.set;
    const code = await vouchCode(request, await hashOfJws(roll));
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(isCode(` ${code.toLowerCase().replaceAll("-", " ").replaceAll("0", "o")}`, code)).toBe(true);
    expect(isCode(code.slice(0, -1), code)).toBe(false);
    expect(await vouchCode({ ...request, gen: 2 }, await hashOfJws(roll))).not.toBe(code);
    expect(await vouchCode(request, invented(isHash))).not.toBe(code);
    const row = { name: invented(isHash), office: { role: "KETUA" } } as const;
    const said = await cardCode("a.b.c", row);
    expect(await cardCode("a.b.d", row)).toBe(said);
    const others = [
      cardCode("a.c.c", row),
      cardCode("a.b.c", { ...row, name: invented(isHash, "B") }),
      cardCode("a.b.c", { ...row, office: { role: "KETUA", body: "Dinas Contoh" } }),
    ];
    expect(await Promise.all(others)).not.toContain(said);
  });
});
