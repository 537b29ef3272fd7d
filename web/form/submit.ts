import type { Directory, ReportRequest } from "../../shared/contract.ts";
import type { Answers } from "../../shared/report.ts";
import { route } from "../../shared/routing.ts";
import type { SatgasKey } from "../../shared/vouch.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import type { Answer, Refusal, RefusalCode, reporterApi } from "../api.ts";
import type { Language } from "../words/language.ts";
import { withinLimits } from "./draft.ts";
import type * as SealingChunk from "./sealing.ts";

/** From answers to "arrived", without a word of user interface. */

export type Sealing = typeof SealingChunk;

/** `no-sealing`: the chunk that seals could not be loaded. `unchecked`: what came cannot be judged; later it may be. */
type Failure = Refusal | { readonly ok: false; readonly code: "no-sealing" | "unchecked" };

const noSealing: Failure = { ok: false, code: "no-sealing" };
const unchecked: Failure = { ok: false, code: "unchecked" };

/** Who may open the report, every key verified up to KPU RI. */
export type Who =
  | { readonly status: "ready"; readonly beyond: boolean; readonly keys: readonly [SatgasKey, ...SatgasKey[]] }
  /** `untrusted`: there would be a seat, but its key did not verify (a wrong date on the phone does this as well). */
  | { readonly status: "nobody"; readonly untrusted: boolean }
  | { readonly status: "failed"; readonly failure: Failure };

export interface HandIn {
  readonly answers: Answers;
  readonly language: Language;
  readonly conflicts: ReadonlySet<UnitCode>;
  /** The seats she was shown and agreed to, the handler first. */
  readonly agreed: readonly UnitCode[];
}

export type Phase = "sealing" | "stamping" | "sending" | "resealing";

export type Outcome =
  /** `asItWas`: what arrived is an earlier packet, without her last changes. */
  | { readonly status: "sent"; readonly code: string; readonly asItWas: boolean }
  | { readonly status: "seats-changed" | "too-large" }
  /** `unknown`: it may have arrived all the same. */
  | { readonly status: "failed"; readonly failure: Failure; readonly unknown?: boolean };

/** Rounds in which the server may ask for newer keys or a harder stamp before she is asked to try again. */
const ROUNDS = 4;

/** Answers after which the report may nevertheless have arrived. */
const unknownOutcome: readonly RefusalCode[] = ["offline", "unavailable"];

interface Packed extends SealingChunk.Parcel {
  readonly told: string;
  readonly keys: string;
  readonly language: Language;
  readonly letterbox: SealingChunk.Letterbox;
  readonly seats: ReportRequest["seats"];
  /** Was sent without a clear answer. */
  maybeArrived: boolean;
}

