import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { route, type UsableSatgas } from "../../shared/routing.ts";
import { upwards, workUnits } from "../../shared/work-unit.ts";

const none = new Set<string>();
/** Every Satgas of these units is usable, and those named second are red. */
const satgas = (codes: Iterable<string>, red: ReadonlySet<string> = none): UsableSatgas =>
  new Map([...codes].map((code) => [code, red.has(code) ? { red: true } : {}]));
const units = fc.constantFrom(...workUnits().map(({ code }) => code));
/**
 * A reporter, the units she names as conflicted (hers and above, and a stranger), the units with a usable key, and those
 * that are red, which need not have one.
 */
const cases = units
  .chain((unit) =>
    fc.record({
      unit: fc.constant(unit),
      conflicts: fc.subarray([...upwards(unit), "9999"]).map((codes) => new Set(codes)),
      codes: fc.subarray([...upwards(unit), "3374"]),
      red: fc.subarray([...upwards(unit), "3374"]).map((codes) => new Set(codes)),
    }),
  )
  .map(({ codes, ...rest }) => ({ ...rest, usable: satgas(codes, rest.red) }));
const seatsOf = (routed: ReturnType<typeof route>) =>
  routed.kind === "nobody" ? [] : [routed.handler, ...routed.standby];

describe("routing", () => {
  it("never gives a conflicted unit a seat", () => {
    fc.assert(
      fc.property(cases, ({ unit, conflicts, usable }) => {
        const routed = route(unit, conflicts, usable);
        if (routed.kind === "nobody") return;
        for (const seat of [routed.handler, ...routed.standby]) {
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
        if (routed.kind === "nobody") return;
        const chain = upwards(unit);
        const places = [routed.handler, ...routed.standby].map((seat) => chain.indexOf(seat));
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
          expect(chain.indexOf(routed.handler)).toBeGreaterThan(chain.indexOf(conflicted));
      }),
    );
  });

  it("gives a red Satgas a seat only when no other is left, and then never leaves her without one", () => {
    fc.assert(
      fc.property(cases, ({ unit, conflicts, usable, red }) => {
        const seats = seatsOf(route(unit, conflicts, usable));
        const asIfGreen = seatsOf(route(unit, conflicts, satgas(usable.keys())));
        expect(seats.length > 0).toBe(asIfGreen.length > 0);
        const ready = asIfGreen.filter((seat) => !red.has(seat));
        expect(seats).toEqual(ready.length > 0 ? ready : asIfGreen);
      }),
    );
  });

  it("brings every unit to someone when KPU RI has a key", () => {
    for (const { code } of workUnits()) {
      expect(route(code, none, satgas(["01"]))).toEqual({
        kind: "seats",
        handler: "01",
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

  it.each([
    ["the nearest Satgas handles, those above stand by", [], { kind: "seats", handler: "3316", standby: ["33", "01"] }],
    ["her own unit is in conflict", ["3316"], { kind: "seats", handler: "33", standby: ["01"] }],
    ["the province is in conflict: the regency answers to it", ["33"], { kind: "seats", handler: "01", standby: [] }],
    [
      "KPU RI is in conflict: those below remain hers to choose",
      ["01"],
      { kind: "below", handler: "3316", standby: ["33"] },
    ],
    ["KPU RI and her own are in conflict", ["01", "3316"], { kind: "below", handler: "33", standby: [] }],
    ["another regency is in conflict", ["3374"], { kind: "seats", handler: "3316", standby: ["33", "01"] }],
  ])("%s", (_, conflicts, expected) => {
    expect(route("3316", new Set(conflicts), satgas(["3316", "33", "01"]))).toEqual(expected);
  });

  it.each([
    ["her own is red", [], ["3316"], { kind: "seats", handler: "33", standby: ["01"] }],
    ["a red one does not stand by either", [], ["33"], { kind: "seats", handler: "3316", standby: ["01"] }],
    ["all are red", [], ["3316", "33", "01"], { kind: "seats", handler: "3316", standby: ["33", "01"] }],
    [
      "a red one takes it before one in conflict does",
      ["33", "01"],
      ["3316"],
      { kind: "below", handler: "3316", standby: [] },
    ],
    [
      "all that are free of conflict are red",
      ["3316"],
      ["33", "01"],
      { kind: "seats", handler: "33", standby: ["01"] },
    ],
  ])("%s", (_, conflicts, red, expected) => {
    expect(route("3316", new Set(conflicts), satgas(["3316", "33", "01"], new Set(red)))).toEqual(expected);
  });
});
