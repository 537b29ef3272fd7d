import * as z from "zod/mini";
import { hashSchema, jwsSchema, type ListedSatgas, memberIdSchema, saltSchema, unitSchema } from "../contract.ts";
import { recipientSchema, verifierSchema } from "../key-schema.ts";
import type { Hash, MemberId, UnitCode } from "../kind.ts";
import { LINE } from "../limits.ts";
import type { SaltedAddress } from "./card.ts";
import { officeSchema } from "./roll.ts";

/**
 * What passes between a member's browser and `functions/satgas`, under `/api/satgas/`. Private keys travel in sealed
 * files alone, and nothing here is believed: rolls, cards and vouches are verified on both sides from the root.
 *
 * | route              | who asks                                        | what it does                                   |
 * |--------------------|-------------------------------------------------|------------------------------------------------|
 * | POST invitation    | who holds the secret                            | says what it invites to ({@link Invited})      |
 * | POST newcomers     | who holds the secret                            | her card waits for a colleague                 |
 * | POST founding      | who holds the secret                            | her set waits for the parent: first or recovery |
 * | GET waiting        | whose own card or set waits, by her key         | it, as it lies there ({@link Waiting})         |
 * | GET room           | a member                                        | all of her Satgas and of those below           |
 * | POST invitations   | a member                                        | one for her own Satgas, or for a unit directly below |
 * | POST withdrawals   | a member; of a set below, the parent's          | an invitation, a newcomer or a set waits no more |
 * | POST editions      | a member                                        | the next edition of the roll                   |
 * | POST cards         | a member                                        | her own newer card: address, absence           |
 * | POST sets          | a member                                        | a rotation waits for the parent                |
 * | POST vouches       | a member of the parent; anybody with the root's | puts a waiting set in place, or renews         |
 * | POST standing      | anybody                                         | takes what stands elsewhere already, if it is newer here |
 */

/** Bytes. The largest set has two files for 25 members and the vouches of 38 units below. */
export const SATGAS_BODY_LIMIT = 512 * 1024;

/** The largest sealed file here: 26 stanzas, and a keyring of 30 generations in its size class. Base64url. */
const sealedSchema = z.string().check(z.regex(/^[\w-]+$/), z.maxLength(128 * 1024));
const line = z.string().check(z.minLength(1), z.maxLength(LINE));
/** Name and salt; both empty for a name that was erased. */
const nameSchema = z.tuple([z.string().check(z.maxLength(LINE)), z.string().check(z.maxLength(22))]);
/** As a mail program takes it; whether it reaches anybody, a letter shows. */
const addressSchema = z.string().check(z.maxLength(254), z.regex(/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/));
export const isAddress = (text: string): boolean => z.safeParse(addressSchema, text).success;

/** A signed card, with what it names by its hash alone. */
export const sentCardSchema = z.strictObject({ card: jwsSchema, address: addressSchema, salt: saltSchema });
export type SentCard = z.infer<typeof sentCardSchema>;

const secretSchema = z.strictObject({ unit: unitSchema, secret: saltSchema });

export const invitationSchema = secretSchema;

/** A newcomer: her card, her name, and the office that she says she has. The roll says what counts. */
const newcomer = {
  card: sentCardSchema,
  name: z.strictObject({ name: line, salt: saltSchema }),
  office: officeSchema,
};
export const newcomerSchema = z.strictObject({ invitation: secretSchema, ...newcomer });
export type NewcomerRequest = z.infer<typeof newcomerSchema>;

const requestSchema = z.strictObject({
  unit: unitSchema,
  gen: z.int().check(z.positive()),
  mandate: z.enum(["handle", "receive"]),
  recipient: hashSchema,
  verifier: verifierSchema,
});

/** A set (`generation.ts`) on its way: files in base64url, and beside it the names of its roll, in the roll's order. */
export const sentSetSchema = z.strictObject({
  request: requestSchema,
  recipient: recipientSchema,
  keyring: sealedSchema,
  signer: sealedSchema,
  roll: jwsSchema,
  by: z.optional(jwsSchema),
  children: z.array(z.strictObject({ unit: unitSchema, before: jwsSchema, vouch: jwsSchema })).check(z.maxLength(60)),
  names: z.array(nameSchema),
});
export type SentSet = z.infer<typeof sentSetSchema>;

/** Of the first member, or of one who has the paper or nothing: her card comes with it. */
export const foundingSchema = z.strictObject({ invitation: secretSchema, set: sentSetSchema, card: sentCardSchema });
export type FoundingRequest = z.infer<typeof foundingSchema>;

export const setsSchema = z.strictObject({ set: sentSetSchema });

/** `hash` of a secret that the inviting browser made and shows once. */
export const inviteSchema = z.strictObject({ unit: unitSchema, hash: hashSchema });

export const withdrawalSchema = z.discriminatedUnion("what", [
  z.strictObject({ what: z.literal("invitation"), unit: unitSchema, hash: hashSchema }),
  z.strictObject({ what: z.literal("newcomer"), member: memberIdSchema }),
  /** `unit`: her own, or one directly below. `roll`: hash of the set's roll, so that another one is not hit. */
  z.strictObject({ what: z.literal("set"), unit: unitSchema, roll: hashSchema }),
]);
export type Withdrawal = z.infer<typeof withdrawalSchema>;

