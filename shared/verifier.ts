/** A P-256 public key (RFC 7517): every WebCrypto has ES256, an old phone has no Ed25519. */
export interface Verifier {
  readonly kty: "EC";
  readonly crv: "P-256";
  readonly x: string;
  readonly y: string;
}

/** By hand, and in a file without imports: the form reads its root with it before the first question. */
export function isVerifier(value: unknown): value is Verifier {
  const { kty, crv, x, y, ...rest } = Object(value) as Record<string, unknown>;
  const coordinate = (one: unknown) => typeof one === "string" && /^[\w-]{43}$/.test(one);
  return kty === "EC" && crv === "P-256" && coordinate(x) && coordinate(y) && Object.keys(rest).length === 0;
}
