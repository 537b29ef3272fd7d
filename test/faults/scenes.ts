import { DeleteCommand, PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import type { BatchResponse } from "../../functions/alert/handler.ts";
import { sweptHour } from "../../functions/table/body.ts";
import { createSatgasStore } from "../../functions/table/satgas.ts";
import { HEADER, PARTITION } from "../../functions/table/shape.ts";
import type { Agenda } from "./agenda.ts";
import { rotate, type Unit } from "./people.ts";
import type { Span } from "./plan.ts";
import { canBeTold } from "./reporter.ts";
import { type Item, orphansIn } from "./snapshot.ts";
import type { StreamRecord } from "./stream.ts";
import { levelOf } from "./watching.ts";
import { type World, within } from "./world.ts";

const MINUTE = 60_000;
const HOUR = 3_600_000;
/** Deliveries of one record before it is a dead letter. */
const TRIES = 4;

/** Plays Lambda's mapping between the table's stream and `alert`, with all that may happen to a record on its way. */
export function createMapping(world: World, agenda: Agenda) {
  const { plan, dice, ledger } = world;
  const due: { record: StreamRecord; tries: number; at: number }[] = [];

  async function deliver(): Promise<void> {
    const ready = due.filter(({ at }) => at <= world.now);
    for (const one of ready) due.splice(due.indexOf(one), 1);
    if (ready.length === 0) return;
    const batch = dice.chance(plan.stream.shuffled) && !world.calm ? dice.shuffled(ready) : ready;
    const answer = await world.invoke({ role: "alert", batch: { Records: batch.map(({ record }) => record) } });
    await world.observe();
    const failures =
      answer.status === "done"
        ? (answer.result as BatchResponse).batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)
        : [batch[0]?.record.dynamodb?.SequenceNumber];
    if (failures.length === 0) return;
    const first = batch.findIndex(({ record }) => failures.includes(record.dynamodb?.SequenceNumber ?? ""));
    for (const { record, tries } of batch.slice(Math.max(first, 0))) {
      if (tries + 1 >= TRIES) ledger.tally.deadLetters += 1;
      else later(record, dice.real(0.1, 5) * MINUTE, tries + 1);
    }
  }

  function later(record: StreamRecord, wait: number, tries = 0): void {
    const at = world.now + wait;
    due.push({ record, tries, at });
    agenda.add(at, deliver);
  }

  return {
    /** Takes up what the stream has, and decides what becomes of each record. */
    async pickUp(): Promise<void> {
      for (const record of await world.stream.fresh()) {
        if (dice.chance(plan.stream.lost)) {
          ledger.tally.recordsLost += 1;
          continue;
        }
        later(record, dice.chance(plan.stream.late) ? dice.real(0.1, 20) * HOUR : dice.real(0, 0.5) * MINUTE);
        if (dice.chance(plan.stream.twice)) {
          ledger.tally.recordsTwice += 1;
          later(record, dice.real(0, 90) * HOUR);
        }
      }
    },
  };
}

/** SES publishes what became of a letter; `bounce` hears it, at most three times. */
export function bounceLetters(world: World, agenda: Agenda): void {
  const told = new Set<string>();
  world.onLetter = ({ member, mail }) => {
    if (!world.bouncing.has(member) || told.has(member)) return;
    told.add(member);
    const unit = String(world.snapshot.members.find(({ id }) => id === member)?.unit);
    const complaint = world.dice.chance(0.2);
    const feedback = {
      ...(complaint ? { eventType: "Complaint" } : { eventType: "Bounce", bounce: { bounceType: "Permanent" } }),
      mail: { tags: { member: [member], unit: [unit], mail: [mail] } },
    };
    const notifications = { Records: [{ Sns: { Message: JSON.stringify(feedback) } }] };
    const hear = (tries: number) => async () => {
      const answer = await world.invoke({ role: "bounce", notifications });
      await world.observe();
      if (answer.status !== "done") {
        if (tries < 3) agenda.add(world.now + world.dice.whole(1, 3) * MINUTE, hear(tries + 1));
        return;
      }
      // A clock that is wrong lets them ask at the wrong time.
      if (!canBeTold(world, unit) && !plan.skew && !ledger.restored) passedAtOnce(world, agenda, unit as Unit);
    };
    agenda.add(world.now + world.dice.real(0.2, 30) * MINUTE, hear(1));
  };
  const { ledger, plan } = world;
}

/** Nobody of a Satgas can be reached: the next look of `watch` takes every unopened report on. */
function passedAtOnce(world: World, agenda: Agenda, unit: Unit): void {
  const held = () =>
    world.ledger.handed.filter(({ written, plan }) => {
      const item = world.snapshot.reports.get(written.id);
      return (
        item && item["openedAt"] === undefined && plan.seats[levelOf(item)] === unit && item["alarmedAt"] === undefined
      );
    });
  const before = new Set(held());
  if (before.size === 0) return;
  agenda.add(world.now + 5 * MINUTE, async () => {
    if (within(world, world.plan.watchDead)) return;
    await world.invoke({ role: "watch" }, { calm: true });
    await world.observe();
    for (const one of held()) {
      if (before.has(one) && !world.ledger.restored) {
        world.ledger.violations.push(`report ${one.index} waits at ${unit}, where nobody can be reached`);
      }
    }
  });
}

