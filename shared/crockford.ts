import { randomBytes } from "./bytes.ts";

/** Crockford's base 32: no I, L, O or U, so that it can be read aloud and copied from paper. */
export const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Five random bits a character: 256 is a multiple of 32, so the low bits of a byte favour none. */
export const randomCode = (length: number): string =>
  Array.from(randomBytes(length), (byte) => ALPHABET.charAt(byte & 31)).join("");

/** In groups for the eye. */
export const grouped = (code: string, size: 4 | 5 = 4): string =>
  code.replace(size === 4 ? /.{4}(?=.)/g : /.{5}(?=.)/g, "$&-");

/** What a hand slips on: O is read as 0, I and L as 1. Expects upper case. */
export const forgiven = (typed: string): string => typed.replaceAll("O", "0").replace(/[IL]/g, "1");

export const isInAlphabet = (character: string): boolean => ALPHABET.includes(character);

const value = (character: string | undefined) => (character ? ALPHABET.indexOf(character) : -1);

/** Multiplies by the generator of GF(32) with the polynomial x^5 + x^2 + 1. */
const double = (n: number) => (n << 1) ^ (n & 16 ? 0b100101 : 0);

/**
 * A check over GF(32) for at most 31 characters: their sum, each weighted by another power of the generator. It finds
 * every single wrong character and every swap of two, and unlike Crockford's modulo-37 check it stays inside the alphabet.
 */
export function checkCharacter(code: string): string {
  let sum = 0;
  for (const character of code) sum = double(sum ^ value(character));
  return ALPHABET.charAt(sum);
}
