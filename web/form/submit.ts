import type { SeatKey } from "../../shared/content/text.ts";
import type { Directory, MailboxStatus } from "../../shared/contract.ts";
import type { Verifier } from "../../shared/key.ts";
import { route, type UsableSatgas } from "../../shared/routing.ts";
import type { SatgasKey } from "../../shared/satgas/vouch.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import { type Answer, apiOrigin, type Refusal } from "../api.ts";
import type { ReporterApi } from "./answers.ts";
import { withinLimits } from "./draft.ts";
import type { Code, Failure, HandIn, Outcome, Phase, Recipients } from "./outcome.ts";
import { isStale, nextAfter, type Packet, planFor } from "./packet.ts";
import type { Clocks, Trusted } from "./satgas.ts";
import type * as SealingChunk from "./sealing.ts";

/** From answers to "arrived", without a word of user interface. What is decided on the way is in `packet.ts`. */

export type Sealing = typeof SealingChunk;

const noSealing: Failure = { ok: false, code: "no-sealing" };
const unchecked: Failure = { ok: false, code: "unchecked" };

/** Rounds in which the server may ask for newer keys or a harder stamp before she is asked to try again. */
const ROUNDS = 4;

type Fate =
  | { readonly status: "found"; readonly entry: string | undefined }
  | { readonly status: "not-found" }
  | Refusal;

const fateIn = (answer: Answer<MailboxStatus>): Fate => {
  if (answer.ok) return { status: "found", entry: answer.value.logs.reporter[0] };
  return answer.code === "not-found" ? { status: "not-found" } : answer;
};

interface PostParts {
  readonly api: ReporterApi;
  readonly loadSealing: () => Promise<Sealing>;
  readonly root: Verifier;
  readonly stack: UnitCode;
  readonly clocks: () => Clocks;
}

