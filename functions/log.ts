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
  | { readonly event: "record-unreadable"; readonly error: string };

export type Log = (event: LogEvent) => void;

export const log: Log = (event) => console.info(JSON.stringify(event));

export const errorName = (error: unknown): string => (error instanceof Error ? error.name : typeof error);
