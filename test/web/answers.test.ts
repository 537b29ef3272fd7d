/** What comes back from a route, and what is taken for an answer of it. */

import { afterEach, describe, expect, it, vi } from "vitest";
import type { InboxMe, InboxReport, MailboxStatus } from "../../shared/contract.ts";
import { verifierOf } from "../../shared/key.ts";
import { isMemberId, isReportId, type UnitCode } from "../../shared/kind.ts";
import { reporterApi } from "../../web/form/answers.ts";
import type { HandIn } from "../../web/form/outcome.ts";
import { createSender } from "../../web/form/submit.ts";
import { inboxApi } from "../../web/inbox/api.ts";
import { invented } from "../support/invented.ts";
import { directoryOf, foundChain, HOUR, NOW } from "./chain.ts";

afterEach(() => void vi.unstubAllGlobals());

const id = invented(isReportId);
const satgas = { "33": { vouch: ["{}", "s"], roll: ["{}", "s"], names: [["a", "b"]] } } as const;
const logs = { reporter: ["a.b.c"], satgas: [] };
const readiness = { unit: "33", state: "green", month: "2026-11", started: HOUR, opened: 2, needed: 2 } as const;
const mailbox: MailboxStatus = { stage: "TELAAH", arrived: HOUR, told: true, climbedAt: HOUR, openedAt: HOUR, logs };
const me: InboxMe = {
  ...{
    satgas,
    before: { roll: "a.b.c" },
    keyrings: [{ edition: 1, sealed: "AA" }],
    unreachable: [invented(isMemberId)],
  },
  ...{ readiness, below: [readiness] },
};
const report: InboxReport = { id, arrived: HOUR, stage: "TELAAH", logs, sealed: "AA", drill: false };

const inbox = inboxApi(async () => "token");
const request = { entry: "a.b.c", stamp: 1, hour: HOUR, sealed: "AA" };
/** Every route that a page asks: the status of its contract and an answer. */
const routes = [
  ["GET /api/directory", reporterApi.directory, 200, { hour: HOUR, difficulty: 8, satgas }],
  ["GET /api/recipients/:unit/:gen", () => reporterApi.recipient("33", 1), 200, { recipient: "age1pq1" }],
  ["POST /api/reports", () => reporterApi.submit(request), 201, { arrived: HOUR }],
  ["GET /api/mailbox", () => reporterApi.mailbox("token"), 200, mailbox],
  ["GET /api/inbox/me", inbox.me, 200, me],
  ["GET /api/inbox/reports", () => inbox.page(), 200, { reports: [{ id, arrived: HOUR, stage: "TELAAH" }], next: "n" }],
  ["GET /api/inbox/reports/:id", () => inbox.report(id), 200, report],
  [
    "POST /api/inbox/reports/:id/entries",
    () => inbox.entry(id, { entry: "a.b.c" }),
    201,
    { stage: "TELAAH", readiness },
  ],
] as const;

const MEGABYTE = new TextEncoder().encode("x".repeat(1_000_000));
/** A body of this beginning and then so many megabytes; `broken`: the connection ends before the body does. */
function stream(beginning: string, megabytes: number, broken = false) {
  let sent = -1;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      sent += 1;
      if (sent === 0) controller.enqueue(new TextEncoder().encode(beginning));
      else if (sent <= megabytes) controller.enqueue(MEGABYTE);
      else if (broken) controller.error(new TypeError("network error"));
      else {
        controller.enqueue(new TextEncoder().encode('"}'));
        controller.close();
      }
    },
  });
  return { body, sent: () => sent };
}

/** What something on the way may make of an answer. */
const lies: readonly (readonly [string, (status: number, right: string) => Response])[] = [
  ["an empty object", (status) => new Response("{}", { status })],
  ["a page of a proxy", (status) => new Response("<!doctype html><h1>Selamat datang</h1>", { status })],
  ["nothing", (status) => new Response(null, { status })],
  ["a null", (status) => new Response("null", { status })],
  ["the other good status", (status, right) => new Response(right, { status: status === 200 ? 201 : 200 })],
  ["a status that nobody promised", (_, right) => new Response(right, { status: 202 })],
  ["a bad status", (_, right) => new Response(right, { status: 502 })],
  ["a body that was cut", (status, right) => new Response(right.slice(0, -1), { status })],
  ["a body that broke off", (status, right) => new Response(stream(right.slice(0, -1), 0, true).body, { status })],
  ["ten megabytes", (status, right) => new Response(stream(`${right.slice(0, -1)},"more":"`, 10).body, { status })],
];

const answering = (answer: () => Response) =>
  vi.stubGlobal(
    "fetch",
    vi.fn(async () => answer()),
  );

