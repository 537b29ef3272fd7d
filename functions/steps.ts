import { activeSeat, afterStep, dueOf, nextStep, openSeats, type Policy, type StepKind } from "../shared/clock.ts";
import { dueAt, hourOf, type Moment } from "../shared/moment.ts";
import type { UnitCode } from "../shared/work-unit.ts";
import { errorName, type Log } from "./log.ts";
import { type Letter, type Mailer, NotSent } from "./mail.ts";
import { type ClockedReport, type ClockStore, clockOf, type Effects } from "./table/clock.ts";
import type { ReportEvent } from "./table/event.ts";
import type { LetterStore, Recipient } from "./table/letter.ts";
import type { Member, SatgasStore } from "./table/satgas.ts";

export interface StepParts {
  readonly clocks: Pick<ClockStore, "take" | "purge">;
  readonly letters: Pick<LetterStore, "claim" | "left" | "failed" | "cancel" | "hasLeft">;
  readonly satgas: Pick<SatgasStore, "activeMembers">;
  readonly mail: Mailer;
  readonly letter: Letter;
  readonly policy: Policy;
  readonly now: () => Date;
  readonly log: Log;
}

/** More steps than one report can owe at once: a letter and a climb for each of three seats, and the alarm. */
const STEPS_AT_ONCE = 12;

const eventOf: Partial<Record<StepKind, ReportEvent["event"]>> = {
  check: "LETTER",
  remind: "REMINDED",
  climb: "CLIMBED",
  alarm: "UNREAD",
  urge: "URGED",
};

/** Somebody to whom a letter can go. */
const isReachable = ({ bounced }: Member): boolean => bounced === undefined;

/**
 * Does what a report's clock says, and sends what was ordered. The stream and the schedule both come here, at the same
 * time if it so happens: a step is taken by whoever moves the clock, a letter is sent by whoever claims it.
 *
 * Made anew for each run: it remembers who sits where for as long as one run lasts.
 */
export function createSteps({ clocks, letters, satgas, mail, letter, policy, now, log }: StepParts) {
  const seated = new Map<UnitCode, Promise<Member[]>>();
  const taken: Record<StepKind, number> = { letter: 0, check: 0, remind: 0, climb: 0, alarm: 0, urge: 0, purge: 0 };

  function reachable(unit: UnitCode): Promise<Member[]> {
    const known = seated.get(unit) ?? satgas.activeMembers(unit).then((members) => members.filter(isReachable));
    seated.set(unit, known);
    // What could not be read once must not fail every report of the Satgas in this run.
    known.catch(() => seated.delete(unit));
    return known;
  }

  /** Nobody twice: a person may sit in two of them with one key. */
  async function allReachable(units: readonly UnitCode[]): Promise<Member[]> {
    const members = (await Promise.all(units.map(reachable))).flat();
    return [...new Map(members.map((member) => [member.id, member])).values()];
  }

  async function left(members: readonly Member[], asked: Moment): Promise<boolean> {
    for (const { id } of members) if (await letters.hasLeft(id, asked)) return true;
    return false;
  }

  /** Takes one step. @returns the item as it is then; nothing when somebody else has moved the clock */
  async function carryOut(report: ClockedReport, kind: StepKind, at: Date): Promise<ClockedReport | undefined> {
    const clock = clockOf(report);
    const members = await reachable(activeSeat(clock));
    if (kind === "purge") {
      if (await clocks.purge(report, at)) taken.purge += 1;
      return undefined;
    }
    const gone = kind === "check" && (await left(members, clock.asked ?? ""));
    const next = afterStep(clock, kind, at, gone);
    const unit = activeSeat(next);
    // A case is handled by whoever opened it, who may be below the Satgas that has it now.
    const told = await allReachable(kind === "urge" ? openSeats(next) : [unit]);
    // Before it is noted: a run that dies here is heard twice, and never not at all.
    if (kind === "alarm" || (kind === "urge" && told.length === 0)) log({ event: "unread" });
    const effects: Effects = {
      ...((kind !== "check" || gone) && noted(kind, unit, at)),
      // A letter that has not left is ordered again: what still waits stays one letter, what was lost is not.
      ...(!gone && { letters: told }),
      ...(kind === "climb" && { seat: unit }),
    };
    const due = dueOf(next, told.length > 0, policy);
    if ((await clocks.take(report, next, due, effects, at)) === "moved-on") return undefined;
    taken[kind] += 1;
    const { id, seats } = report;
    const { seats: _units, ...kept } = next;
    return { id, seats, ...kept, ...(due !== undefined && { due }) };
  }

  /** All that is due at one report. @returns the item as it is then; nothing when somebody else moves its clock */
  async function take(report: ClockedReport): Promise<ClockedReport | undefined> {
    let current: ClockedReport | undefined = report;
    for (let count = 0; current && count < STEPS_AT_ONCE; count += 1) {
      const clock = clockOf(current);
      const members = await reachable(activeSeat(clock));
      const step = nextStep(clock, members.length > 0, policy);
      const at = now();
      if (!step || step.at > at) {
        // What it was woken for is no longer so; an address works again, say.
        const due = step && dueAt(step.at);
        if (current === report && due !== current.due) await clocks.take(current, clock, due, {}, at);
        return current;
      }
      current = await carryOut(current, step.kind, at);
    }
    return current;
  }

  /** Sends the letter that is ordered for a member, unless she had one a moment ago. */
  async function send({ id, unit }: Recipient): Promise<"sent" | "waits" | "failed"> {
    const member = (await reachable(unit)).find((one) => one.id === id);
    if (!member) {
      await letters.cancel(id);
      return "waits";
    }
    const claim = await letters.claim(id, now());
    if (!claim) return "waits";
    try {
      await mail(member.email, letter, { member: id, unit });
    } catch (error) {
      log({ event: "letter-failed", error: errorName(error) });
      // When nobody knows whether it left, the quiet that has begun stays: she must not get ten for one.
      if (error instanceof NotSent) await letters.failed(claim, now());
      return "failed";
    }
    await letters.left(claim);
    return "sent";
  }

  return {
    take,
    send,

    /** Notes at once that the letter which was just ordered has left; the clock would ask later. */
    async confirm(report: ClockedReport): Promise<void> {
      const { asked } = clockOf(report);
      if (asked === undefined) return;
      if (await left(await reachable(activeSeat(clockOf(report))), asked)) await carryOut(report, "check", now());
    },

    taken: taken as Readonly<typeof taken>,

    /** Sends what is ordered for the members of a Satgas. */
    async sendTo(unit: UnitCode): Promise<{ sent: number; failed: number }> {
      // Each is waited for: a letter that outlived this run would leave by a knowledge that is old by then.
      const sends = await Promise.allSettled((await reachable(unit)).map(({ id }) => send({ id, unit })));
      const broken = sends.find((one) => one.status === "rejected");
      if (broken) throw broken.reason;
      const count = (what: string) => sends.filter((one) => one.status === "fulfilled" && one.value === what).length;
      return { sent: count("sent"), failed: count("failed") };
    },
  };
}

function noted(kind: StepKind, unit: UnitCode, at: Date): { event?: ReportEvent } {
  const event = eventOf[kind];
  return event ? { event: { event, at: hourOf(at), unit } } : {};
}
