import { type UnitCode, upwards } from "./work-unit.ts";

/**
 * Who may open a report.
 *
 * - `seats`: the handler opens it; the standbys, all above her, may be asked when the handler stays silent.
 * - `below`: the conflict reaches KPU RI, so nobody stands above it. She is shown the ways outside KPU first
 *   (DKPP, Komnas Perempuan, police) and may still hand in to a Satgas that she did not name.
 * - `nobody`: no seat can be filled; the form refuses before a word is lost.
 */
export type Route =
  | {
      readonly kind: "seats" | "below";
      readonly handler: UnitCode;
      readonly standby: readonly UnitCode[];
    }
  | { readonly kind: "nobody" };

/** Each unit with a Satgas whose key is vouched for, and whether that one is red: its last drill was not opened. */
export type UsableSatgas = ReadonlyMap<UnitCode, { readonly red?: true | undefined }>;

/**
 * A red Satgas is passed by, as handler and as standby, until it is green again. Only when every other is missing or in
 * conflict is it better than nobody; a conflict keeps a Satgas out whatever its colour.
 *
 * @param unit where the reporter works
 * @param conflicts the units whose Satgas or leaders are, or are close to, the person reported
 */
export function route(unit: UnitCode, conflicts: ReadonlySet<UnitCode>, usable: UsableSatgas): Route {
  const chain = upwards(unit);
  const highest = chain.map((code) => conflicts.has(code)).lastIndexOf(true);
  const nobodyAbove = highest === chain.length - 1;
  // A unit below a conflicted one reports to it, so it is skipped as well, unless there is nothing left above.
  const free = nobodyAbove ? chain.filter((code) => !conflicts.has(code)) : chain.slice(highest + 1);
  const there = free.filter((code) => usable.has(code));
  const ready = there.filter((code) => !usable.get(code)?.red);
  const [handler, ...standby] = ready.length > 0 ? ready : there;
  if (handler === undefined) return { kind: "nobody" };
  return { kind: nobodyAbove ? "below" : "seats", handler, standby };
}