describe.each(routes)("%s", (_, ask, status, right) => {
  const text = JSON.stringify(right);

  it("is read when it is what the contract says, whatever a newer server adds", async () => {
    answering(() => new Response(text, { status }));
    expect(await ask()).toEqual({ ok: true, value: right });
    answering(() => new Response(JSON.stringify({ ...right, newer: { field: 1 } }), { status }));
    expect(await ask()).toEqual({ ok: true, value: right });
  });

  it.each(lies)("is unavailable when it is %s", async (_, lie) => {
    answering(() => lie(status, text));
    expect(await ask()).toMatchObject({ ok: false, code: "unavailable", words: { id: expect.any(String) } });
  });

  it("is offline when nothing comes, and goes where it was sent and nowhere else", async () => {
    const fetching = vi.fn((_path: string, _init: RequestInit) => Promise.reject(new TypeError("Failed to fetch")));
    vi.stubGlobal("fetch", fetching);
    expect(await ask()).toMatchObject({ ok: false, code: "offline" });
    expect(fetching.mock.lastCall?.[1]).toMatchObject({ redirect: "error", credentials: "omit", cache: "no-store" });
  });

  it("is a refusal when the server says so in its own form, with a code that is known or not", async () => {
    const detail = { id: "a", en: "b" };
    const refuse = (code: string, status: number, named = status) =>
      answering(() => new Response(JSON.stringify({ code, detail, status: named }), { status }));
    refuse("not-found", 404);
    expect(await ask()).toEqual({ ok: false, code: "not-found", words: detail });
    refuse("of-tomorrow", 418);
    expect(await ask()).toEqual({ ok: false, code: "refused", words: detail });
    refuse("trouble-of-tomorrow", 507);
    expect(await ask()).toEqual({ ok: false, code: "unavailable", words: detail });
    refuse("not-found", 502, 404);
    expect(await ask()).toMatchObject({ code: "unavailable", words: { id: expect.stringMatching(/^Layanan/) } });
  });
});

it("of a body that is too long no more is fetched", async () => {
  const { body, sent } = stream('{"recipient":"', 10);
  answering(() => new Response(body));
  expect(await reporterApi.recipient("33", 1)).toMatchObject({ code: "unavailable" });
  expect(sent()).toBeLessThan(7);
});

it("what cannot be read of a list hides nothing else of it", async () => {
  const [bad, { "33": good }] = [{ ...satgas["33"], vouch: "x" }, satgas];
  answering(() => Response.json({ hour: HOUR, difficulty: 8, satgas: { "33": good, "3316": bad } }));
  expect(await reporterApi.directory()).toMatchObject({ ok: true, value: { satgas } });
  const newer = { unit: "3316", state: "of tomorrow" };
  const keyrings = [{ edition: "2" }, ...me.keyrings];
  answering(() => Response.json({ ...me, satgas: { ...satgas, "3316": bad }, keyrings, below: [newer, readiness] }));
  expect(await inbox.me()).toEqual({ ok: true, value: me });
});

it.each([-1, 1.5, 23, 1e9, Number.NaN, "8"])("no stamp of %s bits is computed", async (difficulty) => {
  answering(() => Response.json({ hour: HOUR, difficulty, satgas }));
  expect(await reporterApi.directory()).toMatchObject({ code: "unavailable" });
});

it.each([{ stage: "OF_TOMORROW" }, { openedAt: 7 }, { climbedAt: "soon" }, { logs: { reporter: [7], satgas: [] } }])(
  "a mailbox with %j is none",
  async (change) => {
    answering(() => Response.json({ ...mailbox, ...change }));
    expect(await reporterApi.mailbox("token")).toMatchObject({ code: "unavailable" });
  },
);

describe("a report whose answer is", async () => {
  const chain = await foundChain();
  const all = [chain.ri, chain.province, chain.regency];
  const hand: HandIn = {
    ...{ answers: { unit: "3316", account: "cerita contoh", mayClimb: true }, language: "id" },
    ...{ conflicts: new Set<UnitCode>(), agreed: ["3316", "33", "01"] },
  };

  it.each(lies)("%s may have arrived: words and code are kept, and the same bytes go again", async (_, lie) => {
    const posted: string[] = [];
    let lying = true;
    vi.stubGlobal("fetch", async (path: string, { body }: { body?: string }) => {
      if (path === "/api/directory") return Response.json(directoryOf(...all));
      const unit = path.match(/recipients\/(\d+)/)?.[1];
      if (unit) return Response.json({ recipient: all.find((one) => one.unit === unit)?.recipient });
      posted.push(body ?? "");
      const right = JSON.stringify({ arrived: HOUR });
      return lying ? lie(201, right) : new Response(right, { status: 201 });
    });
    const clocks = () => ({ phone: NOW, server: NOW });
    const sender = createSender({ api: reporterApi, root: verifierOf(chain.root), stack: "33", clocks });
    const unknown = await sender.send(hand, () => {});
    expect(unknown).toMatchObject({ status: "failed", failure: { code: "unavailable" } });
    const mayExist = unknown.status === "failed" ? unknown.mayExist : undefined;
    expect(mayExist).toMatchObject({ code: expect.stringMatching(/^[0-9A-Z-]{25,}$/) });
    lying = false;
    expect(await sender.send(hand, () => {})).toMatchObject({ status: "sent", asItWas: false, ...mayExist });
    expect(posted).toHaveLength(2);
    expect(posted[0]).toBe(posted[1]);
  });
});
