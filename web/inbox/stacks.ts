import type { InboxRow } from "../../shared/contract.ts";
import type { ReportId } from "../../shared/kind.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import type { Answer } from "../api.ts";
import type { InboxApi } from "./api.ts";

/** One stack in which she sits. */
export interface Seat {
  readonly stack: UnitCode;
  readonly api: InboxApi;
}

/**
 * How another stack is doing: `silent`, it did not answer or refused; `lags`, it knows an older list of her Satgas's members
 * than her own stack does, until it is carried there.
 */
export type StackState = "answers" | "silent" | "lags";

/** KPU RI's inbox: her own stack's, with the cases of all others in one list. */
export interface ManyStacks extends InboxApi {
  /** The stack in which a case lies, once its row was listed. */
  readonly stackOf: (id: ReportId) => UnitCode;
  /** Of the other stacks, as of the last page. */
  readonly states: () => ReadonlyMap<UnitCode, StackState>;
}

/** Several inboxes as one. What she is and what she holds comes from her own stack alone. */
export function overStacks(own: Seat, others: readonly Seat[]): ManyStacks {
  const seats = [own, ...others];
  const places = new Map<ReportId, Seat>();
  const states = new Map<UnitCode, StackState>();
  const seatOf = (id: ReportId): Seat => places.get(id) ?? own;

  /** @param next where each stack's next page begins, as JSON */
  async function page(next?: string): Promise<Answer<{ reports: InboxRow[]; next?: string }>> {
    const from = new Map(next === undefined ? [] : (JSON.parse(next) as [UnitCode, string][]));
    const asked = seats.filter(({ stack }) => next === undefined || from.has(stack));
    const pages = await Promise.all(
      asked.map(async (seat) => ({ seat, page: await seat.api.page(from.get(seat.stack)) })),
    );
    const reports: InboxRow[] = [];
    const after: [UnitCode, string][] = [];
    for (const { seat, page } of pages) {
      if (!page.ok && seat === own) return page;
      if (seat !== own) states.set(seat.stack, page.ok ? "answers" : stateOf(page.code));
      if (!page.ok) continue;
      for (const row of page.value.reports) places.set(row.id, seat);
      reports.push(...page.value.reports);
      if (page.value.next !== undefined) after.push([seat.stack, page.value.next]);
    }
    return { ok: true, value: { reports, ...(after.length > 0 && { next: JSON.stringify(after) }) } };
  }

  return {
    me: own.api.me,
    page,
    report: (id) => seatOf(id as ReportId).api.report(id),
    entry: (id, body) => seatOf(id as ReportId).api.entry(id, body),
    stackOf: (id) => seatOf(id).stack,
    states: () => states,
  };
}

/** A stack that does not know her yet, or knows her by an older list, has not been brought the newer one. */
const stateOf = (code: string): StackState => (code === "roll-behind" || code === "not-signed-in" ? "lags" : "silent");
