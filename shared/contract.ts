import * as z from "zod/mini";
import type { TextJws } from "./jws.ts";
import { isHour, isMoment } from "./moment.ts";
import { type Stage, stages } from "./stage.ts";

/**
 * What passes between the browser and the API. No field here can hold a word of a report, a work unit that is not a
 * seat, or anything about a device.
 */

const base64url = (bytes: number) => z.string().check(z.regex(new RegExp(`^[\\w-]{${Math.ceil((bytes * 8) / 6)}}$`)));

export const unitSchema = z.string().check(z.regex(/^(\d{2}|\d{4})$/));

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
  hour: z.string().check(z.refine(isHour)),
  /** One age file, base64url without padding. */
  sealed: z.string().check(z.regex(/^[\w-]+$/), z.maxLength(BODY_LIMIT)),
});
export type ReportRequest = z.infer<typeof reportRequestSchema>;

export const reportIdSchema = base64url(32);

export const stageSchema = z.enum(stages);

/** Hour of a moment, `2026-11-22T04`, in UTC: the finest time that is kept about a reporter. */
export const hourSchema = z.string().check(z.refine(isHour));
export const momentSchema = z.string().check(z.refine(isMoment));

/** The entries of a case that its reader may have, each log in order, as compact JWS. */
export interface Logs {
  readonly reporter: readonly string[];
  readonly satgas: readonly string[];
}

/** What the reporter's code shows her. A time is an hour, the server's word, and absent while it has not happened. */
export interface MailboxStatus {
  readonly stage: Stage;
  readonly arrived: string;
  /**
   * A letter surely left to the Satgas that has the report now. Without an hour: it may be one for several reports, and
   * nothing shows that there are others.
   */
  readonly told?: true;
  /** Nobody had opened it, and the next Satgas got it. Which one is never said. */
  readonly climbedAt?: string;
  /** Hour of the first proof of opening. Her page believes the entry in `logs` alone. */
  readonly openedAt?: string;
  readonly logs: Logs;
}

export interface ReportAccepted {
  readonly arrived: string;
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
  readonly hour: string;
  /** Leading zero bits of a stamp. */
  readonly difficulty: number;
  readonly satgas: Readonly<Record<string, ListedSatgas>>;
}

/** `GET /api/recipients/:unit/:gen`: never changes. Its hash is in the vouch. */
export interface RecipientAnswer {
  readonly recipient: string;
}

/** An entry of a member, and with `opened` the proof found inside the seal, which is checked and not kept. */
export const entryRequestSchema = z.strictObject({ entry: entryJwsSchema, proof: z.optional(base64url(32)) });
export type EntryRequest = z.infer<typeof entryRequestSchema>;

/**
 * How ready a Satgas is to open a report. `amber`: no drill has been opened yet, none has failed. `red`: the last one
 * was not opened in time by enough members, and reports pass this Satgas by.
 */
export const readinessSchema = z.enum(["green", "amber", "red"]);
export type ReadinessState = z.infer<typeof readinessSchema>;

export interface Readiness {
  readonly unit: string;
  readonly state: ReadinessState;
  /** `2026-11`; absent before the first drill. */
  readonly month?: string;
  /** Hour at which the drill came. */
  readonly started?: string;
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
  readonly unreachable: readonly string[];
  readonly readiness: Readiness;
  /** Of the Satgas below this one. */
  readonly below: readonly Readiness[];
}

export interface KnownRow {
  readonly id: string;
  readonly arrived: string;
  readonly stage: Stage;
  readonly openedAt?: string | undefined;
  readonly newer?: never;
}

/** A report that a newer version wrote, in words that this server does not know yet. It must not hide the others. */
interface NewerRow {
  readonly id: string;
  readonly arrived: string;
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
  readonly openedAt?: string;
  /** After an opened drill: that of the member's own Satgas. */
  readonly readiness?: Readiness;
}
