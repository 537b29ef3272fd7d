/**
 * Every function of the pipeline, in a process of its own that may be killed at any moment. What it is called with says
 * which of them is meant and what time it is.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { createAlert, type StreamBatch } from "../../functions/alert/handler.ts";
import { createBounce, type Notifications } from "../../functions/bounce/handler.ts";
import { createInboxApp } from "../../functions/inbox/app.ts";
import { newsLetter } from "../../functions/letter.ts";
import type { LogEvent } from "../../functions/log.ts";
import { createMailer } from "../../functions/mail.ts";
import { createReportApp } from "../../functions/report/app.ts";
import { createRolls } from "../../functions/rolls.ts";
import { openTable } from "../../functions/table/table.ts";
import { createWatch } from "../../functions/watch/handler.ts";
import { openStores } from "../../infra/local/stores.ts";
import { defaultPolicy } from "../../shared/clock.ts";
import type { Verifier } from "../../shared/key.ts";
import { type Broken, broken } from "./broken.ts";
import { DIFFICULTY, ORIGIN, STACK } from "./stack.ts";

export interface HttpCall {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly token?: string;
  readonly body?: unknown;
}

export type Work =
  | { readonly role: "report" | "inbox"; readonly call: HttpCall }
  | { readonly role: "alert"; readonly batch: StreamBatch }
  | { readonly role: "watch" }
  | { readonly role: "bounce"; readonly notifications: Notifications };

export interface Invocation {
  readonly id: number;
  readonly table: string;
  readonly now: number;
  readonly broken: Broken | undefined;
  readonly work: Work;
}

export interface Outcome {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
  readonly logged: readonly LogEvent[];
}

const [, , dynamodb = "", ses = "", rootJson = "{}"] = process.argv;
const root = JSON.parse(rootJson) as Verifier;

/** As many tries as the SDK makes, without its pauses: nothing here gets better by waiting. */
const retries = {
  mode: "standard",
  acquireInitialRetryToken: async () => tokenOf(0),
  refreshRetryTokenForRetry: async (token: ReturnType<typeof tokenOf>, { errorType }: { errorType: string }) => {
    const again = errorType === "THROTTLING" || errorType === "TRANSIENT" || errorType === "SERVER_ERROR";
    if (!again || token.getRetryCount() >= 2) throw new Error("no further try");
    return tokenOf(token.getRetryCount() + 1);
  },
  recordSuccess: () => {},
};
const tokenOf = (count: number) => ({ getRetryCount: () => count, getRetryDelay: () => count });

/** A run does not depend on how busy the machine is: a request that gets no answer here ends with its connection. */
const patient = { requestTimeout: 120_000 };

const running = new AsyncLocalStorage<{ now: Date; logged: LogEvent[] }>();

function openParts(name: string, how: Broken | undefined) {
  const table = openTable(name, dynamodb, { retryStrategy: retries, requestHandler: patient });
  const parts = broken(how, openStores(table));
  const now = () => running.getStore()?.now ?? new Date(Number.NaN);
  const log = (event: LogEvent) => void running.getStore()?.logged.push(event);
  const all = {
    ...parts,
    ...{ stack: STACK, origin: ORIGIN, now, log },
    rolls: createRolls({ satgas: parts.satgas, root, now, log }),
    mail: createMailer("posko@kpu.example", ses, [1]),
    letter: newsLetter(ORIGIN),
    policy: defaultPolicy,
  };
  return {
    name,
    how,
    report: createReportApp({ ...all, difficulty: DIFFICULTY }),
    inbox: createInboxApp(all),
    alert: createAlert(all),
    watch: createWatch(all),
    bounce: createBounce(all),
  };
}

let open: ReturnType<typeof openParts> | undefined;

async function work({ table, broken: how, work }: Invocation): Promise<unknown> {
  if (open?.name !== table || open.how !== how) open = openParts(table, how);
  switch (work.role) {
    case "report":
    case "inbox": {
      const { method, path, token, body } = work.call;
      const headers = {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { "content-type": "application/json" }),
      };
      const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
      const answer = await open[work.role].request(path, init);
      return { status: answer.status, body: await answer.json() };
    }
    case "alert":
      return open.alert(work.batch);
    case "watch":
      return open.watch();
    case "bounce":
      return open.bounce(work.notifications);
  }
}

process.on("message", (invocation: Invocation) => {
  const { id, now } = invocation;
  const logged: LogEvent[] = [];
  const answer = (outcome: object) => process.send?.({ id, logged, ...outcome });
  running.run({ now: new Date(now), logged }, () =>
    work(invocation).then(
      (result) => answer({ result }),
      (error) => answer({ error: String(error) }),
    ),
  );
});
process.on("disconnect", () => process.exit());
process.send?.({ ready: true });
