import { is32Bytes } from "./kind.ts";

/** A P-256 public key (RFC 7517): every WebCrypto has ES256, an old phone has no Ed25519. */
export interface Verifier {
  readonly kty: "EC";
  readonly crv: "P-256";
  readonly x: string;
  readonly y: string;
}

/** Whether a value is a public key and nothing more. By hand, and without a schema library: the form reads its root with it before the first question. */
export function isVerifier(value: unknown): value is Verifier {
  const { kty, crv, x, y, ...rest } = Object(value) as Record<string, unknown>;
  return kty === "EC" && crv === "P-256" && is32Bytes(x) && is32Bytes(y) && Object.keys(rest).length === 0;
}
