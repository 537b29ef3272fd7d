import type { InboxRow } from "../../shared/contract.ts";
import type { Hour } from "../../shared/moment.ts";

/** Unopened reports of one hour that are shown as one. More than a Satgas gets in a year of quiet. */
const MANY = 10;

/** A row of its own, or many reports that arrived in the same hour and that nobody has opened. */
export type Entry = { readonly row: InboxRow } | { readonly hour: Hour; readonly rows: readonly InboxRow[] };

/**
 * Folds a flood, so that what came before and after it stays in sight. It stands where its newest report stood; what
 * was opened among them keeps its place, and with enough of them opened the rest unfolds by itself.
 */
export function foldBursts(rows: readonly InboxRow[]): Entry[] {
  const unopened = new Map<string, InboxRow[]>();
  for (const row of rows) {
    if (row.openedAt !== undefined || row.newer) continue;
    unopened.set(row.arrived, [...(unopened.get(row.arrived) ?? []), row]);
  }
  return rows.flatMap((row): Entry[] => {
    const same = row.openedAt === undefined && !row.newer ? unopened.get(row.arrived) : undefined;
    if (!same || same.length < MANY) return [{ row }];
    return same[0] === row ? [{ hour: row.arrived, rows: same }] : [];
  });
}
