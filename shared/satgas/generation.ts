import type { Jws } from "../jws.ts";
import type { Recipient } from "../seal.ts";
import type { UnitCode } from "../work-unit.ts";
import { type Roll, succession, verifyRoll } from "./roll.ts";
import { recipientHash, type VouchRequest, verifyChain } from "./vouch.ts";

/**
 * One *set*: all that a generation needs to stand, made at once and put in place at once when the vouch from above
 * comes. Of a rotation, it holds a new vouch for every unit directly below, because theirs were signed with the signer
 * that goes.
 */
export interface GenerationSet {
  readonly request: VouchRequest;
  readonly recipient: Recipient;
  readonly keyring: Uint8Array<ArrayBuffer>;
  readonly signer: Uint8Array<ArrayBuffer>;
  readonly roll: Jws;
  readonly by?: Jws | undefined;
  /** New vouches of the units directly below, and the one that each replaces: if that has moved, it is signed again. */
  readonly children: readonly { readonly unit: UnitCode; readonly before: Jws; readonly vouch: Jws }[];
}

/**
 * Why a set may not replace what stands, or `undefined` when it may. The server and every member's browser ask the same.
 *
 * @param vouch of the new generation, from above
 * @param vouchOf the vouches as they stand, of the units below too
 * @param below every unit directly below that stands in this stack
 */
export async function objectionTo(
  set: Omit<GenerationSet, "keyring" | "signer">,
  vouch: Jws,
  { vouchOf, below }: { readonly vouchOf: (unit: UnitCode) => Jws | undefined; readonly below: readonly UnitCode[] },
  before: { readonly jws: Jws; readonly roll: Roll } | undefined,
  trust: Parameters<typeof verifyChain>[2],
): Promise<"vouch" | "recipient" | "roll" | "child-moved" | "child" | undefined> {
  const { unit, gen, recipient } = set.request;
  const keyBy = async (of: UnitCode, over: Readonly<Record<UnitCode, Jws>>) => {
    const chain = await verifyChain((code) => over[code] ?? vouchOf(code), of, trust);
    return "key" in chain ? chain.key : undefined;
  };
  const key = await keyBy(unit, { [unit]: vouch });
  // What it may do is for the one above to say.
  if (!key || !isSameKey(key, set.request) || gen !== (before?.roll.gen ?? 0) + 1) return "vouch";
  if ((await recipientHash(set.recipient)) !== recipient) return "recipient";
  const roll = await verifyRoll(set.roll, key);
  if (!roll || (await succession(before, { jws: set.roll, roll, by: set.by })) === "refused") return "roll";
  // One that is left out would be nobody's once the signer above it is gone.
  if (below.some((code) => set.children.every((child) => child.unit !== code))) return "child-moved";
  for (const child of set.children) {
    const is = await keyBy(child.unit, { [unit]: vouch, [child.unit]: child.vouch });
    if (!is) return "child";
    // What one in another stack was is verified there, when the set is carried.
    if (!below.includes(child.unit)) continue;
    if (vouchOf(child.unit) !== child.before) return "child-moved";
    const was = await keyBy(child.unit, {});
    if (!was || !isSameKey(is, was) || is.mandate !== was.mandate) return "child";
  }
  return undefined;
}

/** Whether these are the same keys; what they may do is for the one above to say. */
export const isSameKey = (one: VouchRequest, { unit, gen, recipient, verifier }: VouchRequest): boolean =>
  one.unit === unit &&
  one.gen === gen &&
  one.recipient === recipient &&
  one.verifier.x === verifier.x &&
  one.verifier.y === verifier.y;
