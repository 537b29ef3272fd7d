import type { MemberId } from "./kind.ts";
import type { Hour } from "./moment.ts";
import type { UnitCode } from "./work-unit.ts";

/** `handle`: a Satgas that works cases. `receive`: a Jaring Informasi, which takes reports in and passes them on. */
export type Mandate = "handle" | "receive";

/**
 * - `standby`: may be asked later, and knows nothing
 * - `active`: has the report
 * - `passed`: had it and was climbed past; keeps reading, and moves the stage only if it opened first
 * - `closed`: neither is served nor written to any more
 */
export const seatStates = ["standby", "active", "passed", "closed"] as const;
export type SeatState = (typeof seatStates)[number];

/** A Satgas for which a report is sealed, and what it may do. The nearest to the reporter first. */
export interface Seat {
  readonly unit: UnitCode;
  /** Generation of the key that was used. */
  readonly gen: number;
  readonly mandate: Mandate;
  readonly state: SeatState;
  /** The hour in which it became so. */
  readonly since: Hour;
  /** Its members, by id, who have said that the report cannot be opened there. */
  readonly unreadableTo?: readonly MemberId[] | undefined;
}

type Seated = Pick<Seat, "mandate">;

/** How many of these seats, from the first on, it takes to reach one that handles. 0 when none does. */
export const countToHandled = (seats: readonly Seated[]): number =>
  seats.findIndex(({ mandate }) => mandate === "handle") + 1;

/** The seats up to the last that handles: one that only takes reports in has nobody to pass them to above it. */
export const upToLastHandled = <S extends Seated>(seats: readonly S[]): S[] =>
  // `findLastIndex` is younger than the phones this runs on.
  seats.slice(0, seats.map(({ mandate }) => mandate === "handle").lastIndexOf(true) + 1);

/** The seats of a report that arrives: the nearest is active, and one that only takes reports in not without help. */
export const newSeats = (sealedFor: readonly Omit<Seat, "state" | "since">[], arrived: Hour): readonly Seat[] =>
  activated(
    // These fields alone: what else a caller has beside them would be stored, and could not be read again.
    sealedFor.map(({ unit, gen, mandate }) => ({ unit, gen, mandate, state: "standby", since: arrived })),
    arrived,
  );

/** Lets the next seats above have it, up to the first that handles. Those that had it are passed. */
export function climbed(seats: readonly Seat[], at: Hour): readonly Seat[] {
  if (!canClimb(seats)) return seats;
  const passed = seats.map((seat): Seat => (seat.state === "active" ? { ...seat, state: "passed", since: at } : seat));
  return activated(passed, at);
}

function activated(seats: readonly Seat[], at: Hour): readonly Seat[] {
  const standby = seats.filter(({ state }) => state === "standby");
  const next = standby.slice(0, countToHandled(standby));
  return seats.map((seat): Seat => (next.includes(seat) ? { ...seat, state: "active", since: at } : seat));
}

/** Whether a seat that handles still stands by. */
export const canClimb = (seats: readonly Pick<Seat, "mandate" | "state">[]): boolean =>
  seats.some(({ mandate, state }) => state === "standby" && mandate === "handle");

type InState = Pick<Seat, "unit" | "state">;

/** The units that have the report now, nearest first. */
export const activeUnits = (seats: readonly InState[]): UnitCode[] => unitsThat(seats, ["active"]);

/** Everyone who may read it: whoever has had it keeps it. */
export const readersOf = (seats: readonly InState[]): UnitCode[] => unitsThat(seats, ["active", "passed"]);

const unitsThat = (seats: readonly InState[], states: readonly SeatState[]) =>
  seats.filter(({ state }) => states.includes(state)).map(({ unit }) => unit);

/** The seat that works the case now. @throws RangeError when none is active. Of the active seats the one that handles, which is the last of them. */
export function handlerOf(seats: readonly Seat[]): Seat {
  const [handler] = seats.filter(({ state }) => state === "active").reverse();
  if (handler === undefined) throw new RangeError("a report that no Satgas has");
  return handler;
}

/** Whether a proof from this unit counts as an opening. One that only takes reports in stops no clock. */
export const countsAsOpening = (seats: readonly Seat[], unit: UnitCode): boolean =>
  seats.some((seat) => seat.unit === unit && seat.mandate === "handle");

/** Whether members of a unit may move the stage. @param openedBy the unit that opened it first */
export const mayMoveStage = (seats: readonly Seat[], unit: UnitCode, openedBy: UnitCode | undefined): boolean =>
  seats.some(
    (seat) =>
      seat.unit === unit &&
      seat.mandate === "handle" &&
      (seat.state === "active" || (seat.state === "passed" && openedBy === unit)),
  );

/** The seats once a member of a unit has said that the report cannot be opened there. */
export const saidUnreadable = (seats: readonly Seat[], unit: UnitCode, member: MemberId): readonly Seat[] =>
  seats.map((seat) =>
    seat.unit === unit ? { ...seat, unreadableTo: [...new Set([...(seat.unreadableTo ?? []), member])] } : seat,
  );

/**
 * Whether the Satgas that handles it has said that it cannot be opened there. One member's word passes it on; where
 * nobody is above, two have to say so, or all if there is one.
 */
export function isUnreadable(seats: readonly Seat[], members: number): boolean {
  const said = handlerOf(seats).unreadableTo?.length ?? 0;
  return said >= (canClimb(seats) ? 1 : Math.min(2, members));
}
