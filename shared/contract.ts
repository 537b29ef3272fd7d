import * as z from "zod/mini";
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

/** A Satgas for which the report is sealed, with the generation of the key that was used. The nearest one comes first. */
export const seatSchema = z.strictObject({
  unit: unitSchema,
  gen: z.int().check(z.positive()),
});
export type SealedSeat = z.infer<typeof seatSchema>;

export const reportRequestSchema = z.strictObject({
  /** SHA-256 of the receipt's token. */
  id: base64url(32),
  /** SHA-256 of the proof of opening, which lies inside the seal. */
  ackHash: base64url(32),
  seats: z.array(seatSchema).check(z.minLength(1), z.maxLength(3)),
  stamp: z.int().check(z.nonnegative()),
  /** One age file, base64url without padding. */
  sealed: z.string().check(z.regex(/^[\w-]+$/), z.maxLength(BODY_LIMIT)),
});
export type ReportRequest = z.infer<typeof reportRequestSchema>;

export const reportIdSchema = base64url(32);

export const stageSchema = z.enum(stages);

/** Hour of a moment, `2026-11-22T04`, in UTC: the finest time that is kept about a reporter. */
export const hourSchema = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}$/));
export const momentSchema = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/));

/** What the reporter's code shows her. A time is an hour, and absent while it has not happened. */
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
  /** The first proof of opening. */
  readonly openedAt?: string;
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

export interface Directory {
  /** The units of this stack; everyone below its province, and KPU RI. */
  readonly units: readonly { readonly code: string; readonly name: string }[];
  /** The units with a Satgas key, and its current generation. `red`: its last readiness drill was not opened. */
  readonly satgas: readonly { readonly unit: string; readonly gen: number; readonly red?: true }[];
  /** Leading zero bits of a stamp. */
  readonly difficulty: number;
  readonly help: readonly HelpContact[];
}

/** The vouches from KPU RI down to one Satgas. */
export interface VouchChain {
  readonly vouches: readonly string[];
}

export const openedRequestSchema = z.strictObject({ proof: base64url(32) });

/** What lies inside the seal of a drill; its hash lies at the Satgas. */
export const drillRequestSchema = z.strictObject({ token: base64url(32) });

export const stageRequestSchema = z.strictObject({ from: stageSchema, to: stageSchema });

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
  readonly unit: string;
  readonly unitName: string;
  readonly name: string;
  /** Names of members whom no letter reaches: their address bounced or complained. */
  readonly unreachable: readonly string[];
  readonly readiness: Readiness;
  /** Of the Satgas below this one. */
  readonly below: readonly Readiness[];
  /** Every generation of the Satgas key, newest first, sealed to its members. */
  readonly keys: readonly { readonly gen: number; readonly sealed: string }[];
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
  readonly newer: true;
  readonly stage?: never;
  readonly openedAt?: never;
}

export type InboxRow = KnownRow | NewerRow;

export interface InboxPage {
  readonly reports: readonly InboxRow[];
  /** Where the next page begins; absent on the last. */
  readonly next?: string;
}

export interface InboxReport extends KnownRow {
  readonly gen: number;
  readonly sealed: string;
}
