import fc from "fast-check";
import { checked, isUnitCode } from "../../shared/kind.ts";
import type { Hour } from "../../shared/moment.ts";
import type { Seat } from "../../shared/seats.ts";

/** Seats as a report names them: `3316`, or `3316 receive` for a Jaring. */
export const sealedFor = (...names: string[]): Pick<Seat, "unit" | "gen" | "mandate">[] =>
  names.map((name) => {
    const [unit = "", mandate] = name.split(" ");
    return { unit: checked(isUnitCode, unit), gen: 1, mandate: mandate === "receive" ? mandate : "handle" };
  });

/** Any seats of which one is active and handles, those below it passed or closed, those above it standing by. */
export const anySeats = (hour: fc.Arbitrary<Hour>): fc.Arbitrary<readonly Seat[]> =>
  fc
    .record({
      units: fc.constantFrom(["3316"], ["3316", "33"], ["3316", "33", "01"], ["01"]),
      active: fc.nat(),
      jaring: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
      below: fc.constantFrom("passed" as const, "closed" as const),
      since: hour,
    })
    .map(({ units, active, jaring, below, since }) => {
      const at = active % units.length;
      const last = units.length - 1;
      return units.map((unit, index): Seat => {
        const mandate = index !== at && index !== last && jaring[index] ? "receive" : "handle";
        // A Jaring right below the active one is active with it.
        const together = index === at - 1 && mandate === "receive";
        const state = index > at ? "standby" : index === at || together ? "active" : below;
        return { unit, gen: 1, mandate, state, since };
      });
    });
