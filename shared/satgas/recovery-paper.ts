import { bech32 } from "@scure/base";
import { keyOnPaper, onPaper } from "../paper.ts";
import type { Identity } from "../seal.ts";

/**
 * The recovery paper of a Satgas: the age identity to which its keyring is sealed beside its members, in the four lines
 * of `paper.ts`. An age identity is the Bech32 of 32 bytes (https://age-encryption.org/v1).
 */
const PREFIX = "age-secret-key-pq-";

/** The four lines. @throws Error when it is no hybrid age identity */
export const recoveryOnPaper = (identity: Identity): string[] =>
  onPaper(Uint8Array.from(bech32.decodeToBytes(identity.toLowerCase()).bytes));

/** The identity on the four lines, as `readPaper` gives them; nothing when they are no key. */
export function recoveryFromPaper(lines: readonly string[]): Identity | undefined {
  const key = keyOnPaper(lines);
  return key && bech32.encodeFromBytes(PREFIX, key).toUpperCase();
}
