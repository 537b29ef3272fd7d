import { expect, it } from "vitest";
import { idleSince, isSign } from "../../web/inbox/idle.ts";

const MINUTE = 60_000;

it.each([
  [0, "awake"],
  [9 * MINUTE - 1, "awake"],
  [9 * MINUTE, "warned"],
  [10 * MINUTE - 1, "warned"],
  [10 * MINUTE, "over"],
  [8 * 60 * MINUTE, "over"],
])("after %i ms without a sign it is %s", (passed, idle) => {
  expect(idleSince(1000, 1000 + passed)).toEqual({ last: 1000, idle });
});

it("a clock that was set back starts over, and keeps nothing open until it has caught up", () => {
  const { last, idle } = idleSince(60 * MINUTE, 10 * MINUTE);
  expect({ last, idle }).toEqual({ last: 10 * MINUTE, idle: "awake" });
  expect(idleSince(last, 20 * MINUTE).idle).toBe("over");
});

it("a gesture counts until the time is up, and under the warning only when it is meant", () => {
  for (const gesture of ["pointermove", "pointerdown", "keydown"]) {
    expect(isSign("awake", gesture, false)).toBe(true);
    // The first touch after a night's sleep.
    expect(isSign("over", gesture, false)).toBe(false);
    // The warning's own button answers for itself.
    expect(isSign("warned", gesture, true)).toBe(false);
    expect(isSign("warned", gesture, false)).toBe(gesture !== "pointermove");
  }
});
