import { calculateJwkThumbprint } from "jose/jwk/thumbprint";
import { compactVerify } from "jose/jws/compact/verify";
import { decodeJwt } from "jose/jwt/decode";
import { SignJWT } from "jose/jwt/sign";
import { importJWK } from "jose/key/import";
import type { Signer, Verifier } from "./key.ts";
import { KPU_RI, parentOf, type UnitCode } from "./work-unit.ts";

const RECIPIENT = /^age1pq1[a-z0-9]{1,2100}$/;

/** The public half of a Satgas key, once its vouch is verified. */
export interface SatgasKey {
  readonly unit: UnitCode;
  readonly gen: number;
  readonly recipient: string;
  readonly verifier: Verifier;
}

/** `typ` (RFC 8725 section 3.11): a member's sign-in token can never pass for a vouch. */
const TYP = "vouch+jwt";

/** Signs a vouch with the parent's key. KPU RI, which has no parent, vouches for itself. `expires` in Unix seconds. */
export async function vouch(
  key: SatgasKey,
  parent: { readonly unit: UnitCode; readonly signer: Signer },
  expires: number,
): Promise<string> {
  const { unit, gen, recipient, verifier } = key;
  return new SignJWT({ gen, recipient, verifier })
    .setProtectedHeader({ alg: "ES256", typ: TYP })
    .setIssuer(parent.unit)
    .setSubject(unit)
    .setExpirationTime(expires)
    .sign(await importJWK(parent.signer, "ES256"));
}

export type Chain =
  | { readonly status: "trusted"; readonly key: SatgasKey }
  | {
      readonly status: "incomplete" | "wrong-root" | "wrong-issuer" | "expired" | "rolled-back" | "forged";
    };

/**
 * Verifies the vouches from KPU RI down to one Satgas.
 *
 * @param vouches compact JWS, KPU RI's own first
 * @param trust `root`: RFC 7638 thumbprint of the KPU RI key this code was built with; `now`: Unix seconds;
 *   `floor`: the lowest generation of each unit still acceptable (a key that was replaced is a key that was rolled back)
 */
export async function verifyChain(
  vouches: readonly string[],
  unit: UnitCode,
  trust: {
    readonly root: string;
    readonly now: number;
    readonly floor: Readonly<Record<UnitCode, number>>;
  },
): Promise<Chain> {
  let parent: SatgasKey | undefined;
  for (const jws of vouches) {
    const claims = readClaims(jws);
    if (!claims) return { status: "forged" };
    if (!parent && (await calculateJwkThumbprint(claims.verifier)) !== trust.root) return { status: "wrong-root" };
    const issuer: UnitCode = parent?.unit ?? KPU_RI;
    const expected = parent === undefined ? claims.unit === KPU_RI : parentOf(claims.unit) === parent.unit;
    if (claims.iss !== issuer || !expected) return { status: "wrong-issuer" };
    // Authenticity first; the date is judged after it: an authentic vouch that expired is another failure than a forged one.
    const key = parent?.verifier ?? claims.verifier;
    if (!(await isSignedBy(jws, key))) return { status: "forged" };
    if (claims.exp <= trust.now) return { status: "expired" };
    if (claims.gen < (trust.floor[claims.unit] ?? 1)) return { status: "rolled-back" };
    parent = {
      unit: claims.unit,
      gen: claims.gen,
      recipient: claims.recipient,
      verifier: claims.verifier,
    };
  }
  return parent?.unit === unit ? { status: "trusted", key: parent } : { status: "incomplete" };
}

async function isSignedBy(jws: string, verifier: Verifier): Promise<boolean> {
  try {
    const { protectedHeader } = await compactVerify(jws, await importJWK(verifier, "ES256"), { algorithms: ["ES256"] });
    return protectedHeader.typ === TYP;
  } catch {
    return false;
  }
}

/**
 * What a parent Satgas says of a Satgas below it: this is its key of generation `gen`, until `exp`. Checked by hand:
 * it is all that a form must parse, and a schema library would cost every reporter 8 KB for it.
 */
function readClaims(jws: string): (SatgasKey & { readonly iss: string; readonly exp: number }) | undefined {
  try {
    const { iss, sub, exp, gen, recipient, verifier } = decodeJwt<{
      gen: unknown;
      recipient: unknown;
      verifier: unknown;
    }>(jws);
    const { kty, crv, x, y } = verifier as Record<string, unknown>;
    if (typeof iss !== "string" || typeof sub !== "string" || typeof exp !== "number") return undefined;
    if (typeof gen !== "number" || !Number.isInteger(gen) || gen < 1) return undefined;
    if (typeof recipient !== "string" || !RECIPIENT.test(recipient)) return undefined;
    if (kty !== "EC" || crv !== "P-256" || typeof x !== "string" || typeof y !== "string") return undefined;
    return { iss, exp, unit: sub, gen, recipient, verifier: { kty, crv, x, y } };
  } catch {
    return undefined;
  }
}
