import { type LocalSes, startSes } from "../../infra/local/ses.ts";
import { verifierOf } from "../../shared/key.ts";
import type { Broken } from "./broken.ts";
import { bundleWorker, hire } from "./crew.ts";
import { foundPeople } from "./people.ts";
import { openWay } from "./proxy.ts";
import { type RunResult, run } from "./run.ts";
import type { Lane } from "./world.ts";
import { openDrawer } from "./written.ts";

export interface Lanes {
  readonly lanes: readonly Lane[];
  /** Runs these seeds, as many at a time as there are lanes. */
  runAll(seeds: Iterable<number>, ended: (result: RunResult) => void, broken?: Broken): Promise<void>;
  close(): Promise<void>;
}

const prepare = async () => {
  const people = await foundPeople();
  return { people, drawer: openDrawer(people.chain) };
};
/** Whoever is changed with the engine, the people and what they have written stay: sealing takes longer than running. */
let prepared: ReturnType<typeof prepare> | undefined;

/** @param engine a real DynamoDB engine, which all lanes share; each run has a table of its own in it */
export async function openLanes(engine: string, count: number): Promise<Lanes> {
  prepared ??= prepare();
  const { people, drawer } = await prepared;
  const worker = await bundleWorker();
  const ses: LocalSes = await startSes();
  const lanes = await Promise.all(
    Array.from({ length: count }, async (): Promise<Lane> => {
      const toTable = await openWay(engine);
      const toSes = await openWay(ses.endpoint);
      const crew = hire(worker.file, toTable.endpoint, toSes.endpoint, verifierOf(people.root));
      return { engine, ses: ses.endpoint, toTable, toSes, crew, people, drawer };
    }),
  );
  return {
    lanes,
    async runAll(seeds, ended, broken) {
      const waiting = seeds[Symbol.iterator]();
      const along = async (lane: Lane) => {
        for (let next = waiting.next(); !next.done; next = waiting.next()) ended(await run(lane, next.value, broken));
      };
      await Promise.all(lanes.map(along));
    },
    async close() {
      for (const { crew } of lanes) crew.stop();
      for (const { toTable, toSes } of lanes) await Promise.all([toTable.close(), toSes.close()]);
      await ses.stop();
      worker.remove();
    },
  };
}
