import { bech32 } from "@scure/base";
import { sha256, toBase64url } from "./bytes.ts";
import { ALPHABET, forgiven, grouped, randomCode } from "./crockford.ts";

/**
 * The receipt (kode laporan): 100 random bits as 20 Crockford characters and a check character, shown once.
 * It is the reporter's only secret; everything else is derived from it, and none of it leads back.
 */
export type Receipt = string & { readonly __brand: "receipt" };

const LENGTH = 20;

const value = (character: string | undefined) => (character ? ALPHABET.indexOf(character) : -1);

/** Multiplies by the generator of GF(32) with the polynomial x^5 + x^2 + 1. */
const double = (n: number) => (n << 1) ^ (n & 16 ? 0b100101 : 0);

/**
 * A check over GF(32): the sum of the characters, each weighted by another power of the generator. It finds every
 * single wrong character and every swap of two, and unlike Crockford's modulo-37 check it stays inside the alphabet.
 */
function checkCharacter(code: string): string {
  let sum = 0;
  for (const character of code) sum = double(sum ^ value(character));
  return ALPHABET.charAt(sum);
}

export function newReceipt(): Receipt {
  const code = randomCode(LENGTH);
  return (code + checkCharacter(code)) as Receipt;
}

/** In groups of four for the eye: `XXXX-XXXX-XXXX-XXXX-XXXX-C`. */
export const formatReceipt = (receipt: Receipt): string => grouped(receipt);

export type ReadReceipt =
  | { readonly status: "read"; readonly receipt: Receipt }
  | {
      readonly status: "wrong-length";
      readonly length: number;
      readonly expected: number;
    }
  | { readonly status: "wrong-character"; readonly character: string }
  | { readonly status: "typing-slip" };

/** Reads what a person typed. Case, spaces and dashes do not matter; O is read as 0, I and L as 1. */
export function readReceipt(typed: string): ReadReceipt {
  const code = forgiven(typed.toUpperCase().replace(/[\s\u2010-\u2015-]/g, ""));
  const stranger = [...code].find((character) => value(character) < 0);
  if (stranger !== undefined) return { status: "wrong-character", character: stranger };
  if (code.length !== LENGTH + 1)
    return {
      status: "wrong-length",
      length: code.length,
      expected: LENGTH + 1,
    };
  const intact = checkCharacter(code.slice(0, LENGTH)) === code.charAt(LENGTH);
  return intact ? { status: "read", receipt: code as Receipt } : { status: "typing-slip" };
}

export interface ReporterKeys {
  /** Opens the mailbox. The server keeps its SHA-256 only, as the report's id. */
  readonly token: string;
  readonly id: string;
  /** A hybrid age identity; its recipient travels inside the seal. */
  readonly replyIdentity: string;
  /** HMAC key by which the Satgas knows that a later message comes from the same person. */
  readonly voice: string;
}

/** HKDF-SHA-256 (RFC 5869): three independent secrets from one receipt, told apart by their `info`. */
export async function reporterKeys(receipt: Receipt): Promise<ReporterKeys> {
  const text = new TextEncoder();
  const secret = await crypto.subtle.importKey("raw", text.encode(receipt), "HKDF", false, ["deriveBits"]);
  const derive = async (name: string) => {
    const info = text.encode(`posko/v1/${name}`);
    const algorithm = {
      name: "HKDF",
      hash: "SHA-256",
      salt: new Uint8Array(),
      info,
    };
    return new Uint8Array(await crypto.subtle.deriveBits(algorithm, secret, 256));
  };
  const token = toBase64url(await derive("token"));
  return {
    token,
    id: await reportId(token),
    // The form in which the age format writes a hybrid identity: 32 bytes in Bech32, upper case.
    replyIdentity: bech32.encodeFromBytes("AGE-SECRET-KEY-PQ-", await derive("reply")).toUpperCase(),
    voice: toBase64url(await derive("voice")),
  };
}

/** What the server derives from the token a mailbox request carries. */
export const reportId = async (token: string): Promise<string> =>
  toBase64url(await sha256(new TextEncoder().encode(token)));
