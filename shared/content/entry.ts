import * as z from "zod/mini";
import { toBase64url } from "../bytes.ts";
import {
  hashSchema,
  hourSchema,
  memberIdSchema,
  momentSchema,
  reportIdSchema,
  saltSchema,
  stageSchema,
  unitSchema,
} from "../contract.ts";
import { type Jws, signJws, verifyByHeader } from "../jws.ts";
import type { Signer } from "../key.ts";
import { checked, type Hash, isHash, type MemberId } from "../kind.ts";

/**
 * The one thing that is signed about a case: an entry of one of its logs (`entry+jws`). The reporter's are signed by
 * her voice, whose thumbprint is the report's id; a member's by her own key, whose thumbprint is `from.member`. An
 * entry is stored outside the seal, where everybody served may read it, so no field here holds a word of a report.
 * An entry that carries a text is also line 2 inside that text's seal (`text.ts`).
 */

/** A Satgas for which a text is sealed, with the generation of its key that was used. */
export const seatSchema = z.strictObject({ unit: unitSchema, gen: z.int().check(z.positive()) });

/** Own Satgas, province, KPU RI and the outside seat. */
const SEATS_LIMIT = 4;

/** Who of a Satgas signs, under which edition of its roll. */
const fromSchema = z.strictObject({
  unit: unitSchema,
  gen: z.int().check(z.positive()),
  edition: z.int().check(z.positive()),
  member: memberIdSchema,
});

const entry = {
  id: reportIdSchema,
  /** The stack in which the case lies: an entry taken to another counts for nothing there. */
  stack: unitSchema,
  /** From 1, dense in each log, across all seats. */
  n: z.int().check(z.positive()),
  /** Hash of the entry before it in this log; absent in the first. What is dropped or reordered shows. */
  prev: z.optional(hashSchema),
};

const reporters = { ...entry, log: z.literal("reporter"), at: hourSchema };
const satgas = { ...entry, log: z.literal("satgas"), at: momentSchema, from: fromSchema };

/** How a report came: written in the form, told by voice, on paper, or as a sealed file carried by other means. */
const channels = ["form", "voice", "paper", "file"] as const;

const reportEntrySchema = z.strictObject({
  ...reporters,
  kind: z.literal("report"),
  n: z.literal(1),
  channel: z.enum(channels),
  /** Who may ever open it, standby too, nearest first. */
  seats: z.array(seatSchema).check(z.minLength(1), z.maxLength(SEATS_LIMIT)),
  /** From her receipt and this salt follows the proof of opening, which lies in the text. 128 random bits. */
  salt: saltSchema,
  /** SHA-256 of that proof. */
  proofHash: hashSchema,
  /** SHA-256 of line 1 of the text. */
  text: hashSchema,
});
export type ReportEntry = z.infer<typeof reportEntrySchema>;

/** A member has opened the reporter's entry `of`: `proved` is {@link openingProof} of its proof and her id. */
const openedEntrySchema = z.strictObject({
  ...satgas,
  kind: z.literal("opened"),
  of: z.int().check(z.positive()),
  proved: hashSchema,
});
export type OpenedEntry = z.infer<typeof openedEntrySchema>;

const stageEntrySchema = z.strictObject({ ...satgas, kind: z.literal("stage"), was: stageSchema, stage: stageSchema });

/** Why a text could not be shown to a member: the next seat gets it at once. */
export const unreadableReasons = ["wrong-key", "damaged", "newer-version", "mismatch"] as const;
const unreadableEntrySchema = z.strictObject({
  ...satgas,
  kind: z.literal("unreadable"),
  of: z.int().check(z.positive()),
  why: z.enum(unreadableReasons),
});

const satgasEntrySchema = z.discriminatedUnion("kind", [openedEntrySchema, stageEntrySchema, unreadableEntrySchema]);
export type SatgasEntry = z.infer<typeof satgasEntrySchema>;

const entrySchema = z.union([reportEntrySchema, satgasEntrySchema]);
export type Entry = z.infer<typeof entrySchema>;

/** Signs an entry with its author's key, which stands in the header. */
export const signEntry = (entry: Entry, signer: Signer): Promise<Jws> =>
  signJws("entry+jws", entry, signer, "with-jwk");

export type ReadEntry =
  | { readonly status: "read"; readonly entry: Entry }
  /** `newer-version`: authentic, of a kind that this version does not know. */
  | { readonly status: "forged" | "newer-version" };

/**
 * Reads one entry by itself: signed by the voice whose thumbprint is its `id`, or by the member whose thumbprint is its
 * `from.member`. Whether she sits in that Satgas, and whether it follows the one before it, others say.
 */
export async function readEntry(jws: Jws): Promise<ReadEntry> {
  const verified = await verifyByHeader(jws, "entry+jws");
  if (!verified) return { status: "forged" };
  const author = z.safeParse(authorSchema, verified.payload);
  if (!author.success) return { status: "forged" };
  const { id, log, from } = author.data;
  if (verified.thumbprint !== (log === "reporter" ? id : from?.member)) return { status: "forged" };
  const read = z.safeParse(entrySchema, verified.payload);
  return read.success ? { status: "read", entry: read.data } : { status: "newer-version" };
}

const authorSchema = z.object({
  id: reportIdSchema,
  log: z.enum(["reporter", "satgas", "team"]),
  from: z.optional(z.object({ member: memberIdSchema })),
});

/** HMAC-SHA-256(proof, member), base64url: her own opening, which no colleague who knows the proof can sign for her. */
export async function openingProof(proof: Uint8Array<ArrayBuffer>, member: MemberId): Promise<Hash> {
  const key = await crypto.subtle.importKey("raw", proof, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const mac = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(member));
  return checked(isHash, toBase64url(new Uint8Array(mac)));
}
