import * as z from "zod/mini";
import { daySchema, hashSchema } from "../contract.ts";
import { hashOfText, type Jws, signJws, verifyByHeader } from "../jws.ts";
import { memberIdOf, type Signer } from "../key.ts";
import { recipientSchema, verifierSchema } from "../key-schema.ts";
import type { Hash, MemberId } from "../kind.ts";
import { DAY_SECONDS } from "./vouch.ts";

/**
 * A card (kartu anggota): what a member says of herself, signed by her own key. Her newest one counts; a change of
 * address is her act alone. Address and salt lie elsewhere: `mail` says that they are hers.
 */
const cardSchema = z.strictObject({
  verifier: verifierSchema,
  recipient: recipientSchema,
  mail: hashSchema,
  /** Until the end of this day no letter goes to her and she is not counted: at most {@link AWAY_DAYS} from `iat`. */
  awayUntil: z.optional(daySchema),
  /** Unix seconds. */
  iat: z.int().check(z.positive()),
});
export type Card = z.infer<typeof cardSchema>;

/** Days for which a member may say at once that she is away. */
export const AWAY_DAYS = 45;

/** Whether she is away at `now`, in Unix seconds, by the day in Jakarta. One who says so for longer than she may is not. */
export function isAway({ awayUntil, iat }: Pick<Card, "awayUntil" | "iat">, now: number): boolean {
  if (awayUntil === undefined) return false;
  const end = Date.parse(`${awayUntil}T23:59:59+07:00`) / 1000;
  return now <= end && end <= iat + (AWAY_DAYS + 1) * DAY_SECONDS;
}

/** Signs a card with her own key, which stands in the header. */
export const signCard = (card: Card, signer: Signer): Promise<Jws> => signJws("card+jws", card, signer, "with-jwk");

/** The card and whose it is: the thumbprint of its verifier, which signed it. */
export async function verifyCard(jws: Jws): Promise<{ readonly card: Card; readonly member: MemberId } | undefined> {
  const verified = await verifyByHeader(jws, "card+jws");
  const parsed = z.safeParse(cardSchema, verified?.payload);
  if (!verified || !parsed.success) return undefined;
  const member = await memberIdOf(parsed.data.verifier);
  return member === verified.thumbprint ? { card: parsed.data, member } : undefined;
}

/**
 * The newest card of each of these members. Who writes the table can at most bring back an older card of hers.
 *
 * @param cards compact. @param now Unix seconds: one from after tomorrow would count for ever, and does not
 */
export async function newestCards(
  cards: readonly Jws[],
  members: readonly { readonly id: MemberId }[],
  now: number,
): Promise<ReadonlyMap<MemberId, Card>> {
  const newest = new Map<MemberId, Card>();
  const sit = new Set(members.map(({ id }) => id));
  for (const read of await Promise.all(cards.map(verifyCard))) {
    if (!read || !sit.has(read.member) || read.card.iat > now + DAY_SECONDS) continue;
    if (read.card.iat > (newest.get(read.member)?.iat ?? 0)) newest.set(read.member, read.card);
  }
  return newest;
}

/** Two are here always, by rights: one who is alone is not missed by anybody. */
const ENOUGH = 2;

/** The day until which fewer than two of a Satgas's members are here, by their cards; nothing when enough are. */
export function fewUntil(cards: Iterable<Card>, now: number): string | undefined {
  const all = [...cards];
  const away = all.flatMap((card) => (isAway(card, now) && card.awayUntil ? [card.awayUntil] : [])).sort();
  const missing = Math.min(ENOUGH, all.length) - (all.length - away.length);
  return away[missing - 1];
}

export interface SaltedAddress {
  readonly address: string;
  /** 128 random bits, base64url. */
  readonly salt: string;
}

/** The hash of an address, as a card names it. */
export const mailHash = ({ salt, address }: SaltedAddress): Promise<Hash> => hashOfText(`${salt}:${address}`);
