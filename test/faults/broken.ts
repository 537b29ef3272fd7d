import type { BodyStore } from "../../functions/table/body.ts";
import type { createClockStore } from "../../functions/table/clock.ts";
import type { createLetterStore } from "../../functions/table/letter.ts";

/** Ways to break the pipeline on purpose, so that it can be shown that the runs find them. */
export type Broken = "no-claim" | "no-flush" | "no-make-due" | "no-climb" | "no-sweep";

/** What the runs must find: what was broken, the seed that meets it, and what is then said. */
export const PLANTED: readonly (readonly [broken: Broken, seed: number, found: RegExp])[] = [
  ["no-claim", 47, /two letters within ten minutes/],
  ["no-flush", 47, /has not left|no letter tells/],
  ["no-climb", 47, /stands at level 0/],
  ["no-sweep", 3, /were not swept/],
];

interface Breakable {
  readonly clocks: ReturnType<typeof createClockStore>;
  readonly letters: ReturnType<typeof createLetterStore>;
  readonly bodies: BodyStore;
}

const claim = async (unit: string) => ({ unit, orders: 1, writtenTo: new Set<string>(), at: "", quietUntil: "" });

export function broken<P extends Breakable>(how: Broken | undefined, parts: P): P {
  const { clocks, letters } = parts;
  switch (how) {
    case "no-claim":
      // Whoever wants to send a letter sends it.
      return { ...parts, letters: { ...letters, claim } };
    case "no-flush":
      return { ...parts, letters: { ...letters, due: async () => [] } };
    case "no-make-due":
      return { ...parts, clocks: { ...clocks, makeDueNow: async () => {} } };
    case "no-climb":
      return {
        ...parts,
        clocks: {
          ...clocks,
          take: async (...step: Parameters<typeof clocks.take>) =>
            step[2].seats?.length ? false : clocks.take(...step),
        },
      };
    case "no-sweep":
      return { ...parts, bodies: { sweep: async () => 0 } };
    case undefined:
      return parts;
  }
}
