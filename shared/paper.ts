import { ALPHABET, checkCharacter, forgiven, isInAlphabet } from "./crockford.ts";

/**
 * A key as it lies on paper: 256 bits in four lines of thirteen Crockford characters and a check character, so that
 * a slip is told by its line. The root lies so, and a Satgas's recovery key.
 */
export const PAPER_LINES = 4;
const LENGTH = 13;

/** The lines of a key. @param key 32 bytes */
export function onPaper(key: Uint8Array): string[] {
  let bits = 0n;
  for (const byte of key) bits = (bits << 8n) | BigInt(byte);
  let code = "";
  for (let at = PAPER_LINES * LENGTH - 1; at >= 0; at -= 1)
    code += ALPHABET.charAt(Number((bits >> BigInt(5 * at)) & 31n));
  return Array.from({ length: PAPER_LINES }, (_, index) => {
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
  const right = line.length === LENGTH + 1 && [...line].every(isInAlphabet) && check(code, index) === line[LENGTH];
  return right ? code : undefined;
}

/** 32 bytes from the four lines, as {@link readPaper} gives them; nothing when they are more than 256 bits, or too few. */
export function keyOnPaper(lines: readonly string[]): Uint8Array<ArrayBuffer> | undefined {
  let bits = 0n;
  for (const character of lines.join("")) bits = (bits << 5n) | BigInt(ALPHABET.indexOf(character));
  if (lines.length !== PAPER_LINES || bits >> 256n !== 0n) return undefined;
  return Uint8Array.from({ length: 32 }, (_, at) => Number((bits >> BigInt(8 * (31 - at))) & 255n));
}
