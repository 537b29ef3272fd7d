import { isDeepStrictEqual } from "node:util";
import { HEADER, PARTITION, STATE } from "../../functions/table/shape.ts";
import { defaultPolicy } from "../../shared/clock.ts";
import type { Handed } from "./ledger.ts";
import { browserOf } from "./members.ts";
import type { Unit } from "./people.ts";
import { handOver, mailboxOf, stamped } from "./reporter.ts";
import { type Item, look, type Snapshot } from "./snapshot.ts";
import type { World } from "./world.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Looks of `watch` with faults, and without: more than it takes. */
const LOOKS = 8;

/**
 * Years after all else: a case that was opened has ended, was kept as long as it may be, and is deleted while the same
 * things go wrong. @returns whether there was one
 */
export async function yearsLater(world: World): Promise<boolean> {
  const { ledger, snapshot } = world;
  const handed = ledger.handed.find(({ written }) => snapshot.reports.get(written.id)?.["openedAt"] !== undefined);
  const header = handed && snapshot.reports.get(handed.written.id);
  if (!handed || !header) return false;
  await end(world, handed, header);
  world.now += (defaultPolicy.retentionDays + 1) * DAY;
  const { id } = handed.written;
  let seen = await look(world.table);
  for (let looks = 0; looks < 2 * LOOKS && seen.reports.get(id)?.["state"] !== STATE.deleted; looks += 1) {
    world.calm = looks >= LOOKS;
    await world.invoke({ role: "watch" });
    world.now += 5 * MINUTE;
    seen = await look(world.table);
    // Of what is half deleted nothing may be shown.
    if (seen.reports.get(id)?.["state"] === undefined) continue;
    const status = (await mailboxOf(world, handed.written, true))?.status;
    if (status === 200) ledger.violations.push(`report ${handed.index} is being deleted and is shown`);
  }
  world.calm = true;
  await checkGone(world, handed, seen);
  // Whoever kept her packet sends it again: it is refused, and leaves nothing behind.
  const again = await handOver(world, stamped(world, handed.written));
  if (again?.status === 201) ledger.violations.push(`report ${handed.index} was deleted and is accepted again`);
  await checkGone(world, handed, await look(world.table));
  return true;
}

async function end(world: World, { written, index }: Handed, { openedBy, stage }: Item): Promise<void> {
  const member = browserOf(world, String(openedBy) as Unit, 0, 0);
  const steps = stage === "DITERIMA" ? (["DITERIMA", "TELAAH", "TIDAK_DITERUSKAN"] as const) : ENDING;
  for (const [nth, next] of steps.slice(1).entries()) {
    const was = steps[nth];
    const moved = was && (await member?.act(written.id, { kind: "stage", was, stage: next }));
    if (typeof moved !== "object") world.ledger.violations.push(`report ${index} could not be ended: ${moved}`);
  }
}
const ENDING = ["TELAAH", "TIDAK_DITERUSKAN"] as const;

/** A tombstone is there, and nothing else. */
async function checkGone(world: World, { written, index }: Handed, seen: Snapshot): Promise<void> {
  const wrong = (what: string) => void world.ledger.violations.push(`report ${index} ${what}`);
  const { id } = written;
  const header = seen.reports.get(id);
  const tombstone = { pk: PARTITION.report + id, sk: HEADER, id, state: STATE.deleted, month: header?.["month"] };
  const aMonth = /^\d{4}-\d{2}$/.test(String(tombstone.month));
  if (!aMonth || !isDeepStrictEqual(header, tombstone)) {
    wrong("was deleted without a tombstone");
  }
  const left = [...seen.seats, ...seen.entries, ...seen.events, ...seen.bodies].filter(({ pk }) => pk.endsWith(id));
  if (left.length > 0) wrong(`was deleted and left ${left.map(({ pk, sk }) => `${pk.split("#")[0]} ${sk}`)}`);
  const status = (await mailboxOf(world, written, true))?.status;
  if (status !== 404) wrong(`was deleted, and her page is told ${status}`);
}
