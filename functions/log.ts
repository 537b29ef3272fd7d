import type { ProblemCode } from "../shared/problem.ts";

/**
 * All that may ever be logged. A new line is a new member of this union; nothing else compiles. There is no field
 * here for an address, a device, a body, a receipt or a report's id, and an error gives its name only, because
 * messages quote their input.
 */
export type LogEvent =
  | { readonly event: "report-accepted" }
  | { readonly event: "request-refused"; readonly code: ProblemCode }
  | { readonly event: "request-failed"; readonly error: string }
  | { readonly event: "letters-sent"; readonly letters: number }
  | { readonly event: "letter-failed"; readonly error: string }
  /** So many Satgas have waited for a letter for long. */
  | { readonly event: "letters-late"; readonly letters: number }
  | { readonly event: "record-failed"; readonly error: string }
  | { readonly event: "step-failed"; readonly error: string }
  | {
      readonly event: "watch-done";
      readonly due: number;
      readonly climbed: number;
      readonly purged: number;
      readonly swept: number;
      readonly failed: number;
    }
  /** A report stands above its last Satgas and nobody has opened it, or its case waits and nobody can be told. */
  | { readonly event: "unread" }
  /** Something in the table that this version cannot read, and passed by. */
  | { readonly event: "item-unreadable"; readonly error: string }
  /** What lies in the table of a Satgas does not follow from the root: nobody there is served or written to. */
  | { readonly event: "satgas-unverified"; readonly status: string }
  /** Days until the first vouch of this stack, or of KPU RI, ends: no first report goes there after it. */
  | { readonly event: "vouch-ending"; readonly days: number }
  /** A report's clock that this version cannot read: it is set aside, and nobody minds it. */
  | { readonly event: "clock-unreadable"; readonly error: string }
  | { readonly event: "holidays-missing"; readonly year: number }
  | { readonly event: "feedback-unreadable" }
  /** `left`: members of that Satgas whom a letter still reaches. */
  | { readonly event: "address-marked"; readonly left: number }
  | { readonly event: "drill-done"; readonly started: number; readonly red: number; readonly failed: number };

export type Log = (event: LogEvent) => void;

/** Writes one line of JSON to the standard output. To the stream itself: Lambda's console puts words before each line, and no metric filter would read it as JSON. */
export const log: Log = (event) => void process.stdout.write(`${JSON.stringify(event)}\n`);

/** The name of what was thrown, or its type: messages quote their input. */
export const errorName = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

/** Logs an item that a store cannot read, and passes by. */
export const logUnreadable = (error: Error): void => log({ event: "item-unreadable", error: error.name });
