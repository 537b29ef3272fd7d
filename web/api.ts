import type { ProblemCode } from "../shared/problem.ts";
import { connection } from "./words/connection.ts";

/**
 * The only way from a page to the API. Nothing that comes back is believed to have a shape: each route has a reader
 * (`form/answers.ts`, `inbox/api.ts`), and what it cannot read, or what has another status than the contract says, is
 * `unavailable`, whoever answered. A refusal is a value here, never an exception.
 */

/** The codes on which a page acts. Any other is `refused`, or `unavailable` from 500 on, in the server's words. */
const known = [
  "clock-off",
  "forged-entry",
  "invitation-used",
  "log-moved",
  "not-found",
  "not-signed-in",
  "nothing-waiting",
  "outdated-seat",
  "report-differs",
  "roll-behind",
  "roll-moved",
  "set-outdated",
  "set-waiting",
  "stage-moved",
  "suspended",
  "unavailable",
  "unknown-seat",
  "wrong-proof",
  "wrong-stamp",
] as const satisfies readonly ProblemCode[];

export type RefusalCode = (typeof known)[number] | "refused" | "offline";

export interface Refusal {
  readonly ok: false;
  readonly code: RefusalCode;
  readonly words: { readonly id: string; readonly en: string };
}

export type Answer<T> = { readonly ok: true; readonly value: T } | Refusal;

/** 2G with 3 % loss needs patience; what takes longer than this will not come. */
const TIMEOUT_MS = 90_000;
/** Bytes: three times the directory of the largest stack with the longest rolls. More is not ours, and fills a phone. */
const ANSWER_LIMIT = 4 * 1024 * 1024;

const offline: Refusal = { ok: false, code: "offline", words: connection.offline };
const unavailable: Refusal = { ok: false, code: "unavailable", words: connection.unavailable };

interface Request {
  readonly token?: string;
  /** Sent as JSON, by POST. */
  readonly body?: unknown;
  /** What the contract answers with when it does not refuse. */
  readonly status?: 200 | 201;
}

/** @param read the value in a body of any shape, or nothing when it is not what the contract says */
export async function ask<T>(
  path: string,
  { token, body, status = 200 }: Request,
  read: (body: unknown) => T | undefined,
): Promise<Answer<T>> {
  try {
    const response = await fetch(path, {
      ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
      headers: {
        ...(body !== undefined && { "content-type": "application/json" }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      signal: timeout(),
      credentials: "omit",
      referrerPolicy: "no-referrer",
      cache: "no-store",
      // Nothing of ours leads elsewhere, so where it would lead to does not answer for us.
      redirect: "error",
    });
    noteDate(response.headers.get("date"));
    // An answer that is not JSON is not ours: something on the way has answered.
    const given = await jsonIn(response).catch(() => undefined);
    if (!response.ok) return refusalIn(given, response.status) ?? unavailable;
    const value = response.status === status ? read(given) : undefined;
    return value === undefined ? unavailable : { ok: true, value };
  } catch {
    return offline;
  }
}

/** Nothing when the body is longer than any answer of ours. @throws when it is no JSON, or breaks off */
async function jsonIn({ body }: Response): Promise<unknown> {
  const reader = body?.getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let left = ANSWER_LIMIT; left >= 0; ) {
    const value = (await reader?.read())?.value;
    if (!value) return new Response(new Blob(parts)).json();
    left -= value.length;
    parts.push(value);
  }
  return reader?.cancel();
}

/** What answers may be a proxy with a body of its own. */
function refusalIn(body: unknown, status: number): Refusal | undefined {
  const { code, detail, status: named } = Object(body) as Record<string, unknown>;
  const { id, en } = Object(detail) as Record<string, unknown>;
  if (typeof code !== "string" || named !== status || typeof id !== "string" || typeof en !== "string")
    return undefined;
  // What a newer server calls its own trouble leaves open what became of the request.
  const other = status < 500 ? "refused" : "unavailable";
  return { ok: false, code: known.find((one) => one === code) ?? other, words: { id, en } };
}

/** `AbortSignal.timeout` is younger than the phones this runs on. */
function timeout(): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), TIMEOUT_MS);
  return controller.signal;
}

/** Milliseconds by which the server's clock was ahead of this device's in its last answer. */
let ahead: number | undefined;

function noteDate(date: string | null): void {
  const at = Date.parse(date ?? "");
  // A frame without an origin of its own may not read it.
  if (!Number.isNaN(at)) ahead = at - Date.now();
}

/** The server's time, in milliseconds; nothing before its first answer. */
export const serverTime = (): number | undefined => (ahead === undefined ? undefined : Date.now() + ahead);

/** The origin that is asked, for tokens. In a sandboxed frame `location.origin` is "null". */
export const apiOrigin = (): string => new URL(location.href).origin;
