import { fromBase64url, toBase64url } from "../../shared/bytes.ts";
import type { Report } from "../../shared/report.ts";
import { open } from "../../shared/seal.ts";
import { signIn } from "../../shared/sign-in.ts";
import type { Agenda } from "./agenda.ts";
import type { Handed } from "./ledger.ts";
import { type Unit, writeReport } from "./people.ts";
import type { PlannedReport } from "./plan.ts";
import { isReachable } from "./watching.ts";
import { DIFFICULTY, type HttpCall, ORIGIN } from "./worker.ts";
import { type Answer, toldIn, type World } from "./world.ts";

const MINUTE = 60_000;

interface Http {
  readonly status: number;
  readonly body: Record<string, unknown>;
}
const httpOf = (answer: Answer): Http | undefined => (answer.status === "done" ? (answer.result as Http) : undefined);

export const callOf = async (world: World, role: "report" | "inbox", call: HttpCall, ahead = 0) =>
  httpOf(await world.invoke({ role, call }, { ahead }));

/** Hands a report in as the form does: again and again with the same bytes, until an answer says that it arrived. */
export async function handIn(world: World, agenda: Agenda, plan: PlannedReport, stored: () => void): Promise<void> {
  const { ledger, lane } = world;
  const written = await writeReport(lane.people, plan.seats, DIFFICULTY);
  const handed: Handed = {
    ...{ index: ledger.handed.length, plan, written, state: "unclear", openedAt: new Set(), reached: new Map() },
    opening: plan.opened ? "planned" : "unplanned",
  };
  ledger.handed.push(handed);
  let tries = 0;
  const attempt = async (): Promise<void> => {
    tries += 1;
    const call = { method: "POST", path: "/api/reports", body: written.request } as const;
    const answer = await callOf(world, "report", call);
    await world.observe();
    stored();
    if (answer?.status === 201) handed.state = "accepted";
    else if (answer && answer.status < 500) {
      ledger.violations.push(`report ${handed.index} was refused: ${answer.status} ${answer.body["code"]}`);
    } else if (tries < 8) agenda.add(world.now + world.dice.whole(1, 5) * MINUTE, attempt);
  };
  await attempt();
}

/** What must be refused, and must leave nothing behind. */
export async function handInJunk(world: World): Promise<void> {
  const { request } = await writeReport(world.lane.people, ["3316", "33"], DIFFICULTY);
  const before = world.dice.pick(world.ledger.handed.length > 0 ? world.ledger.handed : [undefined]);
  const [first, second] = request.seats;
  const junk = world.dice.pick([
    { ...request, seats: [first] },
    { ...request, seats: [second, first] },
    { ...request, sealed: toBase64url(fromBase64url(request.sealed).subarray(0, 3_000)) },
    { ...request, seats: [first, { unit: "33", gen: 7 }] },
    // Other bytes under the id of a report that is there.
    ...(before?.state === "accepted" ? [{ ...request, id: before.written.request.id }] : []),
  ]);
  if (junk.id === request.id) world.ledger.refusedIds.push(request.id);
  const answer = await callOf(world, "report", { method: "POST", path: "/api/reports", body: junk });
  await world.observe();
  if (answer?.status === 201) world.ledger.violations.push("what should be refused was accepted");
}

/** Whose turn it is to open: members of a seat who are still members. */
function readersAt(world: World, unit: Unit) {
  const members = world.snapshot.members.filter((member) => member["unit"] === unit && member["state"] === "active");
  return world.lane.people.satgas[unit].keyFiles.filter(({ name }) => members.some((one) => one["name"] === name));
}

/** A member finds a report in her inbox, opens it with the Satgas key, and posts the proof that lies inside. */
async function openOnce(world: World, handed: Handed, unit: Unit, nth: number, ahead = 0): Promise<boolean> {
  const readers = readersAt(world, unit);
  const reader = readers[nth % Math.max(readers.length, 1)];
  if (!reader) return false;
  const { id, sealed } = handed.written.request;
  const seconds = Math.floor((toldIn(world) + ahead) / 1000);
  const token = await signIn(reader.signer, unit, ORIGIN, seconds);
  const rows = await callOf(world, "inbox", { method: "GET", path: "/api/inbox/reports", token }, ahead);
  if (rows?.status !== 200) return false;
  if (!(rows.body["reports"] as { id: string }[]).some((row) => row.id === id)) {
    world.ledger.violations.push(`report ${handed.index} is not in the inbox of ${unit}`);
  }
  const fetched = await callOf(world, "inbox", { method: "GET", path: `/api/inbox/reports/${id}`, token }, ahead);
  if (fetched?.status !== 200) return false;
  if (fetched.body["sealed"] !== sealed) world.ledger.violations.push(`report ${handed.index} is not what was sent`);
  const opened = await open(fromBase64url(sealed), world.lane.people.satgas[unit].privateKey.identity);
  if (opened.status !== "opened") throw new Error(`the seal of ${unit} does not open: ${opened.status}`);
  const { proof } = opened.content as Report;
  const call = { method: "POST", path: `/api/inbox/reports/${id}/opened`, token } as const;
  if (world.dice.chance(0.1)) {
    const wrong = await callOf(world, "inbox", { ...call, body: { proof: toBase64url(new Uint8Array(32)) } }, ahead);
    if (wrong?.status === 200) world.ledger.violations.push("a wrong proof was taken");
  }
  const proved = await callOf(world, "inbox", { ...call, body: { proof } }, ahead);
  if (proved?.status === 200) handed.openedAt.add(proved.body["openedAt"]);
  return proved?.status === 200;
}

/** Opens until it is opened. Two members may do so at once, a minute before and a minute after the hour. */
export function openLater(world: World, agenda: Agenda, handed: Handed): void {
  const { opened } = handed.plan;
  if (!opened || handed.opening !== "planned") return;
  const unit = handed.plan.seats[opened.seat] as Unit;
  handed.opening = "scheduled";
  const attempt = async (): Promise<void> => {
    const toHour = 3_600_000 - (world.now % 3_600_000);
    // A clock may move in the very moment in which it is to stop.
    const meanwhile = world.dice.chance(world.plan.overlaps) ? world.invoke({ role: "watch" }) : undefined;
    const done = opened.together
      ? await Promise.all([
          openOnce(world, handed, unit, 0, toHour - MINUTE),
          openOnce(world, handed, unit, 1, toHour + MINUTE),
        ])
      : [await openOnce(world, handed, unit, 0)];
    await meanwhile;
    await world.observe();
    if (done.includes(true)) handed.opening = "done";
    else if (readersAt(world, unit).length > 0) agenda.add(world.now + world.dice.whole(5, 90) * MINUTE, attempt);
    else handed.opening = "unplanned";
  };
  agenda.add(world.now + opened.after * 60 * MINUTE, attempt);
}

export const canBeTold = (world: World, unit: string): boolean =>
  world.snapshot.members.some((member) => member["unit"] === unit && isReachable(member));