export function createPost(
  api: Pick<typeof reporterApi, "directory" | "chain" | "submit">,
  loadSealing: () => Promise<Sealing>,
  root: string,
) {
  let chunk: Promise<Sealing> | undefined;
  let listing: Promise<Answer<Directory> | Failure> | undefined;
  let latest: Directory | undefined;
  let letterbox: Promise<SealingChunk.Letterbox> | undefined;
  let stamp: { readonly id: string; readonly difficulty: number; readonly value: Promise<number> } | undefined;
  let packed: Packed | undefined;
  let underway: Promise<Outcome> | undefined;
  const trusted = new Map<UnitCode, SatgasKey>();
  /** The highest generations seen: a directory that goes back to an older key is not believed. */
  const floor: Record<UnitCode, number> = {};

  async function sealing(): Promise<Sealing | undefined> {
    chunk ??= loadSealing();
    try {
      return await chunk;
    } catch {
      chunk = undefined;
      return undefined;
    }
  }

  /** Asked for once. A list that was fetched stays good enough to seal a file when the network is gone. */
  async function directory(again = false): Promise<Answer<Directory> | Failure> {
    if (latest && !again) return { ok: true, value: latest };
    listing ??= api.directory();
    const answer = await listing;
    listing = undefined;
    if (!answer.ok) return answer;
    // Something on the way may answer with JSON of its own.
    const { units, satgas, help } = (answer.value ?? {}) as Partial<Directory>;
    if (![units, satgas, help].every(Array.isArray)) return unchecked;
    latest = answer.value;
    for (const { unit, gen } of latest.satgas) {
      floor[unit] = Math.max(gen, floor[unit] ?? 1);
      if (trusted.get(unit)?.gen !== floor[unit]) trusted.delete(unit);
    }
    return answer;
  }

  async function currentStamp(seal: Sealing, id: string, difficulty: number): Promise<number> {
    // A harder one than is asked for holds as well.
    if (stamp?.id !== id || stamp.difficulty < difficulty) {
      stamp = { id, difficulty, value: seal.stampFor(id, difficulty) };
    }
    return stamp.value;
  }

  /** A unit's key, `undefined` when it cannot be trusted, or what kept us from asking. */
  async function keyOf(seal: Sealing, unit: UnitCode): Promise<SatgasKey | undefined | Failure> {
    const known = trusted.get(unit);
    if (known) return known;
    const answer = await api.chain(unit);
    if (!answer.ok) return unknownOutcome.includes(answer.code) ? answer : undefined;
    const key = await seal.trustedKey(answer.value.vouches, unit, { root, floor });
    // Another instance of the server may still hold an older list. That is no reason to pass the Satgas by.
    if (key === "rolled-back") return unchecked;
    if (key) trusted.set(unit, key);
    return key;
  }

  /**
   * Routes over trusted keys only. Chains are asked for seats and for nobody else, so that the server never learns of
   * a unit that was passed by.
   */
  async function routed(unit: UnitCode, conflicts: ReadonlySet<UnitCode>): Promise<Who> {
    const listed = await directory();
    if (!listed.ok) return { status: "failed", failure: listed };
    const seal = await sealing();
    if (!seal) return { status: "failed", failure: noSealing };
    const usable = new Map(listed.value.satgas.map((satgas) => [satgas.unit, satgas]));
    const all = usable.size;
    for (;;) {
      const way = route(unit, conflicts, usable);
      if (way.kind === "nobody") return { status: "nobody", untrusted: usable.size < all };
      const keys: SatgasKey[] = [];
      const seats = [...way.active, ...way.standby];
      for (const seat of seats) {
        const key = await keyOf(seal, seat);
        if (key && "ok" in key) return { status: "failed", failure: key };
        if (key) keys.push(key);
        else usable.delete(seat);
      }
      const [handler, ...standby] = keys;
      if (handler && keys.length === seats.length) {
        return { status: "ready", beyond: way.kind === "below", keys: [handler, ...standby] };
      }
    }
  }

  /** A list that leads to nobody may be an old one, so it is asked for once more. */
  async function whoOpens(unit: UnitCode, conflicts: ReadonlySet<UnitCode>): Promise<Who> {
    const who = await routed(unit, conflicts);
    return who.status === "nobody" && (await directory(true)).ok ? routed(unit, conflicts) : who;
  }

  /**
   * The same answers for the same keys give the same bytes: the server takes a repeated report as one. A packet that
   * may have arrived goes first, whatever she changed since, unless one of its seats is no longer agreed to.
   */
  async function pack(seal: Sealing, hand: HandIn, seats: readonly SatgasKey[], toSend: boolean): Promise<Packed> {
    const { answers, language, agreed } = hand;
    const told = JSON.stringify(answers);
    const keys = JSON.stringify(seats);
    const old = packed?.maybeArrived ? packed : undefined;
    if (packed?.told === told && packed.keys === keys && (old || packed.language === language)) return packed;
    if (toSend && old?.seats.every(({ unit }) => agreed.includes(unit))) return old;
    // Other bytes under an id that may have arrived would be refused, so they get another code.
    const its = (!old && letterbox) || seal.newLetterbox();
    const keep = toSend || !old;
    if (keep) letterbox = its;
    const box = await its;
    const parcel = await seal.sealReport(answers, language, seats, box);
    const named = seats.map(({ unit, gen }) => ({ unit, gen }));
    const made = { ...parcel, told, keys, language, letterbox: box, seats: named, maybeArrived: false };
    if (keep) packed = made;
    return made;
  }

  type Prepared = { readonly status: "packed"; readonly seal: Sealing; readonly packed: Packed };

  async function prepare(hand: HandIn, toSend: boolean): Promise<Prepared | Exclude<Outcome, { status: "sent" }>> {
    if (!withinLimits(hand.answers)) return { status: "too-large" };
    const seal = await sealing();
    if (!seal) return { status: "failed", failure: noSealing };
    const who = await whoOpens(hand.answers.unit, hand.conflicts);
    if (who.status === "failed") return who;
    if (who.status === "nobody") return { status: "seats-changed" };
    const seats = who.keys.slice(0, hand.answers.mayClimb ? 3 : 1);
    if (seats.map(({ unit }) => unit).join() !== hand.agreed.join()) return { status: "seats-changed" };
    try {
      return { status: "packed", seal, packed: await pack(seal, hand, seats, toSend) };
    } catch (error) {
      if (error instanceof seal.SealError && error.code === "too-large") return { status: "too-large" };
      throw error;
    }
  }

  function startAnew(): void {
    letterbox = undefined;
    packed = undefined;
    stamp = undefined;
  }

  async function attempt(hand: HandIn, onPhase: (phase: Phase) => void): Promise<Outcome> {
    const told = JSON.stringify(hand.answers);
    let last: Refusal | undefined;
    let bits = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      onPhase(last?.code === "outdated-seat" ? "resealing" : "sealing");
      const listed = await directory(last !== undefined);
      if (!listed.ok) return { status: "failed", failure: listed };
      const prepared = await prepare(hand, true);
      if (prepared.status !== "packed") return prepared;
      const { seal, packed } = prepared;
      const asItWas = packed.told !== told;
      onPhase("stamping");
      const { keys, receipt } = packed.letterbox;
      bits = Math.max(bits, listed.value.difficulty);
      const stamp = await currentStamp(seal, keys.id, bits);
      onPhase("sending");
      const { ackHash, seats, sealed } = packed;
      const answer = await api.submit({ id: keys.id, ackHash, seats, stamp, sealed: seal.toBase64url(sealed) });
      if (answer.ok) return { status: "sent", code: seal.formatReceipt(receipt), asItWas };
      last = answer;
      // Instances of the server know of different loads for a while: the one that answers the list may ask for less.
      if (answer.code === "wrong-stamp") bits = Math.max(bits, Math.min(bits + 2, seal.HARDEST));
      if (unknownOutcome.includes(answer.code)) {
        packed.maybeArrived = true;
        break;
      }
      // The server looks for a repetition first: a clear refusal says that the earlier attempt has not arrived.
      if (answer.code === "report-differs" || (packed.maybeArrived && answer.code !== "wrong-stamp")) startAnew();
      if (!asItWas && !["outdated-seat", "wrong-stamp", "report-differs"].includes(answer.code)) break;
    }
    return { status: "failed", failure: last as Refusal };
  }

  return {
    directory,
    sealing,
    whoOpens,

    /** Starts what takes time while she reads the first question. Failures are met again when it is needed. */
    async begin(): Promise<void> {
      const [seal, listed] = await Promise.all([sealing(), directory()]);
      if (!seal || !listed.ok) return;
      letterbox ??= seal.newLetterbox();
      const { keys } = await letterbox;
      await currentStamp(seal, keys.id, listed.value.difficulty);
    },

    /** One at a time: a second call while the first is under way gets the first one's outcome. */
    send(hand: HandIn, onPhase: (phase: Phase) => void): Promise<Outcome> {
      underway ??= attempt(hand, onPhase)
        // Whatever else breaks, such as a page without WebCrypto, breaks the sealing.
        .catch((): Outcome => ({ status: "failed", failure: noSealing }))
        .then((outcome) =>
          outcome.status === "failed" ? { ...outcome, unknown: packed?.maybeArrived === true } : outcome,
        )
        .finally(() => {
          underway = undefined;
        });
      return underway;
    },

    /** The sealed report as a file that a member of the addressed Satgas can open, carried there by other means. */
    async sealedFile(hand: HandIn): Promise<Uint8Array<ArrayBuffer> | undefined> {
      const prepared = await prepare(hand, false);
      return prepared.status === "packed" ? prepared.packed.sealed : undefined;
    },

    /** After "arrived": the next report from this page gets a code of its own. */
    forget: startAnew,
  };
}
export type Post = ReturnType<typeof createPost>;
