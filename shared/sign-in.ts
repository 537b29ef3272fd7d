import { decodeProtectedHeader } from "jose/decode/protected_header";
import { JOSEError, JWTExpired } from "jose/errors";
import { decodeJwt } from "jose/jwt/decode";
import { SignJWT } from "jose/jwt/sign";
import { jwtVerify } from "jose/jwt/verify";
import { importJWK } from "jose/key/import";
import { type Signer, thumbprint, type Verifier, verifierOf } from "./key.ts";
import type { UnitCode } from "./work-unit.ts";

/**
 * Sign-in is possession: every inbox request carries a fresh token signed with the member's key. There is no password,
 * session or cookie to steal, and a member who is revoked is out with her next request.
 */
const TYP = "member+jwt";

/** Seconds a token lives; also how far a device's clock may be off. */
export const TOKEN_LIFETIME = 300;

export interface MemberClaim {
  readonly unit: UnitCode;
  /** RFC 7638 thumbprint of the member's key: her id. */
  readonly member: string;
}

/** `audience` is the origin of the inbox, so that a token taken to another stack is worth nothing there. */
export async function signIn(signer: Signer, unit: UnitCode, audience: string, now: number): Promise<string> {
  return new SignJWT()
    .setProtectedHeader({
      alg: "ES256",
      typ: TYP,
      kid: await thumbprint(verifierOf(signer)),
    })
    .setIssuer(unit)
    .setAudience(audience)
    .setIssuedAt(now)
    .setExpirationTime(now + TOKEN_LIFETIME)
    .sign(await importJWK(signer, "ES256"));
}

/** Reads who a token claims to be from, before anything is believed of it. */
export function readMemberClaim(token: string): MemberClaim | undefined {
  try {
    const { kid } = decodeProtectedHeader(token);
    const { iss } = decodeJwt(token);
    return kid && iss && /^[\w-]{43}$/.test(kid) && /^\d{2,4}$/.test(iss) ? { unit: iss, member: kid } : undefined;
  } catch {
    return undefined;
  }
}

export async function verifyMember(
  token: string,
  verifier: Verifier,
  audience: string,
  now: number,
): Promise<"signed-in" | "clock-off" | "forged"> {
  try {
    const key = await importJWK(verifier, "ES256");
    const currentDate = new Date(now * 1000);
    const requiredClaims = ["iat", "exp"];
    const rules = { algorithms: ["ES256"], typ: TYP, audience, currentDate, requiredClaims };
    const { payload } = await jwtVerify(token, key, rules);
    // The server judges by when it was made, either way: `exp` is what the signer wrote, and a clock may be ahead.
    return Math.abs(now - (payload.iat ?? 0)) <= TOKEN_LIFETIME ? "signed-in" : "clock-off";
  } catch (error) {
    if (error instanceof JWTExpired) return "clock-off";
    if (error instanceof JOSEError || error instanceof TypeError) return "forged";
    throw error;
  }
}
