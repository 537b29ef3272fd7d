import { forgiven, grouped, randomCode } from "./crockford.ts";

/**
 * The passphrase of a key file: 100 random bits as 20 Crockford characters, `XXXX-XXXX-XXXX-XXXX-XXXX`. It is always
 * generated, because `sealWithPassphrase` relies on its strength and not on a slow hash.
 */

const LENGTH = 20;

/** A new passphrase. */
export const newPassphrase = (): string => grouped(randomCode(LENGTH));

/**
 * The passphrase as it was generated, from what a person typed: case, spaces and dashes do not matter, O is read as 0,
 * I and L as 1. What cannot have been generated here is left as typed: a key file may have been sealed elsewhere.
 */
export function canonicalPassphrase(typed: string): string {
  const characters = forgiven(typed.toUpperCase().replace(/[^0-9A-Z]/g, ""));
  return characters.length === LENGTH ? grouped(characters) : typed;
}
