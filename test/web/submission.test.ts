import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Hour } from "../../shared/moment.ts";
import type { Refusal, RefusalCode } from "../../web/api.ts";
import {
  answered,
  begun,
  type Contents,
  type Fate,
  fateKnown,
  isStale,
  keysFetched,
  nothingSent,
  type PreparedReport,
  ROUNDS,
  type Step,
  type Submission,
  written,
} from "../../web/form/submission.ts";

const contents: Contents = { answers: "{}", seats: "[3316]", language: "id", hour: "2026-11-26T04" };
const report: PreparedReport = { ...contents, entry: "a.b.c", sealed: new Uint8Array(1), maybeArrived: false };
const maybe = { ...report, maybeArrived: true };
const refusal = (code: RefusalCode): Refusal => ({ ok: false, code, words: { id: "", en: "" } });
const at = (one: PreparedReport | undefined): Submission => ({ ...nothingSent, ...(one && { report: one }), round: 1 });

describe("with keys at hand,", () => {
  it.each<[string, PreparedReport | undefined, Partial<Contents>, string]>([
    ["a first report is written", undefined, {}, "write"],
    ["one that nothing changed goes as it is", report, {}, "send"],
    ["and so it does when it may have arrived", maybe, {}, "send"],
    ["one whose hour passed before it left is written anew", report, { hour: "2026-11-26T06" }, "write"],
    ["but not when it may lie there already", maybe, { hour: "2026-11-26T06" }, "send"],
    ["one in another language, before it left, is written anew", report, { language: "en" }, "write"],
    ["other words, before they left, are written anew", report, { answers: "{1}" }, "write"],
    ["other words wait for the fate of what may lie there", maybe, { answers: "{1}" }, "ask-fate"],
    ["other readers wait for it as well", maybe, { seats: "[33]" }, "ask-fate"],
  ])("%s", (_, before, change, command) => {
    const [, next] = keysFetched(at(before), { ...contents, ...change }, 8);
    expect(next.do).toBe(command);
    // A stamp is of the newest hour, whenever the report was written.
    if (next.do === "send") expect(next).toMatchObject({ hour: change.hour ?? contents.hour, bits: 8 });
  });
});

it.each<[RefusalCode, string, boolean]>([
  ["offline", "fail", true],
  ["unavailable", "fail", true],
  ["report-differs", "ask-fate", false],
  ["outdated-seat", "fetch-keys", false],
  ["unknown-seat", "fetch-keys", false],
  ["wrong-stamp", "fetch-keys", false],
  ["refused", "fail", false],
  ["clock-off", "fail", false],
])("%s: %s", (code, command, maybeArrived) => {
  const [now, next] = answered(at(report), refusal(code));
  expect(next.do).toBe(command);
  expect(now.report?.maybeArrived).toBe(maybeArrived);
});

it("a harder stamp is made for an instance that asks for more, up to what an old phone can compute", () => {
  const asked = (bits: number) => answered({ ...at(report), bits }, refusal("wrong-stamp"))[0].bits;
  expect([asked(8), asked(21), asked(22), asked(23)]).toEqual([10, 22, 22, 23]);
  expect(keysFetched({ ...at(report), bits: 12 }, contents, 8)[0].bits).toBe(12);
});

it("what lies under her code already is hers until it is known not to be", () => {
  const [asking, { do: next }] = answered(at(report), refusal("report-differs"));
  expect(next).toBe("ask-fate");
  const differs = refusal("report-differs");
  expect(fateKnown(asking, { status: "found", entry: "x.y.z" }, differs)[1]).toEqual({ do: "arrived", entry: "x.y.z" });
  for (const fate of [{ status: "not-found" } as const, refusal("offline")]) {
    const [now, command] = fateKnown(asking, fate, differs);
    expect(command).toEqual({ do: "fail", failure: differs });
    expect(now.report?.maybeArrived).toBe(true);
  }
});

/** What a server and a network can do, in any order; answers are taken in turn. */
const code = fc.constantFrom<RefusalCode>(
  ...(["offline", "unavailable", "report-differs", "outdated-seat", "wrong-stamp", "refused", "not-found"] as const),
);
const world = fc.record({
  attempts: fc.array(
    fc.record({ answers: fc.nat(2), seats: fc.nat(1), hour: fc.constantFrom<Hour>("2026-11-26T04", "2026-11-26T05") }),
    {
      minLength: 1,
      maxLength: 6,
    },
  ),
  answers: fc.array(fc.option(code), { maxLength: 20 }),
  fates: fc.array(
    fc.oneof(fc.constantFrom<Fate>({ status: "not-found" }, { status: "found", entry: "lies" }), code.map(refusal)),
  ),
});

it("whatever answers come: every attempt ends, and no second report leaves while the first one's fate is unknown", () => {
  fc.assert(
    fc.property(world, ({ attempts, answers, fates }) => {
      let submission = nothingSent;
      let written_ = 0;
      /** Left without a clear answer, and nobody has said since that it is not there. */
      let unknown: string | undefined;
      for (const attempt of attempts) {
        let step: Step = begun(submission);
        let rounds = 0;
        for (let steps = 0; ; steps += 1) {
          const [now, command] = step;
          submission = now;
          expect(steps).toBeLessThan(ROUNDS * 5);
          if (command.do === "arrived" || command.do === "fail") break;
          if (command.do === "fetch-keys") {
            rounds += 1;
            const wanted = {
              ...contents,
              answers: `${attempt.answers}`,
              seats: `${attempt.seats}`,
              hour: attempt.hour,
            };
            step = keysFetched(now, wanted, 8);
          } else if (command.do === "write") {
            written_ += 1;
            step = written(now, command.contents, { entry: `entry.${written_}.x`, sealed: new Uint8Array() });
          } else if (command.do === "ask-fate") {
            const fate = fates.shift() ?? { status: "not-found" };
            if ("status" in fate && fate.status === "not-found" && !("ok" in command.otherwise)) unknown = undefined;
            step = fateKnown(now, fate, command.otherwise);
          } else {
            expect(unknown ?? command.report.entry).toBe(command.report.entry);
            const refused = answers.shift() ?? undefined;
            if (refused === "offline" || refused === "unavailable") unknown = command.report.entry;
            step = answered(now, refused ? refusal(refused) : { ok: true, value: { arrived: contents.hour } });
          }
        }
        expect(rounds).toBeLessThanOrEqual(ROUNDS);
        // Then she is shown the code.
        if (unknown !== undefined) expect(submission.report).toMatchObject({ entry: unknown, maybeArrived: true });
      }
    }),
  );
});

it("a stamp's hour is asked for anew after an hour, and after a clock was moved", () => {
  expect(isStale(0, 3_599_999)).toBe(false);
  expect(isStale(0, 3_600_000)).toBe(true);
  expect(isStale(7_200_000, 0)).toBe(true);
});
