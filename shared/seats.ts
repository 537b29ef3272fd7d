/** `handle`: a Satgas that works cases. `receive`: a Jaring Informasi, which takes reports in and passes them on. */
export type Mandate = "handle" | "receive";

interface Seated {
  readonly mandate: Mandate;
}

/** How many of these seats, from the first on, it takes to reach one that handles. 0 when none does. */
export const countToHandled = (seats: readonly Seated[]): number =>
  seats.findIndex(({ mandate }) => mandate === "handle") + 1;

/** The seats up to the last that handles: one that only takes reports in has nobody to pass them to above it. */
export const upToLastHandled = <S extends Seated>(seats: readonly S[]): S[] =>
  // `findLastIndex` is younger than the phones this runs on.
  seats.slice(0, seats.map(({ mandate }) => mandate === "handle").lastIndexOf(true) + 1);
