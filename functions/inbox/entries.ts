import { fromBase64url } from "../../shared/bytes.ts";
import { type OpenedEntry, openingProof, readEntry, type SatgasEntry } from "../../shared/content/entry.ts";
import type { EntryRequest, Logs } from "../../shared/contract.ts";
import { hashOfBytes, hashOfJws, peekJws } from "../../shared/jws.ts";
import type { Hash } from "../../shared/kind.ts";
import { dateOf } from "../../shared/moment.ts";
import { mayMoveStage } from "../../shared/seats.ts";
import { TOKEN_LIFETIME } from "../../shared/sign-in.ts";
import { mayMove } from "../../shared/stage.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import { Refusal } from "../http.ts";
import type { SignedIn } from "../sign-in.ts";
import type { ReportStatus } from "../table/report.ts";

/** What an entry is judged by. */
export interface Case {
  readonly member: Pick<SignedIn, "unit" | "id" | "gen" | "edition">;
  readonly report: ReportStatus;
  readonly logs: Logs;
  readonly stack: UnitCode;
  readonly now: Date;
}

/**
 * The entry of a member, once it is hers, of this case, the next of its log, and allowed as the case stands.
 *
 * @throws Refusal: `forged-entry`, `roll-moved` (sign again under the new edition), `clock-off`, `log-moved` (read the log
 *   and sign again), `wrong-proof`, `no-such-step`, `not-in-charge`, `stage-moved`
 */
export async function examineEntry({ entry: jws, proof }: EntryRequest, of: Case): Promise<SatgasEntry> {
  const { member, report, logs, stack, now } = of;
  const read = await readEntry(jws);
  if (read.status === "newer-version") throw new Refusal("invalid-fields");
  if (read.status !== "read" || read.entry.log !== "satgas") throw new Refusal("forged-entry");
  const { entry } = read;
  const { from } = entry;
  const hers =
    entry.id === report.id && entry.stack === stack && from.unit === member.unit && from.member === member.id;
  if (!hers) throw new Refusal("forged-entry");
  if (from.gen !== member.gen || from.edition !== member.edition) throw new Refusal("roll-moved");
  if (Math.abs(now.getTime() - dateOf(entry.at).getTime()) > (TOKEN_LIFETIME + 60) * 1000)
    throw new Refusal("clock-off");
  const last = await lastOf(logs.satgas);
  if (entry.n !== last.n + 1 || entry.prev !== last.hash) throw new Refusal("log-moved");
  if (entry.n > LOG_LIMIT) throw new Refusal("no-such-step");
  switch (entry.kind) {
    case "opened":
      await checkProof(entry, proof, logs);
      // Once is enough, unless the clock does not know of it: an older header was put back. Her page read the header
      // before her first entry and the log after it; it reads both again, and finds that she has opened it.
      if (report.openedAt !== undefined && said(logs, entry)) throw new Refusal("log-moved");
      break;
    case "stage":
      if (report.openedAt === undefined || !mayMove(entry.was, entry.stage, report.drill)) {
        throw new Refusal("no-such-step");
      }
      // Her word alone ends a case as withdrawn, and she cannot give it yet.
      if (entry.stage === "DICABUT") throw new Refusal("no-such-step");
      if (!mayMoveStage(report.seats, member.unit, report.openedBy)) throw new Refusal("not-in-charge");
      if (report.stage !== entry.was) throw new Refusal("stage-moved");
      break;
    case "unreadable":
      if (entry.of > logs.reporter.length || said(logs, entry)) throw new Refusal("no-such-step");
  }
  return entry;
}

/** Entries of a log: more than a case has in ten years, and what one answer still carries. */
const LOG_LIMIT = 2000;

/** Whether she has said the same of the same text before. */
const said = (logs: Logs, { kind, of, from }: Extract<SatgasEntry, { readonly of: number }>): boolean =>
  logs.satgas.some((jws) => {
    const before = Object(peekJws(jws)) as Partial<Record<string, unknown>>;
    const { member } = Object(before["from"]) as { member?: unknown };
    return before["kind"] === kind && before["of"] === of && member === from.member;
  });

/** Number and hash of the last entry of a log; nothing's is 0. */
async function lastOf(log: readonly string[]): Promise<{ readonly n: number; readonly hash?: Hash }> {
  const last = log.at(-1);
  if (last === undefined) return { n: 0 };
  const { n } = Object(peekJws(last)) as { n?: unknown };
  return { n: typeof n === "number" ? n : log.length, hash: await hashOfJws(last) };
}

/** That she has opened it: the proof lies inside the seal alone, and it is her own act. */
async function checkProof(entry: OpenedEntry, proof: string | undefined, { reporter }: Logs): Promise<void> {
  const text = reporter[entry.of - 1];
  const proofHash = text && (Object(peekJws(text)) as { proofHash?: unknown }).proofHash;
  const bytes = secretBytes(proof ?? "");
  const right = (await hashOfBytes(bytes)) === proofHash;
  if (!right || entry.proved !== (await openingProof(bytes, entry.from.member))) throw new Refusal("wrong-proof");
}

function secretBytes(secret: string): Uint8Array<ArrayBuffer> {
  try {
    return fromBase64url(secret);
  } catch {
    throw new Refusal("invalid-fields");
  }
}
