import { fromTextJws, hashOfJws, type Jws } from "../../shared/jws.ts";
import type { Signer } from "../../shared/key.ts";
import type { MemberId } from "../../shared/kind.ts";
import { type Card, newestCards, type SaltedAddress, verifyCard } from "../../shared/satgas/card.ts";
import type { BelowUnit, Room, WaitingCard, WaitingSet } from "../../shared/satgas/contract.ts";
import type { KeyFile } from "../../shared/satgas/key-file.ts";
import { type Keyring, openSigner } from "../../shared/satgas/keyring.ts";
import { nameHash, type Roll, type RollMember, readRoll, succession, verifyRoll } from "../../shared/satgas/roll.ts";
import { cardCode, vouchCode } from "../../shared/satgas/spoken.ts";
import { type SatgasKey, verifyChain } from "../../shared/satgas/vouch.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import { bytesOf, openNewest } from "./keyrings.ts";
import { namesIn, type Place, placeOf } from "./place.ts";

/** The key room as her browser has verified it from the root: what it shows and what it signs comes from here. */
export interface KnownRoom {
  readonly place: Place;
  /** The roll that stands, compact. */
  readonly roll: Jws;
  readonly vouch: Jws;
  /** Nobody who sat there before stands for this edition: the generation began anew. */
  readonly fresh: boolean;
  /** Name and salt of each member, in the roll's order, as they lie beside it. */
  readonly names: Room["satgas"][string]["names"];
  /** The newest card of each member who sits there. */
  readonly cards: ReadonlyMap<MemberId, Card>;
  readonly address: SaltedAddress | undefined;
  /** Absent when none of the two newest opens to what the chain vouches for. */
  readonly keyring: Keyring | undefined;
  readonly signer: Signer | undefined;
  readonly invitations: Room["invitations"];
  readonly newcomers: readonly KnownNewcomer[];
  readonly waiting: KnownSet | undefined;
  readonly suspended: readonly MemberId[];
  readonly below: readonly KnownBelow[];
  /** Stacks that did not answer: who stands there is not in `below`. */
  readonly silent: readonly UnitCode[];
  /** Stacks that do not know this generation yet: what it signs counts there once it is carried. */
  readonly lagging: readonly UnitCode[];
}

/** One who wants to join: her card is her own, and nothing else is known of her until her code was typed. */
export interface KnownNewcomer {
  readonly member: MemberId;
  readonly card: Card;
  readonly row: RollMember;
  readonly name: readonly [name: string, salt: string];
  /** What she reads out. */
  readonly code: string;
  /** Unix seconds. */
  readonly since: number;
}

/** A set that waits: signed by its own signer, and nothing else is known of it until its code was typed. */
export interface KnownSet {
  readonly request: WaitingSet["request"];
  readonly roll: Roll;
  readonly names: ReadonlyMap<MemberId, string>;
  readonly code: string;
  /** Hash of its roll: which set it is. */
  readonly hash: Awaited<ReturnType<typeof hashOfJws>>;
  /** `first`: none was there. `fresh`: nobody who sat there before stands for it. `refused`: it does not follow. */
  readonly how: "first" | "follows" | "fresh" | "refused";
  /** Unix seconds. */
  readonly since: number;
}

/** A unit directly below. */
export interface KnownBelow {
  readonly unit: UnitCode;
  readonly standing:
    | {
        readonly key: SatgasKey;
        readonly vouch: Jws;
        readonly roll: Roll;
        readonly names: ReadonlyMap<MemberId, string>;
        /** Nobody who sat there before stands for its roll, as far as the server says. */
        readonly fresh: boolean;
      }
    /** Something is there that does not lead back to the root. */
    | "unverified"
    | undefined;
  readonly waiting: KnownSet | undefined;
  /** Unix seconds. */
  readonly invitedUntil: number | undefined;
  /** The server's word: fewer than two are here until this day. */
  readonly fewUntil: string | undefined;
}

