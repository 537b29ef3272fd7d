import { describe, expect, it } from "vitest";
import { isReportId } from "../../shared/kind.ts";
import { checkStamp, difficultyUnder, HARDEST, makeStamp } from "../../shared/stamp.ts";
import { invented } from "../support/invented.ts";

const of = { id: invented(isReportId), stack: "33", hour: "2026-11-26T04" } as const;

describe("a stamp", () => {
  it("holds for the report, the stack and the hour that it was made for, and for no other", () => {
    const stamp = makeStamp(of, 12);
    expect(checkStamp(of, stamp, 12)).toBe(true);
    for (const other of [{ id: invented(isReportId, "B") }, { stack: "34" }, { hour: "2026-11-26T05" }] as const) {
      expect(checkStamp({ ...of, ...other }, stamp, 12)).toBe(false);
    }
  });

  it("becomes twice as dear each time twice as many reports come, and never dearer than a phone can bear", () => {
    expect([0, 60, 61, 120, 121, 240].map((reports) => difficultyUnder(reports, 16))).toEqual([16, 16, 17, 17, 18, 18]);
    expect(difficultyUnder(1e9, 16)).toBe(HARDEST);
    expect(difficultyUnder(0, 23)).toBe(23);
  });
});
