import { fromBase64url, randomBytes, sha256, toBase64url } from "../../shared/bytes.ts";
import { newReceipt, type Receipt, type ReporterKeys, reporterKeys } from "../../shared/receipt.ts";
import type { Answers, Report } from "../../shared/report.ts";
import { recipientOf, seal } from "../../shared/seal.ts";
import { checkStamp } from "../../shared/stamp.ts";
import { type SatgasKey, verifyChain } from "../../shared/vouch.ts";
import type { Language } from "../words/language.ts";
import StampWorker from "./stamp.worker.ts?worker&inline";

/**
 * Everything of the form that needs cryptography, in a chunk of its own that loads behind the questions. No other
 * file of the form imports seal, vouch, receipt or stamp.
 */

export { formatReceipt, readReceipt, reporterKeys } from "../../shared/receipt.ts";
export { SealError } from "../../shared/seal.ts";
export { HARDEST } from "../../shared/stamp.ts";

export interface Letterbox {
  readonly receipt: Receipt;
  readonly keys: ReporterKeys;
}

export async function newLetterbox(): Promise<Letterbox> {
  const receipt = newReceipt();
  return { receipt, keys: await reporterKeys(receipt) };
}

/** The key at the end of the chain, or nothing: what is not vouched for does not exist. An older chain is told apart. */
export async function trustedKey(
  vouches: readonly string[],
  unit: string,
  trust: { readonly root: string; readonly floor: Readonly<Record<string, number>> },
): Promise<SatgasKey | "rolled-back" | undefined> {
  const chain = await verifyChain(vouches, unit, { ...trust, now: Math.floor(Date.now() / 1000) });
  if (chain.status === "rolled-back") return chain.status;
  return chain.status === "trusted" ? chain.key : undefined;
}

export interface Parcel {
  readonly ackHash: string;
  readonly sealed: Uint8Array<ArrayBuffer>;
}

/** @throws SealError `too-large` when the answers do not fit the largest size class. */
export async function sealReport(
  answers: Answers,
  language: Language,
  seats: readonly SatgasKey[],
  { keys }: Letterbox,
): Promise<Parcel> {
  const proof = toBase64url(randomBytes(32));
  const report: Report = {
    v: 1,
    kind: "report",
    language,
    answers,
    seats: seats.map(({ unit }) => unit),
    proof,
    reply: { recipient: await recipientOf(keys.replyIdentity), voice: keys.voice },
  };
  const recipients = seats.map(({ recipient }) => recipient);
  const sealed = await seal(report, recipients);
  return { ackHash: toBase64url(await sha256(fromBase64url(proof))), sealed };
}

/** Hashes between two breaths of the main thread: about 10 ms on an old phone. */
const SLICE = 400;
/** An old phone has a hard stamp in a quarter of it. */
const PATIENCE_MS = 60_000;

async function stampInSlices(id: string, difficulty: number): Promise<number> {
  for (let stamp = 0; ; stamp += 1) {
    if (checkStamp(id, stamp, difficulty)) return stamp;
    if (stamp % SLICE === 0) await new Promise((resume) => setTimeout(resume, 0));
  }
}

/** In a worker inside the bundle: a sandboxed frame may not load a script of its own origin. Without one, in slices. */
export function stampFor(id: string, difficulty: number): Promise<number> {
  return new Promise((resolve) => {
    const onMainThread = () => resolve(stampInSlices(id, difficulty));
    // A phone that is short of memory ends a worker without a word: after a while the page computes as well.
    const patience = setTimeout(onMainThread, PATIENCE_MS);
    try {
      const worker = new StampWorker();
      worker.onmessage = ({ data }: MessageEvent<number>) => {
        clearTimeout(patience);
        worker.terminate();
        if (checkStamp(id, data, difficulty)) resolve(data);
        else onMainThread();
      };
      // A policy that forbids workers is told here, not by an exception.
      worker.onerror = (event) => {
        event.preventDefault();
        worker.terminate();
        onMainThread();
      };
      worker.postMessage({ id, difficulty });
    } catch {
      onMainThread();
    }
  });
}

export { toBase64url };
