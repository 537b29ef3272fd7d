import type { Answers } from "../../shared/content/report.ts";

/**
 * What a person reads for each code of a report. The order here is the order on the screen, and a code without words
 * does not compile.
 */
type Single<K extends keyof Answers> = Record<Extract<NonNullable<Answers[K]>, string>, string>;
type Several<K extends keyof Answers> =
  NonNullable<Answers[K]> extends readonly (infer Code extends string)[] ? Record<Code, string> : never;
type Respondent = NonNullable<Answers["respondents"]>[number];
type Contact = NonNullable<Answers["contacts"]>[number];

export interface CodeWords {
  readonly yesNoUnknown: Single<"dangerNow">;
  readonly role: Single<"role">;
  readonly victimAgrees: Single<"victimAgrees">;
  readonly status: Single<"status">;
  readonly respondentStatus: Record<NonNullable<Respondent["status"]>, string>;
  readonly needs: Several<"needs">;
  readonly contexts: Several<"contexts">;
  readonly happenings: Several<"happenings">;
  readonly power: Single<"power">;
  readonly retaliation: Several<"retaliation">;
  readonly evidence: Several<"evidence">;
  readonly identity: Single<"identity">;
  readonly contact: Record<Contact["kind"], string>;
  readonly zone: Single<"zone">;
  readonly consents: Several<"consents">;
}
