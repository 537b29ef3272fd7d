import { toBase64url } from "../../shared/bytes.ts";
import type { InboxPage } from "../../shared/contract.ts";
import { verifierOf } from "../../shared/key.ts";
import { type Member, memberOf } from "../support/member.ts";
import type { Agenda } from "./agenda.ts";
import type { Handed } from "./ledger.ts";
import type { Unit } from "./people.ts";
import { levelOf } from "./watching.ts";
import type { HttpCall } from "./worker.ts";
import { toldIn, type World } from "./world.ts";

const MINUTE = 60_000;

/** No answer, or one that says that nobody could be asked: her page stops here, and she tries again later. */
class Unanswered extends Error {}

/** A member's browser in a run: what her inbox does, it does through the faults of the hour. */
export function browserOf(world: World, unit: Unit, nth: number, ahead: number): Member | undefined {
  const { keyFiles } = world.chain[unit];
  const inbox = {
    async request(path: string, init: RequestInit = {}): Promise<Response> {
      const headers = new Headers(init.headers);
      const token = headers.get("authorization")?.slice("Bearer ".length);
      const method = (init.method ?? "GET") as HttpCall["method"];
      const body = typeof init.body === "string" ? JSON.parse(init.body) : undefined;
      const call = { method, path, ...(token && { token }), ...(body && { body }) };
      const answer = await world.invoke({ role: "inbox", call }, { ahead });
      if (answer.status !== "done") throw new Unanswered();
      const { status, body: said } = answer.result as { status: number; body: unknown };
      if (status >= 500) throw new Unanswered();
      return Response.json(said, { status });
    },
  };
  const now = () => new Date(toldIn(world) + ahead);
  const keyFile = keyFiles[nth % keyFiles.length];
  return keyFile && memberOf({ inbox: inbox as never, root: verifierOf(world.root), now }, keyFile);
}

/** A member finds a report in her inbox, opens it with the Satgas's keyring, and signs that she did. */
async function openOnce(world: World, handed: Handed, unit: Unit, nth: number, ahead = 0): Promise<boolean> {
  const { ledger, dice } = world;
  const wrong = (what: string) => void ledger.violations.push(`report ${handed.index} ${what}`);
  const member = browserOf(world, unit, nth, ahead);
  if (!member) return false;
  const { id, sealed } = handed.written;
  try {
    const listed = await member.ask<InboxPage>("reports");
    if (listed.status !== 200) {
      wrong(`is in a list that is refused: ${listed.body.code}`);
      return false;
    }
    if (!listed.body.reports.some((row) => row.id === id)) wrong(`is not in the inbox of ${unit}`);
    const fetched = await member.report(id);
    if (fetched.status !== 200) {
      wrong(`is refused: ${fetched.body.code}`);
      return false;
    }
    if (fetched.body.sealed !== toBase64url(sealed)) wrong("is not what was sent");
    if (fetched.body.logs.reporter[0] !== handed.written.entry) wrong("is not signed as it was sent");
    if (dice.chance(0.1)) {
      const guessed = await member.act(id, { kind: "opened", of: 1, proof: toBase64url(new Uint8Array(32)) });
      if (guessed !== "wrong-proof") wrong(`was opened by a wrong proof: ${JSON.stringify(guessed)}`);
    }
    const opened = await member.open(id);
    if (typeof opened === "string") {
      wrong(`could not be opened: ${opened}`);
      return false;
    }
    if (opened.openedAt === undefined) wrong("was opened, and its clock goes on");
    handed.openedAt.add(opened.openedAt);
    if (opened.stage === "DITERIMA" && dice.chance(0.3)) {
      const moved = await member.act(id, { kind: "stage", was: "DITERIMA", stage: "TELAAH" });
      // A colleague may have been quicker.
      if (typeof moved === "string" && moved !== "no-such-step" && moved !== "stage-moved") {
        wrong(`could not be taken up: ${moved}`);
      }
    }
    return true;
  } catch (error) {
    if (error instanceof Unanswered) return false;
    throw error;
  }
}

/** Opens until it is opened. Two members may do so at once, a minute before and a minute after the hour. */
export function openLater(world: World, agenda: Agenda, handed: Handed): void {
  const { opened } = handed.plan;
  if (!opened || handed.opening !== "planned") return;
  const unit = handed.plan.seats[opened.seat] as Unit;
  handed.opening = "scheduled";
  const attempt = async (): Promise<void> => {
    const item = world.snapshot.reports.get(handed.written.id);
    // The table that was put back has it further down: when it has climbed again she is there again.
    if (item && levelOf(item) < opened.seat) {
      handed.opening = "planned";
      return;
    }
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
    else agenda.add(world.now + world.dice.whole(5, 90) * MINUTE, attempt);
  };
  agenda.add(world.now + opened.after * 60 * MINUTE, attempt);
}
