import { DeleteTableCommand } from "@aws-sdk/client-dynamodb";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { createSatgasStore } from "../../functions/table/satgas.ts";
import { keys, STATE } from "../../functions/table/shape.ts";
import type { Table } from "../../functions/table/table.ts";
import { createTable } from "../../infra/local/dynamodb.ts";
import type { Signer } from "../../shared/key.ts";
import { watchTable } from "../support/table.ts";
import type { Broken } from "./broken.ts";
import { type Crew, Killed } from "./crew.ts";
import { type Ledger, type Letter, newLedger, noteLetter, noteTable } from "./ledger.ts";
import { type Chain, firstMembers, type People, type Standing, type Unit, units } from "./people.ts";
import type { Plan, Span } from "./plan.ts";
import type { FaultKind, Passing, Way } from "./proxy.ts";
import type { Dice } from "./seed.ts";
import { look, POISON, type Snapshot } from "./snapshot.ts";
import { openStream, type Stream } from "./stream.ts";
import { watchOver } from "./watching.ts";
import type { Outcome, Work } from "./worker.ts";
import type { Drawer, Written } from "./written.ts";

/** Where runs take place, one after the other: two engines, a faulty way to each, and a worker. */
export interface Lane {
  readonly engine: string;
  readonly ses: string;
  readonly toTable: Way;
  readonly toSes: Way;
  readonly crew: Crew;
  readonly people: People;
  readonly drawer: Drawer;
}

export type Answer =
  | ({ readonly status: "done" } & Outcome)
  | ({ readonly status: "failed" } & Outcome)
  | { readonly status: "killed" };

/** One run: its plan, its table, its time, and what was seen of it so far. */
export interface World {
  readonly lane: Lane;
  readonly plan: Plan;
  readonly dice: Dice;
  readonly table: Table;
  readonly stream: Stream;
  readonly ledger: Ledger;
  readonly root: Signer;
  /** The Satgas as they stand. */
  chain: Chain;
  /** A report that was deleted before the run began. */
  readonly deleted: Written;
  /** The true time, in milliseconds. */
  now: number;
  /** The faults have ended. */
  calm: boolean;
  snapshot: Snapshot;
  /** Addresses that bounce. */
  readonly bouncing: Set<string>;
  /** Calls a function, with the faults of the hour. @param ahead milliseconds by which its clock is later.
   *  @param failing an operation that fails whenever it is asked for */
  invoke(work: Work, options?: { calm?: boolean; ahead?: number; failing?: string }): Promise<Answer>;
  /** Looks at the table, and checks what must hold at every moment. */
  observe(): Promise<void>;
  /** Told of each letter that SES took. */
  onLetter: (letter: Letter) => void;
}

const hoursOf = (world: Pick<World, "now" | "plan">): number => (world.now - world.plan.start.getTime()) / 3_600_000;

export const within = (world: Pick<World, "now" | "plan">, span: Span | undefined): boolean =>
  span !== undefined && hoursOf(world) >= span.from && hoursOf(world) < span.to;

/** What the clocks of the functions say. */
export const toldIn = (world: Pick<World, "now" | "plan">): number =>
  world.now + (world.plan.skew && within(world, world.plan.skew) ? world.plan.skew.by * 3_600_000 : 0);

let count = 0;

/** Its place in the drawer: no run hands in so many that are sealed alike. */
const DELETED = 99;
export const tombstoneOf = ({ id }: Written) => ({ ...keys.report(id), id, state: STATE.deleted, month: "2026-10" });