export function createPost({ api, loadSealing, root, stack, clocks }: PostParts) {
  let chunk: Promise<Sealing> | undefined;
  let listing: Promise<Answer<Directory>> | undefined;
  let latest: { readonly directory: Directory; readonly since: number } | undefined;
  let letterbox: Promise<SealingChunk.Letterbox> | undefined;
  let stamp: { readonly hour: string; readonly difficulty: number; readonly value: Promise<number> } | undefined;
  let packet: Packet | undefined;
  let underway: Promise<Outcome> | undefined;
  /** By their hash in the vouch. Kept, so that a file can be sealed when the network is gone. */
  const recipients = new Map<string, string>();
  /** What each entry that was signed here told, by its signed part. */
  const signed = new Map<string, string>();

  async function sealing(): Promise<Sealing | undefined> {
    chunk ??= loadSealing();
    try {
      return await chunk;
    } catch {
      chunk = undefined;
      return undefined;
    }
  }

  /** Asked for once, and again when it is too old to send with: it stays good enough to seal a file. */
  async function directory(again = false): Promise<Answer<Directory>> {
    if (latest && !again) return { ok: true, value: latest.directory };
    listing ??= api.directory();
    const answer = await listing;
    listing = undefined;
    if (answer.ok) latest = { directory: answer.value, since: Date.now() };
    return answer;
  }

  const letterboxOf = (seal: Sealing) => {
    const made = letterbox ?? seal.newLetterbox();
    letterbox = made;
    // What failed once is tried again.
    made.catch(() => {
      if (letterbox === made) letterbox = undefined;
    });
    return made;
  };

  async function codeOf(seal: Sealing): Promise<Code> {
    const { receipt, keys } = await letterboxOf(seal);
    return { code: seal.formatReceipt(receipt), number: seal.caseNumber(keys.id) };
  }

  async function stampOf(seal: Sealing, hour: string, difficulty: number): Promise<number> {
    // A harder one than is asked for holds as well.
    if (stamp?.hour !== hour || stamp.difficulty < difficulty) {
      const { keys } = await letterboxOf(seal);
      stamp = { hour, difficulty, value: seal.stampFor({ id: keys.id, stack, hour }, difficulty) };
    }
    return stamp.value;
  }

  async function trusted(unit: UnitCode, again = false): Promise<Trusted | Failure> {
    const listed = await directory(again);
    if (!listed.ok) return listed;
    const seal = await sealing();
    if (!seal) return noSealing;
    const { phone, server = Date.parse(`${listed.value.hour}:00Z`) / 1000 } = clocks();
    return seal.trustedSatgas(listed.value, unit, root, { phone, server });
  }

  /** Routes over trusted keys only. A list that leads to nobody may be an old one, so it is asked for once more. */
  async function whoOpens(unit: UnitCode, conflicts: ReadonlySet<UnitCode>, again = false): Promise<Recipients> {
    const satgas = await trusted(unit, again);
    if ("ok" in satgas) return { status: "failed", failure: satgas };
    const { keys, usable, untrusted, byServer } = satgas;
    const way = route(unit, conflicts, usable);
    if (way.kind === "nobody") {
      const repeated = again ? undefined : await whoOpens(unit, conflicts, true);
      return repeated && repeated.status !== "failed" ? repeated : { status: "nobody", untrusted };
    }
    const keysOf = (units: readonly UnitCode[]) => units.flatMap((code) => keys.get(code) ?? []);
    return { status: "ready", kind: way.kind, active: keysOf(way.active), standby: keysOf(way.standby), byServer };
  }

  /** The recipients of these seats and of no other. */
  async function seatsOf(seal: Sealing, keys: readonly SatgasKey[]): Promise<readonly SeatKey[] | Failure> {
    const seats: SeatKey[] = [];
    for (const { unit, gen, recipient: hash } of keys) {
      if (!recipients.has(hash)) {
        const answer = await api.recipient(unit, gen);
        if (!answer.ok) return answer;
        const { recipient } = answer.value;
        if ((await seal.recipientHash(recipient)) !== hash) return unchecked;
        recipients.set(hash, recipient);
      }
      seats.push({ unit, gen, recipient: recipients.get(hash) ?? "" });
    }
    return seats;
  }

  type Prepared = { readonly status: "prepared"; readonly seal: Sealing; readonly seats: readonly SeatKey[] };

  async function prepare(hand: HandIn): Promise<Prepared | Exclude<Outcome, { status: "sent" }>> {
    if (!withinLimits(hand.answers)) return { status: "too-large" };
    const seal = await sealing();
    if (!seal) return { status: "failed", failure: noSealing };
    const who = await whoOpens(hand.answers.unit, hand.conflicts);
    if (who.status === "failed") return who;
    if (who.status === "nobody") return { status: "seats-changed" };
    const keys = [...who.active, ...(hand.answers.mayClimb ? who.standby : [])];
    if (keys.map(({ unit }) => unit).join() !== hand.agreed.join()) return { status: "seats-changed" };
    const seats = await seatsOf(seal, keys);
    return "ok" in seats ? { status: "failed", failure: seats } : { status: "prepared", seal, seats };
  }

  async function write({ seal, seats }: Prepared, hand: HandIn, at: string, channel: "form" | "file") {
    const { answers, language } = hand;
    const { keys } = await letterboxOf(seal);
    const written = await seal.writeReport({ kind: "report", language, answers }, seats, keys, { stack, at, channel });
    signed.set(seal.signedPart(written.entry), JSON.stringify(answers));
    return written;
  }

  /** Whether something of this page's code has arrived. */
  async function fate(seal: Sealing): Promise<Fate> {
    const { keys } = await letterboxOf(seal);
    const { phone, server = phone } = clocks();
    return fateIn(await api.mailbox(await seal.reporterToken(keys.voice, apiOrigin(), Math.floor(server))));
  }

  const arrived = async (seal: Sealing, told: string, entry: string | undefined): Promise<Outcome> => {
    const asItWas = entry === undefined || signed.get(seal.signedPart(entry)) !== told;
    return { status: "sent", asItWas, ...(await codeOf(seal)) };
  };

  async function attempt(hand: HandIn, onPhase: (phase: Phase) => void): Promise<Outcome> {
    const told = JSON.stringify(hand.answers);
    let last: Refusal | undefined;
    let bits = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      onPhase(last?.code === "outdated-seat" ? "resealing" : "sealing");
      const old = latest !== undefined && isStale(latest.since, Date.now());
      const listed = await directory(old || last !== undefined);
      if (!listed.ok) return { status: "failed", failure: listed };
      const { hour, difficulty } = listed.value;
      const prepared = await prepare(hand);
      if (prepared.status !== "prepared") return prepared;
      const { seal, seats } = prepared;
      const wanted = { told, seats: JSON.stringify(seats), language: hand.language, hour };
      const plan = planFor(packet, wanted);
      if (plan === "ask-first") {
        const known = await fate(seal);
        if ("ok" in known) return { status: "failed", failure: known };
        if (known.status === "found") return arrived(seal, told, known.entry);
      }
      const sending =
        plan === "same" && packet
          ? packet
          : { ...wanted, ...(await write(prepared, hand, hour, "form")), maybeArrived: false };
      packet = sending;
      onPhase("stamping");
      bits = Math.max(bits, difficulty);
      const value = await stampOf(seal, hour, bits);
      onPhase("sending");
      const { entry, sealed } = sending;
      const answer = await api.submit({ entry, stamp: value, hour, sealed: seal.toBase64url(sealed) });
      if (answer.ok) return arrived(seal, told, entry);
      last = answer;
      const next = nextAfter(answer);
      // Instances of the server know of different loads for a while: the one that answers the list may ask for less.
      if (answer.code === "wrong-stamp") bits = Math.max(bits, Math.min(bits + 2, seal.HARDEST));
      if (next === "unknown") packet = { ...sending, maybeArrived: true };
      if (next === "ask") {
        const known = await fate(seal);
        if (!("ok" in known) && known.status === "found") return arrived(seal, told, known.entry);
        packet = { ...sending, maybeArrived: true };
      }
      if (next !== "again") break;
    }
    return { status: "failed", failure: last ?? unchecked };
  }

  async function attemptSafely(hand: HandIn, onPhase: (phase: Phase) => void): Promise<Outcome> {
    const outcome = await attempt(hand, onPhase).catch((error): Outcome => {
      // Whatever else breaks, such as a page without WebCrypto, breaks the sealing.
      return error?.code === "too-large" ? { status: "too-large" } : { status: "failed", failure: noSealing };
    });
    const seal = outcome.status === "failed" && packet?.maybeArrived ? await sealing() : undefined;
    return seal && outcome.status === "failed" ? { ...outcome, mayExist: await codeOf(seal) } : outcome;
  }

  return {
    directory,
    sealing,
    whoOpens,

    /** Nothing while it cannot be said: no question waits for it. */
    async usable(unit: UnitCode): Promise<UsableSatgas | undefined> {
      const satgas = await trusted(unit).catch(() => undefined);
      return satgas && "usable" in satgas ? satgas.usable : undefined;
    },

    /** Starts what takes time while she reads the first question. Failures are met again when it is needed. */
    async begin(): Promise<void> {
      const [seal, listed] = await Promise.all([sealing(), directory()]);
      if (seal && listed.ok) await stampOf(seal, listed.value.hour, listed.value.difficulty);
    },

    /** When she has confirmed who reads it: from then on a file can be sealed without a network. */
    async confirmed(keys: readonly SatgasKey[]): Promise<void> {
      const seal = await sealing();
      if (seal) await seatsOf(seal, keys);
    },

    /** One at a time: a second call while the first is under way gets the first one's outcome. */
    send(hand: HandIn, onPhase: (phase: Phase) => void): Promise<Outcome> {
      underway ??= attemptSafely(hand, onPhase).finally(() => {
        underway = undefined;
      });
      return underway;
    },

    /** The sealed report as a file that a member of the addressed Satgas can open, carried there by other means. */
    async sealedFile(hand: HandIn): Promise<({ readonly file: Uint8Array<ArrayBuffer> } & Code) | undefined> {
      const prepared = await prepare(hand);
      if (prepared.status !== "prepared" || !latest) return undefined;
      const { seal } = prepared;
      const written = await write(prepared, hand, latest.directory.hour, "file");
      return { file: seal.carriedFile(written), ...(await codeOf(seal)) };
    },

    /** After "arrived": the next report from this page gets a code of its own. */
    forget(): void {
      letterbox = undefined;
      packet = undefined;
      stamp = undefined;
    },
  };
}
export type Post = ReturnType<typeof createPost>;
