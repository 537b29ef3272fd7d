import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holidaysKnown, holidaysMissing, workingDayEnd, zoneOf, zones } from "../../shared/calendar.ts";
import { holidays } from "../../shared/holidays.ts";
import type { UnitCode } from "../../shared/kind.ts";
import { provinceOf, workUnits } from "../../shared/work-unit.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const HIGHEST = Math.max(...Object.keys(holidays).map(Number));

const units = fc.constantFrom(...workUnits().map(({ code }) => code));
const starts = fc.date({
  min: new Date("2025-01-01T00:00Z"),
  max: new Date(`${HIGHEST + 3}-12-31T00:00Z`),
  noInvalidDate: true,
});
const counts = fc.integer({ min: 1, max: 60 });

const local = (moment: Date, unit: UnitCode) => new Date(moment.getTime() + zones[zoneOf(unit)] * HOUR);
const isoDay = (moment: Date) => moment.toISOString().slice(0, 10);
const closed = new Set(
  Object.values(holidays).flatMap(({ national, leave }) => Object.keys({ ...national, ...leave })),
);
const weekend = (day: string) => ["Sat", "Sun"].includes(new Date(day).toUTCString().slice(0, 3));
/** The days after `from` up to `to`, both local ISO dates. */
function daysAfter(from: string, to: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(from) + DAY; at <= Date.parse(to); at += DAY) days.push(isoDay(new Date(at)));
  return days;
}

describe("the zones", () => {
  it("are those of the provinces", () => {
    const provinces = workUnits().filter(({ code }) => code.length === 2);
    const of = (zone: string) => provinces.filter(({ code }) => zoneOf(code) === zone).map(({ code }) => code);
    expect(of("WITA").join(" ")).toBe("51 52 53 63 64 65 71 72 73 74 75 76");
    expect(of("WIT").join(" ")).toBe("81 82 91 92 93 94 95 96");
    expect(of("WIB").join(" ")).toBe("01 11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 61 62");
  });

  it("hold for every unit of a province", () => {
    for (const { code } of workUnits()) expect(zoneOf(code)).toBe(zoneOf(provinceOf(code)));
  });

  it("are what the time zone database says of them, at any time of the year", () => {
    const names = { WIB: "Asia/Jakarta", WITA: "Asia/Makassar", WIT: "Asia/Jayapura" } as const;
    fc.assert(
      fc.property(starts, fc.constantFrom("WIB", "WITA", "WIT"), (moment, zone) => {
        const shown = new Intl.DateTimeFormat("en", { timeZone: names[zone], timeZoneName: "longOffset" });
        expect(shown.format(moment)).toContain(`GMT+0${zones[zone]}:00`);
      }),
    );
  });
});

