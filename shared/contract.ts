import * as z from "zod/mini";
import type { TextJws } from "./jws.ts";
import {
  type Hash,
  is16Bytes,
  is32Bytes,
  isHash,
  isMemberId,
  isReportId,
  isUnitCode,
  type MemberId,
  type ReportId,
  type UnitCode,
} from "./kind.ts";
import { type Hour, isHour, isMoment, type Moment } from "./moment.ts";
import { type Stage, stages } from "./stage.ts";

/**
 * What passes between the browser and the API. No field here can hold a word of a report, a work unit that is not a
 * seat, or anything about a device.
 */

export const unitSchema = z.custom<UnitCode>(isUnitCode);
export const reportIdSchema = z.custom<ReportId>(isReportId);
export const memberIdSchema = z.custom<MemberId>(isMemberId);
export const hashSchema = z.custom<Hash>(isHash);
/** Hour of a moment, `2026-11-22T04`, in UTC: the finest time that is kept about a reporter. */
export const hourSchema = z.custom<Hour>(isHour);
export const momentSchema = z.custom<Moment>(isMoment);
/** `2026-11-26` */
export const daySchema = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));
/** `2026-11` */
export const monthSchema = z.string().check(z.regex(/^\d{4}-\d{2}$/));
export const proofSchema = z.string().check(z.refine(is32Bytes));
export const saltSchema = z.string().check(z.refine(is16Bytes));
export const stageSchema = z.enum(stages);

/** Bytes. The largest size class, three hybrid stanzas, base64url, and room for the fields beside it. */
export const BODY_LIMIT = 384 * 1024;
export const SMALL_BODY_LIMIT = 4 * 1024;

const jws = (limit: number) => z.string().check(z.maxLength(limit), z.regex(/^[\w-]+\.[\w-]+\.[\w-]+$/));
/** The largest roll, of 25 members with all they may have, is 30 KB; an entry with four seats is under 2 KB. */
export const jwsSchema = jws(32 * 1024);
const entryJwsSchema = jws(4 * 1024);

export const reportRequestSchema = z.strictObject({
  /** The reporter's entry 1 (`content/entry.ts`): it names the id, the seats and the hash of the proof of opening. */
  entry: entryJwsSchema,
  stamp: z.int().check(z.nonnegative()),
  /** Hour of the directory for which the stamp was computed. */
  hour: hourSchema,
  /** One age file, base64url without padding. */
  sealed: z.string().check(z.regex(/^[\w-]+$/), z.maxLength(BODY_LIMIT)),
});
export type ReportRequest = z.infer<typeof reportRequestSchema>;

/** The entries of a case that its reader may have, each log in order, as compact JWS. */
export interface Logs {
  readonly reporter: readonly string[];
  readonly satgas: readonly string[];
}

/** What the reporter's code shows her. A time is an hour, the server's word, and absent while it has not happened. */
export interface MailboxStatus {
  readonly stage: Stage;
  readonly arrived: Hour;
  /**
   * A letter surely left to the Satgas that has the report now. Without an hour: it may be one for several reports, and
   * nothing shows that there are others.
   */
  readonly told?: true;
  /** Nobody had opened it, and the next Satgas got it. Which one is never said. */
  readonly climbedAt?: Hour;
  /** Hour of the first proof of opening. Her page believes the entry in `logs` alone. */
  readonly openedAt?: Hour;
  readonly logs: Logs;
}

export interface ReportAccepted {
  readonly arrived: Hour;
}

/** A way to get help that needs no report. `lastVerified` is the day on which a person last rang it. */
export interface HelpContact {
  readonly name: string;
  readonly call: string;
  readonly note: { readonly id: string; readonly en: string };
  readonly lastVerified?: string;
}

/** All of a Satgas that a browser verifies: nothing here is believed without the root. */
export interface ListedSatgas {
  readonly vouch: TextJws;
  readonly roll: TextJws;
  /** Of the roll's members, in its order: name and salt; both empty for a name that was erased. */
  readonly names: readonly (readonly [name: string, salt: string])[];
  /** The server's word: its last readiness drill was not opened. */
  readonly red?: true;
}

/** `GET /api/directory`: the same bytes for everybody, so that nobody learns which Satgas she looked at. */
export interface Directory {
  /** The server's hour, for the stamp. */
  readonly hour: Hour;
  /** Leading zero bits of a stamp. */
  readonly difficulty: number;
  readonly satgas: Readonly<Record<string, ListedSatgas>>;
}

/** `GET /api/recipients/:unit/:gen`: never changes. Its hash is in the vouch. */
export interface RecipientAnswer {
  readonly recipient: string;
}

/** An entry of a member, and with `opened` the proof found inside the seal, which is checked and not kept. */
export const entryRequestSchema = z.strictObject({ entry: entryJwsSchema, proof: z.optional(proofSchema) });
export type EntryRequest = z.infer<typeof entryRequestSchema>;

/**
 * How ready a Satgas is to open a report. `amber`: no drill has been opened yet, none has failed. `red`: the last one
 * was not opened in time by enough members, and reports pass this Satgas by.
 */
export const readinessSchema = z.enum(["green", "amber", "red"]);
export type ReadinessState = z.infer<typeof readinessSchema>;

export interface Readiness {
  readonly unit: UnitCode;
  readonly state: ReadinessState;
  /** `2026-11`; absent before the first drill. */
  readonly month?: string;
  /** Hour at which the drill came. */
  readonly started?: Hour;
  /** How many members have opened it, and how many it takes. */
  readonly opened?: number;
  readonly needed?: number;
}

export interface InboxMe {
  /** Her own Satgas and those above it, to be verified from the root. */
  readonly satgas: Readonly<Record<string, ListedSatgas>>;
  /** Of her own Satgas, from its second roll on: the edition before, and who stands for the one that is listed. */
  readonly before?: { readonly roll: string; readonly by?: string };
  /** Newest first, base64url; a browser that cannot open the newest uses the one before and says so. */
  readonly keyrings: readonly { readonly edition: number; readonly sealed: string }[];
  /** Ids of members whom no letter reaches: their address bounced or complained. */
  readonly unreachable: readonly MemberId[];
  readonly readiness: Readiness;
  /** Of the Satgas below this one. */
  readonly below: readonly Readiness[];
}

export interface KnownRow {
  readonly id: ReportId;
  readonly arrived: Hour;
  readonly stage: Stage;
  readonly openedAt?: Hour | undefined;
  readonly newer?: never;
}

/** A report that a newer version wrote, in words that this server does not know yet. It must not hide the others. */
interface NewerRow {
  readonly id: ReportId;
  readonly arrived: Hour;
  readonly openedAt?: never;
  readonly newer: true;
  readonly stage?: never;
}

export type InboxRow = KnownRow | NewerRow;

export interface InboxPage {
  readonly reports: readonly InboxRow[];
  /** Where the next page begins; absent on the last. */
  readonly next?: string;
}

export interface InboxReport extends KnownRow {
  readonly logs: Logs;
  readonly sealed: string;
  /** The server's word that this is its drill. It is shown as one only if the signed text says so too. */
  readonly drill: boolean;
}

/** What an entry led to. */
export interface EntryTaken {
  readonly stage: Stage;
  readonly openedAt?: Hour;
  /** After an opened drill: that of the member's own Satgas. */
  readonly readiness?: Readiness;
}
