import { fromBase64url } from "../../shared/bytes.ts";
import { openingProof, type SatgasEntry, signEntry, type unreadableReasons } from "../../shared/content/entry.ts";
import { readLog } from "../../shared/content/log.ts";
import type { EntryTaken, InboxReport } from "../../shared/contract.ts";
import { hashOfJws, peekJws } from "../../shared/jws.ts";
import type { Signer } from "../../shared/key.ts";
import type { ReportId } from "../../shared/kind.ts";
import { type Moment, momentOf } from "../../shared/moment.ts";
import type { Stage } from "../../shared/stage.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import type { Answer } from "../api.ts";
import type { Place } from "../satgas/place.ts";
import type { InboxApi } from "./api.ts";
import type { Met } from "./session.ts";

/** What a member does with a case: each act is an entry that she signs, the next of the case's log. */
export type Act =
  /** `proof` was found inside the seal. */
  | { readonly kind: "opened"; readonly of: number; readonly proof: string }
  | { readonly kind: "stage"; readonly was: Stage; readonly stage: Stage }
  | { readonly kind: "unreadable"; readonly of: number; readonly why: (typeof unreadableReasons)[number] };

export type Take = (act: Act) => Promise<Answer<EntryTaken>>;

/** Colleagues who act at the same time: each is told and signs again. */
const TRIES = 4;

/** What signing an act takes. */
interface Acting {
  readonly api: Pick<InboxApi, "report" | "entry">;
  readonly signer: Signer;
  readonly stack: UnitCode;
  readonly met: () => Pick<Met, "place">;
  readonly meet: () => Promise<Answer<unknown>>;
  readonly now?: () => Date;
}

/** The acts on one case, beginning with its logs as they were fetched. */
export function actsOn(report: InboxReport, { api, signer, stack, met, meet, now = () => new Date() }: Acting): Take {
  const { id } = report;
  let log = report.logs.satgas;
  let known: Pick<InboxReport, "stage" | "openedAt"> = report;

  /** What she has proved already, if the clock knows of it: after an older header was restored it does not. */
  async function proved(act: Act): Promise<EntryTaken | undefined> {
    const { place } = met();
    const counted = known.openedAt !== undefined || place.key.mandate === "receive";
    if (act.kind !== "opened" || !counted || !(await hasOpened(act, log, { id, stack }, place))) return undefined;
    return { stage: known.stage, ...(known.openedAt && { openedAt: known.openedAt }) };
  }

  return async (act) => {
    for (let tried = 1; ; tried += 1) {
      // Each time anew: in another tab she may have been quicker herself.
      const before = await proved(act);
      if (before) return { ok: true, value: before };
      const entry = await signEntry(await entryFor(act, log, { id, stack, at: momentOf(now()) }, met().place), signer);
      const answer = await api.entry(id, { entry, ...(act.kind === "opened" && { proof: act.proof }) });
      if (answer.ok) {
        log = [...log, entry];
        known = answer.value;
        return answer;
      }
      if (tried === TRIES) return answer;
      if (answer.code === "log-moved") {
        const again = await api.report(id);
        if (!again.ok) return again;
        known = again.value;
        log = again.value.logs.satgas;
      } else if (answer.code === "roll-moved") {
        const again = await meet();
        if (!again.ok) return again;
      } else return answer;
    }
  };
}

async function entryFor(
  act: Act,
  log: readonly string[],
  about: { readonly id: ReportId; readonly stack: UnitCode; readonly at: Moment },
  { unit, key, edition, member }: Place,
): Promise<SatgasEntry> {
  const last = log[log.length - 1];
  const { n } = Object(last === undefined ? undefined : peekJws(last)) as { n?: unknown };
  const next = {
    ...about,
    log: "satgas" as const,
    n: (typeof n === "number" ? n : log.length) + 1,
    ...(last !== undefined && { prev: await hashOfJws(last) }),
    from: { unit, gen: key.gen, edition, member },
  };
  if (act.kind !== "opened") return { ...next, ...act };
  const { kind, of, proof } = act;
  return { ...next, kind, of, proved: await openingProof(fromBase64url(proof), member) };
}

async function hasOpened(
  { of, proof }: Extract<Act, { kind: "opened" }>,
  entries: readonly string[],
  about: { readonly id: ReportId; readonly stack: UnitCode },
  { member }: Place,
): Promise<boolean> {
  const proved = await openingProof(fromBase64url(proof), member);
  const log = await readLog(entries, { ...about, log: "satgas" });
  return log.entries.some((entry) => entry.kind === "opened" && entry.of === of && entry.proved === proved);
}
