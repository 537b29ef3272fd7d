import { Hono } from "hono";
import { toBase64url } from "../../shared/bytes.ts";
import type { Policy } from "../../shared/clock.ts";
import {
  type EntryTaken,
  entryRequestSchema,
  type InboxMe,
  type InboxPage,
  type InboxReport,
  type Readiness,
  SMALL_BODY_LIMIT,
} from "../../shared/contract.ts";
import { isReportId } from "../../shared/kind.ts";
import { hourOf } from "../../shared/moment.ts";
import { readersOf } from "../../shared/seats.ts";
import { OUTSIDE, parentOf, type UnitCode, upwards } from "../../shared/work-unit.ts";
import { bearerToken, bounded, fromInboxOf, json, Refusal, refusals } from "../http.ts";
import type { Log } from "../log.ts";
import { isHere, listedSatgas, type Rolls } from "../rolls.ts";
import { type SignedIn, signingIn } from "../sign-in.ts";
import type { EntryStore } from "../table/entry.ts";
import type { ReadinessStore } from "../table/readiness.ts";
import { type ReportStatus, type ReportStore, rowAt } from "../table/report.ts";
import type { SatgasStore } from "../table/satgas.ts";
import { examineEntry } from "./entries.ts";

export interface InboxAppParts {
  readonly reports: Pick<ReportStore, "status" | "body" | "page" | "append" | "record">;
  readonly entries: Pick<EntryStore, "logs">;
  readonly satgas: Pick<SatgasStore, "listed" | "rollOf" | "keyrings">;
  readonly rolls: Pick<Rolls, "verified" | "seated">;
  readonly readiness: Pick<ReadinessStore, "get" | "recordOpened">;
  readonly policy: Policy;
  /** The province this stack serves, or KPU RI. */
  readonly stack: UnitCode;
  /** The audience of every sign-in token. */
  readonly origin: string;
  /** Of KPU RI's inbox page, whose members sit here too; absent in its own stack, and where it has no host name. */
  readonly inboxOrigin?: string | undefined;
  readonly now: () => Date;
  readonly log: Log;
}

const PAGE_SIZE = 50;

/** What a Satgas member's browser talks to. It hands out ciphertext and takes signed entries. */
export function createInboxApp(parts: InboxAppParts) {
  const { reports, entries, satgas, rolls, readiness, policy, stack, now, log } = parts;
  const signedIn = signingIn(parts);

  /** A report that a member's Satgas may read. @throws Refusal `not-found`: another Satgas's looks like one that does not exist */
  async function readable(id: string, { unit }: SignedIn): Promise<ReportStatus> {
    const report = isReportId(id) ? await reports.status(id) : undefined;
    if (!report || !readersOf(report.seats).includes(unit)) throw new Refusal("not-found");
    return report;
  }

  async function readinessOf(unit: UnitCode, active: number): Promise<Readiness> {
    const stored = await readiness.get(unit);
    if (!stored) return { unit, state: "amber" };
    const { ready: state, month, started, needed, opened } = stored;
    if (month === undefined || started === undefined) return { unit, state };
    return { unit, state, month, started, needed: Math.min(needed, active), opened: opened?.size ?? 0 };
  }

  /** What this Satgas is, for her browser to verify, and what the last drills said of it and of those right below. */
  async function me({ unit, edition, by }: SignedIn): Promise<InboxMe> {
    const [listed, members, keyrings] = await Promise.all([satgas.listed(), rolls.seated(unit), satgas.keyrings(unit)]);
    const line = unit === OUTSIDE ? [unit] : upwards(unit);
    const above = listed.satgas.filter((one) => line.includes(one.unit));
    const roll = edition > 1 ? await satgas.rollOf(unit, edition - 1) : undefined;
    const below = listed.satgas.map((one) => one.unit).filter((code) => parentOf(code) === unit);
    return {
      satgas: Object.fromEntries(
        above.map((one) => [one.unit, listedSatgas(one, listed.readiness.get(one.unit) === "red")]),
      ),
      ...(roll !== undefined && { before: { roll, ...(by && { by }) } }),
      keyrings: keyrings.map(({ edition, sealed }) => ({ edition, sealed: toBase64url(sealed) })),
      unreachable: members.filter(({ bounced }) => bounced).map(({ id }) => id),
      readiness: await readinessOf(unit, members.filter(isHere).length),
      below: below.sort().map((code) => ({ unit: code, state: listed.readiness.get(code) ?? "amber" })),
    };
  }

  /** Takes an entry of a member, with all that follows from it. */
  async function take(
    reportId: string,
    request: Parameters<typeof examineEntry>[0],
    member: SignedIn,
  ): Promise<EntryTaken> {
    const report = await readable(reportId, member);
    const { id } = report;
    const logs = await entries.logs(id);
    const at = now();
    const entry = await examineEntry(request, { member, report, logs, stack, now: at }).catch(async (error) => {
      if (error instanceof Refusal && error.code === "wrong-proof") {
        await reports.record(id, { event: "WRONG_PROOF", at: hourOf(at), member: member.id });
      }
      throw error;
    });
    const drilled = entry.kind === "opened" && report.drill === true;
    const active = drilled ? (await rolls.seated(member.unit)).filter(isHere).length : 0;
    // Before her entry, which her browser signs once: who is cut short in between has taken part all the same.
    if (drilled) await readiness.recordOpened(member.unit, id, member.id, active);
    const outcome = await reports.append(report, entry, request.entry, at, policy);
    if (outcome !== "taken") throw new Refusal(outcome);
    const after = await readable(id, member);
    return {
      stage: after.stage,
      ...(after.openedAt && { openedAt: after.openedAt }),
      ...(drilled && { readiness: await readinessOf(member.unit, active) }),
    };
  }

  return new Hono<{ Variables: { member: SignedIn } }>()
    .onError(refusals(log))
    .notFound(() => {
      throw new Refusal("not-found");
    })
    .use(async (c, next) => {
      await next();
      c.header("cache-control", "no-store");
    })
    .use(fromInboxOf(parts.inboxOrigin))
    .use("/api/inbox/*", async (c, next) => {
      c.set("member", await signedIn(bearerToken(c)));
      await next();
    })
    .get("/api/inbox/me", async (c) => c.json<InboxMe>(await me(c.var.member)))
    .get("/api/inbox/reports", async (c) => {
      const after = c.req.query("next");
      const row = after === undefined ? undefined : rowAt(after);
      if (after !== undefined && !row) throw new Refusal("not-found");
      return c.json<InboxPage>(await reports.page(c.var.member.unit, PAGE_SIZE, row));
    })
    .get("/api/inbox/reports/:id", async (c) => {
      const report = await readable(c.req.param("id"), c.var.member);
      const { id, arrived, stage, openedAt, bodyHash } = report;
      const [sealed, logs] = await Promise.all([reports.body(id, bodyHash), entries.logs(id)]);
      if (!sealed) throw new Refusal("not-found");
      return c.json<InboxReport>({
        ...{ id, arrived, stage, logs },
        sealed: toBase64url(sealed),
        drill: report.drill === true,
        ...(openedAt && { openedAt }),
      });
    })
    .post("/api/inbox/reports/:id/entries", bounded(SMALL_BODY_LIMIT), json(entryRequestSchema), async (c) =>
      c.json<EntryTaken>(await take(c.req.param("id"), c.req.valid("json"), c.var.member), 201),
    );
}
