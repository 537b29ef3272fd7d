import { newIdentity, seal } from "../../shared/seal.ts";
import { makeStamp } from "../../shared/stamp.ts";

const median = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

async function timed(runs: number, work: (run: number) => unknown): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    await work(run);
    times.push(performance.now() - start);
  }
  return median(times);
}

Object.assign(globalThis, {
  async measureSealing() {
    const recipients = await Promise.all([1, 2, 3].map(async () => (await newIdentity()).recipient));
    const content = { account: "x".repeat(2000) };
    return {
      seal: await timed(9, () => seal(content, recipients)),
      stamp: await timed(9, (run) => makeStamp(`bench-${run}`, 16)),
    };
  },
});
