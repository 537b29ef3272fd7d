/**
 * The budgets that involve time (`npm run bench`), as ratios within this one run: absolute figures belong to this
 * machine. Writes `bench/results.json`. On the real engine that stands in for DynamoDB, whose own time is not counted.
 *
 * What is counted and not timed is the same on every machine: `npm run bench -- --units` counts that alone, in seconds,
 * and leaves the figures in time as they are.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startDynamoDB } from "../../infra/local/dynamodb.ts";
import { measure, openCounter } from "./accept.ts";
import { keepResults, machine, RESULTS } from "./results.ts";
import { measureSealing } from "./sealing.ts";
import { unitRows } from "./units.ts";

Object.assign(process.env, {
  AWS_REGION: "ap-southeast-3",
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
});

const ROUND = 2_000;
const STORED = 20_000;

interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly budget?: number;
  readonly kept?: boolean;
}

const folder = mkdtempSync(join(tmpdir(), "posko-bench-"));
const engine = await startDynamoDB(folder);
try {
  const counted = await unitRows(engine.endpoint);
  const before: { measured: string; machine: string; results: Row[] } | undefined = process.argv.includes("--units")
    ? JSON.parse(readFileSync(RESULTS, "utf8"))
    : undefined;
  const timed =
    before?.results.filter(({ what }) => counted.every((row) => row.what !== what)) ?? (await measureTimes());
  const results: Row[] = [...timed, ...counted];
  for (const { what, value, unit, budget, kept } of results) {
    const verdict = budget === undefined ? "" : `  budget ${budget} ${kept ? "kept" : "NOT KEPT"}`;
    console.info(`${what.padEnd(68)} ${String(value).padStart(8)} ${unit}${verdict}`);
  }
  const today = { measured: new Date().toISOString().slice(0, 10), machine: machine() };
  keepResults({ ...(before ?? today), results });
} finally {
  await engine.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function measureTimes(): Promise<Row[]> {
  const { write, handIn, put, reports } = await openCounter(engine.endpoint, "bench");
  const bodies = (count: number) =>
    Promise.all(Array.from({ length: count }, async () => JSON.stringify(await write())));
  const ids = (count: number) => Array.from({ length: count }, () => crypto.randomUUID());
  const pages = (count: number) =>
    measure(ids(count), async () => (await reports.page("3316", 50)).reports.length === 50);

  // Both are warmed up, then measured turn and turn about, so that neither gets the quieter minute.
  await measure(await bodies(ROUND), handIn);
  await measure(ids(ROUND), put);
  const rounds = [];
  for (let round = 0; round < 3; round += 1) {
    rounds.push({ accept: await measure(await bodies(ROUND), handIn), bare: await measure(ids(ROUND), put) });
  }
  const [accept, bare] = [rounds.map(({ accept }) => accept), rounds.map(({ bare }) => bare)];
  const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const of = (from: typeof accept, what: "cpu" | "perSecond" | "p50" | "p95") => median(from.map((one) => one[what]));

  const few = { accept: of(accept, "p50"), page: (await pages(300)).p50 };
  const before = (rounds.length + 1) * ROUND;
  await measure(await bodies(STORED - before), handIn);
  const many = { accept: (await measure(await bodies(ROUND), handIn)).p50, page: (await pages(300)).p50 };
  const sealing = await measureSealing();

  const row = (what: string, value: number, unit: string, budget?: number, least = false): Row => ({
    what,
    value: Number(value.toPrecision(3)),
    unit,
    ...(budget !== undefined && { budget, kept: least ? value >= budget : value <= budget }),
  });
  return [
    row("server CPU of one accepted report", of(accept, "cpu"), "ms", 3),
    row(
      "… against bare SDK puts of the same bytes in the same grouping",
      of(accept, "cpu") / of(bare, "cpu"),
      "x",
      1.5,
    ),
    row("accepted per second, 16 at a time", of(accept, "perSecond"), "1/s"),
    row("… against bare SDK puts", of(accept, "perSecond") / of(bare, "perSecond"), "x", 0.8, true),
    row(
      "failed",
      accept.reduce((sum, { failed }) => sum + failed, 0),
      "reports",
      0,
    ),
    row("accepting, p50 / p95", of(accept, "p50"), "ms"),
    row("accepting, p95", of(accept, "p95"), "ms"),
    row(`accepting at ${STORED} stored against ${before}`, many.accept / few.accept, "x", 1.1),
    row(`an inbox page at ${STORED} stored against ${before}`, many.page / few.page, "x", 1.1),
    row("seal 2 KB for 3 seats, CPU slowed 6x", sealing.seal, "ms", 1000),
    row("a stamp of 16 bits, CPU slowed 6x, in a worker while she writes", sealing.stamp, "ms"),
  ];
}
