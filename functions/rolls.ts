import type { ListedSatgas } from "../shared/contract.ts";
import { toTextJws } from "../shared/jws.ts";
import type { Verifier } from "../shared/key.ts";
import type { Hash, MemberId } from "../shared/kind.ts";
import { isAway, mailHash, newestCards } from "../shared/satgas/card.ts";
import { isFollowing, type Roll, verifyRoll } from "../shared/satgas/roll.ts";
import { type SatgasKey, verifyChain } from "../shared/satgas/vouch.ts";
import { OUTSIDE, type UnitCode, upwards } from "../shared/work-unit.ts";
import type { Log } from "./log.ts";
import type { SatgasStore } from "./table/satgas.ts";
import type { CurrentSatgas } from "./table/satgas-items.ts";

/** A Satgas that the root vouches for, at whatever date: a vouch that has ended binds a first report alone. */
export interface VerifiedSatgas {
  readonly current: CurrentSatgas;
  readonly key: SatgasKey;
  readonly roll: Roll;
}

/** A member of a verified roll, as she has signed her newest card. */
export interface Seated {
  readonly id: MemberId;
  readonly unit: UnitCode;
  /** Hash of her address (`satgas/card.ts`). */
  readonly mail: Hash;
  /** Letters to that address came back for good. */
  readonly bounced: boolean;
  /** She has said that she is away: no letter goes to her. */
  readonly away: boolean;
}

/** One to whom a letter can be written: her own card names this address. */
export type Addressed = Seated & { readonly address: string };

export interface RollParts {
  readonly satgas: Pick<SatgasStore, "current" | "rollOf" | "cards" | "addresses" | "bounced">;
  /** The root's public key. */
  readonly root: Verifier;
  readonly now: () => Date;
  readonly log: Log;
}

/**
 * Reads who sits where, verified from the root: whoever can write the table can neither let anybody in nor have a letter sent
 * elsewhere.
 */
export function createRolls({ satgas, root, now, log }: RollParts) {
  /** The Satgas of a unit. Nothing when there is none, or what lies there does not verify: that is logged, and nobody there is served. */
  async function verified(unit: UnitCode): Promise<VerifiedSatgas | undefined> {
    const units = unit === OUTSIDE ? [unit] : upwards(unit);
    const [current, ...above] = await Promise.all(units.map((code) => satgas.current(code)));
    if (!current) return undefined;
    const vouches = new Map([current, ...above].map((one) => [one?.unit, one?.vouch]));
    const trust = { root, now: now().getTime() / 1000 };
    const chain = await verifyChain((code) => vouches.get(code), unit, trust);
    const roll = "key" in chain ? await verifyRoll(current.roll, chain.key) : undefined;
    const before = roll && roll.edition > 1 ? await satgas.rollOf(unit, roll.edition - 1) : undefined;
    if (
      !("key" in chain) ||
      !roll ||
      !(await isFollowing({ jws: current.roll, roll, by: current.by }, before, chain.key))
    ) {
      log({ event: "satgas-unverified", status: chain.status });
      return undefined;
    }
    return { current, key: chain.key, roll };
  }

  /** The members of a verified roll who have a card; none when it does not verify. No address is read. */
  async function seated(unit: UnitCode): Promise<Seated[]> {
    const known = await verified(unit);
    if (!known) return [];
    const seconds = now().getTime() / 1000;
    const [cards, bounced] = await Promise.all([satgas.cards(unit), satgas.bounced(unit)]);
    const newest = await newestCards(cards, known.roll.members, seconds);
    return known.roll.members.flatMap(({ id }) => {
      const card = newest.get(id);
      if (!card) return [];
      const { mail } = card;
      return [{ id, unit, mail, bounced: bounced.get(id) === mail, away: isAway(card, seconds) }];
    });
  }

  /** Those of them for whom the address is kept that their cards name. */
  async function addressed(unit: UnitCode): Promise<Addressed[]> {
    const [members, addresses] = await Promise.all([seated(unit), satgas.addresses(unit)]);
    const found = members.map(async (member): Promise<Addressed[]> => {
      const kept = addresses.find((one) => one.member === member.id);
      return kept && (await mailHash(kept)) === member.mail ? [{ ...member, address: kept.address }] : [];
    });
    return (await Promise.all(found)).flat();
  }

  /** Those of them who are here, and to whom letters did not come back for good: whom a letter reaches. */
  const reachable = async (unit: UnitCode): Promise<Addressed[]> =>
    (await addressed(unit)).filter(({ bounced, away }) => !bounced && !away);

  return { verified, seated, addressed, reachable };
}
export type Rolls = ReturnType<typeof createRolls>;

/** Whether she is here: one who is away gets no letter and is not counted. */
export const isHere = ({ away }: Pick<Seated, "away">): boolean => !away;

/** What a browser needs of a Satgas to verify it. */
export const listedSatgas = ({ vouch, roll, names }: CurrentSatgas, red: boolean): ListedSatgas => ({
  vouch: toTextJws(vouch),
  roll: toTextJws(roll),
  names,
  ...(red && { red }),
});
