import { randomBytes, sha256, toBase64url } from "../../shared/bytes.ts";
import { newClock } from "../../shared/clock.ts";
import { DRILL_DAYS, DRILL_MEMBERS, drillTime, monthOf } from "../../shared/drill.ts";
import { dateOf, hourOf, plusHours } from "../../shared/moment.ts";
import { newReceipt, reporterKeys } from "../../shared/receipt.ts";
import type { Report } from "../../shared/report.ts";
import { recipientOf, seal } from "../../shared/seal.ts";
import { type SatgasKey, verifyChain } from "../../shared/vouch.ts";
import { type UnitCode, upwards } from "../../shared/work-unit.ts";
import { errorName, type Log } from "../log.ts";
import { isEnough, type ReadinessStore } from "../table/readiness.ts";
import { currentKeys, type ListedKey, type SatgasStore } from "../table/satgas.ts";
import { drillAccount } from "./account.ts";

export interface DrillParts {
  readonly satgas: Pick<SatgasStore, "directory" | "activeMembers">;
  readonly readiness: Pick<ReadinessStore, "get" | "start" | "pass" | "redden">;
  /** The province of this stack, or KPU RI, whose own readiness is tried in its own stack alone. */
  readonly stack: UnitCode;
  /** RFC 7638 thumbprint of KPU RI's key. */
  readonly root: string;
  readonly now: () => Date;
  readonly log: Log;
}

/**
 * The readiness drill. Comes by every hour; once a month each Satgas gets a report that says it is a drill, once it is
 * opened. It is written, sealed and stored as a form would, to the Satgas itself and all above it, and nothing that a
 * member is shown before she opens it tells it from a real one. The table tells: its clock must not climb or alarm. The proof that it was opened is a token inside,
 * of which the table holds the hash, beside no report.
 */
export function createDrill({ satgas, readiness, stack, root, now, log }: DrillParts) {
  /** The Satgas that a report from this unit would be sealed to, as far as their keys are vouched for. */
  async function seatsFor(unit: UnitCode, keys: ReadonlyMap<UnitCode, ListedKey>): Promise<SatgasKey[]> {
    const found: SatgasKey[] = [];
    for (const seat of upwards(unit)) {
      const vouches = upwards(seat)
        .reverse()
        .map((code) => keys.get(code)?.vouch ?? "");
      const chain = await verifyChain(vouches, seat, { root, now: now().getTime() / 1000, floor: {} });
      if (chain.status === "trusted") found.push(chain.key);
    }
    return found;
  }

  async function start(unit: UnitCode, month: string, seats: readonly SatgasKey[], members: number): Promise<boolean> {
    const [proof, token] = [randomBytes(32), randomBytes(32)];
    const keys = await reporterKeys(newReceipt());
    const report: Report = {
      v: 1,
      kind: "report",
      language: "id",
      answers: { unit, account: drillAccount },
      seats: seats.map((seat) => seat.unit),
      proof: toBase64url(proof),
      reply: { recipient: await recipientOf(keys.replyIdentity), voice: keys.voice },
      drill: toBase64url(token),
    };
    const started = hourOf(now());
    return readiness.start(
      {
        unit,
        month,
        started,
        needed: Math.min(DRILL_MEMBERS, members),
        hash: toBase64url(await sha256(token)),
      },
      {
        id: keys.id,
        ackHash: toBase64url(await sha256(proof)),
        ...newClock(
          started,
          seats.map(({ unit, gen }) => ({ unit, gen, mandate: "handle" })),
        ),
        drill: true,
        sealed: await seal(
          report,
          seats.map(({ recipient }) => recipient),
        ),
      },
    );
  }

  /** @returns what happened at one Satgas, if anything */
  async function mind(unit: UnitCode, keys: ReadonlyMap<UnitCode, ListedKey>): Promise<"started" | "red" | undefined> {
    const month = monthOf(now(), unit);
    const last = await readiness.get(unit);
    const members = await satgas.activeMembers(unit);
    // Its key may be vouched for still, so that reports go there; but nobody is there to open one.
    if (members.length === 0) return (await readiness.redden(unit)) ? "red" : undefined;
    const late = last?.started !== undefined && now() >= plusHours(dateOf(last.started), DRILL_DAYS * 24);
    if (last && late && last.passed !== last.month) {
      if (isEnough(last, members.length)) await readiness.pass(unit);
      else if (await readiness.redden(unit)) return "red";
    }
    if (last?.month === month || now() < drillTime(unit, month)) return undefined;
    const seats = await seatsFor(unit, keys);
    // Without a vouched key no report goes there either.
    if (seats[0]?.unit !== unit) return undefined;
    return (await start(unit, month, seats, members.length)) ? "started" : undefined;
  }

  return async (): Promise<void> => {
    const keys = currentKeys((await satgas.directory()).keys);
    const count = { started: 0, red: 0, failed: 0 };
    for (const unit of keys.keys()) {
      if (unit.slice(0, 2) !== stack) continue;
      try {
        const happened = await mind(unit, keys);
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
