import { checkCharacter, forgiven, grouped, isInAlphabet, randomCode } from "./crockford.ts";
import { checked, type Kind } from "./kind.ts";

/**
 * The receipt (kode laporan): 120 random bits as 24 Crockford characters and a check character, shown once. It is the
 * reporter's only secret; everything else is derived from it (`reporter.ts`), and none of it leads back.
 */
export type Receipt = Kind<"receipt">;

const LENGTH = 24;

/** A new receipt, of bytes that WebCrypto draws. */
export function newReceipt(): Receipt {
  const code = randomCode(LENGTH);
  return checked(isReceipt, code + checkCharacter(code));
}

const isReceipt = (code: unknown): code is Receipt =>
  typeof code === "string" && checkCharacter(code.slice(0, LENGTH)) === code.slice(LENGTH);

/** In five groups of five for the eye: `XXXXX-XXXXX-XXXXX-XXXXX-XXXXC`. */
export const formatReceipt = (receipt: Receipt): string => grouped(receipt, 5);

export type ReadReceipt =
  | { readonly status: "read"; readonly receipt: Receipt }
  | {
      readonly status: "wrong-length";
      readonly length: number;
      readonly expected: number;
    }
  | { readonly status: "wrong-character"; readonly character: string }
  | { readonly status: "typing-slip" };

/**
 * Reads what a person typed or pasted. Case, spaces, signs between and around the characters, and what cannot be seen do
 * not matter; O is read as 0, I and L as 1.
 */
export function readReceipt(typed: string): ReadReceipt {
  const code = forgiven(typed.toUpperCase().replace(/[^\p{L}\p{N}]/gu, ""));
  const stranger = [...code].find((character) => !isInAlphabet(character));
  if (stranger !== undefined) return { status: "wrong-character", character: stranger };
  if (code.length !== LENGTH + 1)
    return {
      status: "wrong-length",
      length: code.length,
      expected: LENGTH + 1,
    };
  return isReceipt(code) ? { status: "read", receipt: code } : { status: "typing-slip" };
}
