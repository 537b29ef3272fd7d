import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answers, ReportContent } from "../../shared/content/report.ts";
import { unitName } from "../../shared/work-unit.ts";
import { answersOf } from "../../web/form/draft.ts";
import { layOut } from "../../web/inbox/reading.ts";
import { speech } from "../../web/words/inbox.ts";
import { anyDraft } from "./drafts.ts";

const { words } = speech.id;
const { codes, reportView } = words;
const seats = [{ unit: "3316" as const, gen: 1 }];

const read = (answers: Omit<Answers, "unit">) => {
  const content = { v: 1, kind: "report", language: "id", answers: { unit: "3316", ...answers } } as const;
  return layOut({ ...content, reply: "", proof: "", random: "" } satisfies ReportContent, seats, speech.id);
};
const itemsOf = ({ sections, routing }: ReturnType<typeof read>) => [
  ...sections.flatMap(({ items, groups }) => [...items, ...groups.flatMap((group) => group.items)]),
  ...routing,
];

describe("a report is laid out", () => {
  it("with nothing left out that she wrote or ticked, and none of it twice in the skipped ones", () => {
    fc.assert(
      fc.property(anyDraft, (draft) => {
        const { unit: _, ...answers } = answersOf({ ...draft, unit: "3316" });
        const reading = read(answers);
        const values = itemsOf(reading).flatMap((item) => item.values);
        const { when, where, account, name, needsInWords, evidenceInWords, safeManner, introduceAs } = answers;
        for (const text of [when, where, account, name, needsInWords, evidenceInWords, safeManner, introduceAs])
          if (text !== undefined) expect(values).toContain(text);
        for (const person of answers.respondents ?? [])
          for (const [field, value] of Object.entries(person))
            expect(values).toContain(field === "status" ? codes.respondentStatus[person.status ?? "LAIN"] : value);
        for (const { value } of answers.contacts ?? []) expect(values).toContain(value);
        for (const list of ["needs", "contexts", "happenings", "retaliation", "evidence"] as const)
          for (const code of answers[list] ?? [])
            expect(values).toContain((codes[list] as Record<string, string>)[code]);
        for (const one of ["role", "status", "power", "identity"] as const) {
          const code = answers[one];
          if (code !== undefined) expect(values).toContain((codes[one] as Record<string, string>)[code]);
        }
        for (const field of Object.keys(answers) as (keyof Answers)[])
          if (!(field === "conflicts" && answers.conflicts?.length === 0))
            expect(reading.skipped).not.toContain(reportView.questions[field]);
        const given = reading.consents.filter((consent) => consent.given).map(({ label }) => label);
        for (const consent of answers.consents ?? []) expect(given).toContain(codes.consents[consent]);
      }),
    );
  });

  it("with what cannot wait first, the worst above", () => {
    const { urgent } = read({ victimAgrees: "TIDAK", role: "SAKSI", victimUnder18: "TIDAK_TAHU", dangerNow: "YA" });
    expect(urgent.map(({ tone }) => tone)).toEqual(["alarm", "warm", "warm"]);
    expect(urgent[0]?.text).toBe(reportView.danger);
    expect(read({ dangerNow: "TIDAK", victimUnder18: "TIDAK", victimAgrees: "YA" }).urgent).toEqual([]);
  });

  it("needs and a safe way to reach her before what happened", () => {
    const { sections } = read({
      ...{ account: "cerita", needs: ["MEDIS"], role: "KORBAN", respondents: [{ name: "A" }] },
      ...{ contacts: [{ kind: "WHATSAPP", value: "0812" }], retaliation: ["ANCAMAN"], evidence: ["FOTO"] },
    });
    const { needs, contact, reporter, happened, respondents, retaliation, evidence } = reportView;
    expect(sections.map(({ title }) => title)).toEqual([
      ...[needs, contact, reporter, happened, respondents, retaliation, evidence],
    ]);
  });

  it("silence about messages is a no, and silence about contact a warning", () => {
    const contacts = [{ kind: "TELEPON" as const, value: "0812" }];
    const message = (mayLeaveMessage?: boolean) => {
      const items = itemsOf(read({ contacts, ...(mayLeaveMessage !== undefined && { mayLeaveMessage }) }));
      return items.find(({ label }) => label === reportView.questions.mayLeaveMessage);
    };
    expect(message()).toMatchObject({ values: [reportView.messageUnsaid], tone: "warm" });
    expect(message(false)).toMatchObject({ values: [reportView.noMessage], tone: "warm" });
    expect(message(true)).toMatchObject({ values: [reportView.messageAllowed], tone: undefined });
    const notices = (answers: Omit<Answers, "unit">) =>
      read(answers)
        .sections.find(({ title }) => title === reportView.contact)
        ?.notices.map(({ text }) => text);
    expect(notices({ contacts })).toEqual([reportView.noContactConsent]);
    expect(notices({ contacts, consents: ["hubungiSaya"] })).toEqual([]);
    expect(notices({})).toEqual([reportView.noContacts]);
  });

  it("every consent is there, given or not, and those who can open it by name", () => {
    const { consents, routing } = read({ consents: ["rujuk"] });
    expect(consents.map(({ given }) => given)).toEqual([true, false, false, false]);
    expect(routing[0]?.values).toEqual([reportView.seat(unitName("3316"))]);
  });

  it("what follows from another answer was never asked, so it was not passed over either", () => {
    const { questions } = reportView;
    expect(read({ identity: "ANONIM" }).skipped).not.toContain(questions.name);
    expect(read({ identity: "BERNAMA" }).skipped).toContain(questions.name);
    expect(read({ role: "KORBAN" }).skipped).not.toContain(questions.victimAgrees);
    expect(read({}).skipped).not.toContain(questions.safeTimes);
    expect(read({ conflicts: [] }).skipped).not.toContain(questions.conflicts);
  });
});
