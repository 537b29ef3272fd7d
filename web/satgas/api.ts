import * as z from "zod/mini";
import { daySchema, hashSchema, memberIdSchema, unitSchema } from "../../shared/contract.ts";
import { verifierSchema } from "../../shared/key-schema.ts";
import type {
  Below,
  BelowUnit,
  EditionRequest,
  FoundingRequest,
  Invited,
  NewcomerRequest,
  Room,
  SatgasTaken,
  SentCard,
  SentSet,
  StandingRequest,
  VouchesRequest,
  Waiting,
  WaitingCard,
  WaitingSet,
  Withdrawal,
} from "../../shared/satgas/contract.ts";
import { type Invitation, invitationHash } from "../../shared/satgas/invitation.ts";
import { officeSchema } from "../../shared/satgas/roll.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import { type Answer, ask } from "../api.ts";
import { eachOf, eachUnitOf, listedSatgas, reading } from "../inbox/api.ts";

/** What the browser asks of `functions/satgas` (`shared/satgas/contract.ts`), and what it takes for an answer. */

const seconds = z.number();
const name = z.readonly(z.tuple([z.string(), z.string()]));
const keyring = z.object({ edition: z.number(), sealed: z.string() });

const waitingCard: z.ZodMiniType<WaitingCard> = z.object({
  ...{ member: memberIdSchema, card: z.string(), name, office: officeSchema, since: seconds },
});

const waitingSet: z.ZodMiniType<WaitingSet> = z.object({
  request: z.object({
    ...{ unit: unitSchema, gen: z.number(), mandate: z.enum(["handle", "receive"]) },
    ...{ recipient: hashSchema, verifier: verifierSchema },
  }),
  ...{ recipient: z.string(), roll: z.string(), by: z.exactOptional(z.string()), names: z.array(name), since: seconds },
  children: z.array(z.object({ unit: unitSchema, before: z.string(), vouch: z.string() })),
});

const invited: z.ZodMiniType<Invited> = z.object({
  ...{ unit: unitSchema, to: z.enum(["found", "join", "recover"]), expires: seconds },
  satgas: eachUnitOf(listedSatgas),
  recovery: z.exactOptional(z.object({ keyrings: eachOf(keyring), signer: z.string() })),
});

const standingBelow: z.ZodMiniType<Below> = z.object({ satgas: eachUnitOf(listedSatgas) });

const waiting: z.ZodMiniType<Waiting> = z.object({
  ...{ unit: unitSchema, card: z.exactOptional(waitingCard), set: z.exactOptional(waitingSet) },
});

const below: z.ZodMiniType<BelowUnit> = z.object({
  ...{ unit: unitSchema, satgas: z.exactOptional(listedSatgas), by: z.exactOptional(z.string()) },
  ...{ waiting: z.exactOptional(waitingSet), invitedUntil: z.exactOptional(seconds) },
  fewUntil: z.exactOptional(daySchema),
});

const room: z.ZodMiniType<Room> = z.object({
  satgas: eachUnitOf(listedSatgas),
  current: z.object({ vouch: z.string(), roll: z.string(), by: z.exactOptional(z.string()) }),
  before: z.exactOptional(z.object({ roll: z.string(), by: z.exactOptional(z.string()) })),
  recipient: z.string(),
  address: z.exactOptional(z.object({ address: z.string(), salt: z.string() })),
  ...{ cards: eachOf(z.string()), keyrings: eachOf(keyring), signer: z.string() },
  invitations: eachOf(z.object({ hash: hashSchema, expires: seconds })),
  ...{ newcomers: eachOf(waitingCard), waiting: z.exactOptional(waitingSet) },
  ...{ suspended: eachOf(memberIdSchema), below: eachOf(below) },
});

const taken: z.ZodMiniType<SatgasTaken> = z.object({ gen: z.number(), edition: z.number() });
const done = z.object({});

/** For what is asked without a sign-in. */
export const arrivalApi = {
  look: (invitation: Invitation): Promise<Answer<Invited>> =>
    ask("/api/satgas/invitation", { body: invitation }, reading(invited)),
  /** @param origin of another stack; this page's when absent */
  below: (unit: UnitCode, origin = ""): Promise<Answer<Below>> =>
    ask(`${origin}/api/satgas/below/${unit}`, {}, reading(standingBelow)),
  join: (body: NewcomerRequest) => ask("/api/satgas/newcomers", { body, status: 201 }, reading(done)),
  /** The root's word alone. */
  vouch: (body: VouchesRequest) => ask("/api/satgas/vouches", { body, status: 201 }, reading(done)),
  /** What stands already, signed by those whom it names. */
  standing: (body: StandingRequest) => ask("/api/satgas/standing", { body, status: 201 }, reading(taken)),
  found: (body: FoundingRequest) => ask("/api/satgas/founding", { body, status: 201 }, reading(done)),
};

/** @param token makes a fresh sign-in token for each request. @param origin of another stack; this page's when absent */
export function satgasApi(token: () => Promise<string>, origin = "") {
  const get = async <T>(path: string, read: (body: unknown) => T | undefined): Promise<Answer<T>> =>
    ask(`${origin}/api/satgas/${path}`, { token: await token() }, read);
  const post = async <T>(path: string, body: unknown, read: (body: unknown) => T | undefined): Promise<Answer<T>> =>
    ask(`${origin}/api/satgas/${path}`, { token: await token(), body, status: 201 }, read);
  return {
    waiting: () => get("waiting", reading(waiting)),
    room: () => get("room", reading(room)),
    invite: async (invitation: Invitation) =>
      post("invitations", { unit: invitation.unit, hash: await invitationHash(invitation) }, reading(done)),
    withdraw: (body: Withdrawal) => post("withdrawals", body, reading(done)),
    edition: (body: EditionRequest) => post("editions", body, reading(taken)),
    card: (body: SentCard) => post("cards", body, reading(done)),
    set: (set: SentSet) => post("sets", { set }, reading(done)),
    vouches: (body: VouchesRequest) => post("vouches", body, reading(done)),
  };
}
export type SatgasApi = ReturnType<typeof satgasApi>;
