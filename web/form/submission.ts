import type { ReportAccepted } from "../../shared/contract.ts";
import type { Jws } from "../../shared/jws.ts";
import type { Hour } from "../../shared/moment.ts";
import { HARDEST } from "../../shared/stamp.ts";
import type { Answer, Refusal } from "../api.ts";
import type { Language } from "../words/language.ts";

/**
 * The rules of sending a report, without a page, a network or a key: each function takes a submission and what has just
 * become known, and gives the submission as it is then and what is to be done next. `submit.ts` does it.
 */

/** What decides about a report's bytes. */
export interface Contents {
  /** Her answers, as one text. */
  readonly answers: string;
  /** The seats and their keys, as one text. */
  readonly seats: string;
  readonly language: Language;
  /** Hour of the directory. */
  readonly hour: Hour;
}

/** Written, signed and sealed. */
export interface PreparedReport extends Contents {
  readonly entry: Jws;
  readonly sealed: Uint8Array<ArrayBuffer>;
  /** Was sent without a clear answer. */
  readonly maybeArrived: boolean;
}

export interface Submission {
  /** As it was written last; one attempt leaves it to the next. */
  readonly report?: PreparedReport;
  /** Times that this attempt has asked for keys. */
  readonly round: number;
  /** Leading zero bits of the stamp, the most that this attempt was asked for. */
  readonly bits: number;
  /** What the server said last to this attempt. */
  readonly refusal?: Refusal;
}

export type Command =
  /** `anew`: the directory at hand has led to a refusal. */
  | { readonly do: "fetch-keys"; readonly anew: boolean }
  | { readonly do: "write"; readonly contents: Contents }
  /** Whether something lies under this page's code; otherwise this is written, or was refused. */
  | { readonly do: "ask-fate"; readonly otherwise: Contents | Refusal }
  /** `hour`, `bits`: of the stamp. */
  | { readonly do: "send"; readonly report: PreparedReport; readonly hour: Hour; readonly bits: number }
  /** `entry`: of the report that lies there, if the server has shown it. */
  | { readonly do: "arrived"; readonly entry: string | undefined }
  | { readonly do: "fail"; readonly failure: Refusal };

export type Fate =
  | { readonly status: "found"; readonly entry: string | undefined }
  | { readonly status: "not-found" }
  | Refusal;

export type Step = readonly [Submission, Command];

export const nothingSent: Submission = { round: 0, bits: 0 };

/** Rounds in which the server may ask for newer keys or a harder stamp before she is asked to try again. */
export const ROUNDS = 4;

/** An attempt begins, with what the one before has left. */
export const begun = ({ report }: Submission): Step => fetching({ ...(report && { report }), round: 0, bits: 0 });

const fetching = (now: Submission): Step => [
  { ...now, round: now.round + 1 },
  { do: "fetch-keys", anew: now.refusal !== undefined },
];
const sending = (now: Submission, report: PreparedReport, hour: Hour): Step => [
  { ...now, report },
  { do: "send", report, hour, bits: now.bits },
];
const failed = (now: Submission, failure: Refusal): Step => [now, { do: "fail", failure }];
const maybe = (now: Submission): Submission =>
  now.report ? { ...now, report: { ...now.report, maybeArrived: true } } : now;

/** The keys are there, and with them what a stamp costs. */
export function keysFetched(before: Submission, contents: Contents, difficulty: number): Step {
  const now = { ...before, bits: Math.max(before.bits, difficulty) };
  const plan = planFor(now.report, contents);
  if (plan === "same" && now.report) return sending(now, now.report, contents.hour);
  return [now, plan === "ask-first" ? { do: "ask-fate", otherwise: contents } : { do: "write", contents }];
}

export const written = (now: Submission, contents: Contents, report: Pick<PreparedReport, "entry" | "sealed">): Step =>
  sending(now, { ...contents, ...report, maybeArrived: false }, contents.hour);

export function fateKnown(now: Submission, fate: Fate, otherwise: Contents | Refusal): Step {
  if (!("ok" in fate) && fate.status === "found") return [now, { do: "arrived", entry: fate.entry }];
  if ("ok" in otherwise) return failed(maybe(now), otherwise);
  return "ok" in fate ? failed(now, fate) : [now, { do: "write", contents: otherwise }];
}

export function answered(before: Submission, answer: Answer<ReportAccepted>): Step {
  if (answer.ok) return [before, { do: "arrived", entry: before.report?.entry }];
  // Instances of the server know of different loads for a while: the one that answers the list may ask for less.
  const harder =
    answer.code === "wrong-stamp" ? Math.max(before.bits, Math.min(before.bits + 2, HARDEST)) : before.bits;
  const now = { ...before, refusal: answer, bits: harder };
  switch (nextAfter(answer)) {
    case "unknown":
      return failed(maybe(now), answer);
    case "ask":
      return [now, { do: "ask-fate", otherwise: answer }];
    case "again":
      return now.round < ROUNDS ? fetching(now) : failed(now, answer);
    case "refused":
      return failed(now, answer);
  }
}

/**
 * What to do with the report at hand when she hands in `wanted`.
 *
 * - `same`: it goes as it is; the server takes the same bytes twice as one report
 * - `anew`: another is written
 * - `ask-first`: the server takes one first entry for an id. Before another leaves, it is asked for the fate of this one
 */
function planFor(report: PreparedReport | undefined, wanted: Contents): "same" | "anew" | "ask-first" {
  if (!report) return "anew";
  if (report.answers === wanted.answers && report.seats === wanted.seats) {
    // It says the same: in which language and hour it was written is no reason to write what may lie there already.
    if (report.maybeArrived || (report.language === wanted.language && report.hour === wanted.hour)) return "same";
  }
  return report.maybeArrived ? "ask-first" : "anew";
}

/**
 * What the server's refusal of a report means.
 *
 * - `unknown`: nothing clear came back; it may have arrived all the same
 * - `ask`: something lies under this code already, which may be hers
 * - `again`: with newer keys, another stamp or another hour
 * - `refused`: it has not arrived
 */
function nextAfter({ code }: Refusal): "unknown" | "ask" | "again" | "refused" {
  switch (code) {
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
