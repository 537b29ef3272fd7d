import { fromTextJws, type Jws } from "../../shared/jws.ts";
import type { FoundingRequest, Invited, NewcomerRequest } from "../../shared/satgas/contract.ts";
import type { Invitation } from "../../shared/satgas/invitation.ts";
import type { Keyring } from "../../shared/satgas/keyring.ts";
import type { NewMember } from "../../shared/satgas/member.ts";
import { type Roll, verifyRoll } from "../../shared/satgas/roll.ts";
import { prepareGeneration } from "../../shared/satgas/rotation.ts";
import { type SatgasKey, verifyChain } from "../../shared/satgas/vouch.ts";
import type { Identity, Recipient } from "../../shared/seal.ts";
import { parentOf, type UnitCode } from "../../shared/work-unit.ts";
import type { Refusal } from "../api.ts";
import { sentSet } from "./acts.ts";
import { arrivalApi } from "./api.ts";
import { openNewest } from "./keyrings.ts";

/** What one who was invited sends, before she has a place. */

/** A card as it is sent, with the address that it names. */
const sentCard = ({ card, address }: NewMember): NewcomerRequest["card"] => ({ card, ...address });

/** Of one whom a colleague has invited. */
export const joinRequest = (invitation: Invitation, member: NewMember): NewcomerRequest => ({
  ...{ invitation, card: sentCard(member), office: member.row.office },
  name: { name: member.name[0], salt: member.name[1] },
});

/** What stood before one who begins anew; the keyring only if she has the paper. */
export interface Before {
  readonly roll: Jws;
  readonly current: Roll;
  readonly key: SatgasKey;
  readonly keyring?: Keyring | undefined;
  /** The units directly below, which would be nobody's once the key above them is gone. */
  readonly children?: readonly Child[];
}

interface Child {
  readonly vouch: Jws;
  readonly key: SatgasKey;
}

/** What stands at the unit that she begins anew, verified from the root; nothing when it does not lead there. */
export async function standingBefore(
  { unit, satgas }: Pick<Invited, "unit" | "satgas">,
  trust: Parameters<typeof verifyChain>[2],
): Promise<Before | undefined> {
  const vouchOf = (code: UnitCode) => satgas[code] && fromTextJws(satgas[code].vouch, "vouch+jwt");
  const chain = await verifyChain(vouchOf, unit, trust);
  const roll = satgas[unit] && fromTextJws(satgas[unit].roll, "roll+jws");
  const current = "key" in chain && roll !== undefined && (await verifyRoll(roll, chain.key));
  return "key" in chain && current && roll !== undefined ? { roll, current, key: chain.key } : undefined;
}

/**
 * The units directly below one that begins anew, each verified from the root by what its own stack has.
 *
 * @param origins of all stacks in which they stand. @returns `unverified` when one does not lead to the root
 */
export async function childrenBelow(
  unit: UnitCode,
  origins: readonly string[],
  trust: Parameters<typeof verifyChain>[2],
): Promise<readonly Child[] | Refusal | "unverified"> {
  const answers = await Promise.all(origins.map((origin) => arrivalApi.below(unit, origin)));
  const refused = answers.find((answer): answer is Refusal => !answer.ok);
  if (refused) return refused;
  const children: Child[] = [];
  for (const { satgas } of answers.flatMap((answer) => (answer.ok ? [answer.value] : []))) {
    const vouchOf = (code: UnitCode) => satgas[code] && fromTextJws(satgas[code].vouch, "vouch+jwt");
    for (const code of (Object.keys(satgas) as UnitCode[]).filter((one) => parentOf(one) === unit)) {
      const [vouch, chain] = [vouchOf(code), await verifyChain(vouchOf, code, trust)];
      if (!("key" in chain) || vouch === undefined) return "unverified";
      children.push({ vouch, key: chain.key });
    }
  }
  return children;
}

/** The keyring, opened with the recovery paper; nothing when none of those that are there opens. */
export async function openedWithPaper(
  { recovery }: Pick<Invited, "recovery">,
  { key }: Before,
  paper: Identity,
): Promise<Keyring | undefined> {
  return (await openNewest(recovery?.keyrings ?? [], paper, key)).keyring;
}

/**
 * Of a first member, or of one who begins anew: a generation with herself alone. What it may do is for the Satgas above
 * to say.
 *
 * @param recovery of the paper that she has written down. @param now Unix seconds
 */
export async function foundingRequest(
  invitation: Invitation,
  member: NewMember,
  { until, recovery, before, now }: { until: string; recovery: Recipient; before?: Before | undefined; now: number },
): Promise<FoundingRequest> {
  const { set } = await prepareGeneration({
    ...{ unit: invitation.unit, mandate: before?.key.mandate ?? "handle", recovery, now },
    roll: { until, members: [member.row] },
    members: [member],
    ...(before && { before: { keyring: before.keyring, roll: before.roll, current: before.current } }),
    ...(before?.children && { children: before.children }),
  });
  return { invitation, set: sentSet(set, [member.name]), card: sentCard(member) };
}
