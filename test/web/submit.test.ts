import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { type ReportEntry, readEntry } from "../../shared/content/entry.ts";
import { readReport } from "../../shared/content/read-report.ts";
import { readCarriedFile } from "../../shared/content/text.ts";
import type { Directory, ReportAccepted, ReportRequest } from "../../shared/contract.ts";
import { signedPart } from "../../shared/jws.ts";
import { verifierOf } from "../../shared/key.ts";
import type { UnitCode } from "../../shared/kind.ts";
import { readReceipt } from "../../shared/receipt.ts";
import { reporterKeys } from "../../shared/reporter.ts";
import { verifyReporterToken } from "../../shared/sign-in.ts";
import { checkStamp } from "../../shared/stamp.ts";
import type { Answer, RefusalCode } from "../../web/api.ts";
import type { ReporterApi } from "../../web/form/answers.ts";
import type { HandIn } from "../../web/form/outcome.ts";
import { createSender } from "../../web/form/submit.ts";
import { directoryOf, type Founded, foundChain, HOUR, NOW } from "./chain.ts";

let chain: Awaited<ReturnType<typeof foundChain>>;
beforeAll(async () => {
  chain = await foundChain();
  vi.stubGlobal("location", { href: "https://posko.example/form/#unit=3316" });
});

type Fault = "lost-before" | "lost-after" | RefusalCode;
const refusal = (code: RefusalCode) => ({ ok: false as const, code, words: { id: "-", en: "-" } });

/** A server that keeps the contract, and a network that loses what it is told to. */
function serving(satgas: readonly Founded[], directory: Directory = directoryOf(...satgas)) {
  const stored = new Map<string, string>();
  const faults: (Fault | undefined)[] = [];
  const asked: string[] = [];
  let offline = false;
  const over = async <T>(what: string, answer: () => T | Promise<T>): Promise<T | ReturnType<typeof refusal>> => {
    asked.push(what);
    return offline ? refusal("offline") : answer();
  };
  async function take({ entry: jws, stamp, hour }: ReportRequest): Promise<Answer<ReportAccepted>> {
    const read = await readEntry(jws);
    const { id } = (read as { entry: ReportEntry }).entry;
    const before = stored.get(id);
    if (before !== undefined && before !== signedPart(jws)) return refusal("report-differs");
    if (before === undefined && !checkStamp({ id, stack: "33", hour }, stamp, directory.difficulty))
      return refusal("wrong-stamp");
    stored.set(id, signedPart(jws));
    entries.set(id, jws);
    return { ok: true, value: { arrived: HOUR } };
  }
  const entries = new Map<string, string>();
  const api: ReporterApi = {
    directory: () => over("directory", () => ({ ok: true as const, value: directory })),
    recipient: (unit) =>
      over(`recipient ${unit}`, () => {
        const one = satgas.find((each) => each.unit === unit);
        return one ? { ok: true as const, value: { recipient: one.recipient } } : refusal("not-found");
      }),
    submit: (request) =>
      over("submit", async () => {
        const fault = faults.shift();
        if (fault === "lost-before") return refusal("offline");
        if (fault === "lost-after") return take(request).then(() => refusal("unavailable"));
        return fault ? refusal(fault) : take(request);
      }),
    mailbox: (token) =>
      over("mailbox", async () => {
        const asker = await verifyReporterToken(token, "https://posko.example", NOW);
        const entry = asker.status === "signed-in" ? entries.get(asker.id) : undefined;
        const logs = { reporter: [entry ?? ""], satgas: [] };
        return entry ? { ok: true as const, value: { stage: "DITERIMA", arrived: HOUR, logs } } : refusal("not-found");
      }),
  };
  const clocks = () => ({ phone: NOW, server: NOW });
  const sender = createSender({ api, root: verifierOf(chain.root), stack: "33", clocks });
  return { sender, faults, asked, entries, isOffline: (is: boolean) => (offline = is) };
}

const hand = (account = "cerita contoh", change: Partial<HandIn> = {}): HandIn => ({
  ...{ answers: { unit: "3316", account, mayClimb: true }, language: "id", conflicts: new Set<UnitCode>() },
  ...{ agreed: ["3316", "33", "01"], ...change },
});

let server: ReturnType<typeof serving>;
beforeEach(() => {
  server = serving([chain.ri, chain.province, chain.regency]);
});
const send = (what = hand()) => server.sender.send(what, () => {});

