import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { UnitCode } from "../../shared/kind.ts";
import { type Route, route, type UsableSatgas } from "../../shared/routing.ts";
import { OUTSIDE, upwards, workUnits } from "../../shared/work-unit.ts";

const none = new Set<UnitCode>();
/** Every Satgas of these units is usable; those named second are red, those named third only take reports in. */
const satgas = (codes: Iterable<UnitCode>, red = none, jaring = none): UsableSatgas =>
  new Map(
    [...codes].map((code) => [
      code,
      { ...(red.has(code) && { red: true as const }), ...(jaring.has(code) && { mandate: "receive" as const }) },
    ]),
  );
const units = fc.constantFrom(...workUnits().map(({ code }) => code));
/**
 * A reporter, the units she names as conflicted (hers and above, the body outside, and a stranger), the units with a
 * usable key, those that are red, which need not have one, and those that only take reports in.
 */
const cases = units
  .chain((unit) =>
    fc.record({
      unit: fc.constant(unit),
      conflicts: fc.subarray([...upwards(unit), OUTSIDE, "9999" as const]).map((codes) => new Set(codes)),
      codes: fc.subarray([...upwards(unit), OUTSIDE, "3374" as const]),
      red: fc.subarray([...upwards(unit), OUTSIDE]).map((codes) => new Set(codes)),
      jaring: fc.subarray(upwards(unit)).map((codes) => new Set(codes)),
    }),
  )
  .map(({ codes, ...rest }) => ({ ...rest, usable: satgas(codes, rest.red, rest.jaring) }));
const seatsOf = (routed: ReturnType<typeof route>) =>
  routed.kind === "nobody" ? [] : [...routed.active, ...routed.standby];

