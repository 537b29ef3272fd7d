import { decodeProtectedHeader } from "jose/decode/protected_header";
import { JOSEError, JWTExpired } from "jose/errors";
import { CompactSign } from "jose/jws/compact/sign";
import { jwtVerify } from "jose/jwt/verify";
import { importJWK } from "jose/key/import";
import { memberIdOf, reportIdOf, type Signer, verifierOf } from "./key.ts";
import { isUnitCode, type MemberId, type ReportId } from "./kind.ts";
import { isVerifier } from "./verifier.ts";
import type { UnitCode } from "./work-unit.ts";

/**
 * Sign-in is possession: every request carries a fresh token signed with the asker's own key, which stands in its
 * header. There is no password, session or cookie to steal. What a key may do, the verified roll says of a member, and
 * the report's id of a reporter.
 */
type Typ = "member+jwt" | "reporter+jwt";

/** Seconds a token lives; also how far a device's clock may be off. */
export const TOKEN_LIFETIME = 300;

/** @param audience the origin that is asked, so that a token taken to another stack is worth nothing there */
async function token(typ: Typ, claims: object, signer: Signer, audience: string, now: number): Promise<string> {
  // A JWT is a compact JWS over its claims; jose's own builder of them would be 1 KB more for every reporter.
  const payload = JSON.stringify({ ...claims, aud: audience, iat: now, exp: now + TOKEN_LIFETIME });
  return new CompactSign(new TextEncoder().encode(payload))
    .setProtectedHeader({ alg: "ES256", typ, jwk: verifierOf(signer) })
    .sign(await importJWK(signer, "ES256"));
}

/** Signs a member's token. @param edition the newest edition of her Satgas's roll that her browser knows. @param now Unix seconds */
export const memberToken = (signer: Signer, unit: UnitCode, edition: number, audience: string, now: number) =>
  token("member+jwt", { iss: unit, edition }, signer, audience, now);

/** Signs a reporter's token. @param now Unix seconds */
export const reporterToken = (voice: Signer, audience: string, now: number) =>
  token("reporter+jwt", {}, voice, audience, now);

type Refused = { readonly status: "clock-off" | "forged" };

async function verify(jwt: string, typ: Typ, audience: string, now: number) {
  try {
    const { jwk } = decodeProtectedHeader(jwt);
    if (!isVerifier(jwk)) return { status: "forged" } as const;
    const rules = {
      ...{ algorithms: ["ES256"], typ, audience, requiredClaims: ["iat", "exp"] },
      currentDate: new Date(now * 1000),
    };
    const { payload } = await jwtVerify(jwt, await importJWK(jwk, "ES256"), rules);
    // Judged by when it was made, either way: `exp` is what the signer wrote, and a clock may be ahead.
    if (Math.abs(now - (payload.iat ?? 0)) > TOKEN_LIFETIME) return { status: "clock-off" } as const;
    return { status: "signed-in", payload, verifier: jwk } as const;
  } catch (error) {
    if (error instanceof JWTExpired) return { status: "clock-off" } as const;
    // Of jose, or of WebCrypto, which takes no point that is off the curve.
    const hers = error instanceof JOSEError || error instanceof TypeError || error instanceof DOMException;
    if (hers) return { status: "forged" } as const;
    throw error;
  }
}

export type SignedInMember =
  | {
      readonly status: "signed-in";
      readonly unit: UnitCode;
      /** RFC 7638 thumbprint of her key. Whether she sits in that unit's Satgas, its roll says. */
      readonly member: MemberId;
      readonly edition: number;
    }
  | Refused;

/** Reads a member's token. `clock-off`: authentic, and made at another time than `now`, in Unix seconds. */
export async function verifyMemberToken(jwt: string, audience: string, now: number): Promise<SignedInMember> {
  const verified = await verify(jwt, "member+jwt", audience, now);
  if (verified.status !== "signed-in") return verified;
  const { iss, edition } = verified.payload;
  if (!isUnitCode(iss) || typeof edition !== "number" || !Number.isSafeInteger(edition)) return { status: "forged" };
  return { status: "signed-in", unit: iss, member: await memberIdOf(verified.verifier), edition };
}

/** `id` is that of her report: the thumbprint of the voice that signed. */
export type SignedInReporter = { readonly status: "signed-in"; readonly id: ReportId } | Refused;

/** Reads a reporter's token, as {@link verifyMemberToken} does. */
export async function verifyReporterToken(jwt: string, audience: string, now: number): Promise<SignedInReporter> {
  const verified = await verify(jwt, "reporter+jwt", audience, now);
  if (verified.status !== "signed-in") return verified;
  return { status: "signed-in", id: await reportIdOf(verified.verifier) };
}
