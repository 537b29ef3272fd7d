import type { InboxMe } from "../../shared/contract.ts";
import { fromTextJws } from "../../shared/jws.ts";
import { memberIdOf, type Verifier, verifierOf } from "../../shared/key.ts";
import type { MemberId } from "../../shared/kind.ts";
import type { KeyFile } from "../../shared/satgas/key-file.ts";
import { isFollowing, nameHash, type Roll, verifyRoll } from "../../shared/satgas/roll.ts";
import { type Chain, type SatgasKey, verifyChain } from "../../shared/satgas/vouch.ts";
import type { UnitCode } from "../../shared/work-unit.ts";

/** Where a member sits, as verified from the root: nothing here is the server's word. */
export interface Place {
  readonly unit: UnitCode;
  readonly key: SatgasKey;
  readonly edition: number;
  readonly roll: Roll;
  /** Her own id, the thumbprint of her key. */
  readonly member: MemberId;
  readonly name: string;
  /** Her colleagues' names and her own, by their ids. One that was erased is missing. */
  readonly names: ReadonlyMap<MemberId, string>;
  /** By the device's date. Work goes on under a vouch that has ended; it is said. */
  readonly dates: "trusted" | "expired" | "not-yet";
}

/**
 * - `unverified`: what the server gave for her Satgas does not lead back to the root
 * - `not-in-roll`: it does, and she does not sit there
 */
export async function placeOf(
  satgas: InboxMe["satgas"],
  { unit, signer, name }: KeyFile,
  trust: { readonly root: Verifier; readonly now: number },
  before?: InboxMe["before"],
): Promise<Place | "unverified" | "not-in-roll"> {
  const vouchOf = (code: UnitCode) => satgas[code] && fromTextJws(satgas[code].vouch, "vouch+jwt");
  const chain: Chain = await verifyChain(vouchOf, unit, trust);
  const listed = satgas[unit];
  const roll = "key" in chain && listed && (await verifyRoll(fromTextJws(listed.roll, "roll+jws"), chain.key));
  if (!("key" in chain) || !listed || !roll) return "unverified";
  const next = { jws: fromTextJws(listed.roll, "roll+jws"), roll, by: before?.by };
  if (!(await isFollowing(next, before?.roll, chain.key))) return "unverified";
  const member = await memberIdOf(verifierOf(signer));
  if (!roll.members.some(({ id }) => id === member)) return "not-in-roll";
  const names = await namesIn(roll, listed.names);
  const { key, status: dates } = chain;
  return { unit, key, edition: roll.edition, roll, member, name: names.get(member) ?? name, names, dates };
}

/** The names that a roll signs, by member; one that was erased is missing. */
export async function namesIn(
  { members }: Roll,
  beside: readonly (readonly [name: string, salt: string])[],
): Promise<ReadonlyMap<MemberId, string>> {
  const names = new Map<MemberId, string>();
  for (const [index, { id, name: hash }] of members.entries()) {
    const [name = "", salt = ""] = beside[index] ?? [];
    if (name !== "" && (await nameHash({ name, salt })) === hash) names.set(id, name);
  }
  return names;
}

/** Generation and edition count on and never back: with an older one somebody who was removed would sit again. */
export const isOlder = ({ key, edition }: Place, known: Place): boolean =>
  key.gen < known.key.gen || edition < known.edition;
