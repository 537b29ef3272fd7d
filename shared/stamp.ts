import { sha256 } from "@noble/hashes/sha2.js";

/**
 * Proof of work on a first report: a number that makes SHA-256(`posko/stamp/v1:<report id>:<number>`) begin with
 * `difficulty` zero bits. It is bound to the report's id, so it serves one report and can be computed while she is
 * still writing. Synchronous on purpose: a call per hash into WebCrypto costs more than the hash.
 */
export function checkStamp(id: string, stamp: number, difficulty: number): boolean {
  return leadingZeroBits(digest(id, stamp)) >= difficulty;
}

/** Takes 2^difficulty hashes on average. */
export function makeStamp(id: string, difficulty: number): number {
  let stamp = 0;
  while (!checkStamp(id, stamp, difficulty)) stamp += 1;
  return stamp;
}

/** Reports of one hour in one stack that are no flood. A whole country reports less in a quiet year. */
const CALM = 60;
/** Above it an old telephone computes for minutes. */
export const HARDEST = 22;

/**
 * What a stamp costs, from how many reports came within the hour: each doubling makes it twice as dear, for everyone,
 * up to a bound. Nobody is refused for it; the form computes while she writes.
 */
export const difficultyUnder = (reports: number, base: number): number =>
  Math.max(base, Math.min(HARDEST, base + Math.max(0, Math.ceil(Math.log2(reports / CALM)))));

const digest = (id: string, stamp: number) => sha256(new TextEncoder().encode(`posko/stamp/v1:${id}:${stamp}`));

function leadingZeroBits(bytes: Uint8Array): number {
  const first = bytes.findIndex((byte) => byte !== 0);
  return first < 0 ? bytes.length * 8 : first * 8 + Math.clz32(bytes[first] as number) - 24;
}