describe("the holidays", () => {
  /** Weekdays as the ministers' decisions print them, in the order of the dates: a slip of a digit shows here. */
  const printed: Record<number, { national: string; leave: string }> = {
    2025: {
      national: "Rab Sen Rab Sab Sen Sel Jum Min Kam Sen Kam Min Jum Jum Min Jum Kam",
      leave: "Sel Jum Rab Kam Jum Sen Sel Jum Sen Sen Jum",
    },
    2026: {
      national: "Kam Jum Sel Kam Sab Min Jum Min Jum Kam Rab Min Sen Sel Sen Sel Jum",
      leave: "Sen Rab Jum Sen Sel Jum Kam Kam",
    },
    2027: {
      national: "Jum Sel Sab Sen Rab Kam Jum Min Sab Kam Sen Kam Sel Min Min Sel Sab Min",
      leave: "Jum Sel Jum Sen Kam Sel Rab Jum",
    },
  };
  const weekdays = (days: object) =>
    Object.keys(days)
      .map((day) => ["Min", "Sen", "Sel", "Rab", "Kam", "Jum", "Sab"][new Date(day).getUTCDay()])
      .join(" ");

  it.each(Object.entries(holidays))(
    "of %s fall on the weekdays that the decision prints",
    (year, { national, leave }) => {
      expect({ national: weekdays(national), leave: weekdays(leave) }).toEqual(printed[Number(year)]);
    },
  );

  it.each(Object.entries(holidays))("of %s are dated within it, once, in order, with a source", (year, found) => {
    const national = Object.keys(found.national);
    const leave = Object.keys(found.leave);
    for (const days of [national, leave]) expect(days).toEqual([...days].sort());
    expect(new Set([...national, ...leave]).size).toBe(national.length + leave.length);
    for (const day of [...national, ...leave]) expect(isoDay(new Date(day))).toBe(`${year}${day.slice(4)}`);
    // Leave is there to free a working day.
    expect(leave.filter(weekend)).toEqual([]);
    expect(found.source).toMatch(/^https:\/\/[a-z.]+\.go\.id\//);
    expect(isoDay(new Date(found.lastVerified))).toBe(found.lastVerified);
  });

  it("are asked for from November, in Jakarta's time, and at once when this year's are missing", () => {
    expect(holidaysKnown(2026)).toBe(true);
    expect(holidaysKnown(HIGHEST + 1)).toBe(false);
    expect(holidaysMissing(new Date("2026-11-24T00:00Z"))).toBeUndefined();
    // 1 November in Jakarta begins at 17:00 UTC of the day before.
    expect(holidaysMissing(new Date(`${HIGHEST}-10-31T16:59:59Z`))).toBeUndefined();
    expect(holidaysMissing(new Date(`${HIGHEST}-10-31T17:00Z`))).toBe(HIGHEST + 1);
    expect(holidaysMissing(new Date(`${HIGHEST}-12-31T16:59:59Z`))).toBe(HIGHEST + 1);
    expect(holidaysMissing(new Date(`${HIGHEST}-12-31T17:00Z`))).toBe(HIGHEST + 1);
    expect(holidaysMissing(new Date("2024-06-01T00:00Z"))).toBe(2024);
  });
});

describe("the end of a working day", () => {
  it("is at 16:00 in the unit's own time, on an open day, with exactly so many open days since the start", () => {
    fc.assert(
      fc.property(starts, counts, units, (start, days, unit) => {
        const end = workingDayEnd(start, days, unit);
        expect(local(end, unit).toISOString().slice(11)).toBe("16:00:00.000Z");
        const passed = daysAfter(isoDay(local(start, unit)), isoDay(local(end, unit)));
        const open = passed.filter((day) => !weekend(day) && !closed.has(day));
        expect(open).toHaveLength(days);
        expect(open.at(-1)).toBe(isoDay(local(end, unit)));
      }),
    );
  });

  it("leaves the whole of at least that many working days", () => {
    fc.assert(
      fc.property(starts, counts, units, (start, days, unit) => {
        expect(workingDayEnd(start, days, unit).getTime() - start.getTime()).toBeGreaterThan(
          (days - 1) * DAY + 16 * HOUR - 1,
        );
      }),
    );
  });

  it("is the same for a start that is known only by its hour", () => {
    fc.assert(
      fc.property(starts, counts, units, (start, days, unit) => {
        const hour = new Date(Math.floor(start.getTime() / HOUR) * HOUR);
        expect(workingDayEnd(hour, days, unit)).toEqual(workingDayEnd(start, days, unit));
      }),
    );
  });

  it("adds up, and never comes earlier for a later start", () => {
    fc.assert(
      fc.property(starts, starts, counts, counts, units, (one, other, days, more, unit) => {
        expect(workingDayEnd(workingDayEnd(one, days, unit), more, unit)).toEqual(
          workingDayEnd(one, days + more, unit),
        );
        const [earlier, later] = one <= other ? [one, other] : [other, one];
        expect(workingDayEnd(earlier, days, unit) <= workingDayEnd(later, days, unit)).toBe(true);
      }),
    );
  });

  it("comes too early, never too late, in a year whose holidays are missing", () => {
    // 25 December of a year without data: a Thursday in 2036.
    expect(holidaysKnown(2036)).toBe(false);
    expect(workingDayEnd(new Date("2036-12-24T03:00Z"), 1, "33")).toEqual(new Date("2036-12-25T09:00Z"));
  });

  it.each<[string, string, number, UnitCode, string]>([
    ["a working day", "2026-11-24T03:00Z", 1, "3316", "2026-11-25T09:00Z"],
    ["before office hours: that day is not counted either", "2026-11-23T23:30Z", 1, "3316", "2026-11-25T09:00Z"],
    ["after office hours", "2026-11-24T16:59Z", 1, "3316", "2026-11-25T09:00Z"],
    ["past midnight in Blora, still yesterday in London", "2026-11-24T17:00Z", 1, "3316", "2026-11-26T09:00Z"],
    ["the same moment in Denpasar and in Jayapura", "2026-11-24T15:30Z", 1, "5171", "2026-11-25T08:00Z"],
    ["where it is already Wednesday", "2026-11-24T15:30Z", 1, "9171", "2026-11-26T07:00Z"],
    ["Friday", "2026-11-27T03:00Z", 1, "01", "2026-11-30T09:00Z"],
    ["Saturday", "2026-11-28T03:00Z", 1, "01", "2026-11-30T09:00Z"],
    ["Sunday", "2026-11-29T03:00Z", 1, "01", "2026-11-30T09:00Z"],
    ["leave, Christmas and a weekend", "2026-12-23T03:00Z", 1, "33", "2026-12-28T09:00Z"],
    ["on Christmas Day", "2026-12-25T03:00Z", 1, "33", "2026-12-28T09:00Z"],
    ["over the new year and Isra Mikraj", "2026-12-31T03:00Z", 2, "33", "2027-01-06T09:00Z"],
    ["Nyepi, Idulfitri and the leave around them", "2027-03-05T03:00Z", 1, "33", "2027-03-16T09:00Z"],
    ["three days of review", "2026-12-21T03:00Z", 3, "91", "2026-12-28T07:00Z"],
  ])("%s", (_, start, days, unit, end) => {
    expect(workingDayEnd(new Date(start), days, unit)).toEqual(new Date(end));
  });

  it("is refused for what is no number of days or no date", () => {
    const now = new Date("2026-11-24T03:00Z");
    for (const days of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => workingDayEnd(now, days, "33")).toThrow(RangeError);
    expect(() => workingDayEnd(new Date(Number.NaN), 1, "33")).toThrow(RangeError);
  });
});
