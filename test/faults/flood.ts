import { type ReportEntry, signEntry } from "../../shared/content/entry.ts";
import type { Directory, ReportRequest } from "../../shared/contract.ts";
import { peekJws } from "../../shared/jws.ts";
import { newSigner, reportIdOf, verifierOf } from "../../shared/key.ts";
import { hourOf } from "../../shared/moment.ts";
import { type Plan, planOf } from "./plan.ts";
import { callOf } from "./reporter.ts";
import { levelOf } from "./watching.ts";
import { closeWorld, type Lane, openWorld, type World } from "./world.ts";
import { requestOf, type Written } from "./written.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SLICE = 30_000;
const FLOOD_MINUTES = 20;
const MEMBERS = 5;
const BATCH = 100;
const AT_A_TIME = 16;
/** Letters that a member may get for a flood: one for each quiet in it, the first, and the last. */
const HANDFUL = FLOOD_MINUTES / 10 + 2;

export interface FloodResult {
  readonly reports: number;
  readonly violations: readonly string[];
  /** The most letters that one member got while it lasted and until all was quiet. */
  readonly letters: number;
  readonly difficulty: { readonly before: number; readonly after: number };
  /** Real seconds for a thousand reports. */
  readonly alertPer1000: number;
  readonly watchPer1000: number;
}

/**
 * Junk for one Satgas, twenty minutes long, with one real report among it. Nobody is refused, nobody is buried in mail,
 * and the real one goes its way.
 */
export async function flood(lane: Lane, reports: number): Promise<FloodResult> {
  const base = planOf(1);
  const calm: Plan = {
    ...{
      seed: 0,
      dice: base.dice,
      start: new Date(Date.UTC(2026, 10, 24, 3, 2)),
      reports: [],
      junk: [],
      brokenOff: [],
      overlaps: 0,
    },
    members: { "3316": MEMBERS, "33": 2, "01": 2 },
    weather: { sprinkled: 0, bursts: 0, kills: 0 },
    stream: { lost: 0, late: 0, twice: 0, shuffled: 0 },
    ...{ poisoned: false, end: 0 },
  };
  const world = await openWorld(lane, calm);
  try {
    return await rise(world, reports);
  } finally {
    await closeWorld(world);
  }
}

async function rise(world: World, reports: number): Promise<FloodResult> {
  const { ledger } = world;
  const wrong = (what: string) => void ledger.violations.push(what);
  world.calm = true;
  const real = await world.lane.drawer.take(["3316", "33", "01"], 0);
  const junk = await world.lane.drawer.take(["3316"], 0);
  const slices = (FLOOD_MINUTES * MINUTE) / SLICE;
  const start = world.now;
  const before = await difficultyIn(world);
  const spent = { alert: 0, watch: 0 };
  const watched = { steps: 0 };

  async function watch(): Promise<void> {
    const begin = performance.now();
    const answer = await world.invoke({ role: "watch" });
    spent.watch += performance.now() - begin;
    if (answer.status !== "done") wrong(`watch failed: ${answer.status === "failed" && answer.error}`);
    const done = answer.status === "done" && answer.logged.find(({ event }) => event === "watch-done");
    if (done && done.event === "watch-done") watched.steps += done.due;
  }

  for (let slice = 0; slice < slices; slice += 1) {
    world.now = start + slice * SLICE;
    const difficulty = await difficultyIn(world);
    const share = Math.round(((slice + 1) * reports) / slices) - Math.round((slice * reports) / slices);
    const stamped = (written: Parameters<typeof requestOf>[0]) =>
      requestOf(written, hourOf(new Date(world.now)), difficulty);
    const requests = await Promise.all(Array.from({ length: share }, async () => stamped(await another(junk))));
    if (slice === slices / 2) requests[0] = stamped(real);
    await handInAll(world, requests, wrong);
    const begin = performance.now();
    const records = await world.stream.fresh();
    for (let from = 0; from < records.length; from += BATCH) {
      const answer = await world.invoke({ role: "alert", batch: { Records: records.slice(from, from + BATCH) } });
      if (answer.status !== "done") wrong("alert failed");
    }
    spent.alert += performance.now() - begin;
    if (slice % 10 === 9) await watch();
  }
  const after = await difficultyIn(world);
  if (after <= before) wrong(`a stamp costs ${before} bits before the flood and ${after} after it`);
  for (const minutes of [25, 30, 35, 40, 45]) {
    world.now = start + minutes * MINUTE;
    await watch();
  }
  const letters = mostLetters(world);
  if (letters > HANDFUL) wrong(`one member got ${letters} letters`);
  await followTheRealOne(world, real, watch, wrong);
  return {
    ...{ reports, violations: [...new Set(ledger.violations)], letters, difficulty: { before, after } },
    alertPer1000: spent.alert / reports,
    watchPer1000: spent.watch / Math.max(watched.steps, 1),
  };
}

/** The same bytes under a code of their own: whoever floods seals once. */
async function another({ entry, sealed }: Written): Promise<Pick<Written, "id" | "entry" | "sealed">> {
  const signer = await newSigner();
  const id = await reportIdOf(verifierOf(signer));
  return { id, sealed, entry: await signEntry({ ...(peekJws(entry) as ReportEntry), id }, signer) };
}

/** A day, and three, and the next Satgas has it, as if nothing else had come. */
async function followTheRealOne(
  world: World,
  { id }: Written,
  watch: () => Promise<void>,
  wrong: (what: string) => void,
): Promise<void> {
  const seen = async () => {
    await world.observe();
    return world.snapshot.reports.get(id);
  };
  const start = world.plan.start.getTime();
  if ((await seen())?.["letterOrderedAt"] === undefined) wrong("no letter tells of the real report");
  world.now = start + 25.5 * HOUR;
  await watch();
  if ((await seen())?.["reminderOrderedAt"] === undefined) wrong("nobody was reminded of the real report");
  const province = world.ledger.letters.length;
  world.now = start + 73.5 * HOUR;
  await watch();
  if (levelOf(await seen()) !== 1) wrong("the real report did not climb");
  const above = world.snapshot.members.filter(({ unit }) => unit === "33").map(({ id }) => id);
  const told = world.ledger.letters.slice(province).filter(({ member }) => above.includes(member));
  if (told.length !== above.length) wrong("the Satgas above got no letter of it");
}

async function difficultyIn(world: World): Promise<number> {
  const answer = await callOf(world, { method: "GET", path: "/api/directory" });
  if (answer?.status !== 200) throw new Error("there is no directory");
  return (answer.body as unknown as Directory).difficulty;
}

async function handInAll(world: World, requests: ReportRequest[], wrong: (what: string) => void): Promise<void> {
  const waiting = [...requests];
  const worker = async () => {
    for (let body = waiting.shift(); body; body = waiting.shift()) {
      const answer = await callOf(world, { method: "POST", path: "/api/reports", body });
      if (answer?.status !== 201) wrong(`a report was refused: ${answer?.status} ${answer?.body["code"]}`);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
}

const mostLetters = ({ ledger }: World): number => {
  const counts = new Map<string, number>();
  for (const { member } of ledger.letters) counts.set(member, (counts.get(member) ?? 0) + 1);
  return Math.max(0, ...counts.values());
};
