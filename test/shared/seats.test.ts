import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hourOf, plusHours } from "../../shared/moment.ts";
import {
  activeUnits,
  canClimb,
  climbed,
  handlerOf,
  mayMoveStage,
  newSeats,
  readersOf,
  type Seat,
} from "../../shared/seats.ts";
import { anySeats, sealedFor } from "../support/seats.ts";

const NOW = "2026-11-20T02";
const LATER = "2026-11-23T02";
const hours = fc.nat({ max: 1000 }).map((count) => hourOf(plusHours(new Date("2026-01-01"), count)));
const anyNew = fc
  .array(fc.constantFrom("handle", "receive"), { minLength: 0, maxLength: 2 })
  .map((below) => [...below, "handle"].map((mandate, at) => `${["3316", "33", "01"][at]} ${mandate}`));

describe("the seats of a report that arrives", () => {
  it("are active up to the first that handles, and stand by above it", () => {
    fc.assert(
      fc.property(anyNew, (names) => {
        const seats = newSeats(sealedFor(...names), NOW);
        const handler = seats.findIndex(({ mandate }) => mandate === "handle");
        expect(seats.map(({ state }) => state)).toEqual(
          seats.map((_, index) => (index <= handler ? "active" : "standby")),
        );
        expect(handlerOf(seats)).toBe(seats[handler]);
      }),
    );
  });
});

describe("a climb", () => {
  it("passes whoever had it, and gives it to the next that handles and those below it", () => {
    fc.assert(
      fc.property(anySeats(hours), (seats) => {
        const after = climbed(seats, LATER);
        if (!canClimb(seats)) return void expect(after).toEqual(seats);
        expect(activeUnits(after).some((unit) => activeUnits(seats).includes(unit))).toBe(false);
        expect(readersOf(after)).toEqual([...readersOf(seats), ...activeUnits(after)]);
        expect(handlerOf(after)).toMatchObject({ mandate: "handle", since: LATER });
        for (const [index, seat] of after.entries()) {
          if (seat.state === seats[index]?.state) expect(seat).toEqual(seats[index]);
          else expect(seat.since).toBe(LATER);
        }
      }),
    );
  });

  it("is not to a Jaring alone", () => {
    expect(canClimb(newSeats(sealedFor("3316", "33 receive"), NOW))).toBe(false);
  });
});

describe("the stage is moved", () => {
  const state = (seat: Seat["state"], mandate: Seat["mandate"] = "handle"): Seat[] => [
    { unit: "3316", gen: 1, mandate, state: seat, since: NOW },
  ];

  it("by an active Satgas, by a passed one only if it opened first, by a Jaring never", () => {
    expect(mayMoveStage(state("active"), "3316", "33")).toBe(true);
    expect(mayMoveStage(state("passed"), "3316", "33")).toBe(false);
    expect(mayMoveStage(state("passed"), "3316", "3316")).toBe(true);
    expect(mayMoveStage(state("active", "receive"), "3316", "3316")).toBe(false);
    for (const other of ["standby", "closed"] as const) {
      expect(mayMoveStage(state(other), "3316", "3316")).toBe(false);
    }
    expect(mayMoveStage(state("active"), "33", "33")).toBe(false);
  });
});
