import fc from "fast-check";
import type { UnitCode } from "../../shared/kind.ts";
import type { Draft } from "../../web/form/draft.ts";
import { reporterCodes } from "../../web/words/form/codes.ts";

const { id: codes } = reporterCodes;
const one = <Code extends string>(words: Readonly<Record<Code, string>>) =>
  fc.constantFrom(...(Object.keys(words) as Code[]));
const several = <Code extends string>(words: Readonly<Record<Code, string>>) => fc.uniqueArray(one(words));
/** What is typed may be blank, or end in blanks. */
const text = fc.oneof(fc.constantFrom("", " ", "\n"), fc.string({ maxLength: 20 }));

/** Whatever can be chosen and typed in the form, in any combination: the fields of screens that are hidden as well. */
export const anyDraft: fc.Arbitrary<Draft & { readonly unit: UnitCode }> = fc.record(
  {
    unit: fc.constantFrom("3316", "33", "01"),
    dangerNow: one(codes.yesNoUnknown),
    role: one(codes.role),
    victimAgrees: one(codes.victimAgrees),
    victimUnder18: one(codes.yesNoUnknown),
    unitInWords: text,
    status: one(codes.status),
    conflicts: fc.oneof(fc.constant("TIDAK_TAHU" as const), fc.subarray<UnitCode>(["3316", "33", "01"])),
    needs: several(codes.needs),
    needsInWords: text,
    when: text,
    repeated: fc.boolean(),
    ongoing: one(codes.yesNoUnknown),
    where: text,
    contexts: several(codes.contexts),
    happenings: several(codes.happenings),
    account: text,
    respondents: fc.array(
      fc.record(
        { name: text, position: text, status: one(codes.respondentStatus), unit: text, relation: text },
        { requiredKeys: [] },
      ),
      { maxLength: 4 },
    ),
    power: one(codes.power),
    retaliation: several(codes.retaliation),
    evidence: several(codes.evidence),
    evidenceInWords: text,
    identity: one(codes.identity),
    name: text,
    contacts: fc.array(fc.record({ kind: one(codes.contact), value: text }), { maxLength: 3 }),
    safeTimes: text,
    zone: one(codes.zone),
    safeManner: text,
    mayLeaveMessage: fc.boolean(),
    introduceAs: text,
    consents: several(codes.consents),
    mayClimb: fc.boolean(),
  },
  { requiredKeys: ["unit"] },
);