/** Another edition. With `keyring` and `signer` it takes in the one newcomer whom its roll adds. */
export const editionSchema = z.strictObject({
  roll: jwsSchema,
  by: jwsSchema,
  names: z.array(nameSchema),
  files: z.optional(z.strictObject({ keyring: sealedSchema, signer: sealedSchema })),
});
export type EditionRequest = z.infer<typeof editionSchema>;

/** Each of a unit directly below: of its waiting set, or a later one of what stands. */
export const vouchesSchema = z.strictObject({
  vouches: z.array(z.strictObject({ unit: unitSchema, vouch: jwsSchema })).check(z.minLength(1), z.maxLength(60)),
});
export type VouchesRequest = z.infer<typeof vouchesSchema>;

/**
 * What stands at a unit, as another stack or a browser has seen it: KPU RI's, carried to a province's stack, or one that an
 * older table has lost. All of it is signed already; nothing of it needs a sign-in.
 */
export const standingSchema = z.strictObject({
  unit: unitSchema,
  vouch: jwsSchema,
  roll: jwsSchema,
  by: z.optional(jwsSchema),
  names: z.array(nameSchema),
  /** The edition right before it, from the second on: the next one follows from it. */
  before: z.optional(jwsSchema),
  recipient: recipientSchema,
  /** Of a Satgas of this stack; KPU RI's keys lie in its own stack alone. */
  files: z.optional(z.strictObject({ keyring: sealedSchema, signer: sealedSchema })),
  cards: z.array(sentCardSchema).check(z.maxLength(25)),
  /** Vouches of units below, where the key above them is another than here. */
  children: z.array(z.strictObject({ unit: unitSchema, vouch: jwsSchema })).check(z.maxLength(60)),
});
export type StandingRequest = z.infer<typeof standingSchema>;

/** What an invitation is to, once its secret was shown. */
export interface Invited {
  readonly unit: UnitCode;
  /** `found`: the first there. `recover`: all who sit there have lost their keys. `join`: a colleague has invited her. */
  readonly to: "found" | "join" | "recover";
  /** Unix seconds. */
  readonly expires: number;
  /** What stands, and the Satgas above it, to be verified. */
  readonly satgas: Readonly<Record<string, ListedSatgas>>;
  /** For a recovery: the files to open with the paper, newest keyring first, and the roll that stands, compact. */
  readonly recovery?: { readonly keyrings: readonly SealedKeyring[]; readonly signer: string };
}

/** What stands directly below a unit in one stack, and the line above it: as public as the directory is. */
export type Below = Pick<Invited, "satgas">;

interface SealedKeyring {
  readonly edition: number;
  readonly sealed: string;
}

export interface WaitingCard {
  readonly member: MemberId;
  readonly card: string;
  readonly name: readonly [name: string, salt: string];
  readonly office: z.infer<typeof officeSchema>;
  /** Unix seconds. */
  readonly since: number;
}

/** A set as others see it while it waits: nothing sealed. */
export interface WaitingSet {
  readonly request: z.infer<typeof requestSchema>;
  readonly recipient: string;
  readonly roll: string;
  readonly by?: string;
  readonly names: readonly (readonly [name: string, salt: string])[];
  readonly children: SentSet["children"];
  /** Unix seconds. */
  readonly since: number;
}

/** What waits of the one who asks. Nothing of another: she compares it with her own key before she shows a code. */
export interface Waiting {
  readonly unit: UnitCode;
  readonly card?: WaitingCard;
  readonly set?: WaitingSet;
}

export interface BelowUnit {
  readonly unit: UnitCode;
  /** Absent where none was founded. */
  readonly satgas?: ListedSatgas;
  /** Who stands for its roll: without it the generation is fresh. */
  readonly by?: string;
  readonly waiting?: WaitingSet;
  /** Unix seconds at which the newest open invitation ends. */
  readonly invitedUntil?: number;
  /** Fewer than two are here until this day, `2026-12-31`: the server's word, from their cards. */
  readonly fewUntil?: string;
}

/** The key room: all that a member's browser needs to act for her Satgas and those below it. */
export interface Room {
  readonly satgas: Readonly<Record<string, ListedSatgas>>;
  /** Of her own: compact, as the next edition has to name it. */
  readonly current: { readonly vouch: string; readonly roll: string; readonly by?: string };
  readonly before?: { readonly roll: string; readonly by?: string };
  readonly recipient: string;
  /** Of the one who asks alone: where letters reach her. */
  readonly address?: SaltedAddress;
  /** Every card of her Satgas, compact: the reader takes each member's newest. */
  readonly cards: readonly string[];
  readonly keyrings: readonly SealedKeyring[];
  readonly signer: string;
  readonly invitations: readonly { readonly hash: Hash; readonly expires: number }[];
  readonly newcomers: readonly WaitingCard[];
  readonly waiting?: WaitingSet;
  readonly suspended: readonly MemberId[];
  readonly below: readonly BelowUnit[];
}

/** What an act led to: the edition that stands now. */
export interface SatgasTaken {
  readonly gen: number;
  readonly edition: number;
}
