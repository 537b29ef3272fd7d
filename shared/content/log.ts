import { hashOfJws, type Jws } from "../jws.ts";
import type { Hash, ReportId, UnitCode } from "../kind.ts";
import { type Entry, readEntry } from "./entry.ts";

/** What of a log could be verified, in order, and what is wrong with the rest. */
export interface Log {
  readonly entries: readonly Entry[];
  /**
   * - `forged`: an entry that nobody signed, or that is of another case or log
   * - `gap`: a number is missing or there twice, or an entry does not follow the one before it
   * - `went-back`: a Satgas signs under an older generation or edition than it did before
   * - `newer`: an authentic entry of a kind that this version does not know
   */
  readonly flaws: readonly ("forged" | "gap" | "went-back" | "newer")[];
}

/**
 * Reads one log of one case. An entry is believed by its own signature; a flaw is said and hides no other entry.
 *
 * @param entries as the server hands them out, the first one first
 */
export async function readLog(
  entries: readonly Jws[],
  of: { readonly id: ReportId; readonly stack: UnitCode; readonly log: Entry["log"] },
): Promise<Log> {
  const flaws = new Set<Log["flaws"][number]>();
  const believed: Entry[] = [];
  const newest = new Map<string, readonly [gen: number, edition: number]>();
  let n = 0;
  let prev: Hash | undefined;
  for (const jws of entries) {
    const read = await readEntry(jws);
    n += 1;
    if (read.status !== "read") {
      flaws.add(read.status === "forged" ? "forged" : "newer");
      prev = await hashOfJws(jws);
      continue;
    }
    const { entry } = read;
    if (entry.id !== of.id || entry.stack !== of.stack || entry.log !== of.log) {
      flaws.add("forged");
      continue;
    }
    if (entry.n !== n || entry.prev !== prev) flaws.add("gap");
    n = entry.n;
    prev = await hashOfJws(jws);
    if ("from" in entry) {
      const { unit, gen, edition } = entry.from;
      const [knownGen, knownEdition] = newest.get(unit) ?? [0, 0];
      if (gen < knownGen || edition < knownEdition) flaws.add("went-back");
      else newest.set(unit, [gen, edition]);
    }
    believed.push(entry);
  }
  return { entries: believed, flaws: [...flaws] };
}
