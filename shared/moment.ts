import { checked } from "./kind.ts";

/**
 * Moments as they are kept, in UTC, in text that sorts as time does. The finest that is kept about a reporter is the
 * hour; what only tells when a machine is to act next is rounded up to five minutes.
 */

/** `2026-11-22T04` */
export type Hour = `${number}-${number}-${number}T${number}`;
/** `2026-11-22T04:35` */
export type Moment = `${Hour}:${number}`;

export const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const GRAIN_MS = 5 * MINUTE_MS;

/** The hour that is running. @throws TypeError after the year 9999 */
export const hourOf = (date: Date): Hour => checked(isHour, date.toISOString().slice(0, 13));

/** The minute that is running. What is due at it may be done. */
export const momentOf = (date: Date): Moment => checked(isMoment, date.toISOString().slice(0, 16));

/** Rounded up to five minutes: never early, and too coarse to tell when somebody sat at a form. */
export const dueAt = (date: Date): Moment => momentOf(new Date(Math.ceil(date.getTime() / GRAIN_MS) * GRAIN_MS));

/** The beginning of an hour, or a moment. */
export const dateOf = (text: Hour | Moment): Date => read(text);

export const plusHours = (date: Date, hours: number): Date => new Date(date.getTime() + hours * HOUR_MS);
export const plusMinutes = (date: Date, minutes: number): Date => new Date(date.getTime() + minutes * MINUTE_MS);

/** Whether a text is an {@link Hour} that a calendar has; `2026-02-30T04` and `9999-99-99T99` are none. */
export const isHour = (text: unknown): text is Hour => isWritten(text, 13);

/** Whether a text is a {@link Moment} that a calendar has. */
export const isMoment = (text: unknown): text is Moment => isWritten(text, 16);

const read = (text: string): Date => new Date(text.length === 13 ? `${text}:00Z` : `${text}Z`);

function isWritten(text: unknown, length: number): boolean {
  if (typeof text !== "string" || text.length !== length) return false;
  const date = read(text);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, length) === text;
}
