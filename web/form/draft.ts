import type { Answers } from "../../shared/content/report.ts";
import { CONTACTS, LINE, RESPONDENTS, STORY } from "../../shared/limits.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import type { Language } from "../words/language.ts";
import type { HandIn } from "./outcome.ts";

/** What she has written so far. It lives in this variable and nowhere else. */
export type Draft = { readonly [Field in keyof Answers]?: Answers[Field] | undefined };

export type Respondent = NonNullable<Answers["respondents"]>[number];
export type Contact = NonNullable<Answers["contacts"]>[number];

const text = (value: string | undefined): string | undefined => value?.trim() || undefined;
const list = <T>(values: readonly T[] | undefined): T[] | undefined => (values?.length ? [...values] : undefined);

/** Leaves out every field without a value: a question that was skipped has no field. */
function filled<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as T;
}

const respondentOf = ({ name, position, status, unit, relation }: Respondent): Respondent =>
  filled({ name: text(name), position: text(position), status, unit: text(unit), relation: text(relation) });

/** Whether somebody else is the victim; who has not said is asked about herself. */
export const isAboutAnother = (role: Draft["role"]): boolean => role !== undefined && role !== "KORBAN";

/**
 * The answers as they go into the seal. What was asked only because of another answer goes when that answer goes: a
 * name typed before she chose to stay anonymous must not travel.
 */
export function answersOf<Unit extends UnitCode | undefined>(
  draft: Draft & { readonly unit: Unit },
): Omit<Answers, "unit"> & { readonly unit: Unit } {
  const contacts = list(draft.contacts?.filter(({ value }) => value.trim()));
  const aboutAnother = isAboutAnother(draft.role);
  const named = draft.identity === "NAMA_SAMARAN" || draft.identity === "BERNAMA";
  return filled<ReturnType<typeof answersOf<Unit>>>({
    dangerNow: draft.dangerNow,
    role: draft.role,
    victimAgrees: aboutAnother ? draft.victimAgrees : undefined,
    victimUnder18: draft.victimUnder18,
    unit: draft.unit,
    unitInWords: text(draft.unitInWords),
    status: draft.status,
    conflicts: draft.conflicts,
    needs: list(draft.needs),
    needsInWords: text(draft.needsInWords),
    when: text(draft.when),
    repeated: draft.repeated,
    ongoing: draft.ongoing,
    where: text(draft.where),
    contexts: list(draft.contexts),
    happenings: list(draft.happenings),
    account: text(draft.account),
    respondents: list(draft.respondents?.map(respondentOf).filter((respondent) => Object.keys(respondent).length > 0)),
    power: draft.power,
    retaliation: list(draft.retaliation),
    evidence: list(draft.evidence),
    evidenceInWords: text(draft.evidenceInWords),
    identity: draft.identity,
    name: named ? text(draft.name) : undefined,
    contacts,
    safeTimes: contacts && text(draft.safeTimes),
    zone: contacts && draft.zone,
    safeManner: contacts && text(draft.safeManner),
    mayLeaveMessage: contacts && draft.mayLeaveMessage,
    introduceAs: contacts && text(draft.introduceAs),
    consents: list(draft.consents),
    mayClimb: draft.mayClimb,
  });
}

/** Whether leaving the page would lose something. A work unit alone, which may come from the link, is not that. */
export const isWritten = (draft: Draft): boolean =>
  Object.keys(answersOf({ ...draft, unit: undefined })).some((field) => !["unit", "dangerNow"].includes(field));

const stories: readonly string[] = ["account", "needsInWords", "evidenceInWords"] satisfies (keyof Answers)[];

const textFits = (value: unknown, limit: number): boolean =>
  typeof value === "string"
    ? value.length <= limit
    : typeof value !== "object" ||
      Object.entries(value ?? {}).every(([field, entry]) => textFits(entry, stories.includes(field) ? STORY : LINE));

/** Whether the inbox can read these answers: what is longer could be sealed, and then never be read. */
export const withinLimits = (answers: Answers): boolean =>
  (answers.respondents?.length ?? 0) <= RESPONDENTS &&
  (answers.contacts?.length ?? 0) <= CONTACTS &&
  textFits(answers, LINE);

/** What all answers may hold beside seats, proof and reply address in the seal. */
const ANSWERS_LIMIT = 250 * 1024;

/** How many characters still fit, told only to someone who comes near the limit. Negative: too many. */
export function roomLeft(draft: Draft): number | undefined {
  const lengths = [draft.account, draft.needsInWords, draft.evidenceInWords].map((story) => story?.length ?? 0);
  const longest = Math.max(...lengths);
  // A character takes one to three bytes in UTF-8, so below a quarter of the limit there is nothing to count.
  if (lengths.reduce((sum, length) => sum + length, 0) < ANSWERS_LIMIT / 4) return undefined;
  const bytes = new TextEncoder().encode(JSON.stringify(answersOf({ ...draft, unit: undefined }))).length;
  const left = Math.min(STORY - longest, ANSWERS_LIMIT - bytes);
  return left < 10_000 ? left : undefined;
}

/**
 * The units that must not receive the report. Someone who does not know, or who skipped the question, is treated as
 * if her own unit were concerned: one level up is the safe side. Above KPU RI there is no level to go to.
 */
export function conflictUnits(unit: UnitCode, conflicts: Draft["conflicts"]): ReadonlySet<UnitCode> {
  if (Array.isArray(conflicts)) return new Set(conflicts);
  return new Set(unit === "01" ? [] : [unit]);
}

/** What is sealed, and for whom; nothing while she has not chosen her office or not seen who opens it. */
export function handInOf(
  { unit, ...draft }: Draft,
  language: Language,
  agreed: readonly UnitCode[] | undefined,
): HandIn | undefined {
  if (unit === undefined || agreed === undefined) return undefined;
  const answers = answersOf({ ...draft, unit });
  return { answers, language, agreed, conflicts: conflictUnits(unit, draft.conflicts) };
}

/** Nothing above the office could take over, and she has not said that it is free of ties. */
export const nobodyAbove = ({ unit, conflicts }: Draft): boolean => unit === "01" && !Array.isArray(conflicts);
