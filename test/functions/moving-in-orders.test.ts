/** Many members at once and in any order, on a network that fails, with yesterday's table brought back in between. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { diceOf } from "../faults/seed.ts";
import { ACTS, type ActName, getReady, goesOn, type Ready, restored } from "../support/moving-in-acts.ts";
import { copyOf, everyMemberReads, HERE, KPU, nobodyElseReads, openWorld, settle } from "../support/moving-in-model.ts";

/** `SEED=17` runs that one alone. */
const SEEDS = process.env["SEED"]?.split(",").map(Number) ?? [1];
const STEPS = 14;

/** What is drawn more often, that enough comes about. */
const NAMES = (Object.keys(ACTS) as ActName[]).concat(["admits", "vouches", "vouches", "joins", "rotates", "handsIn"]);

afterEach(() => vi.unstubAllGlobals());

describe("whoever does what, in whatever order", { timeout: 300_000 }, () => {
  it.each(SEEDS)("who sits there opens every report and nobody else opens one, and it goes on: %i", async (seed) => {
    const dice = diceOf(seed);
    const world = await openWorld();
    const { network } = world;
    const log: string[] = [];
    let yesterday = await copyOf(world.here);
    try {
      for (let step = 0; step < STEPS; step += 1) {
        world.clock(dice.whole(2, 600) * 1000);
        const ready: Ready[] = [];
        for (const wanted = dice.chance(0.25) ? 2 : 1; ready.length < wanted; ) {
          const one = await getReady(world, dice.pick(NAMES), dice.pick([KPU, ...HERE, ...HERE]), dice);
          if (one) ready.push(one);
        }
        log.push(ready.map(({ what }) => what).join(" beside "));
        if (dice.chance(0.3))
          Object.assign(network, { cut: dice.whole(0, 2), loses: dice.pick(["request", "answer"]) });
        const outcomes = await Promise.all(ready.map(({ go }) => go()));
        network.cut = Number.POSITIVE_INFINITY;
        log[log.length - 1] += `: ${outcomes.join(", ")}`;
        await settle(world);
        if (dice.chance(0.15)) yesterday = await copyOf(world.here);
        if (step === STEPS - 4) {
          log.push("restored");
          await restored(world, yesterday);
        }
      }
      await everyMemberReads(world);
      await goesOn(world, dice);
      await everyMemberReads(world);
      await nobodyElseReads(world);
    } catch (error) {
      throw new Error(`SEED=${seed}: ${(error as Error).message}\n${log.join("\n")}`, { cause: error });
    }
    expect(log).toHaveLength(STEPS + 1);
  });
});
