import { sha256 } from "@noble/hashes/sha2.js";
import type { ReportId, UnitCode } from "./kind.ts";
import type { Hour } from "./moment.ts";

/** What a stamp is for: it serves one report, in one stack, in the hour it was made for and the one after. */
export interface StampFor {
  readonly id: ReportId;
  readonly stack: UnitCode;
  /** The hour of the directory that asked for it, `2026-11-26T04`. */
  readonly hour: Hour;
}

/**
 * Proof of work on a first report: a number that makes SHA-256(`posko/stamp/v2:<stack>:<hour>:<id>:<number>`) begin with
 * `difficulty` zero bits. It can be computed while she is still writing, and not be stored up. Synchronous on purpose: a
 * call per hash into WebCrypto costs more than the hash.
 */
export function checkStamp(of: StampFor, stamp: number, difficulty: number): boolean {
  return leadingZeroBits(digest(of, stamp)) >= difficulty;
}

/** The smallest number that is a stamp. Takes 2^difficulty hashes on average. */
export function makeStamp(of: StampFor, difficulty: number): number {
  let stamp = 0;
  while (!checkStamp(of, stamp, difficulty)) stamp += 1;
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

const digest = ({ stack, hour, id }: StampFor, stamp: number) =>
  sha256(new TextEncoder().encode(`posko/stamp/v2:${stack}:${hour}:${id}:${stamp}`));

function leadingZeroBits(bytes: Uint8Array): number {
  const first = bytes.findIndex((byte) => byte !== 0);
  return first < 0 ? bytes.length * 8 : first * 8 + Math.clz32(bytes[first] as number) - 24;
}