it("arrives, sealed for those she agreed to and for nobody else, under the id of her code", async () => {
  const outcome = await send();
  if (outcome.status !== "sent") throw new Error(outcome.status);
  const read = readReceipt(outcome.code);
  const keys = read.status === "read" ? await reporterKeys(read.receipt) : undefined;
  expect([...server.entries.keys()]).toEqual([keys?.id]);
  expect(outcome).toMatchObject({ asItWas: false, number: expect.stringMatching(/^[0-9A-Z]{3}-[0-9A-Z]{3}$/) });
  expect(server.asked.filter((what) => what.startsWith("recipient"))).toEqual([
    "recipient 3316",
    "recipient 33",
    "recipient 01",
  ]);
});

it("asks for each recipient once, although she sends before they have come", async () => {
  const who = await server.sender.whoOpens("3316", new Set());
  if (who.status !== "ready") throw new Error(who.status);
  const [, sent] = await Promise.all([server.sender.confirmed([...who.active, ...who.standby]), send()]);
  expect(sent).toMatchObject({ status: "sent" });
  expect(server.asked.filter((what) => what.startsWith("recipient"))).toHaveLength(3);
});

it("asks for the recipients of agreed seats alone", async () => {
  const answers = { ...hand().answers, mayClimb: false };
  expect(await send(hand("-", { answers, agreed: ["3316"] }))).toMatchObject({ status: "sent" });
  expect(server.asked).not.toContain("recipient 33");
});

it("an answer that was lost leaves words and code, and the same packet is taken once", async () => {
  server.faults.push("lost-after");
  const unknown = await send();
  expect(unknown).toMatchObject({ status: "failed", mayExist: { code: expect.any(String) } });
  const code = unknown.status === "failed" ? unknown.mayExist?.code : undefined;
  expect(await send()).toMatchObject({ status: "sent", asItWas: false, code });
  expect(server.asked).not.toContain("mailbox");
  expect(server.entries.size).toBe(1);
});

it("other words leave only after the first ones' fate is known: they lie there", async () => {
  server.faults.push("lost-after");
  await send();
  expect(await send(hand("kata lain"))).toMatchObject({ status: "sent", asItWas: true });
  expect(server.asked.filter((what) => what === "submit")).toHaveLength(1);
});

it("or they never arrived, and the new ones go under the same code", async () => {
  server.faults.push("lost-before");
  const unknown = await send();
  const code = unknown.status === "failed" ? unknown.mayExist?.code : undefined;
  expect(await send(hand("kata lain"))).toMatchObject({ status: "sent", asItWas: false, code });
});

it("stays unknown while nobody can tell", async () => {
  server.faults.push("lost-after");
  await send();
  server.isOffline(true);
  expect(await send(hand("kata lain"))).toMatchObject({ status: "failed", mayExist: { code: expect.any(String) } });
});

it("a clear refusal is no report, and shows no code", async () => {
  server.faults.push("refused");
  expect(await send()).toEqual({ status: "failed", failure: refusal("refused"), mayExist: undefined });
});

it("an instance that asks for more than another's list is given more", async () => {
  server.faults.push("wrong-stamp", "wrong-stamp");
  expect(await send()).toMatchObject({ status: "sent" });
});

it("a file can be sealed offline once she has confirmed who reads it, and bears the same code", async () => {
  const who = await server.sender.whoOpens("3316", new Set());
  await server.sender.confirmed(who.status === "ready" ? [...who.active, ...who.standby] : []);
  server.isOffline(true);
  const saved = await server.sender.sealedFile(hand());
  const carried = saved && readCarriedFile(saved.file);
  if (!saved || !carried) throw new Error("no file");
  const readers = new Map(chain.regency.keyring.readers.map(({ gen, identity }) => [gen, identity]));
  const read = await readReport(carried.sealed, readers, { entry: carried.entry, unit: "3316" });
  expect(read).toMatchObject({ status: "read", entry: { channel: "file" } });
  server.isOffline(false);
  expect(await send()).toMatchObject({ status: "sent", code: saved.code });
});

it("a file that somebody carried in before is found, and no second report is made of it", async () => {
  const saved = await server.sender.sealedFile(hand());
  const carried = saved && readCarriedFile(saved.file);
  const read = carried && (await readEntry(carried.entry));
  if (carried && read?.status === "read") server.entries.set(read.entry.id, carried.entry);
  server.faults.push("report-differs");
  expect(await send()).toMatchObject({ status: "sent", asItWas: false, code: saved?.code });
});

it("nothing is sealed to a recipient that the vouch does not name", async () => {
  const false33 = { ...chain.province, recipient: chain.ri.recipient };
  server = serving([chain.ri, false33, chain.regency], directoryOf(chain.ri, chain.province, chain.regency));
  expect(await send()).toMatchObject({ status: "failed", failure: { code: "unchecked" } });
  expect(server.asked).not.toContain("submit");
});

it("seats other than those she agreed to are shown to her first", async () => {
  expect(await send(hand("-", { agreed: ["33", "01"] }))).toEqual({ status: "seats-changed" });
});
