import type { SeatKey } from "../../shared/content/text.ts";
import { hourOf } from "../../shared/moment.ts";
import { reporterToken } from "../../shared/sign-in.ts";
import type { Agenda } from "./agenda.ts";
import type { Handed } from "./ledger.ts";
import type { PlannedReport } from "./plan.ts";
import { DIFFICULTY, ORIGIN } from "./stack.ts";
import { isReachable } from "./watching.ts";
import type { HttpCall } from "./worker.ts";
import { type Answer, toldIn, type World } from "./world.ts";
import { newWriter, requestOf, seatKeys, type Written, write } from "./written.ts";

const MINUTE = 60_000;

interface Http {
  readonly status: number;
  readonly body: Record<string, unknown>;
}
const httpOf = (answer: Answer): Http | undefined => (answer.status === "done" ? (answer.result as Http) : undefined);

export const callOf = async (world: World, call: HttpCall, calm = false) =>
  httpOf(await world.invoke({ role: "report", call }, { calm }));

export const handOver = (world: World, body: unknown) => callOf(world, { method: "POST", path: "/api/reports", body });

/** With a stamp for the hour that it is there. */
export const stamped = (world: World, written: Pick<Written, "entry" | "sealed" | "id">) =>
  requestOf(written, hourOf(new Date(toldIn(world))), DIFFICULTY);

/** What her page is told when she comes back with her code. */
export async function mailboxOf(world: World, { keys }: Written, calm = false): Promise<Http | undefined> {
  const token = await reporterToken(keys.voice, ORIGIN, Math.floor(toldIn(world) / 1000));
  return callOf(world, { method: "GET", path: "/api/mailbox", token }, calm);
}

/** Hands a report in as the form does: the same packet again and again, until an answer says that it arrived. */
export async function handIn(world: World, agenda: Agenda, plan: PlannedReport, stored: () => void): Promise<void> {
  const { ledger, lane } = world;
  const alike = ledger.handed.filter((one) => `${one.plan.seats}` === `${plan.seats}`).length;
  const handed: Handed = {
    ...{ index: ledger.handed.length, plan, state: "unclear", openedAt: new Set(), reached: new Map() },
    written: await lane.drawer.take(plan.seats, alike),
    opening: plan.opened ? "planned" : "unplanned",
  };
  ledger.handed.push(handed);
  // Some give up: what they left may be a report, or bytes of which nobody will ever hear.
  const patience = world.dice.pick([1, 3, 8]);
  let tries = 0;
  const attempt = async (): Promise<void> => {
    tries += 1;
    const answer = await handOver(world, stamped(world, handed.written));
    await world.observe();
    stored();
    if (answer?.status === 201) handed.state = "accepted";
    else if (answer?.body["code"] === "outdated-seat") {
      // A key was replaced, and this packet is not there: the form seals another under the same code.
      handed.written = await write(handed.written.keys, seatKeys(world.chain, plan.seats), "cerita contoh");
      await attempt();
    } else if (answer && answer.status < 500) {
      ledger.violations.push(`report ${handed.index} was refused: ${answer.status} ${answer.body["code"]}`);
    } else if (tries < patience) agenda.add(world.now + world.dice.whole(1, 5) * MINUTE, attempt);
  };
  await attempt();
}

/** An attempt of which the body arrives and nothing else: its reporter gives up, and its bytes must not stay. */
export async function breakOff(world: World): Promise<void> {
  const keys = await newWriter();
  const written = await write(keys, seatKeys(world.chain, ["3316", "33"]), "cerita contoh");
  world.ledger.refusedIds.push(keys.id);
  const call = { method: "POST", path: "/api/reports", body: stamped(world, written) } as const;
  await world.invoke({ role: "report", call }, { failing: "TransactWriteItems" });
  await world.observe();
}

const flipped = (jws: string) => jws.slice(0, -10) + (jws.at(-10) === "A" ? "B" : "A") + jws.slice(-9);

/** What must be refused, and must leave nothing behind. */
export async function handInJunk(world: World): Promise<void> {
  const { dice, ledger, chain } = world;
  const keys = await newWriter();
  const [first, second] = seatKeys(chain, ["3316", "33"]) as [SeatKey, SeatKey];
  const there = dice.pick(ledger.handed.length > 0 ? ledger.handed : [undefined]);
  const good = await write(keys, [first, second], "sampah");
  const make = dice.pick<() => Promise<Pick<Written, "id" | "entry" | "sealed">>>([
    async () => ({ ...good, entry: (await write(keys, [first], "sampah")).entry }),
    async () => write(keys, [second, first], "sampah"),
    async () => ({ ...good, sealed: good.sealed.slice(0, 3_000) }),
    async () => write(keys, [first, { ...second, gen: 7 }], "sampah"),
    async () => ({ ...good, entry: flipped(good.entry) }),
    // A report that was there and is deleted.
    async () => world.deleted,
    // Other bytes under the code of a report that is there.
    ...(there?.state === "accepted" ? [() => write(there.written.keys, [first, second], "lain")] : []),
  ]);
  const junk = await make();
  if (junk.id === keys.id) ledger.refusedIds.push(junk.id);
  const answer = await handOver(world, stamped(world, junk));
  await world.observe();
  if (answer?.status === 201) ledger.violations.push("what should be refused was accepted");
}

export const canBeTold = (world: World, unit: string): boolean =>
  world.snapshot.members.some((member) => member.unit === unit && isReachable(member));
