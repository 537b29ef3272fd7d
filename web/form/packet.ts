import type { ReportAccepted } from "../../shared/contract.ts";
import type { Jws } from "../../shared/jws.ts";
import type { Answer } from "../api.ts";
import type { Language } from "../words/language.ts";

/** The rules of sending, without a page and without a network. */

/** What decides about a packet's bytes. */
export interface Contents {
  /** Her answers. */
  readonly told: string;
  /** The seats and their keys. */
  readonly seats: string;
  readonly language: Language;
  /** Hour of the directory. */
  readonly hour: string;
}

export interface Packet extends Contents {
  readonly entry: Jws;
  readonly sealed: Uint8Array<ArrayBuffer>;
  /** Was sent without a clear answer. */
  readonly maybeArrived: boolean;
}

/**
 * What to do with the packet at hand when she hands in `wanted`.
 *
 * - `same`: it goes as it is; the server takes the same bytes twice as one report
 * - `anew`: another is written
 * - `ask-first`: the server takes one first entry for an id. Before another leaves, it is asked for the fate of this one
 */
export function planFor(packet: Packet | undefined, wanted: Contents): "same" | "anew" | "ask-first" {
  if (!packet) return "anew";
  if (packet.told === wanted.told && packet.seats === wanted.seats) {
    // It says the same: in which language and hour it was written is no reason to write what may lie there already.
    if (packet.maybeArrived || (packet.language === wanted.language && packet.hour === wanted.hour)) return "same";
  }
  return packet.maybeArrived ? "ask-first" : "anew";
}

/**
 * What the server's answer to a packet means.
 *
 * - `unknown`: nothing clear came back; it may have arrived all the same
 * - `ask`: something lies under this code already, which may be hers
 * - `again`: with newer keys, another stamp or another hour
 * - `refused`: it has not arrived
 */
export function nextAfter(answer: Answer<ReportAccepted>): "sent" | "unknown" | "ask" | "again" | "refused" {
  if (answer.ok) return "sent";
  switch (answer.code) {
    case "offline":
    case "unavailable":
      return "unknown";
    case "report-differs":
      return "ask";
    case "outdated-seat":
    case "unknown-seat":
    case "wrong-stamp":
      return "again";
    default:
      return "refused";
  }
}

/** Milliseconds for which an hour's stamp serves, counted from when the directory named the hour. */
const HOUR_MS = 3_600_000;

/** A stamp serves in its hour and the one after; a device whose clock was moved cannot tell. */
export const isStale = (since: number, now: number): boolean => Math.abs(now - since) >= HOUR_MS;
