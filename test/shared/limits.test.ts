import { describe, expect, it } from "vitest";
import { readContent } from "../../shared/content/read-content.ts";
import { type Answers, reportContentSchema } from "../../shared/content/report.ts";
import { CONTACTS, LINE, RESPONDENTS, STORY } from "../../shared/limits.ts";
import { withinLimits } from "../../web/form/draft.ts";

const read = (answers: Answers) =>
  readContent(reportContentSchema, {
    v: 1,
    kind: "report",
    language: "id",
    answers,
    reply: "age1pq1".padEnd(1959, "q"),
    proof: "x".repeat(43),
    random: "x".repeat(22),
  }).status;

const text = (length: number) => "x".repeat(length);

const bounded: readonly [string, number, (size: number) => Partial<Answers>][] = [
  ["the account", STORY, (size) => ({ account: text(size) })],
  ["other needs", STORY, (size) => ({ needsInWords: text(size) })],
  ["notes on evidence", STORY, (size) => ({ evidenceInWords: text(size) })],
  ["the office in words", LINE, (size) => ({ unitInWords: text(size) })],
  ["when", LINE, (size) => ({ when: text(size) })],
  ["where", LINE, (size) => ({ where: text(size) })],
  ["the name", LINE, (size) => ({ name: text(size) })],
  ["safe times", LINE, (size) => ({ safeTimes: text(size) })],
  ["the safe manner", LINE, (size) => ({ safeManner: text(size) })],
  ["an introduction", LINE, (size) => ({ introduceAs: text(size) })],
  ["a respondent's name", LINE, (size) => ({ respondents: [{ name: text(size) }] })],
  ["a contact's value", LINE, (size) => ({ contacts: [{ kind: "LAIN", value: text(size) }] })],
  ["respondents", RESPONDENTS, (size) => ({ respondents: Array.from({ length: size }, () => ({ name: "x" })) })],
  ["contacts", CONTACTS, (size) => ({ contacts: Array.from({ length: size }, () => ({ kind: "LAIN", value: "x" })) })],
];

describe("what the form seals, the inbox can read", () => {
  it.each(bounded)("%s: at the limit, and not one above", (_, limit, make) => {
    const [at, above] = [limit, limit + 1].map((size): Answers => ({ unit: "3316", ...make(size) })) as [
      Answers,
      Answers,
    ];
    expect([read(at), withinLimits(at)]).toEqual(["read", true]);
    expect([read(above), withinLimits(above)]).toEqual(["damaged", false]);
  });
});
