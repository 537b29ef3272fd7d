/**
 * How much of what one stack uses in a month. What the benchmark counted is read from `bench/results.json`, what the
 * template holds is counted in the template; the rest is an assumption, and each is written here with its reason.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";
import type { PriceName } from "./prices.ts";

/** What one stack holds, as its template says. */
export interface Parts {
  readonly alarms: number;
  /** Custom metrics, counted from lines of the log. */
  readonly metrics: number;
  readonly dashboards: number;
  /** Of every function, in GB. */
  readonly memory: number;
}

interface Assumption {
  readonly value: number;
  readonly what: string;
  readonly why: string;
}

const HOURS = 730;

export const assumptions = {
  openings: {
    value: 100,
    what: "openings of the form for each report",
    why: "guessed high: pages are opened by whole trainings, and few hand in",
  },
  files: {
    value: 8,
    what: "requests for files at each opening of form or inbox",
    why: "loader, page, script, style and the code behind the questions, as if nothing were cached",
  },
  openingBytes: {
    value: 100_000,
    what: "bytes sent at each opening",
    why: "the form's budget is 70 KB (test/e2e/budget.test.ts); the rest is headers and the directory",
  },
  directoryReads: {
    value: 20,
    what: "read units for the directory at each opening",
    why: "half a unit for each of 40 Satgas (Jawa Timur, its 38 regencies and cities, KPU RI), as if it were never cached",
  },
  letters: {
    value: 12,
    what: "letters for each report",
    why: "members of three Satgas, with reminders; each letter brings one opening of the inbox",
  },
  months: {
    value: 12,
    what: "months of such reports in the table",
    why: "an ended case is deleted after `retentionDays`, five years unless set, so the table goes on growing past these",
  },
  watch: {
    value: HOURS * 12,
    what: "runs of the watch in a month",
    why: "every five minutes of 730 hours, by a schedule; each reads one unit",
  },
  drill: {
    value: 730,
    what: "runs of the drill in a month",
    why: "every hour, by a schedule; each reads the directory",
  },
  seconds: {
    value: 0.1,
    what: "billed seconds of an invocation",
    why: "about 2 ms of processor and the table's answer, cold starts spread over all; a letter's takes ten times that",
  },
  logBytes: {
    value: 600,
    what: "bytes of log for each invocation",
    why: "three lines of Lambda and one of ours; kept for 30 days",
  },
  alarmsRung: { value: 10, what: "alarms rung in a month", why: "each an e-mail to one operator" },
  keyUsers: {
    value: 6,
    what: "functions that use the table",
    why: "each asks KMS for the table's key at most every five minutes; when idle only the watch does",
  },
} as const satisfies Record<string, Assumption>;

const COUNTED = {
  writes: "write units of one report, whole life",
  reads: "read units of one report, whole life",
  stored: "stored bytes of one report",
  requests: "requests of one report, whole life",
  letters: "letters of one report, whole life",
} as const;
export type Counted = Readonly<Record<keyof typeof COUNTED, number>>;

const RESULTS = join(import.meta.dirname, "..", "bench", "results.json");

/** @throws when the benchmark has not counted something */
export function readCounted(path = RESULTS): Counted {
  const file = z.object({ results: z.array(z.object({ what: z.string(), value: z.number() })) });
  const { results } = z.parse(file, JSON.parse(readFileSync(path, "utf8")));
  const value = (what: string): number => {
    const row = results.find((result) => result.what === what);
    if (!row) throw new Error(`${path} has no row "${what}": run npm run bench -- --units`);
    return row.value;
  };
  const names = Object.entries(COUNTED).map(([name, what]) => [name, value(what)]);
  return Object.fromEntries(names) as Counted;
}

const GB = 1e9;

/** What a stack with so many reports in the month is billed for, in the units of the price list. */
export function quantities(reports: number, counted: Counted, parts: Parts): Record<PriceName, number> {
  const of = (name: keyof typeof assumptions) => assumptions[name].value;
  const openings = reports * of("openings");
  const inboxOpenings = reports * of("letters");
  const requests = (openings + inboxOpenings) * of("files") + openings + reports * counted.requests;
  const runs = of("watch") + of("drill");
  const invocations = requests + reports + runs;
  // The benchmark's life has fewer letters; each further one is noted with one small write.
  const furtherLetters = Math.max(of("letters") - counted.letters, 0);
  const storedGb = (reports * of("months") * counted.stored) / GB;
  return {
    dynamodbWrite: reports * (counted.writes + furtherLetters),
    dynamodbRead:
      reports * counted.reads + openings * of("directoryReads") + of("watch") + of("drill") * of("directoryReads"),
    dynamodbStorage: storedGb,
    dynamodbBackup: storedGb,
    streamsRead: reports,
    lambdaDuration: parts.memory * of("seconds") * (invocations + reports * 9),
    lambdaRequest: invocations,
    httpApi: requests,
    email: reports * of("letters"),
    schedule: runs,
    alarm: parts.alarms,
    dashboard: parts.dashboards,
    metric: parts.metrics,
    logsIn: (invocations * of("logBytes")) / GB,
    logsKept: (invocations * of("logBytes")) / GB,
    snsPublish: of("alarmsRung"),
    snsEmail: of("alarmsRung"),
    sqs: of("alarmsRung"),
    kms: of("watch") * (reports > 0 ? of("keyUsers") : 1),
    transferOut: ((openings + inboxOpenings) * of("openingBytes")) / GB,
  };
}
