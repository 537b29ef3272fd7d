import { fromBase64url } from "./bytes.ts";
import { ALPHABET } from "./crockford.ts";
import type { ReportId } from "./kind.ts";

/**
 * The case number (nomor kasus) of a report: the first 30 bits of its id as six Crockford characters, `K7M-2Q9`. The
 * same on both sides, and a name only: two reports may share one, so nothing is looked up by it.
 */
export function caseNumber(id: ReportId): string {
  // Five whole sextets of base64url are 30 bits.
  const bytes = fromBase64url(`${id.slice(0, 5)}AAA`);
  const bits = bytes.slice(0, 4).reduce((sum, byte) => sum * 256 + byte, 0);
  const code = Array.from({ length: 6 }, (_, index) => ALPHABET.charAt(Math.floor(bits / 2 ** (27 - 5 * index)) & 31));
  return `${code.slice(0, 3).join("")}-${code.slice(3).join("")}`;
}
