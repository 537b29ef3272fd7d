import * as z from "zod/mini";
import { daySchema, hashSchema, memberIdSchema, unitSchema } from "../contract.ts";
import { hashOfJws, hashOfText, type Jws, peekJws, signJws, verifyByHeader, verifyJws } from "../jws.ts";
import type { Signer } from "../key.ts";
import type { Hash } from "../kind.ts";
import { LINE } from "../limits.ts";
import type { SatgasKey } from "./vouch.ts";

/**
 * The roll (daftar anggota): who sits in a Satgas, signed by the signer of its generation. It is the one source of who
 * may sign in and of where letters go. Nothing in it expires; `until` changes words.
 */

const line = z.string().check(z.minLength(1), z.maxLength(LINE));

/** More than any decree names; five is usual. */
const MEMBERS_LIMIT = 25;
/** Characters of a body's name; 25 of them still fit into a roll that the table takes. */
export const BODY = 100;

export const officeSchema = z.strictObject({
  role: z.enum(["KETUA", "SEKRETARIS", "ANGGOTA"]),
  /** The body she comes from, if it is not KPU. */
  body: z.optional(z.string().check(z.minLength(1), z.maxLength(BODY))),
});

const rollMemberSchema = z.strictObject({
  /** RFC 7638 thumbprint of her verifier. */
  id: memberIdSchema,
  /** {@link nameHash}: names travel beside the roll with their salts, so that a name can be erased. */
  name: hashSchema,
  office: officeSchema,
});

const rollSchema = z.strictObject({
  unit: unitSchema,
  gen: z.int().check(z.positive()),
  /** From 1, counting on across generations. */
  edition: z.int().check(z.positive()),
  /** Hash of the edition before; absent in the first. */
  prev: z.optional(hashSchema),
  /** End of the decree (SK) that names them, `2026-12-31`. */
  until: daySchema,
  /** SHA-256 of the recovery paper's age recipient. */
  recovery: hashSchema,
  /** Where a reporter finds them. */
  desk: z.optional(z.strictObject({ phone: z.optional(line), hours: z.optional(line), place: z.optional(line) })),
  members: z.array(rollMemberSchema).check(
    z.minLength(1),
    z.maxLength(MEMBERS_LIMIT),
    z.refine((members) => new Set(members.map(({ id }) => id)).size === members.length),
  ),
});
export type Roll = z.infer<typeof rollSchema>;
/** A member's line of it. */
export type RollMember = z.infer<typeof rollMemberSchema>;

/** Signed without a key in its header: the chain says whose it must be. @param signer of the generation named in it */
export const signRoll = (roll: Roll, signer: Signer): Promise<Jws> =>
  signJws("roll+jws", z.parse(rollSchema, roll), signer);

/** The roll, if the signer of this generation signed it for this generation; nothing otherwise. */
export async function verifyRoll(jws: Jws, key: SatgasKey): Promise<Roll | undefined> {
  const parsed = z.safeParse(rollSchema, await verifyJws(jws, "roll+jws", key.verifier));
  return parsed.success && parsed.data.unit === key.unit && parsed.data.gen === key.gen ? parsed.data : undefined;
}

/** What a roll says, before anything of it is believed. */
export function readRoll(jws: Jws): Roll | undefined {
  const parsed = z.safeParse(rollSchema, peekJws(jws));
  return parsed.success ? parsed.data : undefined;
}

const bySchema = z.strictObject({ roll: hashSchema });

/** A member of the edition before stands for this one: `by+jws` over the roll's hash. */
export const signBy = async (roll: Jws, signer: Signer): Promise<Jws> =>
  signJws("by+jws", { roll: await hashOfJws(roll) }, signer, "with-jwk");

interface Successor {
  readonly jws: Jws;
  readonly roll: Roll;
  readonly by?: Jws | undefined;
}

/**
 * How a roll follows what was known before it.
 *
 * - `follows`: it is the next edition, and within a generation one of those who sat before stands for it
 * - `fresh`: the first of a generation for which nobody who sat before stands; said to whoever uses it
 * - `same`: it is the one that was known
 * - `refused`: anything else, an older one above all
 */
export async function succession(
  before: { readonly jws: Jws; readonly roll: Roll } | undefined,
  next: Successor,
): Promise<"follows" | "fresh" | "same" | "refused"> {
  const { roll } = next;
  if (!before) return roll.edition === 1 && roll.prev === undefined ? "fresh" : "refused";
  const known = await hashOfJws(before.jws);
  if (known === (await hashOfJws(next.jws))) return "same";
  const inOrder =
    roll.unit === before.roll.unit &&
    roll.edition === before.roll.edition + 1 &&
    roll.prev === known &&
    (roll.gen === before.roll.gen || roll.gen === before.roll.gen + 1);
  if (!inOrder) return "refused";
  const standsFor = next.by === undefined ? undefined : await verifyByHeader(next.by, "by+jws");
  const by = z.safeParse(bySchema, standsFor?.payload);
  const vouched =
    by.success &&
    by.data.roll === (await hashOfJws(next.jws)) &&
    before.roll.members.some(({ id }) => id === standsFor?.thumbprint);
  if (vouched) return within(before.roll, roll) ? "follows" : "refused";
  return roll.gen === before.roll.gen + 1 ? "fresh" : "refused";
}

/**
 * Whether a verified roll follows the edition before it: without this the signer of a generation alone, which somebody may
 * have kept, could replace everybody. Asked by the server and by members' browsers.
 *
 * @param before the edition before, compact; absent for the first
 * @param key of the generation that signed `next`
 */
export async function isFollowing(next: Successor, before: Jws | undefined, key: SatgasKey): Promise<boolean> {
  if (before === undefined) return (await succession(undefined, next)) === "fresh";
  // Of the generation before: its key is gone, and the hash in the next one stands for it.
  const known = readRoll(before);
  if (!known || (known.gen === key.gen && !(await verifyRoll(before, key)))) return false;
  return ["follows", "fresh"].includes(await succession({ jws: before, roll: known }, next));
}

/** Within a generation one is added at a time, nobody leaves and the paper stays: a removal needs a rotation. */
function within(before: Roll, next: Roll): boolean {
  if (next.gen !== before.gen) return true;
  if (next.recovery !== before.recovery) return false;
  const ids = new Set(next.members.map(({ id }) => id));
  return before.members.every(({ id }) => ids.has(id)) && next.members.length <= before.members.length + 1;
}

/** A member's name beside the roll. */
export interface SaltedName {
  readonly name: string;
  /** 128 random bits, base64url. */
  readonly salt: string;
}

/** The hash of a name, as a roll names it. */
export const nameHash = ({ salt, name }: SaltedName): Promise<Hash> => hashOfText(`${salt}:${name}`);
