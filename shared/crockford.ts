import { randomBytes } from "./bytes.ts";

/** Crockford's base 32: no I, L, O or U, so that it can be read aloud and copied from paper. */
export const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Five random bits a character: 256 is a multiple of 32, so the low bits of a byte favour none. */
export const randomCode = (length: number): string =>
  Array.from(randomBytes(length), (byte) => ALPHABET.charAt(byte & 31)).join("");

/** In groups of four for the eye. */
export const grouped = (code: string): string => code.replace(/.{4}(?=.)/g, "$&-");

/** What a hand slips on: O is read as 0, I and L as 1. Expects upper case. */
export const forgiven = (typed: string): string => typed.replaceAll("O", "0").replace(/[IL]/g, "1");
