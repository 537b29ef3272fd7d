import type { ReportEntry } from "../../shared/content/entry.ts";
import { type Answers, consents, type ReportContent } from "../../shared/content/report.ts";
import { isWorkUnit, unitName } from "../../shared/work-unit.ts";
import type { Speech } from "../words/inbox.ts";

/**
 * Lays a report out for its reader: what cannot wait first, then what is needed and how to make contact without doing
 * harm, and only then what happened. Pure: what it returns is text, drawn on the screen and on paper alike.
 */
export interface Reading {
  readonly urgent: readonly Notice[];
  readonly sections: readonly Section[];
  readonly consents: readonly { readonly label: string; readonly given: boolean }[];
  readonly routing: readonly Item[];
  /** Questions the reporter passed over. */
  readonly skipped: readonly string[];
}

export interface Notice {
  readonly tone: "alarm" | "warm" | "calm";
  readonly text: string;
}

export interface Item {
  readonly label: string;
  /** One value is a line, several are a list. */
  readonly values: readonly string[];
  /** In the reporter's own words, and language. */
  readonly said?: boolean;
  readonly tone?: Notice["tone"] | undefined;
  /** Too long to stand beside its label. */
  readonly long?: boolean;
}

interface Section {
  readonly title: string;
  readonly notices: readonly Notice[];
  readonly items: readonly Item[];
  readonly groups: readonly { readonly title: string; readonly items: readonly Item[] }[];
}

export function layOut(report: ReportContent, seats: ReportEntry["seats"], { words }: Speech): Reading {
  const { answers } = report;
  const { reportView, codes } = words;
  const { questions } = reportView;

  /** One answer as an item, or nothing when the question was passed over. */
  const ticked = <C extends string>(
    key: keyof Answers,
    codes: C | readonly C[] | undefined,
    names: Record<C, string>,
  ) => {
    const chosen = codes === undefined ? [] : typeof codes === "string" ? [codes] : codes;
    return chosen.length === 0 ? [] : [{ label: questions[key], values: chosen.map((code) => names[code]) }];
  };
  const said = (key: keyof Answers, text: string | undefined) =>
    text?.trim() ? [{ label: questions[key], values: [text], said: true }] : [];
  const section = (title: string, ...items: readonly (readonly Item[])[]): Section => ({
    title,
    notices: [],
    items: items.flat(),
    groups: [],
  });

  const agreed = new Set(answers.consents);
  const contacts = answers.contacts ?? [];

  const contact: Section = {
    ...section(
      reportView.contact,
      ticked("identity", answers.identity, codes.identity),
      said("name", answers.name),
      contacts.length > 0 ? [messageItem(answers.mayLeaveMessage, questions.mayLeaveMessage, reportView)] : [],
      contacts.map(({ kind, value }) => ({ label: codes.contact[kind], values: [value], said: true })),
      said("safeTimes", [answers.safeTimes, answers.zone].filter(Boolean).join(" · ")),
      said("safeManner", answers.safeManner),
      said("introduceAs", answers.introduceAs),
    ),
    notices: [
      ...(contacts.length === 0 ? [{ tone: "calm" as const, text: reportView.noContacts }] : []),
      ...(contacts.length > 0 && !agreed.has("hubungiSaya")
        ? [{ tone: "warm" as const, text: reportView.noContactConsent }]
        : []),
    ],
  };

  const respondents: Section = {
    ...section(reportView.respondents, ticked("power", answers.power, codes.power)),
    groups: (answers.respondents ?? []).map((respondent, index) => ({
      title: reportView.respondent(index + 1),
      items: (["name", "position", "status", "unit", "relation"] as const).flatMap((key) => {
        const value = respondent[key]?.trim();
        if (!value) return [];
        const label = reportView.respondentFields[key];
        if (key === "status" && respondent.status)
          return [{ label, values: [codes.respondentStatus[respondent.status]] }];
        return [{ label, values: [value], said: true }];
      }),
    })),
  };

  const sections = [
    section(reportView.needs, ticked("needs", answers.needs, codes.needs), said("needsInWords", answers.needsInWords)),
    contact,
    section(
      reportView.reporter,
      ticked("role", answers.role, codes.role),
      ticked("victimAgrees", answers.victimAgrees, codes.victimAgrees),
      ticked("victimUnder18", answers.victimUnder18, codes.yesNoUnknown),
      [{ label: questions.unit, values: [nameOfUnit(answers.unit)] }],
      said("unitInWords", answers.unitInWords),
      ticked("status", answers.status, codes.status),
    ),
    section(
      reportView.happened,
      said("when", answers.when),
      answers.repeated === undefined
        ? []
        : [
            {
              label: questions.repeated,
              values: [answers.repeated ? reportView.repeated.yes : reportView.repeated.no],
            },
          ],
      ticked("ongoing", answers.ongoing, codes.yesNoUnknown),
      said("where", answers.where),
      ticked("contexts", answers.contexts, codes.contexts),
      ticked("happenings", answers.happenings, codes.happenings),
      said("account", answers.account).map((item) => ({ ...item, long: true })),
    ),
    respondents,
    section(reportView.retaliation, ticked("retaliation", answers.retaliation, codes.retaliation)),
    section(
      reportView.evidence,
      ticked("evidence", answers.evidence, codes.evidence),
      said("evidenceInWords", answers.evidenceInWords),
    ),
  ];

  return {
    urgent: urgentNotices(answers, reportView),
    sections: sections.filter(({ items, groups, notices }) => items.length + groups.length + notices.length > 0),
    consents: [
      ...consents.map((consent) => ({ label: codes.consents[consent], given: agreed.has(consent) })),
      ...(answers.mayClimb === undefined ? [] : [{ label: questions.mayClimb, given: answers.mayClimb }]),
    ],
    routing: [
      { label: reportView.seats, values: seats.map(({ unit }) => reportView.seat(nameOfUnit(unit))) },
      { label: questions.conflicts, values: conflictsIn(answers.conflicts, reportView) },
    ].filter(({ values }) => values.length > 0),
    skipped: skippedIn(answers).map((key) => questions[key]),
  };
}

