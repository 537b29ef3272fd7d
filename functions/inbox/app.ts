import { Hono } from "hono";
import { fromBase64url, sha256, toBase64url } from "../../shared/bytes.ts";
import {
  hourOf,
  type InboxMe,
  type InboxPage,
  type InboxReport,
  openedRequestSchema,
  reportIdSchema,
  SMALL_BODY_LIMIT,
} from "../../shared/contract.ts";
import { readMemberClaim, verifyMember } from "../../shared/sign-in.ts";
import { unitName } from "../../shared/work-unit.ts";
import { bearerToken, bounded, json, Refusal, refusals } from "../http.ts";
import type { Log } from "../log.ts";
import { isPageMark, type ReportStatus, type ReportStore } from "../store-report.ts";
import type { Member, SatgasStore } from "../store-satgas.ts";

export interface InboxAppParts {
  readonly reports: Pick<ReportStore, "status" | "get" | "page" | "markOpened" | "record">;
  readonly satgas: Pick<SatgasStore, "member" | "keysOf">;
  /** The audience of every sign-in token. */
  readonly origin: string;
  readonly now: () => Date;
  readonly log: Log;
}

const PAGE_SIZE = 50;

/** What a Satgas member's browser talks to. It hands out ciphertext and takes proofs. */
export function createInboxApp({ reports, satgas, origin, now, log }: InboxAppParts) {
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
    if (report?.seats[0]?.unit !== unit) throw new Refusal("not-found");
    return report;
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
      return c.json<InboxMe>({ unit, unitName: unitName(unit), name, keys });
    })
    .get("/api/inbox/reports", async (c) => {
      const after = c.req.query("next");
      if (after !== undefined && !isPageMark(after)) throw new Refusal("not-found");
      return c.json<InboxPage>(await reports.page(c.var.member.unit, PAGE_SIZE, after));
    })
    .get("/api/inbox/reports/:id", async (c) => {
      const report = mine(await reports.get(knownId(c.req.param("id"))), c.var.member);
      const { id, arrived, stage, opened, seats, sealed } = report;
      const gen = seats[0]?.gen ?? 0;
      return c.json<InboxReport>({
        id,
        arrived,
        stage,
        gen,
        sealed: toBase64url(sealed),
        ...(opened && { opened }),
      });
    })
    .post("/api/inbox/reports/:id/opened", bounded(SMALL_BODY_LIMIT), json(openedRequestSchema), async (c) => {
      const { id, ackHash } = mine(await reports.status(knownId(c.req.param("id"))), c.var.member);
      const hash = toBase64url(await sha256(proofBytes(c.req.valid("json").proof)));
      if (hash !== ackHash) {
        await reports.record(id, {
          event: "WRONG_PROOF",
          at: hourOf(now()),
          member: c.var.member.id,
        });
        throw new Refusal("wrong-proof");
      }
      return c.json({
        opened: await reports.markOpened(id, c.var.member.id, now()),
      });
    });
}
export type InboxApp = ReturnType<typeof createInboxApp>;

function proofBytes(proof: string): Uint8Array<ArrayBuffer> {
  try {
    return fromBase64url(proof);
  } catch {
    throw new Refusal("invalid-fields");
  }
}
