import { randomBytes } from "./bytes.ts";
import { WORDS } from "./words.ts";

/**
 * The passphrase of a key file: eight Indonesian words, 80 random bits, `batu-layar-…`. It is always generated, because
 * `sealWithPassphrase` relies on its strength more than on its slow hash.
 */
const LENGTH = 8;

/** A new passphrase. */
export function newPassphrase(): string {
  // 1,024 divides 2^16: no word is likelier than another.
  const drawn = new Uint16Array(randomBytes(2 * LENGTH).buffer);
  return [...drawn].map((number) => WORDS[number % WORDS.length]).join("-");
}

const wordsIn = (typed: string): string[] =>
  typed
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter(Boolean);

/**
 * The passphrase as it was generated, from what a person typed: case, spaces and dashes do not matter. What cannot have
 * been generated here is left as typed: a key file may have been sealed elsewhere.
 */
export function canonicalPassphrase(typed: string): string {
  const words = wordsIn(typed);
  return words.length === LENGTH ? words.join("-") : typed;
}

/** The first word of a typed passphrase that is none of ours, from 1; nothing when all are, or it is no passphrase of ours. */
export function unknownWord(typed: string): number | undefined {
  const words = wordsIn(typed);
  const at = words.length === LENGTH ? words.findIndex((word) => !WORDS.includes(word)) : -1;
  return at < 0 ? undefined : at + 1;
}
