import type { Answers } from "../../shared/report.ts";
import type { UnitCode } from "../../shared/work-unit.ts";

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

/**
 * The answers as they go into the seal. What was asked only because of another answer goes when that answer goes: a
 * name typed before she chose to stay anonymous must not travel.
 */
export function answersOf(draft: Draft & { readonly unit: UnitCode }): Answers {
  const contacts = list(draft.contacts?.filter(({ value }) => value.trim()));
  const aboutAnother = draft.role !== undefined && draft.role !== "KORBAN";
  const named = draft.identity === "NAMA_SAMARAN" || draft.identity === "BERNAMA";
  return filled<Answers>({
    dangerNow: draft.dangerNow,
    role: draft.role,
    victimAgrees: aboutAnother ? draft.victimAgrees : undefined,
    victimUnder18: aboutAnother ? draft.victimUnder18 : undefined,
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
  Object.keys(answersOf({ ...draft, unit: "" })).some((field) => !["unit", "dangerNow"].includes(field));

/** What one story may hold, and what all answers may hold beside seats, proof and reply address in the seal. */
const STORY_LIMIT = 200_000;
const ANSWERS_LIMIT = 250 * 1024;

/** How many characters still fit, told only to someone who comes near the limit. Negative: too many. */
export function roomLeft(draft: Draft): number | undefined {
  const stories = [draft.account, draft.needsInWords, draft.evidenceInWords].map((story) => story?.length ?? 0);
  const longest = Math.max(...stories);
  // A character takes one to three bytes in UTF-8, so below a quarter of the limit there is nothing to count.
  if (stories.reduce((sum, length) => sum + length, 0) < ANSWERS_LIMIT / 4) return undefined;
  const bytes = new TextEncoder().encode(JSON.stringify(answersOf({ ...draft, unit: "" }))).length;
  const left = Math.min(STORY_LIMIT - longest, ANSWERS_LIMIT - bytes);
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
