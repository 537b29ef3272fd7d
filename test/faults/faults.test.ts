import { describe, expect, it } from "vitest";
import { type Broken, PLANTED } from "./broken.ts";
import { flood } from "./flood.ts";
import type { RunResult } from "./run.ts";
import { runInShifts, withLanes } from "./shifts.ts";
import type { Lane } from "./world.ts";

/** The runs of `npm run faults`, fewer of them. One that fails says its seed: `SEED=17 npm run faults` runs it again. */
const RUNS = 8;
const FLOOD = 120;
const MINUTES = 60_000;

async function runAll(seeds: readonly number[], broken?: Broken): Promise<RunResult[]> {
  const results: RunResult[] = [];
  await runInShifts(seeds, (result) => results.push(result), broken);
  return results;
}

describe("whatever breaks", () => {
  it(
    "no report is lost, and none stays unread in silence",
    async () => {
      const results = await runAll(Array.from({ length: RUNS }, (_, index) => index + 1));
      expect(results.flatMap(({ seed, violations }) => violations.map((what) => `SEED=${seed}: ${what}`))).toEqual([]);
      const sum = (of: (result: RunResult) => number) => results.reduce((total, result) => total + of(result), 0);
      // The runs are worth something only if things do go wrong in them, and reports do take every way.
      expect(sum(({ tally }) => tally.kills)).toBeGreaterThan(2);
      expect(sum(({ tally }) => tally.faults.lost ?? 0)).toBeGreaterThan(50);
      expect(sum(({ tally }) => tally.orphans)).toBeGreaterThan(2);
      expect(sum(({ purged }) => Number(purged))).toBeGreaterThan(4);
      for (const end of ["opened", "climbed", "alarmed"] as const)
        expect(sum(({ ends }) => ends[end])).toBeGreaterThan(6);
    },
    10 * MINUTES,
  );

  it(
    "a flood mutes nobody and buries nobody in letters",
    async () => {
      const { violations } = await withLanes(1, ({ lanes: [lane] }) => flood(lane as Lane, FLOOD));
      expect(violations).toEqual([]);
    },
    10 * MINUTES,
  );
});

/** One of them, as each costs as much as ten runs; `npm run faults` looks for all. */
describe("the runs find", () => {
  it.each(PLANTED.slice(1, 2))(
    "what was broken on purpose: %s",
    async (broken, seed, found) => {
      const results = await runAll([seed], broken);
      expect(results.flatMap(({ violations }) => violations).join("\n")).toMatch(found);
    },
    5 * MINUTES,
  );
});
