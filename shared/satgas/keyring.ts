import * as z from "zod/mini";
import { readContent } from "../content/read-content.ts";
import { unitSchema } from "../contract.ts";
import { signJws, verifyJws } from "../jws.ts";
import type { Signer, Verifier } from "../key.ts";
import { recipientSchema, signerSchema } from "../key-schema.ts";
import { open } from "../open.ts";
import { type Identity, type Recipient, recipientOf, seal } from "../seal.ts";
import { recipientHash, type SatgasKey } from "./vouch.ts";

/**
 * What a Satgas holds in common, in two age files sealed to its members and to the recovery paper. The keyring has the
 * readers of all generations, because files carried by hand must open; the signer is the present one alone, because a
 * retired one vouches for nothing.
 */

const gen = z.int().check(z.positive());

const keyringSchema = z.strictObject({
  v: z.literal(1),
  kind: z.literal("keyring"),
  unit: unitSchema,
  /** Newest first. */
  readers: z
    .array(z.strictObject({ gen, identity: z.string().check(z.startsWith("AGE-SECRET-KEY-PQ-1")) }))
    .check(z.minLength(1)),
  /** The recovery paper's recipient: who seals anew seals to it as well. */
  recovery: recipientSchema,
});
export type Keyring = z.infer<typeof keyringSchema>;

const signerFileSchema = z.strictObject({
  v: z.literal(1),
  kind: z.literal("signer"),
  unit: unitSchema,
  gen,
  signer: signerSchema,
});
export type SignerFile = z.infer<typeof signerFileSchema>;

/** Seals a keyring to its members and to the recovery paper. @param members the recipients on their cards */
export const sealKeyring = (keyring: Keyring, members: readonly Recipient[]): Promise<Uint8Array<ArrayBuffer>> =>
  seal(keyring, [...members, keyring.recovery]);

/** Seals a signer as {@link sealKeyring} does a keyring. */
export const sealSigner = (file: SignerFile, members: readonly Recipient[], recovery: Recipient) =>
  seal(file, [...members, recovery]);

/**
 * `mismatch`: it opened, and holds other keys than the chain vouches for. Whoever can write the table could have put it
 * there: it is not used.
 */
export type OpenedKeys<T> =
  | { readonly status: "opened"; readonly value: T }
  | { readonly status: "wrong-key" | "damaged" | "newer-version" | "mismatch" };

/** Opens a keyring and compares its newest reader with the verified key before anything is done with it. */
export async function openKeyring(file: Uint8Array, identity: Identity, key: SatgasKey): Promise<OpenedKeys<Keyring>> {
  const opened = await open(file, identity);
  if (opened.status !== "opened") return opened;
  const read = readContent(keyringSchema, opened.content);
  if (read.status !== "read") return read;
  const { unit, readers } = read.value;
  const current = readers.find((reader) => reader.gen === key.gen);
  if (unit !== key.unit || !current) return { status: "mismatch" };
  const recipient = await recipientOf(current.identity).catch(() => "");
  return (await recipientHash(recipient)) === key.recipient
    ? { status: "opened", value: read.value }
    : { status: "mismatch" };
}

/** Opens a signer and compares it with the verified key before anything is done with it. */
export async function openSigner(file: Uint8Array, identity: Identity, key: SatgasKey): Promise<OpenedKeys<Signer>> {
  const opened = await open(file, identity);
  if (opened.status !== "opened") return opened;
  const read = readContent(signerFileSchema, opened.content);
  if (read.status !== "read") return read;
  const { unit, gen, signer } = read.value;
  const same = unit === key.unit && gen === key.gen && (await isPair(signer, key.verifier));
  return same ? { status: "opened", value: signer } : { status: "mismatch" };
}

/** By what it signs: a public point that is right beside a private scalar that is not would look right. */
const isPair = async (signer: Signer, verifier: Verifier): Promise<boolean> =>
  (await verifyJws(await signJws("by+jws", {}, signer).catch(() => ""), "by+jws", verifier)) !== undefined;
