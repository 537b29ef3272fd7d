import { countToHandled, type Mandate, upToLastHandled } from "./seats.ts";
import { OUTSIDE, type UnitCode, upwards } from "./work-unit.ts";

/**
 * Who may open a report.
 *
 * - `seats`: the active ones open it; the standbys, all above them, may be asked when those stay silent.
 * - `outside`: the conflict reaches KPU RI, and a body outside its line opens it.
 * - `below`: the conflict reaches KPU RI, and nobody stands above or outside. She is shown the ways outside KPU first
 *   (DKPP, Komnas Perempuan, police) and may still hand in to a Satgas that she did not name.
 * - `nobody`: no seat can be filled; the form refuses before a word is lost.
 */
export type Route =
  | {
      readonly kind: "seats" | "outside" | "below";
      /** From the first hour: the nearest, and when it only takes reports in, all up to the first that handles them. */
      readonly active: readonly [UnitCode, ...UnitCode[]];
      readonly standby: readonly UnitCode[];
    }
  | { readonly kind: "nobody" };

interface Usable {
  /** Its last drill was not opened. */
  readonly red?: true | undefined;
  /** `handle` when it is not said. */
  readonly mandate?: Mandate | undefined;
}

/** Each unit with a Satgas whose key is vouched for. */
export type UsableSatgas = ReadonlyMap<UnitCode, Usable>;

/**
 * A red Satgas is passed by, in every seat, until it is green again. Only when every other is missing or in conflict is
 * it better than nobody; a conflict keeps a Satgas out whatever its colour. One that only takes reports in has a seat
 * when one that handles them has one above it.
 *
 * @param unit where the reporter works
 * @param conflicts the units whose Satgas or leaders are, or are close to, the person reported
 */
export function route(unit: UnitCode, conflicts: ReadonlySet<UnitCode>, usable: UsableSatgas): Route {
  const chain = upwards(unit);
  const highest = chain.map((code) => conflicts.has(code)).lastIndexOf(true);
  const free = (codes: readonly UnitCode[]) => codes.filter((code) => !conflicts.has(code));
  // A unit below a conflicted one reports to it, so it is skipped as well, unless there is nothing left above.
  const ways =
    highest < chain.length - 1
      ? ([["seats", chain.slice(highest + 1)]] as const)
      : ([
          ["outside", free([OUTSIDE])],
          ["below", free(chain)],
        ] as const);
  const isThere = (code: UnitCode) => usable.has(code);
  const isReady = (code: UnitCode) => isThere(code) && !usable.get(code)?.red;
  const seated = (code: UnitCode) => ({ unit: code, mandate: usable.get(code)?.mandate ?? "handle" });
  for (const may of [isReady, isThere]) {
    for (const [kind, codes] of ways) {
      const seats = upToLastHandled(codes.filter(may).map(seated));
      const units = seats.map((seat) => seat.unit);
      const count = countToHandled(seats);
      const [first, ...rest] = units.slice(0, count);
      if (first !== undefined) return { kind, active: [first, ...rest], standby: units.slice(count) };
    }
  }
  return { kind: "nobody" };
}

/** Whether these can be the units of a report's seats: each above the one before it, or the body outside alone. */
export function isLineOfSeats([nearest, ...others]: readonly UnitCode[]): boolean {
  if (nearest === undefined || nearest === OUTSIDE) return nearest === OUTSIDE && others.length === 0;
  let above = upwards(nearest).slice(1);
  for (const unit of others) {
    if (!above.includes(unit)) return false;
    above = above.slice(above.indexOf(unit) + 1);
  }
  return true;
}
