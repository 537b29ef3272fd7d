import { randomBytes } from "./bytes.ts";

/**
 * The passphrase of a key file: 100 random bits as 20 Crockford characters, `XXXX-XXXX-XXXX-XXXX-XXXX`. It is always
 * generated, because `sealWithPassphrase` relies on its strength and not on a slow hash.
 */

/** Crockford's base 32: no I, L, O or U, so that it can be copied from paper. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 20;

const grouped = (characters: string): string => characters.replace(/.{4}(?=.)/g, "$&-");

/** 256 is a multiple of 32, so the low five bits of a random byte favour no character. */
export const newPassphrase = (): string =>
  grouped(Array.from(randomBytes(LENGTH), (byte) => ALPHABET.charAt(byte & 31)).join(""));

/**
 * The passphrase as it was generated, from what a person typed: case, spaces and dashes do not matter, O is read as 0,
 * I and L as 1. What cannot have been generated here is left as typed: a key file may have been sealed elsewhere.
 */
export function canonicalPassphrase(typed: string): string {
  const characters = typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  return characters.length === LENGTH ? grouped(characters) : typed;
}