type ReadingWords = Speech["words"]["reportView"];

function urgentNotices({ dangerNow, victimUnder18, victimAgrees }: Answers, reportView: ReadingWords): Notice[] {
  const notices: Notice[] = [];
  if (dangerNow === "YA") notices.push({ tone: "alarm", text: reportView.danger });
  if (dangerNow === "TIDAK_TAHU") notices.push({ tone: "warm", text: reportView.dangerUnknown });
  if (victimUnder18 === "YA") notices.push({ tone: "alarm", text: reportView.under18 });
  if (victimUnder18 === "TIDAK_TAHU") notices.push({ tone: "warm", text: reportView.under18Unknown });
  if (victimAgrees === "TIDAK") notices.push({ tone: "warm", text: reportView.victimRefuses });
  return notices;
}

/** Silence about messages is read as "no": a message found by the wrong person cannot be taken back. */
const messageItem = (may: boolean | undefined, label: string, reportView: ReadingWords): Item => ({
  label,
  values: [may === undefined ? reportView.messageUnsaid : may ? reportView.messageAllowed : reportView.noMessage],
  tone: may === true ? undefined : "warm",
});

function conflictsIn(conflicts: Answers["conflicts"], reportView: ReadingWords): string[] {
  if (conflicts === undefined) return [];
  if (conflicts === "TIDAK_TAHU") return [reportView.conflictUnknown];
  return conflicts.length === 0 ? [reportView.noConflict] : conflicts.map(nameOfUnit);
}

/** A report may name a unit that this build does not know yet. */
const nameOfUnit = (code: string): string => (isWorkUnit(code) ? unitName(code) : code);

const filled = (answer: unknown): boolean =>
  typeof answer === "string" ? answer.trim() !== "" : Array.isArray(answer) ? answer.length > 0 : answer !== undefined;

/** What follows from another answer was never asked, so it was not passed over either. */
function skippedIn(answers: Answers): (keyof Answers)[] {
  const reachable = filled(answers.contacts);
  const asked: Record<keyof Answers, boolean> = {
    dangerNow: true,
    role: true,
    victimAgrees: answers.role !== undefined && answers.role !== "KORBAN",
    victimUnder18: true,
    unit: true,
    unitInWords: false,
    status: true,
    // An empty list is an answer: no conflict.
    conflicts: answers.conflicts === undefined,
    needs: true,
    needsInWords: false,
    when: true,
    repeated: true,
    ongoing: true,
    where: true,
    contexts: true,
    happenings: true,
    account: true,
    respondents: true,
    power: true,
    retaliation: true,
    evidence: true,
    evidenceInWords: false,
    identity: true,
    name: answers.identity !== undefined && answers.identity !== "ANONIM",
    contacts: true,
    safeTimes: reachable,
    zone: false,
    safeManner: reachable,
    mayLeaveMessage: false,
    introduceAs: reachable,
    consents: false,
    mayClimb: false,
  };
  return (Object.keys(asked) as (keyof Answers)[]).filter((key) => asked[key] && !filled(answers[key]));
}
