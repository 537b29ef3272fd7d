import { Hono } from "hono";
import { cors } from "hono/cors";
import { newClock } from "../../shared/clock.ts";
import {
  BODY_LIMIT,
  type Directory,
  type HelpContact,
  type MailboxStatus,
  type ReportAccepted,
  type ReportRequest,
  reportRequestSchema,
  type VouchChain,
} from "../../shared/contract.ts";
import { inspectEnvelope } from "../../shared/envelope.ts";
import { hourOf } from "../../shared/moment.ts";
import { reportId } from "../../shared/receipt.ts";
import { handlerOf } from "../../shared/seats.ts";
import { checkStamp } from "../../shared/stamp.ts";
import { type UnitCode, unitsOfStack, upwards } from "../../shared/work-unit.ts";
import { bearerToken, bounded, json, Refusal, refusals } from "../http.ts";
import type { Log } from "../log.ts";
import { sealedHash } from "../table/body.ts";
import type { LetterStore } from "../table/letter.ts";
import type { ReportStore } from "../table/report.ts";
import type { SatgasStore } from "../table/satgas.ts";
import { createKeyDirectory } from "./key-directory.ts";

export interface ReportAppParts {
  readonly reports: Pick<ReportStore, "put" | "status">;
  readonly letters: Pick<LetterStore, "leftSince">;
  readonly satgas: Pick<SatgasStore, "directory">;
  /** The province this stack serves, or KPU RI. */
  readonly stack: UnitCode;
  /** Leading zero bits of a stamp on a quiet day. */
  readonly difficulty: number;
  readonly help: readonly HelpContact[];
  readonly now: () => Date;
  readonly log: Log;
}

/** What a reporter's browser talks to. It takes sealed reports and has no code to open one. */
export function createReportApp({ reports, letters, satgas, stack, difficulty, help, now, log }: ReportAppParts) {
  const directory = createKeyDirectory(satgas, difficulty, now);
  const units = unitsOfStack(stack);

  /** The bytes of a request that may be stored; refuses every other. */
  async function examine(request: ReportRequest): Promise<Uint8Array> {
    if (!checkStamp(request.id, request.stamp, await directory.difficulty())) throw new Refusal("wrong-stamp");
    const sealed = decode(request.sealed);
    const envelope = inspectEnvelope(sealed);
    if (envelope.status === "not-hybrid") throw new Refusal("not-hybrid");
    if (envelope.status !== "sealed") throw new Refusal("not-sealed");
    if (envelope.stanzas !== request.seats.length) throw new Refusal("seat-count");
    const [handler, ...standby] = request.seats.map(({ unit }) => unit);
    let above = handler === undefined ? [] : upwards(handler).slice(1);
    for (const unit of standby) {
      if (!above.includes(unit)) throw new Refusal("unknown-seat");
      above = above.slice(above.indexOf(unit) + 1);
    }
    for (const seat of request.seats) {
      const current = await directory.generation(seat.unit, seat.gen);
      if (current === undefined) throw new Refusal("unknown-seat");
      if (current !== seat.gen) throw new Refusal("outdated-seat");
    }
    return sealed;
  }

  /** The answer to a request whose report is stored already: the same as the first time, or a refusal. */
  async function repeated(request: ReportRequest): Promise<ReportAccepted | undefined> {
    const stored = await reports.status(request.id);
    if (!stored) return undefined;
    const same =
      stored.bodyHash === sealedHash(decode(request.sealed)) &&
      stored.ackHash === request.ackHash &&
      JSON.stringify(stored.seats.map(({ unit, gen }) => ({ unit, gen }))) === JSON.stringify(request.seats);
    if (!same) throw new Refusal("report-differs");
    return { arrived: stored.arrived };
  }

  async function accept(request: ReportRequest): Promise<ReportAccepted> {
    let sealed: Uint8Array;
    try {
      sealed = await examine(request);
    } catch (error) {
      // A key may have been replaced, or the difficulty raised, between a lost answer and this repetition.
      const retry = error instanceof Refusal && (error.code === "outdated-seat" || error.code === "wrong-stamp");
      const before = retry && (await repeated(request));
      if (before) return before;
      throw error;
    }
    const { id, ackHash, seats } = request;
    const arrived = hourOf(now());
    const outcome = await reports.put({
      id,
      ackHash,
      // Every Satgas handles, until a vouch says otherwise.
      ...newClock(
        arrived,
        seats.map((seat) => ({ ...seat, mandate: "handle" })),
      ),
      sealed,
    });
    if (outcome === "stored") {
      log({ event: "report-accepted" });
      return { arrived };
    }
    const before = await repeated(request);
    if (!before) throw new Refusal("report-deleted");
    return before;
  }

  return (
    new Hono()
      .onError(refusals(log))
      .notFound(() => {
        throw new Refusal("not-found");
      })
      .use(async (c, next) => {
        await next();
        c.header("cache-control", "no-store");
      })
      // A form that its host page sandboxes has the origin `null`. There is no cookie a stranger's page could borrow,
      // so every origin may ask; what it needs is a receipt.
      .use(
        cors({
          origin: "*",
          allowMethods: ["GET", "POST"],
          allowHeaders: ["authorization", "content-type"],
        }),
      )
      .get("/api/directory", async (c) => {
        const listed = await directory.all();
        const satgas = listed.map(({ unit, gen, red }) => ({ unit, gen, ...(red && { red }) }));
        return c.json<Directory>({ units, satgas, difficulty: await directory.difficulty(), help });
      })
      .get("/api/directory/:unit", async (c) => {
        const chain = await directory.chain(c.req.param("unit"));
        if (!chain) throw new Refusal("not-found");
        return c.json<VouchChain>({ vouches: chain });
      })
      .post("/api/reports", bounded(BODY_LIMIT), json(reportRequestSchema), async (c) =>
        c.json<ReportAccepted>(await accept(c.req.valid("json")), 201),
      )
      .get("/api/mailbox", async (c) => {
        const token = bearerToken(c);
        const report = token && (await reports.status(await reportId(token)));
        if (!report) throw new Refusal("not-found");
        const { stage, arrived, openedAt, letterOrderedAt, seats } = report;
        const handler = handlerOf(seats);
        const told = letterOrderedAt !== undefined && (await letters.leftSince(handler.unit, letterOrderedAt));
        return c.json<MailboxStatus>({
          stage,
          arrived,
          ...(told && { told }),
          ...(seats.some(({ state }) => state === "passed") && { climbedAt: handler.since }),
          ...(openedAt && { openedAt }),
        });
      })
  );
}
export type ReportApp = ReturnType<typeof createReportApp>;

/** Node's own decoder: the portable one of `shared/bytes.ts` costs more than all the rest of accepting a report. */
function decode(sealed: string): Uint8Array {
  const bytes = Buffer.from(sealed, "base64url");
  // It skips what it cannot read; only what encodes back to the same text was base64url.
  if (bytes.toString("base64url") !== sealed) throw new Refusal("not-sealed");
  return bytes;
}
