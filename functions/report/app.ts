import { Hono } from "hono";
import { cors } from "hono/cors";
import { newClock } from "../../shared/clock.ts";
import { type ReportEntry, readEntry } from "../../shared/content/entry.ts";
import {
  BODY_LIMIT,
  type MailboxStatus,
  type RecipientAnswer,
  type ReportAccepted,
  type ReportRequest,
  reportRequestSchema,
  unitSchema,
} from "../../shared/contract.ts";
import { inspectEnvelope } from "../../shared/envelope.ts";
import { hashOfJws } from "../../shared/jws.ts";
import type { Hash } from "../../shared/kind.ts";
import { hourOf, plusHours } from "../../shared/moment.ts";
import { isLineOfSeats } from "../../shared/routing.ts";
import { countToHandled, handlerOf } from "../../shared/seats.ts";
import { verifyReporterToken } from "../../shared/sign-in.ts";
import { checkStamp } from "../../shared/stamp.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import { bearerToken, bounded, json, Refusal, refusals } from "../http.ts";
import type { Log } from "../log.ts";
import { sealedHash } from "../table/body.ts";
import type { EntryStore } from "../table/entry.ts";
import type { LetterStore } from "../table/letter.ts";
import type { ReportStore } from "../table/report.ts";
import type { SatgasStore } from "../table/satgas.ts";
import { createDirectory } from "./directory.ts";

export interface ReportAppParts {
  readonly reports: Pick<ReportStore, "put" | "status">;
  readonly entries: Pick<EntryStore, "logs">;
  readonly letters: Pick<LetterStore, "leftSince">;
  readonly satgas: Pick<SatgasStore, "listed" | "recipient">;
  /** The province this stack serves, or KPU RI. */
  readonly stack: UnitCode;
  /** Leading zero bits of a stamp on a quiet day. */
  readonly difficulty: number;
  /** The audience of every reporter's token. */
  readonly origin: string;
  readonly now: () => Date;
  readonly log: Log;
}

/** A request that may be stored. */
interface Examined {
  readonly entry: ReportEntry;
  readonly entryHash: Hash;
  readonly sealed: Uint8Array;
}

type SealedFor = Parameters<typeof newClock>[1];

