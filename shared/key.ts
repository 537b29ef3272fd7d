import { calculateJwkThumbprint } from "jose/jwk/thumbprint";
import * as z from "zod/mini";

/** A P-256 public key (RFC 7517): every WebCrypto has ES256, an old phone has no Ed25519. */
export const verifierSchema = z.strictObject({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: z.string().check(z.regex(/^[\w-]{43}$/)),
  y: z.string().check(z.regex(/^[\w-]{43}$/)),
});
export type Verifier = z.infer<typeof verifierSchema>;

/** The private half, as it lies inside a key file. */
export const signerSchema = z.extend(verifierSchema, {
  d: z.string().check(z.regex(/^[\w-]{43}$/)),
});
export type Signer = z.infer<typeof signerSchema>;

export const recipientSchema = z.string().check(z.regex(/^age1pq1[a-z0-9]{1,2100}$/));

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
  return z.parse(signerSchema, { kty, crv, x, y, d });
}
