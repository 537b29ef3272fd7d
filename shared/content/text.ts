import { fromBase64url, randomBytes, toBase64url } from "../bytes.ts";
import { hashOfBytes, hashOfText, type Jws, signedPart, signJws } from "../jws.ts";
import type { Hour } from "../moment.ts";
import type { ReporterKeys } from "../reporter.ts";
import { type Recipient, sealText } from "../seal.ts";
import type { UnitCode } from "../work-unit.ts";
import type { ReportEntry } from "./entry.ts";
import type { ReportContent } from "./report.ts";

/**
 * A sealed text: an age file of two lines. Line 1 is its content as JSON, with 128 random bits; line 2 is the entry
 * that signs it, by the SHA-256 of line 1. The same entry lies outside. Signed once, it survives being sealed again,
 * and who can open a text cannot write another in its author's name.
 */

/** Bytes of salts and of the random part of a content. */
const RANDOM_BYTES = 16;

export interface WrittenReport {
  readonly entry: Jws;
  readonly sealed: Uint8Array<ArrayBuffer>;
}

export interface SeatKey {
  readonly unit: UnitCode;
  readonly gen: number;
  readonly recipient: Recipient;
}

/**
 * Writes, signs and seals a first report: the one writer for form, drill and tests.
 *
 * @param seats who may ever open it, nearest first
 * @param content what she tells
 * @param about `at`: the hour (`2026-11-26T04`, UTC)
 * @throws SealError `too-large` when it does not fit the largest size class
 */
export async function writeReport(
  content: Pick<ReportContent, "kind" | "language" | "answers">,
  seats: readonly SeatKey[],
  keys: ReporterKeys,
  about: { readonly stack: UnitCode; readonly at: Hour; readonly channel: ReportEntry["channel"] },
): Promise<WrittenReport> {
  const salt = toBase64url(randomBytes(RANDOM_BYTES));
  const proof = await keys.proofOf(salt);
  const whole: ReportContent = {
    v: 1,
    ...content,
    reply: keys.replyRecipient,
    proof,
    random: toBase64url(randomBytes(RANDOM_BYTES)),
  };
  const line = JSON.stringify(whole);
  const entry: ReportEntry = {
    id: keys.id,
    stack: about.stack,
    log: "reporter",
    n: 1,
    kind: "report",
    at: about.at,
    channel: about.channel,
    seats: seats.map(({ unit, gen }) => ({ unit, gen })),
    salt,
    proofHash: await hashOfBytes(fromBase64url(proof)),
    text: await hashOfText(line),
  };
  const jws = await signJws("entry+jws", entry, keys.voice, "with-jwk");
  const recipients = seats.map(({ recipient }) => recipient);
  return { entry: jws, sealed: await sealText(`${line}\n${jws}`, recipients) };
}

/** The sealed report as a file that she can carry: entry 1, then the age file. `tail -n +2 file | age -d` opens it. */
export function carriedFile({ entry, sealed }: WrittenReport): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(`${entry}\n`);
  const file = new Uint8Array(head.length + sealed.length);
  file.set(head);
  file.set(sealed, head.length);
  return file;
}

/** An entry of a report is about 1 KB; four seats more do not double it. */
const ENTRY_LIMIT = 4096;

/** The two parts of a {@link carriedFile}; nothing when its first line is no JWS. */
export function readCarriedFile(file: Uint8Array): WrittenReport | undefined {
  const end = file.subarray(0, ENTRY_LIMIT).indexOf(10);
  const entry = end < 0 ? "" : new TextDecoder().decode(file.subarray(0, end));
  return isJws(entry) ? { entry, sealed: new Uint8Array(file.subarray(end + 1)) } : undefined;
}

const isJws = (text: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text);

/** The two lines of an opened text, without the padding. Nothing when there is no second line that is a JWS. */
export function linesOf(text: string): { readonly content: string; readonly entry: Jws } | undefined {
  const [content = "", entry = "", ...more] = text.trimEnd().split("\n");
  return isJws(entry) && more.length === 0 ? { content, entry } : undefined;
}

/** Whether the entry inside a seal is the one outside: the signature may differ, what it signs may not. */
export const isSameEntry = (inside: Jws, outside: Jws): boolean => signedPart(inside) === signedPart(outside);
