import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Answers, reportContentSchema } from "../../shared/content/report.ts";
import type { UnitCode } from "../../shared/kind.ts";
import { answersOf, conflictUnits, type Draft, handInOf, isWritten } from "../../web/form/draft.ts";
import { anyDraft } from "./drafts.ts";

/** What was asked only because of another answer: whether that answer stands. */
const reachable = (draft: Draft) => draft.contacts?.some(({ value }) => value.trim() !== "") === true;
const conditions: Readonly<Partial<Record<keyof Answers, (draft: Draft) => boolean>>> = {
  name: ({ identity }) => identity === "NAMA_SAMARAN" || identity === "BERNAMA",
  victimAgrees: ({ role }) => role !== undefined && role !== "KORBAN",
  safeTimes: reachable,
  zone: reachable,
  safeManner: reachable,
  mayLeaveMessage: reachable,
  introduceAs: reachable,
};

const isBlank = (value: unknown): boolean =>
  value === undefined || (typeof value === "string" ? value.trim() === "" : Array.isArray(value) && value.length === 0);

describe("answers from a draft", () => {
  it("hold no field that has outlived its condition, and every other that was filled in", () => {
    fc.assert(
      fc.property(anyDraft, (draft) => {
        const answers = answersOf(draft);
        for (const [field, asked] of Object.entries(conditions)) {
          const travels = field in answers;
          expect([field, travels]).toEqual([field, asked(draft) && !isBlank(draft[field as keyof Draft])]);
        }
        for (const field of Object.keys(draft) as (keyof Draft)[]) {
          // Lists of people and ways to reach her may hold nothing but blanks; no conflict is an answer.
          if (field in conditions || ["respondents", "contacts", "conflicts"].includes(field)) continue;
          expect([field, field in answers]).toEqual([field, !isBlank(draft[field])]);
        }
        expect(answers.conflicts).toEqual(draft.conflicts);
      }),
    );
  });

  it("are answers that a Satgas can read, with nothing blank in them, and the same when they are asked again", () => {
    const schema = reportContentSchema.shape.answers;
    fc.assert(
      fc.property(anyDraft, (draft) => {
        const answers = answersOf(draft);
        expect(schema.safeParse(answers)).toEqual({ success: true, data: answers });
        expect(answersOf(answers)).toEqual(answers);
        const texts = [answers, ...(answers.respondents ?? []), ...(answers.contacts ?? [])].flatMap(Object.values);
        for (const value of texts) expect(typeof value === "string" && value.trim() === "").toBe(false);
        for (const person of answers.respondents ?? []) expect(Object.keys(person)).not.toEqual([]);
      }),
    );
  });

  it("leave behind a name that was typed before she chose to stay anonymous", () => {
    const named = { unit: "3316", identity: "BERNAMA", name: "Melati Contoh" } as const;
    expect(answersOf(named)).toHaveProperty("name", "Melati Contoh");
    for (const identity of ["ANONIM", undefined] as const)
      expect(JSON.stringify(answersOf({ ...named, identity }))).not.toContain("Melati");
  });

  it("an office alone, which may come from the link, is nothing to lose; any word is", () => {
    expect(isWritten({ unit: "3316", dangerNow: "YA", account: " " })).toBe(false);
    expect(isWritten({ account: "a" })).toBe(true);
    expect(isWritten({ conflicts: [] })).toBe(true);
  });
});

describe("who is in conflict", () => {
  it.each<[UnitCode, Draft["conflicts"], UnitCode[]]>([
    ["3316", undefined, ["3316"]],
    ["3316", "TIDAK_TAHU", ["3316"]],
    ["3316", [], []],
    ["3316", ["33"], ["33"]],
    ["3316", ["3316", "01"], ["3316", "01"]],
    ["33", undefined, ["33"]],
    // Above KPU RI there is no level to go to.
    ["01", undefined, []],
    ["01", "TIDAK_TAHU", []],
    ["01", ["01"], ["01"]],
  ])("from %s, answering %j: %j", (unit, conflicts, expected) => {
    expect([...conflictUnits(unit, conflicts)]).toEqual(expected);
    expect(handInOf({ unit, conflicts }, "id", ["33"])?.conflicts).toEqual(new Set(expected));
  });

  it("nothing is handed in before she has chosen an office and seen who opens it", () => {
    expect(handInOf({ account: "cerita" }, "id", ["33"])).toBeUndefined();
    expect(handInOf({ unit: "3316", account: "cerita" }, "id", undefined)).toBeUndefined();
    expect(handInOf({ unit: "3316", account: " cerita " }, "en", ["33"])).toMatchObject({
      ...{ answers: { unit: "3316", account: "cerita" }, language: "en", agreed: ["33"] },
    });
  });
});
