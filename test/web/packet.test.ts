import { expect, it } from "vitest";
import type { RefusalCode } from "../../web/api.ts";
import { refusalIn } from "../../web/api.ts";
import { readAccepted, readDirectory, readMailbox, readRecipient } from "../../web/form/answers.ts";
import { isStale, nextAfter, type Packet, planFor } from "../../web/form/packet.ts";

const packet: Packet = {
  ...{ told: "{}", seats: "[3316]", language: "id", hour: "2026-11-26T04" },
  ...{ entry: "a.b.c", sealed: new Uint8Array(1), maybeArrived: false },
};
const maybe = { ...packet, maybeArrived: true };

it.each<[string, Packet | undefined, Partial<Packet>, string]>([
  ["nothing was written yet", undefined, {}, "anew"],
  ["nothing changed", packet, {}, "same"],
  ["nothing changed and it may have arrived", maybe, {}, "same"],
  ["the hour passed before it left", packet, { hour: "2026-11-26T06" }, "anew"],
  ["the hour passed, and it may lie there already", maybe, { hour: "2026-11-26T06" }, "same"],
  ["she changed the language before it left", packet, { language: "en" }, "anew"],
  ["she changed her words before it left", packet, { told: "{1}" }, "anew"],
  ["she changed her words, and it may lie there already", maybe, { told: "{1}" }, "ask-first"],
  ["others would read it, and it may lie there already", maybe, { seats: "[33]" }, "ask-first"],
])("%s", (_, before, change, plan) => {
  expect(planFor(before, { ...packet, ...change })).toBe(plan);
});

it.each<[RefusalCode, string]>([
  ["offline", "unknown"],
  ["unavailable", "unknown"],
  ["report-differs", "ask"],
  ["outdated-seat", "again"],
  ["unknown-seat", "again"],
  ["wrong-stamp", "again"],
  ["refused", "refused"],
  ["clock-off", "refused"],
])("%s: %s", (code, next) => {
  expect(nextAfter({ ok: false, code, words: { id: "", en: "" } })).toBe(next);
});

it("a stamp's hour is asked for anew after an hour, and after a clock was moved", () => {
  expect(isStale(0, 3_599_999)).toBe(false);
  expect(isStale(0, 3_600_000)).toBe(true);
  expect(isStale(7_200_000, 0)).toBe(true);
});

it("takes for an answer what the contract says and nothing else", () => {
  for (const read of [readAccepted, readDirectory, readMailbox, readRecipient]) {
    for (const body of [undefined, null, 7, "", [], {}, { ok: true }]) expect(read(body)).toBeUndefined();
  }
  expect(readAccepted({ arrived: "2026-11-26T04" })).toEqual({ arrived: "2026-11-26T04" });
  expect(readAccepted({ arrived: "soon" })).toBeUndefined();
  const mailbox = { stage: "TELAAH", arrived: "2026-11-26T04", logs: { reporter: ["a"], satgas: [] } };
  expect(readMailbox({ ...mailbox, newer: 1 })).toEqual(mailbox);
  expect(readMailbox({ ...mailbox, stage: "LATER" })).toBeUndefined();
  expect(readMailbox({ ...mailbox, openedAt: 7 })).toBeUndefined();
  expect(readMailbox({ ...mailbox, logs: { reporter: [7], satgas: [] } })).toBeUndefined();
});

it("lists the Satgas that it can read, whatever stands beside them", () => {
  const good = { vouch: ["{}", "s"], roll: ["{}", "s"], names: [["a", "b"]], red: true };
  const listed = { hour: "2026-11-26T04", difficulty: 8, satgas: { "33": good, "3316": { ...good, vouch: "x" } } };
  expect(readDirectory(listed)).toEqual({ ...listed, satgas: { "33": good } });
});

it("knows a refusal of the server from a body of something on the way", () => {
  const detail = { id: "a", en: "b" };
  expect(refusalIn({ code: "wrong-stamp", status: 422, detail }, 422)).toMatchObject({ code: "wrong-stamp" });
  expect(refusalIn({ code: "of-tomorrow", status: 418, detail }, 418)).toMatchObject({
    code: "refused",
    words: detail,
  });
  expect(refusalIn({ code: "wrong-stamp", status: 422, detail }, 502)).toBeUndefined();
  for (const body of [undefined, null, "no", {}, { code: "x", status: 502 }])
    expect(refusalIn(body, 502)).toBeUndefined();
});
