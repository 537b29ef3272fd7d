import { newClock } from "../../shared/clock.ts";
import { writeReport } from "../../shared/content/text.ts";
import { DRILL_DAYS, DRILL_MEMBERS, drillTime, monthOf } from "../../shared/drill.ts";
import { hashOfJws } from "../../shared/jws.ts";
import type { Verifier } from "../../shared/key.ts";
import { dateOf, hourOf, plusHours } from "../../shared/moment.ts";
import { newReceipt } from "../../shared/receipt.ts";
import { reporterKeys } from "../../shared/reporter.ts";
import { DAY_SECONDS, recipientHash, type SatgasKey, verifyChain } from "../../shared/satgas/vouch.ts";
import { newIdentity, type Recipient } from "../../shared/seal.ts";
import { type UnitCode, upwards } from "../../shared/work-unit.ts";
import { errorName, type Log } from "../log.ts";
import { isHere, type Rolls } from "../rolls.ts";
import { isEnough, type ReadinessStore } from "../table/readiness.ts";
import type { SatgasStore } from "../table/satgas.ts";
import { drillAccount } from "./account.ts";

export interface DrillParts {
  readonly satgas: Pick<SatgasStore, "listed" | "recipient">;
  readonly rolls: Pick<Rolls, "seated">;
  readonly readiness: Pick<ReadinessStore, "get" | "start" | "markReady" | "markNotReady">;
  /** The province of this stack, or KPU RI, whose own readiness is tried in its own stack alone. */
  readonly stack: UnitCode;
  /** The root's public key. */
  readonly root: Verifier;
  readonly now: () => Date;
  readonly log: Log;
}

/** Days before the end of a vouch from which on the operator hears of it, with each drill's hour. */
const ENDING_DAYS = 60;

/**
 * The readiness drill. Comes by every hour; once a month each Satgas gets a report that says it is a drill, once it is
 * opened. It is written, sealed and stored as a form would, with the seats that a report would have. What would lie
 * above its own Satgas is sealed to keys that are thrown away: nobody but those whom it tries can open it.
 */
export function createDrill({ satgas, rolls, readiness, stack, root, now, log }: DrillParts) {
  type Chains = ReadonlyMap<UnitCode, SatgasKey>;

  async function start(unit: UnitCode, month: string, chains: Chains, members: number): Promise<boolean> {
    const seats = upwards(unit).flatMap((code) => chains.get(code) ?? []);
    const own = seats[0]?.unit === unit ? await ownRecipient(seats[0]) : undefined;
    // Without a vouched key no report goes there either.
    if (own === undefined) return false;
    const sealedFor = await Promise.all(
      seats.map(async ({ unit, gen }, index) => ({ unit, gen, recipient: index === 0 ? own : await nobody() })),
    );
    const keys = await reporterKeys(newReceipt());
    const started = hourOf(now());
    const content = { kind: "drill", language: "id", answers: { unit, account: drillAccount } } as const;
    const about = { stack, at: started, channel: "form" } as const;
    const { entry, sealed } = await writeReport(content, sealedFor, keys, about);
    const clock = newClock(started, seats);
    // A drill has nobody above: who could not open it must not be asked to.
    const alone = clock.seats.map((seat) =>
      // Nor would the opening of one that only takes reports in ever end it.
      seat.unit === unit ? { ...seat, mandate: "handle" as const } : { ...seat, state: "standby" as const },
    );
    return readiness.start(
      { unit, month, started, needed: Math.min(DRILL_MEMBERS, members), report: keys.id },
      { ...clock, id: keys.id, seats: alone, drill: true, entry, entryHash: await hashOfJws(entry), sealed },
    );
  }

  async function ownRecipient({ unit, gen, recipient: hash }: SatgasKey): Promise<Recipient | undefined> {
    const recipient = await satgas.recipient(unit, gen);
    return recipient !== undefined && (await recipientHash(recipient)) === hash ? recipient : undefined;
  }

  const nobody = async (): Promise<Recipient> => (await newIdentity()).recipient;

  /** @returns what happened at one Satgas, if anything */
  async function checkUnit(unit: UnitCode, chains: Chains): Promise<"started" | "red" | undefined> {
    const month = monthOf(now(), unit);
    const last = await readiness.get(unit);
    const members = (await rolls.seated(unit)).filter(isHere);
    // It may be vouched for still, so that reports go there; but nobody is there to open one.
    if (members.length === 0) return (await readiness.markNotReady(unit)) ? "red" : undefined;
    const late = last?.started !== undefined && now() >= plusHours(dateOf(last.started), DRILL_DAYS * 24);
    if (last && late && last.passed !== last.month) {
      if (isEnough(last, members.length)) await readiness.markReady(unit);
      else if (await readiness.markNotReady(unit)) return "red";
    }
    if (last?.month === month || now() < drillTime(unit, month)) return undefined;
    return (await start(unit, month, chains, members.length)) ? "started" : undefined;
  }

  /** The Satgas that a first report could be sealed to today, and when the first of their vouches ends. */
  async function trustedChains(): Promise<{ chains: Chains; ends: number }> {
    const standing = new Map((await satgas.listed()).satgas.map(({ unit, vouch }) => [unit, vouch]));
    const trust = { root, now: now().getTime() / 1000 };
    const chains = new Map<UnitCode, SatgasKey>();
    let ends = Number.POSITIVE_INFINITY;
    for (const unit of standing.keys()) {
      const chain = await verifyChain((code) => standing.get(code), unit, trust);
      if ("key" in chain) ends = Math.min(ends, chain.key.expires);
      if (chain.status === "trusted") chains.set(unit, chain.key);
      else log({ event: "satgas-unverified", status: chain.status });
    }
    return { chains, ends };
  }

  return async (): Promise<void> => {
    const { chains, ends } = await trustedChains();
    const days = Math.floor((ends - now().getTime() / 1000) / DAY_SECONDS);
    if (days <= ENDING_DAYS) log({ event: "vouch-ending", days });
    const count = { started: 0, red: 0, failed: 0 };
    for (const unit of chains.keys()) {
      if (unit.slice(0, 2) !== stack) continue;
      try {
        const happened = await checkUnit(unit, chains);
        if (happened) count[happened] += 1;
      } catch (error) {
        count.failed += 1;
        log({ event: "step-failed", error: errorName(error) });
      }
    }
    log({ event: "drill-done", ...count });
    if (count.failed > 0) throw new Error("some drills failed; the next hour tries again");
  };
}
