import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatReceipt, newReceipt, readReceipt } from "../../shared/receipt.ts";

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const receipts = fc.constant(null).map(() => newReceipt());

describe("a receipt", () => {
  it("is read back as it was shown, whatever the case, dashes and spaces", () => {
    fc.assert(
      fc.property(receipts, (receipt) => {
        const shown = formatReceipt(receipt);
        expect(shown).toMatch(/^([0-9A-Z]{5}-){4}[0-9A-Z]{5}$/);
        for (const typed of [
          ...[shown, shown.toLowerCase(), shown.replaceAll("-", " "), `  ${receipt}\n`],
          ...[`${shown}.`, `\u200b${shown}\ufeff`, `“${shown}”,`, shown.replaceAll("-", "\u2011")],
        ]) {
          expect(readReceipt(typed)).toEqual({ status: "read", receipt });
        }
      }),
    );
  });

  it("forgives O for 0, and I or L for 1", () => {
    fc.assert(
      fc.property(receipts, fc.constantFrom("I", "L", "i", "l"), (receipt, one) => {
        const typed = receipt.replaceAll("0", "O").replaceAll("1", one);
        expect(readReceipt(typed)).toEqual({ status: "read", receipt });
      }),
    );
  });

  it("names every single wrong character and every swap of neighbours a typing slip", () => {
    fc.assert(
      fc.property(receipts, fc.nat(24), fc.constantFrom(...CROCKFORD), (receipt, at, other) => {
        fc.pre(receipt[at] !== other);
        expect(readReceipt(receipt.slice(0, at) + other + receipt.slice(at + 1))).toEqual({ status: "typing-slip" });
      }),
    );
    fc.assert(
      fc.property(receipts, fc.nat(23), (receipt, at) => {
        const [a = "", b = ""] = receipt.slice(at, at + 2);
        fc.pre(a !== b);
        const swapped = receipt.slice(0, at) + b + a + receipt.slice(at + 2);
        expect(readReceipt(swapped)).toEqual({ status: "typing-slip" });
      }),
    );
  });

  it("says what is wrong with anything else", () => {
    expect(readReceipt("ABCD-EF")).toEqual({
      status: "wrong-length",
      length: 6,
      expected: 25,
    });
    expect(readReceipt("ABCDE-FGU00-00000-00000-00000")).toEqual({
      status: "wrong-character",
      character: "U",
    });
    expect(readReceipt("")).toMatchObject({ status: "wrong-length" });
  });
});
