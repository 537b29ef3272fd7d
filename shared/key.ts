import { calculateJwkThumbprint } from "jose/jwk/thumbprint";
import { isVerifier, type Verifier } from "./verifier.ts";

/** Keys without a schema library, which every reporter would have to load: schemas are in `key-schema.ts`. */

export type { Verifier };

/** The private half, as it lies inside a key file. */
export interface Signer extends Verifier {
  readonly d: string;
}

export const verifierOf = ({ kty, crv, x, y }: Signer): Verifier => ({
  kty,
  crv,
  x,
  y,
});

/** RFC 7638, SHA-256, base64url. */
export const thumbprint = (verifier: Verifier): Promise<string> => calculateJwkThumbprint(verifier);

export async function newSigner(): Promise<Signer> {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const { kty, crv, x, y, d } = await crypto.subtle.exportKey("jwk", pair.privateKey);
  const verifier: unknown = { kty, crv, x, y };
  if (!isVerifier(verifier) || d === undefined) throw new TypeError("not a P-256 key");
  return { ...verifier, d };
}
