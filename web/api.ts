import { hc } from "hono/client";
import type { InboxApp } from "../functions/inbox/app.ts";
import type { ReportApp } from "../functions/report/app.ts";
import type {
  Directory,
  InboxMe,
  InboxPage,
  InboxReport,
  MailboxStatus,
  Readiness,
  ReportAccepted,
  ReportRequest,
  VouchChain,
} from "../shared/contract.ts";
import type { Problem } from "../shared/problem.ts";
import type { Stage } from "../shared/stage.ts";

/** The only way from a page to the API. A refusal is a value here, never an exception. */

export type RefusalCode = Problem["code"] | "offline";

export interface Refusal {
  readonly ok: false;
  readonly code: RefusalCode;
  readonly words: { readonly id: string; readonly en: string };
}

export type Answer<T> = { readonly ok: true; readonly value: T } | Refusal;

/** 2G with 3 % loss needs patience; what takes longer than this will not come. */
const TIMEOUT_MS = 90_000;

const offline: Refusal = {
  ok: false,
  code: "offline",
  words: {
    id: "Tidak ada sambungan. Tulisan Anda masih ada di halaman ini. Coba lagi bila jaringan sudah kembali.",
    en: "There is no connection. Your words are still on this page. Try again when the network is back.",
  },
};

const unavailable: Refusal = {
  ok: false,
  code: "unavailable",
  words: {
    id: "Layanan sedang tidak dapat dipakai. Tidak ada yang hilang; coba lagi sebentar lagi.",
    en: "The service cannot be reached right now. Nothing is lost; try again in a moment.",
  },
};

async function answer<T>(request: Promise<{ ok: boolean; json(): Promise<unknown> }>): Promise<Answer<T>> {
  try {
    const response = await request;
    // An answer that is not JSON is not ours: something on the way has answered.
    const body = await response.json().catch(() => undefined);
    if (body === undefined) return unavailable;
    if (response.ok) return { ok: true, value: body as T };
    const { code, detail } = body as Partial<Problem>;
    // What answers may be a proxy with a body of its own.
    const ours = typeof code === "string" && typeof detail?.id === "string" && typeof detail.en === "string";
    return ours ? { ok: false, code, words: detail } : unavailable;
  } catch {
    return offline;
  }
}

const withTimeout: typeof fetch = (input, init) =>
  fetch(input, {
    ...init,
    signal: timeout(),
    credentials: "omit",
    referrerPolicy: "no-referrer",
    cache: "no-store",
  });

/** `AbortSignal.timeout` is younger than the phones this runs on. */
function timeout(): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), TIMEOUT_MS);
  return controller.signal;
}

const reports = hc<ReportApp>("/", { fetch: withTimeout });
const inbox = hc<InboxApp>("/", { fetch: withTimeout });

const bearer = (token: string) => ({
  headers: { authorization: `Bearer ${token}` },
});

export const reporterApi = {
  directory: () => answer<Directory>(reports.api.directory.$get()),
  chain: (unit: string) => answer<VouchChain>(reports.api.directory[":unit"].$get({ param: { unit } })),
  submit: (request: ReportRequest) => answer<ReportAccepted>(reports.api.reports.$post({ json: request })),
  mailbox: (token: string) => answer<MailboxStatus>(reports.api.mailbox.$get({}, bearer(token))),
};

/** @param token makes a fresh sign-in token for each request */
export function inboxApi(token: () => Promise<string>) {
  const signed = async <T>(call: (options: ReturnType<typeof bearer>) => Promise<Response>) =>
    answer<T>(call(bearer(await token())));
  return {
    me: () => signed<InboxMe>((options) => inbox.api.inbox.me.$get({}, options)),
    page: (next?: string) =>
      signed<InboxPage>((options) => inbox.api.inbox.reports.$get({ query: next ? { next } : {} }, options)),
    report: (id: string) =>
      signed<InboxReport>((options) => inbox.api.inbox.reports[":id"].$get({ param: { id } }, options)),
    opened: (id: string, proof: string) =>
      signed<{ openedAt: string }>((options) =>
        inbox.api.inbox.reports[":id"].opened.$post({ param: { id }, json: { proof } }, options),
      ),
    drill: (token: string) => signed<Readiness>((options) => inbox.api.inbox.drill.$post({ json: { token } }, options)),
    /** Refused as `stage-moved` when it is not in `from` any more. */
    stage: (id: string, from: Stage, to: Stage) =>
      signed<{ stage: Stage }>((options) =>
        inbox.api.inbox.reports[":id"].stage.$post({ param: { id }, json: { from, to } }, options),
      ),
  };
}
export type InboxApi = ReturnType<typeof inboxApi>;
