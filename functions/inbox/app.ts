import { Hono } from "hono";
import { fromBase64url, sha256, toBase64url } from "../../shared/bytes.ts";
import { type Clock, dueOf, type Policy } from "../../shared/clock.ts";
import {
  drillRequestSchema,
  type InboxMe,
  type InboxPage,
  type InboxReport,
  openedRequestSchema,
  type Readiness,
  reportIdSchema,
  SMALL_BODY_LIMIT,
  stageRequestSchema,
} from "../../shared/contract.ts";
import { hourOf } from "../../shared/moment.ts";
import { mayMoveStage, readersOf } from "../../shared/seats.ts";
import { readMemberClaim, verifyMember } from "../../shared/sign-in.ts";
import { mayMove } from "../../shared/stage.ts";
import { parentOf, type UnitCode, unitName } from "../../shared/work-unit.ts";
import { bearerToken, bounded, json, Refusal, refusals } from "../http.ts";
import type { Log } from "../log.ts";
import type { ReadinessStore } from "../table/readiness.ts";
import { isPageMark, type ReportStatus, type ReportStore } from "../table/report.ts";
import type { Member, SatgasStore } from "../table/satgas.ts";

export interface InboxAppParts {
  readonly reports: Pick<ReportStore, "status" | "get" | "page" | "markOpened" | "setStage" | "record">;
  readonly satgas: Pick<SatgasStore, "member" | "keysOf" | "activeMembers" | "directory">;
  readonly readiness: Pick<ReadinessStore, "get" | "tookPart">;
  readonly policy: Policy;
  /** The audience of every sign-in token. */
  readonly origin: string;
  readonly now: () => Date;
  readonly log: Log;
}

const PAGE_SIZE = 50;

