import { caseNumber } from "../../shared/case-number.ts";
import { type SeatKey, writeReport } from "../../shared/content/text.ts";
import { signedPart } from "../../shared/jws.ts";
import type { Hour } from "../../shared/moment.ts";
import { formatReceipt, newReceipt } from "../../shared/receipt.ts";
import { reporterKeys } from "../../shared/reporter.ts";
import { reporterToken } from "../../shared/sign-in.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import { apiOrigin } from "../api.ts";
import type { Code, HandIn } from "./outcome.ts";
import { stampFor } from "./stamping.ts";

/** A code and what is done with its keys. One for each page, so that whatever it sends or saves bears one code. */
export async function newLetterbox(stack: UnitCode) {
  const receipt = newReceipt();
  const keys = await reporterKeys(receipt);
  const code: Code = { code: formatReceipt(receipt), number: caseNumber(keys.id) };
  const answersBySignedPart = new Map<string, string>();
  let stamp: { readonly hour: Hour; readonly bits: number; readonly value: Promise<number> } | undefined;
  return {
    code,

    /** @param at hour of the directory */
    async write({ answers, language }: HandIn, seats: readonly SeatKey[], at: Hour, channel: "form" | "file") {
      const content = { kind: "report", language, answers } as const;
      const written = await writeReport(content, seats, keys, { stack, at, channel });
      answersBySignedPart.set(signedPart(written.entry), JSON.stringify(answers));
      return written;
    },

    /** Whether this entry was signed here over these answers. */
    says: (entry: string | undefined, answers: string): boolean =>
      entry !== undefined && answersBySignedPart.get(signedPart(entry)) === answers,

    /** A stamp of at least so many bits; one that was begun is not begun again. */
    stamp(hour: Hour, bits: number): Promise<number> {
      if (stamp?.hour !== hour || stamp.bits < bits) {
        stamp = { hour, bits, value: stampFor({ id: keys.id, stack, hour }, bits) };
      }
      return stamp.value;
    },

    /** @param now Unix seconds by the server's clock */
    token: (now: number): Promise<string> => reporterToken(keys.voice, apiOrigin(), Math.floor(now)),
  };
}
