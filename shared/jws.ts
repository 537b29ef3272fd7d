import { decodeProtectedHeader } from "jose/decode/protected_header";
import { calculateJwkThumbprint } from "jose/jwk/thumbprint";
import { CompactSign } from "jose/jws/compact/sign";
import { compactVerify } from "jose/jws/compact/verify";
import { importJWK } from "jose/key/import";
import { fromBase64url, sha256, toBase64url } from "./bytes.ts";
import { type Signer, verifierOf } from "./key.ts";
import { checked, type Hash, isHash } from "./kind.ts";
import { isVerifier, type Verifier } from "./verifier.ts";

/**
 * Everything that is signed is a compact JWS (RFC 7515), ES256, with a `typ` of its own (RFC 8725 section 3.11): what
 * was signed as one kind can never pass for another. Every reader fixes `alg` and `typ`.
 */
export type Typ = "vouch+jwt" | "roll+jws" | "by+jws" | "card+jws" | "entry+jws";

/** A compact JWS: `header.payload.signature`, each base64url. */
export type Jws = string;

/**
 * Signs `payload` as JSON.
 *
 * @param jwk `true` puts the signer's public key into the header, for readers who know her by its thumbprint alone
 */
export async function signJws(
  typ: Typ,
  payload: object,
  signer: Signer,
  jwk: "with-jwk" | "without-jwk" = "without-jwk",
): Promise<Jws> {
  const header = { alg: "ES256", typ, ...(jwk === "with-jwk" && { jwk: verifierOf(signer) }) };
  return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader(header)
    .sign(await importJWK(signer, "ES256"));
}

/**
 * The payload, if `verifier` signed it as a `typ`; nothing otherwise. It is JSON of any shape: the
 * caller parses. One way of decoding for all: what is verified here is what {@link peekJws} reads elsewhere.
 */
export async function verifyJws(jws: Jws, typ: Typ, verifier: Verifier): Promise<unknown> {
  try {
    const key = await importJWK(verifier, "ES256");
    const { protectedHeader } = await compactVerify(jws, key, { algorithms: ["ES256"] });
    return protectedHeader.typ === typ && Object.keys(protectedHeader).every(isKnown) ? peekJws(jws) : undefined;
  } catch {
    return undefined;
  }
}

/** As {@link verifyJws}, by the key in the header: who that is, its thumbprint (RFC 7638) says. */
export async function verifyByHeader(
  jws: Jws,
  typ: Typ,
): Promise<{ readonly payload: unknown; readonly thumbprint: string } | undefined> {
  const verifier = headerKey(jws);
  if (!verifier) return undefined;
  const payload = await verifyJws(jws, typ, verifier);
  return payload === undefined ? undefined : { payload, thumbprint: await calculateJwkThumbprint(verifier) };
}

function headerKey(jws: Jws): Verifier | undefined {
  try {
    const { jwk } = decodeProtectedHeader(jws);
    return isVerifier(jwk) ? jwk : undefined;
  } catch {
    return undefined;
  }
}

/** No extension: one that changes what is signed (`b64`) would be read otherwise here than where it is stored. */
const isKnown = (name: string): boolean => ["alg", "typ", "jwk"].includes(name);

/** The payload before anything is verified, to learn whose key to ask for. */
export function peekJws(jws: Jws): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(fromBase64url(jws.split(".")[1] ?? "")));
  } catch {
    return undefined;
  }
}

/**
 * SHA-256 of `header.payload`, base64url. Never of the signature: ECDSA lets anybody turn one valid signature into
 * another, so bytes that include it identify nothing.
 */
export async function hashOfJws(jws: Jws): Promise<Hash> {
  return hashOfText(signedPart(jws));
}

/** `header.payload`: two that agree in it say the same, whatever their signatures look like. */
export const signedPart = (jws: Jws): string => jws.slice(0, jws.lastIndexOf("."));

/**
 * How a JWS without a key in its header travels to many: payload as JSON text, and the signature. Text compresses,
 * base64url does not. The reader builds the signed bytes anew, with the header that it expects.
 */
export type TextJws = readonly [payload: string, signature: string];

export function toTextJws(jws: Jws): TextJws {
  const [, payload = "", signature = ""] = jws.split(".");
  return [new TextDecoder().decode(fromBase64url(payload)), signature];
}

export function fromTextJws([payload, signature]: TextJws, typ: Typ): Jws {
  const encode = (text: string) => toBase64url(new TextEncoder().encode(text));
  return `${encode(JSON.stringify({ alg: "ES256", typ }))}.${encode(payload)}.${signature}`;
}

/** SHA-256, base64url. */
export const hashOfBytes = async (bytes: Uint8Array<ArrayBuffer>): Promise<Hash> =>
  checked(isHash, toBase64url(await sha256(bytes)));

/** SHA-256 of a text in UTF-8, base64url. */
export const hashOfText = (text: string): Promise<Hash> => hashOfBytes(new TextEncoder().encode(text));
