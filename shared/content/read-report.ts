import { fromBase64url } from "../bytes.ts";
import { hashOfBytes, hashOfText, type Jws } from "../jws.ts";
import type { Hash, ReportId } from "../kind.ts";
import { openText } from "../open.ts";
import type { Identity } from "../seal.ts";
import type { UnitCode } from "../work-unit.ts";
import { type ReportEntry, readEntry } from "./entry.ts";
import { readContent } from "./read-content.ts";
import { type ReportContent, reportContentSchema } from "./report.ts";
import { isSameEntry, linesOf } from "./text.ts";

/** `mismatch`: it opens, but it is not what its author signed for this place. Nothing of it is shown. */
export type ReadReport =
  | { readonly status: "read"; readonly entry: ReportEntry; readonly content: ReportContent }
  | { readonly status: "wrong-key" | "damaged" | "newer-version" | "mismatch" };

export interface Expected {
  /** The entry that lies outside the seal. */
  readonly entry: Jws;
  /** The Satgas that reads. */
  readonly unit: UnitCode;
  /** The report that was asked for, and where; absent for a file that came by other means. */
  readonly id?: ReportId;
  readonly stack?: UnitCode;
}

/**
 * Opens a first report and verifies it before anything is shown: that its author signed this content, for this id, this
 * stack and this Satgas's generation, and that the entry outside is the one inside. Never throws for what is in `file`.
 *
 * @param readers the Satgas's identities by generation
 */
export async function readReport(
  file: Uint8Array,
  readers: ReadonlyMap<number, Identity>,
  expected: Expected,
): Promise<ReadReport> {
  const outside = await readEntry(expected.entry);
  const hint = outside.status === "read" && "seats" in outside.entry ? seatOf(outside.entry, expected.unit) : undefined;
  // The generation named first, then the others: an entry that lies must be told from a key that is missing.
  const inOrder = [...readers].sort(([a], [b]) => Number(b === hint) - Number(a === hint) || b - a);
  for (const [gen, identity] of inOrder) {
    const opened = await openText(file, identity);
    if (opened.status === "wrong-key") continue;
    return opened.status === "opened" ? readOpened(opened.text, gen, expected) : { status: opened.status };
  }
  return { status: "wrong-key" };
}

async function readOpened(
  text: string,
  gen: number,
  { entry: outside, unit, id, stack }: Expected,
): Promise<ReadReport> {
  const lines = linesOf(text);
  if (!lines) return { status: "damaged" };
  const inside = await readEntry(lines.entry);
  if (inside.status === "newer-version") return { status: "newer-version" };
  if (inside.status !== "read" || inside.entry.kind !== "report") return { status: "mismatch" };
  const { entry } = inside;
  const itsOwn =
    isSameEntry(lines.entry, outside) &&
    entry.text === (await hashOfText(lines.content)) &&
    seatOf(entry, unit) === gen &&
    (id === undefined || entry.id === id) &&
    (stack === undefined || entry.stack === stack);
  if (!itsOwn) return { status: "mismatch" };
  const read = readContent(reportContentSchema, parse(lines.content));
  if (read.status !== "read") return { status: read.status };
  const proves = (await hashOfProof(read.value.proof)) === entry.proofHash;
  return proves ? { status: "read", entry, content: read.value } : { status: "mismatch" };
}

async function hashOfProof(proof: string): Promise<Hash | undefined> {
  try {
    return await hashOfBytes(fromBase64url(proof));
  } catch {
    // 43 characters of which the last is not canonical.
    return undefined;
  }
}

const seatOf = ({ seats }: ReportEntry, unit: UnitCode): number | undefined =>
  seats.find((seat) => seat.unit === unit)?.gen;

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
