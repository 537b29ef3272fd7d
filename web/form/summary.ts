import type { UnitCode } from "../../shared/kind.ts";
import type { FormWords } from "../words/form.ts";
import { answersOf, type Draft, isAboutAnother } from "./draft.ts";
import type { Step } from "./steps.ts";
import { type Names, nameOf } from "./units.ts";

export interface Section {
  readonly step: Step;
  readonly title: string;
  readonly lines: readonly string[];
}

/** What she wrote, in words, for the screen before handing in and for a copy of her own. */
export function summary(draft: Draft, words: FormWords, names: Names): Section[] {
  const { codes, common } = words;
  const answers = answersOf({ ...draft, unit: draft.unit });
  const name = (code: UnitCode) => nameOf(names, code);
  const yesNo = (value: boolean | undefined) => (value === undefined ? undefined : value ? common.yes : common.no);
  const labelled = (label: string, value: string | undefined) => (value ? `${label}: ${value}` : undefined);
  const of = <Code extends string>(labels: Readonly<Record<Code, string>>, code: Code | undefined) =>
    code && labels[code];
  const all = <Code extends string>(labels: Readonly<Record<Code, string>>, values: readonly Code[] | undefined) =>
    values?.map((code) => labels[code]) ?? [];

  const conflicts = answers.conflicts;
  const people = (answers.respondents ?? []).map((person) =>
    [person.name, person.position, of(codes.respondentStatus, person.status), person.unit, person.relation]
      .filter(Boolean)
      .join(", "),
  );
  const contacts = (answers.contacts ?? []).map(({ kind, value }) => `${codes.contact[kind]}: ${value}`);

  const sections: [Step, string, (string | undefined)[]][] = [
    [
      "role",
      words.role.title,
      [
        of(codes.role, answers.role),
        labelled(words.role.agrees, of(codes.victimAgrees, answers.victimAgrees)),
        labelled(
          isAboutAnother(answers.role) ? words.role.under18 : words.role.under18Self,
          of(codes.yesNoUnknown, answers.victimUnder18),
        ),
      ],
    ],
    [
      "unit",
      words.unit.title,
      [
        answers.unitInWords ?? (answers.unit ? name(answers.unit) : words.review.noUnit),
        of(codes.status, answers.status),
      ],
    ],
    [
      "conflict",
      words.conflict.title,
      conflicts === undefined
        ? []
        : conflicts === "TIDAK_TAHU"
          ? [words.conflict.unknown]
          : conflicts.length === 0
            ? [words.conflict.no]
            : conflicts.map((code) => words.conflict.at(name(code))),
    ],
    ["needs", words.needs.title, [...all(codes.needs, answers.needs), answers.needsInWords]],
    [
      "whenWhere",
      words.whenWhere.title,
      [
        answers.when,
        answers.where,
        labelled(words.whenWhere.repeated, yesNo(answers.repeated)),
        labelled(words.whenWhere.ongoing, of(codes.yesNoUnknown, answers.ongoing)),
        ...all(codes.contexts, answers.contexts),
      ],
    ],
    ["happenings", words.happenings.title, all(codes.happenings, answers.happenings)],
    ["account", words.account.title, [answers.account]],
    [
      "respondents",
      words.respondents.title,
      [...people, labelled(words.respondents.power, of(codes.power, answers.power))],
    ],
    ["retaliation", words.retaliation.title, all(codes.retaliation, answers.retaliation)],
    ["evidence", words.evidence.title, [...all(codes.evidence, answers.evidence), answers.evidenceInWords]],
    [
      "identity",
      words.identity.title,
      [
        of(codes.identity, answers.identity),
        answers.name,
        ...contacts,
        labelled(words.identity.times, answers.safeTimes),
        of(codes.zone, answers.zone),
        labelled(words.identity.manner, answers.safeManner),
        labelled(words.identity.leaveMessage, yesNo(answers.mayLeaveMessage)),
        labelled(words.identity.introduceAs, answers.introduceAs),
      ],
    ],
    ["consents", words.consents.title, all(codes.consents, answers.consents)],
  ];
  return sections.map(([step, title, lines]) => ({
    step,
    title,
    lines: lines.filter((line): line is string => Boolean(line)),
  }));
}

/** The same as one text, without what was left empty. */
export const summaryText = (sections: readonly Section[]): string =>
  sections
    .filter(({ lines }) => lines.length > 0)
    .map(({ title, lines }) => [title, ...lines].join("\n"))
    .join("\n\n");
