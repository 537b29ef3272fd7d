/**
 * Whole lives of reports, with everything going wrong: `npm run faults` makes a thousand runs, looks whether runs find
 * what is broken on purpose, and makes a flood of ten thousand reports; `npm run faults -- 200 1000` so many of them,
 * `npm run faults -- 201-1000` goes on where that one ended, `SEED=17 npm run faults` makes the run that failed. Ends with 1 and the seed when a promise was broken.
 * Writes the key `faults` of `bench/results.json`.
 */
import { keepResults, machine } from "../bench/results.ts";
import { BRIEF_ENGINE } from "../support/memory.ts";
import { PLANTED } from "./broken.ts";
import { type FloodResult, flood } from "./flood.ts";
import type { RunResult } from "./run.ts";
import { runInShifts, withLanes } from "./shifts.ts";
import type { Lane } from "./world.ts";

Object.assign(process.env, {
  AWS_REGION: "ap-southeast-3",
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
  ...BRIEF_ENGINE,
});

const RUNS = 1_000;
const FLOOD = 10_000;

const seed = process.env["SEED"];
const [runs, junk] = [process.argv[2] ?? `${RUNS}`, Number(process.argv[3] ?? FLOOD)];
const [first, last] = (runs.includes("-") ? runs : `1-${runs}`).split("-").map(Number) as [number, number];
const seeds =
  seed === undefined ? Array.from({ length: last - first + 1 }, (_, index) => first + index) : [Number(seed)];

const results: RunResult[] = [];
const begin = performance.now();
await runInShifts(seeds, (result) => {
  results.push(result);
  for (const what of result.violations) console.error(`seed ${result.seed}: ${what}`);
  if (result.violations.length > 0) console.error(`again: SEED=${result.seed} npm run faults`);
  if (results.length % 20 === 0) {
    const seconds = ((performance.now() - begin) / 1000).toFixed(0);
    console.info(`${results.length} of ${seeds.length} runs, ${seconds} s, ${failed().length} failed`);
  }
});
const missed = seed === undefined ? await missedFaults() : [];
for (const what of missed) console.error(`the runs did not find ${what}`);
// A flood takes as long again; what the runs have shown is kept before it.
if (seed === undefined) keep(table(undefined));
const flooded = seed === undefined ? await withLanes(1, ({ lanes: [lane] }) => flood(lane as Lane, junk)) : undefined;
for (const what of flooded?.violations ?? []) console.error(`flood: ${what}`);
const rows = table(flooded);
for (const { what, value, unit } of rows) console.info(`${what.padEnd(60)} ${String(value).padStart(8)} ${unit}`);
if (seed === undefined) keep(rows);
if (failed().length > 0 || missed.length > 0 || (flooded?.violations.length ?? 0) > 0) process.exitCode = 1;

function keep(rows: ReturnType<typeof table>): void {
  keepResults({ faults: { measured: new Date().toISOString().slice(0, 10), machine: machine(), results: rows } });
}

/** @returns the ways to break the pipeline that no run has found; a run that finds nothing shows nothing */
async function missedFaults(): Promise<string[]> {
  const missed: string[] = [];
  for (const [broken, seed, found] of PLANTED) {
    const said: string[] = [];
    await runInShifts([seed], ({ violations }) => said.push(...violations), broken);
    if (!found.test(said.join("\n"))) missed.push(broken);
  }
  return missed;
}

function failed(): RunResult[] {
  return results.filter(({ violations }) => violations.length > 0);
}

function table(flooded: FloodResult | undefined) {
  const row = (what: string, value: number, unit: string) => ({ what, value: Number(value.toFixed(1)), unit });
  const sum = (of: (result: RunResult) => number) => results.reduce((total, result) => total + of(result), 0);
  const kinds = <K extends string>(of: (result: RunResult) => Partial<Record<K, number>>): [K, number][] => {
    const names = [...new Set(results.flatMap((result) => Object.keys(of(result)) as K[]))].sort();
    return names.map((name) => [name, sum((result) => of(result)[name] ?? 0)]);
  };
  return [
    row("runs", results.length, "runs"),
    row("… in which a promise was broken", failed().length, "runs"),
    ...(seed === undefined
      ? [row("faults planted in the pipeline, found by a run", PLANTED.length - missed.length, "faults")]
      : []),
    row(
      "simulated time",
      sum(({ days }) => days),
      "days",
    ),
    ...kinds(({ tally }) => tally.faults).map(([kind, count]) => row(`requests ${kind}`, count, "requests")),
    row(
      "processes killed",
      sum(({ tally }) => tally.kills),
      "kills",
    ),
    row(
      "stream records lost",
      sum(({ tally }) => tally.recordsLost),
      "records",
    ),
    row(
      "… delivered twice",
      sum(({ tally }) => tally.recordsTwice),
      "records",
    ),
    row(
      "… given up as dead letters",
      sum(({ tally }) => tally.deadLetters),
      "records",
    ),
    ...kinds(({ tally }) => tally.calamities).map(([what, count]) => row(what, count, "runs")),
    row(
      "reports stored",
      sum(({ reports }) => reports),
      "reports",
    ),
    row(
      "… opened",
      sum(({ ends }) => ends.opened),
      "reports",
    ),
    row(
      "… that climbed",
      sum(({ ends }) => ends.climbed),
      "reports",
    ),
    row(
      "… that ended in the alarm",
      sum(({ ends }) => ends.alarmed),
      "reports",
    ),
    row(
      "letters",
      sum(({ letters }) => letters),
      "letters",
    ),
    row(
      "… a second time, because the note of the first was lost",
      sum(({ repeats }) => repeats),
      "letters",
    ),
    row(
      "… bodies that were swept",
      sum(({ tally }) => tally.orphans),
      "bodies",
    ),
    row(
      "… deleted years later",
      sum(({ purged }) => Number(purged)),
      "reports",
    ),
    row(
      "reports lost",
      sum(({ ends }) => ends.lost),
      "reports",
    ),
    ...(flooded
      ? [
          row("a flood of twenty minutes", flooded.reports, "reports"),
          row("… letters to one of five members", flooded.letters, "letters"),
          row("… bits of a stamp before it", flooded.difficulty.before, "bits"),
          row("… bits of a stamp after it", flooded.difficulty.after, "bits"),
          row("… alert, per 1,000 reports", flooded.alertPer1000, "s"),
          row("… watch, per 1,000 due clocks", flooded.watchPer1000, "s"),
        ]
      : []),
  ];
}
