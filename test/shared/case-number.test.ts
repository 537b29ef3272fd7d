import { expect, it } from "vitest";
import { toBase64url } from "../../shared/bytes.ts";
import { caseNumber } from "../../shared/case-number.ts";
import { checked, isReportId } from "../../shared/kind.ts";

const idOf = (...first: number[]) =>
  checked(
    isReportId,
    toBase64url(
      new Uint8Array(32)
        .fill(0xa5)
        .fill(0, 0, 4)
        .map((byte, at) => first[at] ?? byte),
    ),
  );

it("is the first 30 bits of the id, five to a character, and nothing after them", () => {
  expect(caseNumber(idOf(0, 0, 0, 0))).toBe("000-000");
  expect(caseNumber(idOf(0xff, 0xff, 0xff, 0xfc))).toBe("ZZZ-ZZZ");
  expect(caseNumber(idOf(0xff, 0xff, 0xff, 0xff))).toBe("ZZZ-ZZZ");
  expect(caseNumber(idOf(0, 0, 0, 0b111))).toBe("000-001");
  expect(caseNumber(idOf(0b00001_000, 0b10_00011_0, 0b0100_0010, 0b1_00110_11))).toBe("123-456");
});