/** What a reporter's browser talks to. It takes sealed reports and has no code to open one. */
export function createReportApp({
  reports,
  entries,
  letters,
  satgas,
  stack,
  difficulty,
  origin,
  now,
  log,
}: ReportAppParts) {
  const directory = createDirectory(satgas, difficulty, now);

  /** What does not depend on the moment: a repetition is told by it even after keys and prices have changed. */
  async function read(request: ReportRequest): Promise<Examined> {
    const signed = await readEntry(request.entry);
    if (signed.status !== "read" || signed.entry.kind !== "report" || signed.entry.stack !== stack) {
      throw new Refusal("forged-entry");
    }
    const { entry } = signed;
    const sealed = decode(request.sealed);
    const envelope = inspectEnvelope(sealed);
    if (envelope.status === "not-hybrid") throw new Refusal("not-hybrid");
    if (envelope.status !== "sealed") throw new Refusal("not-sealed");
    if (envelope.stanzas !== entry.seats.length) throw new Refusal("seat-count");
    if (!isLineOfSeats(entry.seats.map(({ unit }) => unit))) throw new Refusal("unknown-seat");
    return { entry, entryHash: await hashOfJws(request.entry), sealed };
  }

  /** What a first report must be now. @returns its seats, with what each may do */
  async function examine({ stamp, hour }: ReportRequest, { id, channel, seats }: ReportEntry): Promise<SealedFor> {
    const hours = [now(), plusHours(now(), -1)].map(hourOf);
    const paid = hours.includes(hour) && checkStamp({ id, stack, hour }, stamp, await directory.difficulty());
    if (!paid) throw new Refusal("wrong-stamp");
    for (const { unit, gen } of seats) {
      const current = await directory.generation(unit, gen);
      if (current === undefined) throw new Refusal("unknown-seat");
      // What was sealed without a network and carried here may be older than the key that stands: its readers are kept.
      const carried = channel === "file" && gen < current && (await satgas.recipient(unit, gen)) !== undefined;
      if (current !== gen && !carried) throw new Refusal("outdated-seat");
    }
    const sealedFor = await Promise.all(
      seats.map(async ({ unit, gen }) => ({ unit, gen, mandate: await directory.mandate(unit) })),
    );
    // One that only takes reports in, since it was sealed: nobody would have it.
    if (countToHandled(sealedFor) === 0) throw new Refusal("outdated-seat");
    return sealedFor;
  }

  /** The answer to a request whose report is stored already: the same as the first time, or a refusal. */
  async function repeated({ entry, entryHash, sealed }: Examined): Promise<ReportAccepted | undefined> {
    const stored = await reports.status(entry.id);
    if (!stored) return undefined;
    if (stored.entryHash !== entryHash || stored.bodyHash !== sealedHash(sealed)) throw new Refusal("report-differs");
    return { arrived: stored.arrived };
  }

  async function accept(request: ReportRequest): Promise<ReportAccepted> {
    const examined = await read(request);
    const { entry, entryHash, sealed } = examined;
    let seats: SealedFor;
    try {
      seats = await examine(request, entry);
    } catch (error) {
      // A key may have been replaced, or the price raised, between a lost answer and this repetition.
      const retry = error instanceof Refusal && (error.code === "outdated-seat" || error.code === "wrong-stamp");
      const before = retry && (await repeated(examined));
      if (before) return before;
      throw error;
    }
    const arrived = hourOf(now());
    const { id } = entry;
    const outcome = await reports.put({ ...newClock(arrived, seats), id, sealed, entry: request.entry, entryHash });
    if (outcome === "stored") {
      log({ event: "report-accepted" });
      return { arrived };
    }
    const before = await repeated(examined);
    if (!before) throw new Refusal("report-deleted");
    return before;
  }

  /** A code that nobody has, one whose report is gone and one of another stack look the same. */
  async function mailbox(token: string | undefined): Promise<MailboxStatus> {
    const asker = token && (await verifyReporterToken(token, origin, Math.floor(now().getTime() / 1000)));
    if (asker && asker.status === "clock-off") throw new Refusal("clock-off");
    const report = asker && asker.status === "signed-in" && (await reports.status(asker.id));
    if (!report) throw new Refusal("not-found");
    const { id, stage, arrived, openedAt, letterOrderedAt, seats } = report;
    const handler = handlerOf(seats);
    const told = letterOrderedAt !== undefined && (await letters.leftSince(handler.unit, letterOrderedAt));
    return {
      stage,
      arrived,
      ...(told && { told }),
      ...(seats.some(({ state }) => state === "passed") && { climbedAt: handler.since }),
      ...(openedAt && { openedAt }),
      logs: await entries.logs(id),
    };
  }

  return (
    new Hono()
      .onError(refusals(log))
      .notFound(() => {
        throw new Refusal("not-found");
      })
      .use(async (c, next) => {
        await next();
        if (!c.res.headers.has("cache-control")) c.header("cache-control", "no-store");
      })
      // A form in a frame that its host has sandboxed has the origin `null`; there is nothing here that a cookie guards.
      .use(
        cors({
          origin: "*",
          allowMethods: ["GET", "POST"],
          allowHeaders: ["authorization", "content-type"],
          exposeHeaders: ["date"],
        }),
      )
      .get("/api/directory", async (c) => {
        const { json, brotli } = await directory.served();
        const compressed = /\bbr\b/.test(c.req.header("accept-encoding") ?? "");
        return c.body(compressed ? brotli : json, 200, {
          "content-type": "application/json",
          vary: "accept-encoding",
          date: now().toUTCString(),
          ...(compressed && { "content-encoding": "br" }),
        });
      })
      .get("/api/recipients/:unit/:gen{[1-9][0-9]{0,4}}", async (c) => {
        const unit = unitSchema.safeParse(c.req.param("unit"));
        const recipient = unit.success && (await satgas.recipient(unit.data, Number(c.req.param("gen"))));
        if (!recipient) throw new Refusal("not-found");
        return c.json<RecipientAnswer>({ recipient }, 200, { "cache-control": "public, max-age=31536000, immutable" });
      })
      .post("/api/reports", bounded(BODY_LIMIT), json(reportRequestSchema), async (c) =>
        c.json<ReportAccepted>(await accept(c.req.valid("json")), 201),
      )
      .get("/api/mailbox", async (c) => c.json<MailboxStatus>(await mailbox(bearerToken(c))))
  );
}

/** Node's own decoder: the portable one of `shared/bytes.ts` costs more than all the rest of accepting a report. */
function decode(sealed: string): Uint8Array {
  const bytes = Buffer.from(sealed, "base64url");
  // It skips what it cannot read; only what encodes back to the same text was base64url.
  if (bytes.toString("base64url") !== sealed) throw new Refusal("not-sealed");
  return bytes;
}
