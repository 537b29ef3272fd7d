import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkStamp, makeStamp } from "../../shared/stamp.ts";

describe("a stamp", () => {
  it("holds for its report, at its difficulty and below", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 0, max: 10 }), (id, difficulty) => {
        const stamp = makeStamp(id, difficulty);
        for (let easier = 0; easier <= difficulty; easier += 1) expect(checkStamp(id, stamp, easier)).toBe(true);
      }),
    );
  });

  it("is worth nothing for another report", () => {
    const stamps = Array.from({ length: 200 }, (_, n) => checkStamp(`other-${n}`, makeStamp("mine", 8), 8));
    // 200 chances of 1 in 256: ten by luck would be a broken binding (one run in ten million).
    expect(stamps.filter(Boolean).length).toBeLessThan(10);
  });
});
