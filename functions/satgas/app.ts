import { Hono } from "hono";
import { SMALL_BODY_LIMIT } from "../../shared/contract.ts";
import { isUnitCode } from "../../shared/kind.ts";
import {
  type Below,
  editionSchema,
  foundingSchema,
  type Invited,
  invitationSchema,
  inviteSchema,
  newcomerSchema,
  type Room,
  SATGAS_BODY_LIMIT,
  type SatgasTaken,
  sentCardSchema,
  setsSchema,
  standingSchema,
  vouchesSchema,
  type Waiting,
  withdrawalSchema,
} from "../../shared/satgas/contract.ts";
import { bearerToken, bounded, fromInboxOf, json, Refusal, refusals } from "../http.ts";
import { signingIn } from "../sign-in.ts";
import { createActs } from "./acts.ts";
import { createArrivals } from "./arrivals.ts";
import type { SatgasAppParts } from "./parts.ts";
import { createRoom } from "./room.ts";
import { createStanding } from "./standing.ts";
import { createVouches } from "./vouches.ts";

/** Bytes. A card with its address, or a roll of 25 members, beside small fields. */
const CARD_BODY_LIMIT = 16 * 1024;

/**
 * The one writer of invitations, cards, rolls, keyrings and vouches. It verifies what arrives, from the root, and has no
 * code that opens anything.
 */
export function createSatgasApp(parts: SatgasAppParts) {
  const signedIn = signingIn(parts);
  const arrivals = createArrivals(parts);
  const acts = createActs(parts);
  const vouches = createVouches(parts);
  const room = createRoom(parts);
  const takeStanding = createStanding(parts);
  const done = {};

  return new Hono()
    .onError(refusals(parts.log))
    .use(async (c, next) => {
      await next();
      c.header("cache-control", "no-store");
    })
    .use(fromInboxOf(parts.inboxOrigin))
    .post("/api/satgas/invitation", bounded(SMALL_BODY_LIMIT), json(invitationSchema), async (c) =>
      c.json<Invited>(await arrivals.look(c.req.valid("json"))),
    )
    .post("/api/satgas/newcomers", bounded(CARD_BODY_LIMIT), json(newcomerSchema), async (c) => {
      await arrivals.receiveNewcomer(c.req.valid("json"));
      return c.json(done, 201);
    })
    .post("/api/satgas/founding", bounded(SATGAS_BODY_LIMIT), json(foundingSchema), async (c) => {
      await arrivals.receiveFounding(c.req.valid("json"));
      return c.json(done, 201);
    })
    .get("/api/satgas/below/:unit", async (c) => {
      const unit = c.req.param("unit");
      if (!isUnitCode(unit)) throw new Refusal("not-found");
      return c.json<Below>(await arrivals.below(unit));
    })
    .get("/api/satgas/waiting", async (c) => c.json<Waiting>(await arrivals.waiting(bearerToken(c))))
    .get("/api/satgas/room", async (c) => c.json<Room>(await room(await signedIn(bearerToken(c)))))
    .post("/api/satgas/invitations", bounded(SMALL_BODY_LIMIT), json(inviteSchema), async (c) => {
      const { unit, hash } = c.req.valid("json");
      await acts.invite(await signedIn(bearerToken(c)), unit, hash);
      return c.json(done, 201);
    })
    .post("/api/satgas/withdrawals", bounded(SMALL_BODY_LIMIT), json(withdrawalSchema), async (c) => {
      await acts.withdraw(await signedIn(bearerToken(c)), c.req.valid("json"));
      return c.json(done, 201);
    })
    .post("/api/satgas/editions", bounded(SATGAS_BODY_LIMIT), json(editionSchema), async (c) =>
      c.json<SatgasTaken>(await acts.takeEdition(await signedIn(bearerToken(c)), c.req.valid("json")), 201),
    )
    .post("/api/satgas/cards", bounded(CARD_BODY_LIMIT), json(sentCardSchema), async (c) => {
      await acts.takeCard(await signedIn(bearerToken(c)), c.req.valid("json"));
      return c.json(done, 201);
    })
    .post("/api/satgas/sets", bounded(SATGAS_BODY_LIMIT), json(setsSchema), async (c) => {
      await acts.takeSet(await signedIn(bearerToken(c)), c.req.valid("json").set);
      return c.json(done, 201);
    })
    .post("/api/satgas/standing", bounded(SATGAS_BODY_LIMIT), json(standingSchema), async (c) =>
      c.json<SatgasTaken>(await takeStanding(c.req.valid("json")), 201),
    )
    .post("/api/satgas/vouches", bounded(SATGAS_BODY_LIMIT), json(vouchesSchema), async (c) => {
      const token = bearerToken(c);
      await vouches.take(c.req.valid("json"), token === undefined ? undefined : await signedIn(token));
      return c.json(done, 201);
    });
}
