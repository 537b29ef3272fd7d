import { fromBase64url } from "../../shared/bytes.ts";
import { inspectEnvelope } from "../../shared/envelope.ts";
import { type Report, readContent, reportSchema } from "../../shared/report.ts";
import { type Identity, lockOf, open } from "../../shared/seal.ts";

/** Why a report cannot be shown. Each has a sentence of its own that says what to do. */
type Unreadable = "wrong-key" | "damaged" | "newer-version" | "not-sealed" | "not-hybrid" | "key-file" | "too-large";

export type OpenedReport = { readonly status: "opened"; readonly report: Report } | { readonly status: Unreadable };

/** Twice the largest size class: no sealed report comes near it. */
const SEALED_FILE_LIMIT = 512 * 1024;

type Identities = ReadonlyMap<number, Identity>;

/** Opens a report as the server hands it out. */
export async function openReport(sealed: string, gen: number, identities: Identities): Promise<OpenedReport> {
  try {
    return await openWithAny(fromBase64url(sealed), identities, gen);
  } catch {
    return { status: "damaged" };
  }
}

/** Opens a file that came by other means, so that nobody has checked what it is. */
export async function openSealedFile(file: Blob, identities: Identities): Promise<OpenedReport> {
  if (file.size > SEALED_FILE_LIMIT) return { status: "too-large" };
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return { status: "not-sealed" };
  }
  const { status } = inspectEnvelope(bytes);
  if (status === "newer-version") return { status };
  if (status === "not-hybrid") return { status: lockOf(bytes) === "unknown" ? "not-hybrid" : "key-file" };
  if (status === "not-age" || status === "not-padded") return { status: "not-sealed" };
  return openWithAny(bytes, identities);
}

/** The generation named first, then the others: a hint that is wrong must not make a report unreadable. */
async function openWithAny(file: Uint8Array, identities: Identities, hint?: number): Promise<OpenedReport> {
  const inOrder = [...identities].sort(([a], [b]) => Number(b === hint) - Number(a === hint) || b - a);
  for (const [, identity] of inOrder) {
    const opened = await open(file, identity);
    if (opened.status === "wrong-key") continue;
    if (opened.status !== "opened") return { status: opened.status };
    const read = readContent(reportSchema, opened.content);
    return read.status === "read" ? { status: "opened", report: read.value } : { status: read.status };
  }
  return { status: "wrong-key" };
}
