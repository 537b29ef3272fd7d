import { toBase64url } from "../../shared/bytes.ts";
import { type SeatKey, type WrittenReport, writeReport } from "../../shared/content/text.ts";
import type { ReportRequest } from "../../shared/contract.ts";
import type { ReportId } from "../../shared/kind.ts";
import type { Hour } from "../../shared/moment.ts";
import { newReceipt } from "../../shared/receipt.ts";
import { type ReporterKeys, reporterKeys } from "../../shared/reporter.ts";
import { makeStamp } from "../../shared/stamp.ts";
import type { Chain, Unit } from "./people.ts";
import { STACK } from "./stack.ts";

/** When she wrote it. The runs' days come later: a report may be handed in long after it was sealed. */
const WRITTEN_AT: Hour = "2026-11-23T20";

/** A report, sealed and signed, with what its reporter keeps. */
export interface Written extends WrittenReport {
  readonly keys: ReporterKeys;
  readonly id: ReportId;
  readonly seats: readonly Unit[];
}

export const seatKeys = (chain: Chain, seats: readonly Unit[]): SeatKey[] =>
  seats.map((unit) => ({ unit, gen: chain[unit].gen, recipient: chain[unit].recipient }));

export const newWriter = (): Promise<ReporterKeys> => reporterKeys(newReceipt());

/** What she writes, as the form seals it for these seats. */
export async function write(keys: ReporterKeys, seats: readonly SeatKey[], account: string): Promise<Written> {
  const content = { kind: "report", language: "id", answers: { unit: "3316", account } } as const;
  const written = await writeReport(content, seats, keys, { stack: STACK, at: WRITTEN_AT, channel: "form" });
  return { ...written, keys, id: keys.id, seats: seats.map(({ unit }) => unit as Unit) };
}

/** As the form sends it, with a stamp for the hour that the directory says. */
export const requestOf = (
  { entry, sealed, id }: Pick<Written, "entry" | "sealed" | "id">,
  hour: Hour,
  difficulty: number,
): ReportRequest => ({
  ...{ entry, hour },
  stamp: makeStamp({ id, stack: STACK, hour }, difficulty),
  sealed: toBase64url(sealed),
});

/**
 * Reports that wait to be handed in, sealed once and used again in every run: each run has a table of its own, and to
 * seal one takes longer than all that becomes of it there.
 */
export function openDrawer(chain: Chain) {
  const drawer = new Map<string, Promise<Written>>();
  return {
    /** The `nth` report of a run for these seats. */
    take(seats: readonly Unit[], nth: number): Promise<Written> {
      const place = `${seats.join("-")}#${nth}`;
      const there =
        drawer.get(place) ?? newWriter().then((keys) => write(keys, seatKeys(chain, seats), "cerita contoh"));
      drawer.set(place, there);
      return there;
    },
  };
}
export type Drawer = ReturnType<typeof openDrawer>;
