import { newReceipt, type Receipt } from "../../shared/receipt.ts";
import { type ReporterKeys, reporterKeys } from "../../shared/reporter.ts";

/**
 * Everything of the form that needs cryptography, in a chunk of its own that loads behind the questions. No other file
 * of the first screens imports any of it.
 */

export { toBase64url } from "../../shared/bytes.ts";
export { caseNumber } from "../../shared/case-number.ts";
export { carriedFile, writeReport } from "../../shared/content/text.ts";
export { signedPart } from "../../shared/jws.ts";
export { formatReceipt, readReceipt } from "../../shared/receipt.ts";
export { reporterKeys } from "../../shared/reporter.ts";
export { recipientHash } from "../../shared/satgas/vouch.ts";
export { reporterToken } from "../../shared/sign-in.ts";
export { HARDEST } from "../../shared/stamp.ts";
export { trustedSatgas } from "./satgas.ts";
export { stampFor } from "./stamping.ts";

/** One for each page: whatever it sends or saves bears one code. */
export interface Letterbox {
  readonly receipt: Receipt;
  readonly keys: ReporterKeys;
}

export async function newLetterbox(): Promise<Letterbox> {
  const receipt = newReceipt();
  return { receipt, keys: await reporterKeys(receipt) };
}
