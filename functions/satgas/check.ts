import { fromBase64url } from "../../shared/bytes.ts";
import { inspectEnvelope } from "../../shared/envelope.ts";
import type { Jws } from "../../shared/jws.ts";
import type { MemberId } from "../../shared/kind.ts";
import { mailHash, verifyCard } from "../../shared/satgas/card.ts";
import type { SentCard, SentSet } from "../../shared/satgas/contract.ts";
import { nameHash, type Roll, readRoll, succession, verifyRoll } from "../../shared/satgas/roll.ts";
import { DAY_SECONDS, recipientHash } from "../../shared/satgas/vouch.ts";
import { Refusal } from "../http.ts";
import type { CurrentSatgas, StoredCard } from "../table/satgas-items.ts";

/** What arrives at `functions/satgas`, judged before anything of it is kept. */

/** A card with the address that it names. @param now Unix seconds. @throws Refusal `card-refused` */
export async function examineCard({ card: jws, address, salt }: SentCard, now: number): Promise<StoredCard> {
  const read = await verifyCard(jws);
  // One from after tomorrow would count for ever.
  const right = read && read.card.iat <= now + DAY_SECONDS && (await mailHash({ address, salt })) === read.card.mail;
  if (!right) throw new Refusal("card-refused");
  return { member: read.member, iat: read.card.iat, card: jws, address, salt };
}

/** The bytes of a file that is sealed to so many members and to the paper. @throws Refusal `keyring-refused` */
export function examineFile(sealed: string, members: number): Uint8Array<ArrayBuffer> {
  const bytes = fromBase64url(sealed);
  const envelope = inspectEnvelope(bytes);
  if (envelope.status !== "sealed" || envelope.stanzas !== members + 1) throw new Refusal("keyring-refused");
  return bytes;
}

/** That the names beside a roll are those that it names, or erased. @throws Refusal `roll-refused` */
export async function examineNames(names: CurrentSatgas["names"], { members }: Roll): Promise<void> {
  const right = await Promise.all(
    members.map(async ({ name: hash }, index) => {
      const [name, salt] = names[index] ?? [];
      return name === "" || (name !== undefined && salt !== undefined && (await nameHash({ name, salt })) === hash);
    }),
  );
  if (names.length !== members.length || right.includes(false)) throw new Refusal("roll-refused");
}

/** What stands, as a set or an edition has to follow it. */
export interface Before {
  readonly jws: Jws;
  readonly roll: Roll;
}

export function beforeOf(current: CurrentSatgas | undefined): Before | undefined {
  const roll = current && readRoll(current.roll);
  return current && roll ? { jws: current.roll, roll } : undefined;
}

/** A set as it may wait: signed by its own signer, next in line, sealed to all whom its roll names. */
export interface ExaminedSet {
  readonly roll: Roll;
  /** `follows`: somebody who sits there stands for it. `fresh`: nobody does. */
  readonly succession: "follows" | "fresh";
}

/** @throws Refusal `roll-moved`, `roll-refused`, `keyring-refused` */
export async function examineSet(set: SentSet, before: Before | undefined): Promise<ExaminedSet> {
  const { request, recipient } = set;
  const key = { ...request, expires: Number.POSITIVE_INFINITY };
  const roll = await verifyRoll(set.roll, key);
  if (!roll || request.gen !== (before?.roll.gen ?? 0) + 1) throw new Refusal(before ? "roll-moved" : "roll-refused");
  if ((await recipientHash(recipient)) !== request.recipient) throw new Refusal("roll-refused");
  const how = await succession(before, { jws: set.roll, roll, by: set.by });
  if (how !== "follows" && how !== "fresh") throw new Refusal(before ? "roll-moved" : "roll-refused");
  await examineNames(set.names, roll);
  for (const file of [set.keyring, set.signer]) examineFile(file, roll.members.length);
  return { roll, succession: how };
}

/** Who sat there before and does not now. */
export const leftOut = (before: Roll, after: Roll): MemberId[] => {
  const stay = new Set(after.members.map(({ id }) => id));
  return before.members.map(({ id }) => id).filter((id) => !stay.has(id));
};
