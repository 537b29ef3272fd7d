import { SignJWT } from "jose/jwt/sign";
import { beforeAll, describe, expect, it } from "vitest";
import { newSigner, type Signer, thumbprint, verifierOf } from "../../shared/key.ts";
import { newIdentity } from "../../shared/seal.ts";
import { readMemberClaim, signIn, TOKEN_LIFETIME, verifyMember } from "../../shared/sign-in.ts";
import { type SatgasKey, verifyChain, vouch } from "../../shared/vouch.ts";

const NOW = 1_800_000_000;
const LATER = NOW + 1000;

interface Seat {
  key: SatgasKey;
  signer: Signer;
}
let ri: Seat;
let province: Seat;
let regency: Seat;
let root: string;

async function seat(unit: string, gen = 1): Promise<Seat> {
  const signer = await newSigner();
  const { recipient } = await newIdentity();
  return {
    signer,
    key: { unit, gen, recipient, verifier: verifierOf(signer) },
  };
}

const by = ({ key, signer }: Seat) => ({ unit: key.unit, signer });
const trust = (floor: Record<string, number> = {}) => ({
  root,
  now: NOW,
  floor,
});

beforeAll(async () => {
  [ri, province, regency] = await Promise.all([seat("01"), seat("33"), seat("3316")]);
  root = await thumbprint(ri.key.verifier);
});

const chain = async () => [
  await vouch(ri.key, by(ri), LATER),
  await vouch(province.key, by(ri), LATER),
  await vouch(regency.key, by(province), LATER),
];

describe("a chain of vouches", () => {
  it("leads from the pinned KPU RI key to the Satgas's", async () => {
    expect(await verifyChain(await chain(), "3316", trust())).toEqual({
      status: "trusted",
      key: regency.key,
    });
    expect(await verifyChain((await chain()).slice(0, 1), "01", trust())).toEqual({ status: "trusted", key: ri.key });
  });

  it("is nothing without its root, a link or the right end", async () => {
    const [first = "", second = "", third = ""] = await chain();
    expect(await verifyChain([], "3316", trust())).toEqual({
      status: "incomplete",
    });
    expect(await verifyChain([first, second], "3316", trust())).toEqual({
      status: "incomplete",
    });
    expect(await verifyChain([first, second, third], "33", trust())).toEqual({
      status: "incomplete",
    });
    expect(await verifyChain([first, third], "3316", trust())).toEqual({
      status: "wrong-issuer",
    });
    expect(await verifyChain([second, third], "3316", trust())).toEqual({
      status: "wrong-root",
    });
    expect(
      await verifyChain([first, second, third], "3316", {
        ...trust(),
        root: "",
      }),
    ).toEqual({ status: "wrong-root" });
  });

  it("breaks where a stranger signs", async () => {
    const [first = ""] = await chain();
    const stranger = await seat("33");
    const forged = await vouch(stranger.key, { unit: "01", signer: stranger.signer }, LATER);
    expect(await verifyChain([first, forged], "33", trust())).toEqual({
      status: "forged",
    });
    const [, second = "", third = ""] = await chain();
    const [header, , signature] = third.split(".");
    const changed = btoa(JSON.stringify({ iss: "33", sub: "3316", ...stranger.key, exp: LATER })).replace(/=+$/, "");
    expect(await verifyChain([first, second, `${header}.${changed}.${signature}`], "3316", trust())).toEqual({
      status: "forged",
    });
    expect(await verifyChain([first, "not.a.jws"], "33", trust())).toEqual({
      status: "forged",
    });
    expect(await verifyChain([first, await signIn(ri.signer, "01", "x", NOW)], "33", trust())).toEqual({
      status: "forged",
    });
  });

  it("keeps a province to its own regencies", async () => {
    const [first = "", second = ""] = await chain();
    const outside = await seat("3201");
    const overreach = await vouch(outside.key, by(province), LATER);
    expect(await verifyChain([first, second, overreach], "3201", trust())).toEqual({ status: "wrong-issuer" });
  });

  it("ends with its time, and at a generation that was replaced", async () => {
    const [first = "", second = "", third = ""] = await chain();
    const expired = await vouch(regency.key, by(province), NOW);
    expect(await verifyChain([first, second, expired], "3316", trust())).toEqual({ status: "expired" });
    expect(await verifyChain([first, second, third], "3316", trust({ "3316": 2 }))).toEqual({ status: "rolled-back" });
    expect(await verifyChain([first, second, third], "3316", trust({ "33": 2 }))).toEqual({ status: "rolled-back" });
  });
});

describe("a member's token", () => {
  const ORIGIN = "https://posko.example";

  it("signs in for five minutes, here, with her key", async () => {
    const { signer, key } = regency;
    const token = await signIn(signer, "3316", ORIGIN, NOW);
    expect(readMemberClaim(token)).toEqual({
      unit: "3316",
      member: await thumbprint(key.verifier),
    });
    expect(await verifyMember(token, key.verifier, ORIGIN, NOW + 60)).toBe("signed-in");
    expect(await verifyMember(token, key.verifier, "https://other.example", NOW)).toBe("forged");
    expect(await verifyMember(token, province.key.verifier, ORIGIN, NOW)).toBe("forged");
  });

  it("names a clock that is off, either way", async () => {
    const { signer, key } = regency;
    for (const off of [-600, 600 + TOKEN_LIFETIME, 86_400, -86_400]) {
      expect(await verifyMember(await signIn(signer, "3316", ORIGIN, NOW + off), key.verifier, ORIGIN, NOW)).toBe(
        "clock-off",
      );
    }
  });

  it("is judged by when it was made, whatever it says of its end", async () => {
    const { signer, key } = regency;
    const kid = await thumbprint(key.verifier);
    const token = (iat: number, exp?: number) => {
      const jwt = new SignJWT().setProtectedHeader({ alg: "ES256", typ: "member+jwt", kid }).setIssuer("3316");
      jwt.setAudience(ORIGIN).setIssuedAt(iat);
      if (exp !== undefined) jwt.setExpirationTime(exp);
      return jwt.sign(signer);
    };
    expect(await verifyMember(await token(NOW - 86_400), key.verifier, ORIGIN, NOW)).not.toBe("signed-in");
    expect(await verifyMember(await token(NOW), key.verifier, ORIGIN, NOW)).toBe("forged");
    expect(await verifyMember(await token(NOW - 86_400, NOW + 86_400), key.verifier, ORIGIN, NOW)).toBe("clock-off");
    expect(await verifyMember(await token(NOW - 60, NOW + 86_400), key.verifier, ORIGIN, NOW)).toBe("signed-in");
  });

  it("is not a vouch, and a vouch is no token", async () => {
    const jws = await vouch(regency.key, { unit: "3316", signer: regency.signer }, LATER);
    expect(readMemberClaim(jws)).toBeUndefined();
    expect(await verifyMember(jws, regency.key.verifier, ORIGIN, NOW)).toBe("forged");
    for (const junk of ["", "a.b.c", "..", "é"]) expect(readMemberClaim(junk)).toBeUndefined();
  });
});
