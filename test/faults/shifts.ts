import { rmSync } from "node:fs";
import { startDynamoDB } from "../../infra/local/dynamodb.ts";
import { engineFolder } from "../support/memory.ts";
import type { Broken } from "./broken.ts";
import { type Lanes, openLanes } from "./lanes.ts";
import type { RunResult } from "./run.ts";

/** Runs at a time. The engine writes one thing after the other, so that more of them only wait for each other. */
const LANES = 2;
/**
 * Runs after which the engine is changed for a new one. It keeps the streams of tables that are gone, and looks through
 * all of them: the hundredth run took six times as long as the first, the twentieth a third longer than the eighth.
 */
const SHIFT = 8;

/** An engine of its own for as long as `work` lasts. */
export async function withLanes<T>(count: number, work: (lanes: Lanes) => Promise<T>): Promise<T> {
  const folder = engineFolder();
  const engine = await startDynamoDB(folder);
  try {
    const lanes = await openLanes(engine.endpoint, count);
    return await work(lanes).finally(lanes.close);
  } finally {
    await engine.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function runInShifts(
  seeds: readonly number[],
  ended: (result: RunResult) => void,
  broken?: Broken,
): Promise<void> {
  for (let from = 0; from < seeds.length; from += SHIFT) {
    const shift = seeds.slice(from, from + SHIFT);
    await withLanes(Math.min(LANES, shift.length), (lanes) => lanes.runAll(shift, ended, broken));
  }
}