export async function openWorld(lane: Lane, plan: Plan, broken?: Broken): Promise<World> {
  count += 1;
  const name = `run-${plan.seed}-${process.pid}-${count}`;
  const stream = openStream(lane.engine, await createTable(lane.engine, name));
  const table = watchTable(name, lane.engine);
  const satgas = createSatgasStore(table);
  const { root, chain: whole } = lane.people;
  const standing = await Promise.all(
    units.map(async (unit) => [unit, await firstMembers(whole[unit], plan.members[unit])] as const),
  );
  const chain = Object.fromEntries(standing) as Record<Unit, Standing>;
  for (const [, { change }] of standing) await satgas.change(change);
  const deleted = await lane.drawer.take(["3316", "33", "01"], DELETED);
  await table.client.send(new PutCommand({ TableName: name, Item: tombstoneOf(deleted) }));
  if (plan.poisoned) await table.client.send(new PutCommand({ TableName: name, Item: POISON }));

  const ledger = newLedger();
  let kills = plan.weather.kills;
  let faultOf: (passing: Passing) => FaultKind | undefined = () => undefined;
  const counted = (kind: FaultKind | undefined) => {
    if (kind) ledger.tally.faults[kind] = (ledger.tally.faults[kind] ?? 0) + 1;
    return kind;
  };
  const kill = () => {
    kills -= 1;
    ledger.tally.kills += 1;
    lane.crew.kill();
  };

  const world: World = {
    ...{ lane, plan, table, stream, ledger, root, chain, deleted },
    ...{ dice: plan.dice, now: plan.start.getTime(), calm: false },
    snapshot: await look(table),
    bouncing: new Set(),
    onLetter: () => {},
    async invoke(work, { calm = false, ahead = 0, failing } = {}) {
      ledger.invocation += 1;
      const weather = world.calm || calm ? undefined : drawWeather(plan, plan.dice, kills > 0, work.role === "bounce");
      const fault = weather?.fault ?? (() => undefined);
      faultOf = failing ? ({ operation }) => (operation === failing ? "failed" : undefined) : fault;
      try {
        const now = toldIn(world) + ahead;
        const outcome = await lane.crew.invoke({ table: name, now, broken, work });
        return { status: outcome.error === undefined ? "done" : "failed", ...outcome };
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
        return { status: "killed" };
      }
    },
    async observe() {
      const before = world.snapshot;
      world.snapshot = await look(table);
      watchOver(world, before, world.snapshot, toldIn(world));
      ledger.observed = ledger.invocation;
    },
  };
  lane.toTable.weather = {
    fault: (passing) => counted(faultOf(passing)),
    took: (passing) => noteTable(ledger, passing),
    kill,
  };
  lane.toSes.weather = {
    fault(passing) {
      const down = within(world, plan.sesDown) ? plan.sesDown?.how : undefined;
      return counted(down ?? faultOf(passing));
    },
    took(passing, heard) {
      world.onLetter(noteLetter(ledger, passing, toldIn(world), heard));
    },
    kill,
  };
  return world;
}

export async function closeWorld({ lane, stream, table }: World): Promise<void> {
  lane.toTable.weather = undefined;
  lane.toSes.weather = undefined;
  stream.close();
  // The engine keeps every table in memory, and a thousand runs are many.
  await table.client.send(new DeleteTableCommand({ TableName: table.name }));
  table.client.destroy();
}

const answered = ["throttled", "failed", "conflict", "reset", "lost", "lost", "slow"] as const;

/**
 * The faults that one invocation meets: here and there, or a row of the same; and perhaps its death.
 *
 * @param rare what is seldom called meets more of them, or a run would hardly ever see it fail
 */
function drawWeather({ weather }: Plan, dice: Dice, mayDie: boolean, rare: boolean) {
  const own = dice.fork();
  const deadly =
    mayDie && own.chance(rare ? 0.6 : 0.2) ? own.pick(["killed-before", "killed-after"] as const) : undefined;
  const death = own.whole(1, rare ? 4 : 10);
  const burst = own.chance(rare && weather.sprinkled > 0 ? 0.6 : weather.bursts)
    ? { from: own.whole(1, rare ? 4 : 8), length: own.whole(2, 12), kind: own.pick(answered) }
    : undefined;
  let nth = 0;
  let died = false;
  return {
    fault({ operation }: Passing): FaultKind | undefined {
      nth += 1;
      if (deadly && !died && nth >= death) {
        died = true;
        return deadly;
      }
      const inBurst = burst && nth >= burst.from && nth < burst.from + burst.length;
      const kind = inBurst ? burst.kind : own.chance(weather.sprinkled) ? own.pick(answered) : undefined;
      return kind === "conflict" && operation !== "TransactWriteItems" ? "throttled" : kind;
    },
  };
}
