import { calculateJwkThumbprint } from "jose/jwk/thumbprint";
import { checked, is32Bytes, isMemberId, isReportId, type MemberId, type ReportId } from "./kind.ts";
import { isVerifier, type Verifier } from "./verifier.ts";

/** Keys without a schema library, which every reporter would have to load: schemas are in `key-schema.ts`. */

export type { Verifier };

/** The private half, as it lies inside a key file. */
export interface Signer extends Verifier {
  readonly d: string;
}

/** The public half. */
export const verifierOf = ({ kty, crv, x, y }: Signer): Verifier => ({
  kty,
  crv,
  x,
  y,
});

export function isSigner(value: unknown): value is Signer {
  const { d, ...verifier } = Object(value) as Record<string, unknown>;
  return is32Bytes(d) && isVerifier(verifier);
}

/** RFC 7638, SHA-256, base64url. */
export const thumbprint = (verifier: Verifier): Promise<string> => calculateJwkThumbprint(verifier);

/** The id of the member whose key it is. */
export const memberIdOf = async (verifier: Verifier): Promise<MemberId> =>
  checked(isMemberId, await thumbprint(verifier));

/** The id of the report whose reporter speaks with this voice. */
export const reportIdOf = async (voice: Verifier): Promise<ReportId> => checked(isReportId, await thumbprint(voice));

/** A new P-256 key, which can be exported. */
export async function newSigner(): Promise<Signer> {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const { kty, crv, x, y, d } = await crypto.subtle.exportKey("jwk", pair.privateKey);
  const verifier: unknown = { kty, crv, x, y };
  if (!isVerifier(verifier) || d === undefined) throw new TypeError("not a P-256 key");
  return { ...verifier, d };
}