/** What a Satgas member's browser talks to. It hands out ciphertext and takes proofs. */
export function createInboxApp({ reports, satgas, readiness, policy, origin, now, log }: InboxAppParts) {
  async function member(token: string | undefined): Promise<Member> {
    const claim = token === undefined ? undefined : readMemberClaim(token);
    const known = claim && (await satgas.member(claim.unit, claim.member));
    if (token === undefined || !known || known.state !== "active") throw new Refusal("not-signed-in");
    const seconds = Math.floor(now().getTime() / 1000);
    const outcome = await verifyMember(token, known.verifier, origin, seconds);
    if (outcome !== "signed-in") throw new Refusal(outcome === "clock-off" ? "clock-off" : "not-signed-in");
    return known;
  }

  /** A report that is another Satgas's and one that does not exist look the same. */
  function mine<R extends ReportStatus>(report: R | undefined, { unit }: Member): R {
    if (!report || !readersOf(report.seats).includes(unit)) throw new Refusal("not-found");
    return report;
  }

  /** Only an opened report's clock is asked here, and that needs nobody to be reachable. */
  const due = (clock: Clock) => dueOf(clock, true, policy);

  async function readinessOf(unit: UnitCode, active: number): Promise<Readiness> {
    const stored = await readiness.get(unit);
    if (!stored) return { unit, state: "amber" };
    const { ready: state, month, started, needed, opened } = stored;
    if (month === undefined || started === undefined) return { unit, state };
    return { unit, state, month, started, needed: Math.min(needed, active), opened: opened?.size ?? 0 };
  }

  /** The Satgas right below this one that have a key, with what the last drill said of each. */
  async function below(unit: UnitCode): Promise<Readiness[]> {
    const listed = await satgas.directory();
    const units = new Set(listed.keys.map((key) => key.unit).filter((code) => parentOf(code) === unit));
    return [...units].sort().map((code) => ({ unit: code, state: listed.readiness.get(code) ?? "amber" }));
  }

  const knownId = (id: string): string => {
    if (!reportIdSchema.safeParse(id).success) throw new Refusal("not-found");
    return id;
  };

  return new Hono<{ Variables: { member: Member } }>()
    .onError(refusals(log))
    .notFound(() => {
      throw new Refusal("not-found");
    })
    .use(async (c, next) => {
      await next();
      c.header("cache-control", "no-store");
    })
    .use("/api/inbox/*", async (c, next) => {
      c.set("member", await member(bearerToken(c)));
      await next();
    })
    .get("/api/inbox/me", async (c) => {
      const { unit, name } = c.var.member;
      const keys = (await satgas.keysOf(unit)).map(({ gen, sealed }) => ({
        gen,
        sealed: toBase64url(sealed),
      }));
      const colleagues = await satgas.activeMembers(unit);
      const [ready, others] = await Promise.all([readinessOf(unit, colleagues.length), below(unit)]);
      const unreachable = colleagues.filter(({ bounced }) => bounced !== undefined).map((one) => one.name);
      return c.json<InboxMe>({
        unit,
        unitName: unitName(unit),
        name,
        keys,
        unreachable,
        readiness: ready,
        below: others,
      });
    })
    .post("/api/inbox/drill", bounded(SMALL_BODY_LIMIT), json(drillRequestSchema), async (c) => {
      const { unit, id } = c.var.member;
      const hash = toBase64url(await sha256(secretBytes(c.req.valid("json").token)));
      const active = (await satgas.activeMembers(unit)).length;
      // A Satgas above may open a drill that climbed; it shows nothing about the one that did not.
      await readiness.tookPart(unit, hash, id, active);
      return c.json<Readiness>(await readinessOf(unit, active));
    })
    .get("/api/inbox/reports", async (c) => {
      const after = c.req.query("next");
      if (after !== undefined && !isPageMark(after)) throw new Refusal("not-found");
      return c.json<InboxPage>(await reports.page(c.var.member.unit, PAGE_SIZE, after));
    })
    .get("/api/inbox/reports/:id", async (c) => {
      const report = mine(await reports.get(knownId(c.req.param("id"))), c.var.member);
      const { id, arrived, stage, openedAt, seats, sealed } = report;
      const gen = seats.find(({ unit }) => unit === c.var.member.unit)?.gen ?? 0;
      return c.json<InboxReport>({
        id,
        arrived,
        stage,
        gen,
        sealed: toBase64url(sealed),
        ...(openedAt && { openedAt }),
      });
    })
    .post("/api/inbox/reports/:id/opened", bounded(SMALL_BODY_LIMIT), json(openedRequestSchema), async (c) => {
      const report = mine(await reports.status(knownId(c.req.param("id"))), c.var.member);
      const hash = toBase64url(await sha256(secretBytes(c.req.valid("json").proof)));
      if (hash !== report.ackHash) {
        await reports.record(report.id, {
          event: "WRONG_PROOF",
          at: hourOf(now()),
          member: c.var.member.id,
        });
        throw new Refusal("wrong-proof");
      }
      return c.json({
        openedAt: await reports.markOpened(report, c.var.member, now(), due),
      });
    })
    .post("/api/inbox/reports/:id/stage", bounded(SMALL_BODY_LIMIT), json(stageRequestSchema), async (c) => {
      const report = mine(await reports.status(knownId(c.req.param("id"))), c.var.member);
      const { from, to } = c.req.valid("json");
      if (report.openedAt === undefined || !mayMove(from, to, report.drill)) throw new Refusal("no-such-step");
      if (!mayMoveStage(report.seats, c.var.member.unit, report.openedBy)) throw new Refusal("not-in-charge");
      if (report.stage !== from) throw new Refusal("stage-moved");
      const moved = await reports.setStage(report, to, c.var.member.id, now(), due);
      if (!moved) throw new Refusal("stage-moved");
      return c.json({ stage: to });
    });
}
export type InboxApp = ReturnType<typeof createInboxApp>;

function secretBytes(secret: string): Uint8Array<ArrayBuffer> {
  try {
    return fromBase64url(secret);
  } catch {
    throw new Refusal("invalid-fields");
  }
}
