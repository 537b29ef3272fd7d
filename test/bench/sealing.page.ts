import { writeReport } from "../../shared/content/text.ts";
import { isReportId } from "../../shared/kind.ts";
import { newReceipt } from "../../shared/receipt.ts";
import { reporterKeys } from "../../shared/reporter.ts";
import { newIdentity } from "../../shared/seal.ts";
import { makeStamp } from "../../shared/stamp.ts";
import { invented } from "../support/invented.ts";

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
    const seats = await Promise.all(
      (["3316", "33", "01"] as const).map(async (unit) => ({
        unit,
        gen: 1,
        recipient: (await newIdentity()).recipient,
      })),
    );
    const keys = await reporterKeys(newReceipt());
    const content = { kind: "report", language: "id", answers: { unit: "3316", account: "x".repeat(2000) } } as const;
    const about = { stack: "33", at: "2026-11-26T04", channel: "form" } as const;
    return {
      seal: await timed(9, () => writeReport(content, seats, keys, about)),
      stamp: await timed(9, (run) =>
        makeStamp({ id: invented(isReportId, `bench-${run}`), stack: "33", hour: about.at }, 16),
      ),
    };
  },
});
