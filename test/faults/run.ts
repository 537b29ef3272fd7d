import { newAgenda } from "./agenda.ts";
import type { Broken } from "./broken.ts";
import { checkEnd, checkTold, type Ends, unfinished } from "./check.ts";
import type { Tally } from "./ledger.ts";
import { openLater } from "./members.ts";
import { planOf } from "./plan.ts";
import { breakOff, handIn, handInJunk } from "./reporter.ts";
import { arrangeCalamities, bounceLetters, createMapping, sweepLater } from "./scenes.ts";
import { levelOf } from "./watching.ts";
import { closeWorld, type Lane, openWorld, type World, within } from "./world.ts";
import { yearsLater } from "./years.ts";

const MINUTE = 60_000;
const HOUR = 3_600_000;
const GRAIN = 5 * MINUTE;
/** Looks of `watch` in one run, above which something goes round in circles. */
const RESTLESS = 300;

export interface RunResult {
  readonly seed: number;
  readonly violations: readonly string[];
  readonly tally: Tally;
  readonly ends: Ends;
  readonly reports: number;
  readonly letters: number;
  readonly repeats: number;
  readonly days: number;
  /** A case was deleted at the end. */
  readonly purged: boolean;
}

/** One run of the whole pipeline, from the first report to the last alarm, with the faults of its seed. */
export async function run(lane: Lane, seed: number, broken?: Broken): Promise<RunResult> {
  const plan = planOf(seed);
  const world = await openWorld(lane, plan, broken);
  try {
    await live(world);
    await world.observe();
    const ends = await checkEnd(world);
    const { ledger } = world;
    const days = (world.now - plan.start.getTime()) / (24 * HOUR);
    const purged = await yearsLater(world);
    return {
      ...{ seed, ends, purged, days, tally: ledger.tally, violations: [...new Set(ledger.violations)] },
      reports: ledger.handed.filter(({ written }) => world.snapshot.reports.has(written.id)).length,
      letters: ledger.letters.length,
      repeats: ledger.letters.filter(({ repeats }) => repeats).length,
    };
  } finally {
    await closeWorld(world);
  }
}

async function live(world: World): Promise<void> {
  const { plan, dice, ledger } = world;
  const agenda = newAgenda();
  const start = plan.start.getTime();
  const mapping = createMapping(world, agenda);
  for (const report of plan.reports) {
    const pickUp = () => agenda.add(world.now + dice.real(0, 2) * MINUTE, mapping.pickUp);
    agenda.add(start + report.at * HOUR, () => handIn(world, agenda, report, pickUp));
  }
  for (const at of plan.brokenOff) agenda.add(start + at * HOUR, () => breakOff(world));
  for (const at of plan.junk) agenda.add(start + at * HOUR, () => handInJunk(world));
  arrangeCalamities(world, agenda);
  bounceLetters(world, agenda);
  agenda.add(start + plan.end * HOUR, async () => {
    world.calm = true;
  });

  const sweep = sweepLater(world, agenda);
  const alarms = new Map<string, number>();
  const alarmedAt = new Map<string, unknown>();
  let looks = 0;
  let lastLook = start;
  let lateness = 0;
  for (;;) {
    for (const handed of ledger.handed) {
      const item = world.snapshot.reports.get(handed.written.id);
      if (item && levelOf(item) >= (handed.plan.opened?.seat ?? 0)) openLater(world, agenda, handed);
      if (world.calm && item?.["alarmedAt"] !== undefined && item["alarmedAt"] !== alarmedAt.get(item.pk)) {
        alarmedAt.set(item.pk, item["alarmedAt"]);
        alarms.set(handed.written.id, (alarms.get(handed.written.id) ?? 0) + 1);
      }
    }
    sweep();
    if (world.calm && !unfinished(world, alarms)) return;
    const look = nextLook(world, lastLook, lateness);
    const next = agenda.next();
    if (look === undefined && next === undefined) return;
    if (next !== undefined && (look === undefined || next <= look)) {
      world.now = Math.max(world.now, next);
      await agenda.take()?.();
      continue;
    }
    looks += 1;
    if (looks > RESTLESS) {
      ledger.violations.push("watch has something to do for ever");
      return;
    }
    world.now = look as number;
    lastLook = world.now;
    lateness = latenessOf(world);
    const runs = [world.invoke({ role: "watch" })];
    if (!world.calm && dice.chance(plan.overlaps)) runs.push(world.invoke({ role: "watch" }, { ahead: MINUTE / 2 }));
    const answers = await Promise.all(runs);
    await world.observe();
    await checkTold(world);
    if (world.calm && answers[0]?.status === "failed") {
      ledger.violations.push("watch fails although nothing is wrong any more");
    }
  }
}

/** When `watch` looks next at which something is due: in between it would find nothing. */
function nextLook(world: World, last: number, lateness: number): number | undefined {
  const { due } = world.snapshot;
  if (due === undefined) return undefined;
  const at = Math.max(Math.ceil(due / GRAIN) * GRAIN, last + GRAIN) + lateness;
  const { watchDead } = world.plan;
  const moment = { plan: world.plan, now: at };
  const dead = watchDead && within(moment, watchDead);
  return Math.max(dead ? world.plan.start.getTime() + watchDead.to * HOUR : at, world.now);
}

/** How late the next look is. While SES is down there would be one every five minutes, each as vain as the last. */
function latenessOf(world: World): number {
  const { dice, plan } = world;
  if (world.calm) return dice.whole(0, 60) * GRAIN;
  if (plan.sesDown && plan.sesDown.to - plan.sesDown.from > 24 && within(world, plan.sesDown))
    return dice.whole(24, 140) * GRAIN;
  return dice.chance(0.2) ? dice.whole(1, 24) * GRAIN : 0;
}
