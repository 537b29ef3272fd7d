import { expect, it } from "vitest";
import { checked, type Hash, isHash, isMemberId, isReportId, isUnitCode, type UnitCode } from "../../shared/kind.ts";
import { dateOf, type Hour, hourOf, isHour, isMoment, type Moment } from "../../shared/moment.ts";
import { readReceipt } from "../../shared/receipt.ts";
import { invented } from "../support/invented.ts";

it("a text of one kind does not compile where another is asked for", () => {
  const [report, member, hash] = [invented(isReportId), invented(isMemberId), invented(isHash)];
  const unit: UnitCode = "3316";
  const hour: Hour = "2026-11-26T04";
  const moment: Moment = "2026-11-26T04:35";
  // @ts-expect-error a member's id is no report's
  const one: typeof report = member;
  // @ts-expect-error a hash is nobody's id
  const two: typeof member = hash;
  // @ts-expect-error a text that nobody has checked is no hash
  const three: Hash = `${hash}`;
  // @ts-expect-error a minute is no hour: nothing finer is kept of a reporter
  const four: Hour = moment;
  // @ts-expect-error an hour is no minute
  const five: Moment = hour;
  // @ts-expect-error an id is no unit
  const six: UnitCode = report;
  // @ts-expect-error nor is a text that nobody has checked
  const seven: UnitCode = `${unit}`.slice(0, 2);
  // @ts-expect-error two kinds are never the same
  expect(report === member).toBe(true);
  expect([one, two, three, four, five, six, seven]).toHaveLength(7);
});

it("a text becomes of a kind by its check alone", () => {
  for (const is of [isReportId, isMemberId, isHash]) {
    expect(is("A".repeat(43))).toBe(true);
    for (const text of ["A".repeat(42), "A".repeat(44), `${"A".repeat(42)}=`, `${"A".repeat(43)}\n`, undefined, 7]) {
      expect(is(text)).toBe(false);
    }
  }
  expect(["01", "33", "3316", "331", "3", "33166", "3e", " 33", "33\n", "", 33].map(isUnitCode)).toEqual([
    true,
    true,
    true,
    ...Array(8).fill(false),
  ]);
  expect(() => checked(isUnitCode, "Blora")).toThrow(TypeError);
  expect([isHour("2026-02-30T04"), isMoment("2026-11-26T04"), isHour("2026-11-26T04")]).toEqual([false, false, true]);
  expect(() => hourOf(new Date(8.64e15))).toThrow(TypeError);
  expect(dateOf(hourOf(new Date("2026-11-26T04:59:59Z")))).toEqual(new Date("2026-11-26T04:00Z"));
  expect(readReceipt("00000-00000-00000-00000-00000").status).toBe("read");
});
