import { p256 } from "@noble/curves/nist.js";
import { ALPHABET, checkCharacter, forgiven, isInAlphabet } from "../shared/crockford.ts";

/**
 * The root as it lies on paper: 256 bits in four lines of thirteen Crockford characters and a check character, so that
 * a slip is told by its line.
 */
const LINES = 4;
const LENGTH = 13;

export function onPaper(scalar: Uint8Array): string[] {
  let bits = 0n;
  for (const byte of scalar) bits = (bits << 8n) | BigInt(byte);
  let code = "";
  for (let at = LINES * LENGTH - 1; at >= 0; at -= 1) code += ALPHABET.charAt(Number((bits >> BigInt(5 * at)) & 31n));
  return Array.from({ length: LINES }, (_, index) => {
    const line = code.slice(index * LENGTH, (index + 1) * LENGTH);
    return `${line}${check(line, index)}`.replace(/.{5}(?=.)/g, "$&-");
  });
}

/** Of a line and its place, so that two lines in the wrong order are found out as well. */
const check = (line: string, index: number): string => checkCharacter(`${ALPHABET.charAt(index)}${line}`);

/**
 * The line at this place without its check character; nothing when it does not add up. Case, spaces and dashes do not
 * matter.
 */
export function readPaper(typed: string, index: number): string | undefined {
  const line = forgiven(typed.toUpperCase().replace(/[^\p{L}\p{N}]/gu, ""));
  const code = line.slice(0, LENGTH);
  const right = line.length === LENGTH + 1 && [...line].every(isInAlphabet) && check(code, index) === line.at(-1);
  return right ? code : undefined;
}

/** 32 bytes from the four lines; nothing when they are no P-256 private key. */
export function scalarOf(lines: readonly string[]): Uint8Array | undefined {
  let bits = 0n;
  for (const character of lines.join("")) bits = (bits << 5n) | BigInt(ALPHABET.indexOf(character));
  if (lines.length !== LINES || bits >> 256n !== 0n) return undefined;
  const scalar = Uint8Array.from({ length: 32 }, (_, at) => Number((bits >> BigInt(8 * (31 - at))) & 255n));
  return p256.utils.isValidSecretKey(scalar) ? scalar : undefined;
}