describe("routing", () => {
  it("never gives a conflicted unit a seat", () => {
    fc.assert(
      fc.property(cases, ({ unit, conflicts, usable }) => {
        for (const seat of seatsOf(route(unit, conflicts, usable))) {
          expect(conflicts.has(seat)).toBe(false);
          expect(usable.has(seat)).toBe(true);
        }
      }),
    );
  });

  it("goes upwards only, nearest first", () => {
    fc.assert(
      fc.property(cases, ({ unit, conflicts, usable }) => {
        const routed = route(unit, conflicts, usable);
        if (routed.kind === "nobody" || routed.kind === "outside") return;
        const chain = upwards(unit);
        const places = seatsOf(routed).map((seat) => chain.indexOf(seat));
        expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
        expect(places[0]).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("starts above every conflicted unit, unless the conflict reaches KPU RI", () => {
    fc.assert(
      fc.property(cases, ({ unit, conflicts, usable }) => {
        const routed = route(unit, conflicts, usable);
        const chain = upwards(unit);
        if (conflicts.has("01")) expect(routed.kind).not.toBe("seats");
        if (routed.kind !== "seats") return;
        for (const conflicted of conflicts)
          expect(chain.indexOf(routed.active[0])).toBeGreaterThan(chain.indexOf(conflicted));
      }),
    );
  });

  it("gives a red Satgas a seat only when no other is left, and then never leaves her without one", () => {
    fc.assert(
      fc.property(cases, ({ unit, conflicts, usable, red, jaring }) => {
        const seats = seatsOf(route(unit, conflicts, usable));
        const asIfGreen = seatsOf(route(unit, conflicts, satgas(usable.keys(), none, jaring)));
        expect(seats.length > 0).toBe(asIfGreen.length > 0);
        // Where one that handles is green, whoever is red has no seat.
        const handling = seats.filter((seat) => !jaring.has(seat));
        if (handling.some((seat) => !red.has(seat))) expect(seats.filter((seat) => red.has(seat))).toEqual([]);
        const ready = asIfGreen.filter((seat) => !red.has(seat));
        if (ready.some((seat) => !jaring.has(seat))) expect(ready).toEqual(expect.arrayContaining(seats));
      }),
    );
  });

  it("lets a Jaring have no seat without a Satgas above it, and be active only together with that one", () => {
    fc.assert(
      fc.property(cases, ({ unit, conflicts, usable, jaring }) => {
        const routed = route(unit, conflicts, usable);
        if (routed.kind === "nobody") return;
        expect(jaring.has(seatsOf(routed).at(-1) ?? OUTSIDE)).toBe(false);
        expect(routed.active.map((seat) => jaring.has(seat))).toEqual([
          ...routed.active.slice(1).map(() => true),
          false,
        ]);
      }),
    );
  });

  it("asks the body outside exactly when the conflict reaches KPU RI, alone, and whenever it can be asked", () => {
    fc.assert(
      fc.property(cases, ({ unit, conflicts, usable, red }) => {
        const routed = route(unit, conflicts, usable);
        const seats = seatsOf(routed);
        expect(routed.kind === "outside").toBe(seats.includes("00"));
        if (routed.kind === "outside") expect(seats).toEqual(["00"]);
        if (!conflicts.has("01")) expect(seats).not.toContain("00");
        else if (usable.has("00") && !conflicts.has("00") && !red.has("00")) expect(seats).toEqual(["00"]);
      }),
    );
  });

  it("brings every unit to someone when KPU RI has a key", () => {
    for (const { code } of workUnits()) {
      expect(route(code, none, satgas(["01"]))).toEqual({
        kind: "seats",
        active: ["01"],
        standby: [],
      });
    }
  });

  it("says so when nobody can open a report", () => {
    fc.assert(
      fc.property(units, (unit) => {
        expect(route(unit, none, satgas(none))).toEqual({ kind: "nobody" });
        expect(route(unit, new Set(upwards(unit)), satgas(upwards(unit)))).toEqual({ kind: "nobody" });
      }),
    );
  });

  it.each<[string, UnitCode[], Route]>([
    [
      "the nearest Satgas handles, those above stand by",
      [],
      { kind: "seats", active: ["3316"], standby: ["33", "01"] },
    ],
    ["her own unit is in conflict", ["3316"], { kind: "seats", active: ["33"], standby: ["01"] }],
    ["the province is in conflict: the regency answers to it", ["33"], { kind: "seats", active: ["01"], standby: [] }],
    [
      "KPU RI is in conflict: those below remain hers to choose",
      ["01"],
      { kind: "below", active: ["3316"], standby: ["33"] },
    ],
    ["KPU RI and her own are in conflict", ["01", "3316"], { kind: "below", active: ["33"], standby: [] }],
    ["another regency is in conflict", ["3374"], { kind: "seats", active: ["3316"], standby: ["33", "01"] }],
  ])("%s", (_, conflicts, expected) => {
    expect(route("3316", new Set(conflicts), satgas(["3316", "33", "01"]))).toEqual(expected);
  });

  it.each<[string, UnitCode[], UnitCode[], Route]>([
    ["her own is red", [], ["3316"], { kind: "seats", active: ["33"], standby: ["01"] }],
    ["a red one does not stand by either", [], ["33"], { kind: "seats", active: ["3316"], standby: ["01"] }],
    ["all are red", [], ["3316", "33", "01"], { kind: "seats", active: ["3316"], standby: ["33", "01"] }],
    [
      "a red one takes it before one in conflict does",
      ["33", "01"],
      ["3316"],
      { kind: "below", active: ["3316"], standby: [] },
    ],
    [
      "all that are free of conflict are red",
      ["3316"],
      ["33", "01"],
      { kind: "seats", active: ["33"], standby: ["01"] },
    ],
  ])("%s", (_, conflicts, red, expected) => {
    expect(route("3316", new Set(conflicts), satgas(["3316", "33", "01"], new Set(red)))).toEqual(expected);
  });

  it.each<[string, UnitCode, UnitCode[], UnitCode[], Route]>([
    ["nobody is in conflict", "3316", [], [], { kind: "seats", active: ["3316"], standby: ["33", "01"] }],
    ["KPU RI is in conflict", "3316", ["01"], [], { kind: "outside", active: ["00"], standby: [] }],
    ["KPU RI's own reporter names it", "01", ["01"], [], { kind: "outside", active: ["00"], standby: [] }],
    [
      "it is red: those below stay hers to choose",
      "3316",
      ["01"],
      ["00"],
      { kind: "below", active: ["3316"], standby: ["33"] },
    ],
    ["it is red, and nobody is below", "01", ["01"], ["00"], { kind: "outside", active: ["00"], standby: [] }],
    ["it is in conflict too", "01", ["01", "00"], [], { kind: "nobody" }],
  ])("with a body outside: %s", (_, unit, conflicts, red, expected) => {
    expect(route(unit, new Set(conflicts), satgas(["3316", "33", "01", "00"], new Set(red)))).toEqual(expected);
  });

  it.each<[string, UnitCode[], UnitCode[], Route]>([
    ["her own", ["3316"], [], { kind: "seats", active: ["3316", "33"], standby: ["01"] }],
    ["her own, and the one above is red", ["3316"], ["33"], { kind: "seats", active: ["3316", "01"], standby: [] }],
    ["the one above hers", ["33"], [], { kind: "seats", active: ["3316"], standby: ["33", "01"] }],
    ["all", ["3316", "33", "01"], [], { kind: "nobody" }],
  ])("a Jaring: %s", (_, jaring, red, expected) => {
    const usable = satgas(["3316", "33", "01"], new Set(red), new Set(jaring));
    expect(route("3316", none, usable)).toEqual(expected);
  });
});