/** Bodies of attempts that broke off: `watch` comes when their hour has its turn, until they are gone. */
export function sweepLater(world: World, agenda: Agenda): () => void {
  const seen = new Set<string>();
  const turnOf = (hour: string, from: number): number | undefined => {
    for (let at = from; at < from + 15 * 24 * HOUR; at += 5 * MINUTE) if (sweptHour(new Date(at)) === hour) return at;
    return undefined;
  };
  return () => {
    for (const { pk, sk, order } of orphansIn(world.snapshot)) {
      const place = `${pk} ${sk} ${order}`;
      if (seen.has(place)) continue;
      seen.add(place);
      world.ledger.tally.orphans += 1;
      const turn = async (): Promise<void> => {
        if (!within(world, world.plan.watchDead)) await world.invoke({ role: "watch" });
        await world.observe();
        next();
      };
      const next = () => {
        const there = orphansIn(world.snapshot).some((one) => `${one.pk} ${one.sk} ${one["order"]}` === place);
        const at = there ? turnOf(String(order), world.now + 5 * MINUTE) : undefined;
        if (at !== undefined) agenda.add(at, turn);
      };
      next();
    }
  };
}

const isShort = ({ from, to }: Span): boolean => to - from < 24;

/** The day's calamities, at their hours. */
export function arrangeCalamities(world: World, agenda: Agenda): void {
  const { plan, ledger, table, dice } = world;
  const at = (hours: number) => plan.start.getTime() + hours * HOUR;
  const note = (what: string, happened: unknown) => {
    if (happened) ledger.tally.calamities[what] = (ledger.tally.calamities[what] ?? 0) + 1;
  };
  note("SES down for three days", plan.sesDown && !isShort(plan.sesDown));
  note("SES down while the table is put back", plan.sesDown && isShort(plan.sesDown));
  note("watch dead for a week", plan.watchDead);
  note("clock a day off and back", plan.skew);
  note("table put back by a day", plan.restored);
  note("address that bounces", plan.bounces && !plan.bounces.all);
  note("all addresses of a Satgas bounce", plan.bounces?.all);
  note("member removed by a rotation", plan.removed);
  note("unreadable item among the clocks", plan.poisoned);

  const of = (unit: Unit) => world.snapshot.members.filter((member) => member.unit === unit);
  if (plan.bounces) {
    const { unit, all } = plan.bounces;
    agenda.add(at(plan.bounces.at), async () => {
      for (const { id } of all ? of(unit) : of(unit).slice(0, 1)) world.bouncing.add(id);
    });
  }
  if (plan.removed) {
    const { unit } = plan.removed;
    agenda.add(at(plan.removed.at), async () => {
      const { keyFiles } = world.chain[unit];
      const [leaving, now] = [dice.whole(0, keyFiles.length - 1), Math.floor(world.now / 1000)];
      const standing = await rotate(createSatgasStore(table), world, unit, leaving, now);
      world.chain = { ...world.chain, [unit]: standing };
      await world.observe();
    });
  }
  if (plan.skew) {
    for (const share of [0.1, 0.5, 0.9]) {
      agenda.add(at(plan.skew.from + share * (plan.skew.to - plan.skew.from)), async () => {
        await world.invoke({ role: "watch" });
        await world.observe();
      });
    }
  }
  if (plan.restored) {
    let copy: Item[] = [];
    agenda.add(at(plan.restored.from), async () => {
      copy = (await world.table.client.send(new ScanCommand({ TableName: table.name }))).Items as Item[];
    });
    agenda.add(at(plan.restored.to), () => putBack(world, copy));
  }
}

/** Clocks and letters as they were a day ago; of the events since then, half are lost; what came since stays. */
async function putBack(world: World, copy: readonly Item[]): Promise<void> {
  const { table, ledger, dice } = world;
  const known = new Set(copy.map(({ pk, sk }) => pk + sk));
  const clocked = ({ sk }: Item) => sk === HEADER || sk === "LETTER";
  for (const Item of copy.filter(clocked)) {
    await table.client.send(new PutCommand({ TableName: table.name, Item }));
  }
  // A report that came since has its clock as it is, and its history with it.
  const events = world.snapshot.events.filter(({ pk }) =>
    known.has(pk.replace(PARTITION.event, PARTITION.report) + HEADER),
  );
  const newer = [...events, ...world.snapshot.letters].filter(({ pk, sk }) => !known.has(pk + sk));
  for (const { pk, sk } of newer) {
    if (sk === "LETTER" || dice.chance(0.5)) {
      await table.client.send(new DeleteCommand({ TableName: table.name, Key: { pk, sk } }));
    }
  }
  // Of a case's log the end is lost, or nothing: an entry follows the one before it.
  for (const id of world.snapshot.reports.keys()) {
    const since = world.snapshot.entries.filter(({ pk, sk }) => pk === PARTITION.entry + id && !known.has(pk + sk));
    if (!known.has(PARTITION.report + id + HEADER) || dice.chance(0.5)) continue;
    for (const { pk, sk } of since) {
      await table.client.send(new DeleteCommand({ TableName: table.name, Key: { pk, sk } }));
    }
  }
  ledger.restored = true;
  ledger.restoredSeq = ledger.seq;
  for (const one of ledger.handed) {
    const item = copy.find(({ pk, sk }) => pk === PARTITION.report + one.written.id && sk === HEADER);
    // What was opened since is unopened again, so it has to be opened again.
    if (item && item["openedAt"] === undefined && one.opening === "done") one.opening = "planned";
    for (const level of one.reached.keys()) if (!item || level > levelOf(item)) one.reached.delete(level);
  }
  world.snapshot = { ...world.snapshot, reports: new Map() };
  await world.observe();
}
