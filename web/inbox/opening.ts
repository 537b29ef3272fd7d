import { fromBase64url } from "../../shared/bytes.ts";
import { type ReadReport, readReport } from "../../shared/content/read-report.ts";
import { readCarriedFile } from "../../shared/content/text.ts";
import type { InboxReport } from "../../shared/contract.ts";
import { inspectEnvelope } from "../../shared/envelope.ts";
import type { ReportId } from "../../shared/kind.ts";
import { lockOf } from "../../shared/open.ts";
import type { Identity } from "../../shared/seal.ts";
import type { UnitCode } from "../../shared/work-unit.ts";

/** Opened and verified, or why it cannot be shown. Each reason has a sentence of its own that says what to do. */
export type OpenedReport = ReadReport | { readonly status: "not-sealed" | "not-hybrid" | "key-file" | "too-large" };

/** Twice the largest size class: no sealed report comes near it. */
const SEALED_FILE_LIMIT = 512 * 1024;

type Readers = ReadonlyMap<number, Identity>;

/** Opens a report as the server hands it out, for the id that was asked for and nothing else. */
export async function openReport(
  id: ReportId,
  { sealed, logs }: Pick<InboxReport, "sealed" | "logs">,
  readers: Readers,
  { unit, stack }: { readonly unit: UnitCode; readonly stack: UnitCode },
): Promise<OpenedReport> {
  let file: Uint8Array;
  try {
    file = fromBase64url(sealed);
  } catch {
    return { status: "damaged" };
  }
  return readReport(file, readers, { entry: logs.reporter[0] ?? "", unit, id, stack });
}

/** Opens a file that came by other means, so that nobody has checked what it is. */
export async function openSealedFile(file: Blob, readers: Readers, unit: UnitCode): Promise<OpenedReport> {
  if (file.size > SEALED_FILE_LIMIT) return { status: "too-large" };
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return { status: "not-sealed" };
  }
  if (lockOf(bytes) !== "unknown") return { status: "key-file" };
  const carried = readCarriedFile(bytes);
  if (!carried) return { status: "not-sealed" };
  const { status } = inspectEnvelope(carried.sealed);
  if (status === "newer-version" || status === "not-hybrid") return { status };
  if (status !== "sealed") return { status: "not-sealed" };
  return readReport(carried.sealed, readers, { entry: carried.entry, unit });
}