/** @returns what of it is true, or as {@link placeOf} says */
export async function verifyRoom(
  room: Room,
  keyFile: KeyFile,
  trust: Parameters<typeof verifyChain>[2],
): Promise<KnownRoom | "unverified" | "not-in-roll"> {
  const place = await placeOf(room.satgas, keyFile, trust, room.before);
  if (typeof place === "string") return place;
  const listed = room.satgas[place.unit];
  const roll = listed && fromTextJws(listed.roll, "roll+jws");
  if (!listed || roll === undefined) return "unverified";
  const [cards, keyring, signer] = await Promise.all([
    newestCards(room.cards, place.roll.members, trust.now),
    openNewest(room.keyrings, keyFile.identity, place.key),
    openSigner(bytesOf(room.signer), keyFile.identity, place.key),
  ]);
  const was = room.before && readRoll(room.before.roll);
  const before = room.before && was && { jws: room.before.roll, roll: was };
  const how = before && (await succession(before, { jws: roll, roll: place.roll, by: room.before?.by }));
  const below = await Promise.all(room.below.map((one) => knownBelow(one, room, trust)));
  const waiting = room.waiting && (await knownSet(room.waiting, place.unit, { jws: roll, roll: place.roll }));
  return {
    fresh: how === "fresh",
    ...{ place, roll, vouch: fromTextJws(listed.vouch, "vouch+jwt"), names: listed.names, cards },
    keyring: keyring.keyring,
    address: room.address,
    signer: signer.status === "opened" ? signer.value : undefined,
    invitations: room.invitations,
    // An older table that was brought back shows again who was taken in since.
    newcomers: (await Promise.all(room.newcomers.map(knownNewcomer)))
      .flat()
      .filter(({ member }) => place.roll.members.every(({ id }) => id !== member)),
    // Its vouches for those below are for what stood there when it was prepared.
    waiting: waiting && isOutdated(room.waiting, below) ? { ...waiting, how: "refused" } : waiting,
    suspended: room.suspended,
    below,
    silent: [],
    lagging: [],
  };
}

const isOutdated = (set: WaitingSet | undefined, below: readonly KnownBelow[]): boolean =>
  below.some(
    ({ unit, standing }) =>
      standing !== undefined &&
      standing !== "unverified" &&
      !set?.children.some((child) => child.unit === unit && child.before === standing.vouch),
  );

/** Nothing of one whose card is not signed with its own key, or whose name is not the one that stands beside it. */
export async function knownNewcomer({ card: jws, name, office, since }: WaitingCard): Promise<KnownNewcomer[]> {
  const read = await verifyCard(jws);
  if (!read) return [];
  const row = { id: read.member, name: await nameHash({ name: name[0], salt: name[1] }), office };
  return [{ member: read.member, card: read.card, row, name, code: await cardCode(jws, row), since }];
}

/** Nothing of a set that does not hold together. @param before what stands at its unit */
export async function knownSet(
  set: WaitingSet,
  unit: UnitCode,
  before: { readonly jws: Jws; readonly roll: Roll } | undefined,
): Promise<KnownSet | undefined> {
  const { request, since } = set;
  const roll = await verifyRoll(set.roll, { ...request, expires: Number.POSITIVE_INFINITY });
  if (!roll || request.unit !== unit) return undefined;
  const followed = await succession(before, { jws: set.roll, roll, by: set.by });
  const how = followed === "same" ? "refused" : before === undefined && followed === "fresh" ? "first" : followed;
  const hash = await hashOfJws(set.roll);
  return {
    ...{ request, roll, hash, how, since },
    names: await namesIn(roll, set.names),
    code: await vouchCode(request, hash),
  };
}

async function knownBelow(
  { unit, satgas, by, waiting, invitedUntil, fewUntil }: BelowUnit,
  room: Room,
  trust: Parameters<typeof verifyChain>[2],
): Promise<KnownBelow> {
  const standing = satgas && (await knownStanding(unit, { ...room.satgas, [unit]: satgas }, by, trust));
  const before =
    satgas && standing !== undefined && standing !== "unverified"
      ? { jws: fromTextJws(satgas.roll, "roll+jws"), roll: standing.roll }
      : undefined;
  return { unit, standing, waiting: waiting && (await knownSet(waiting, unit, before)), invitedUntil, fewUntil };
}

async function knownStanding(
  unit: UnitCode,
  satgas: Room["satgas"],
  by: string | undefined,
  trust: Parameters<typeof verifyChain>[2],
): Promise<KnownBelow["standing"]> {
  const vouchOf = (code: UnitCode) => satgas[code] && fromTextJws(satgas[code].vouch, "vouch+jwt");
  const chain = await verifyChain(vouchOf, unit, trust);
  const listed = satgas[unit];
  const vouch = vouchOf(unit);
  const roll = "key" in chain && listed && (await verifyRoll(fromTextJws(listed.roll, "roll+jws"), chain.key));
  if (!("key" in chain) || !listed || !roll || vouch === undefined) return "unverified";
  const fresh = roll.edition > 1 && by === undefined;
  return { key: chain.key, vouch, roll, names: await namesIn(roll, listed.names), fresh };
}
