/**
 * Kinds of text, each a type of its own: where a report is named, a member's id does not compile. A text becomes of a
 * kind by its check alone, and each check has its one pattern here. Without imports: a form reads its settings with it
 * before the first question, and schemas (`contract.ts`) take the same checks.
 */
declare const kind: unique symbol;
export type Kind<Name extends string> = string & { readonly [kind]: Name };

/** Code of a work unit, two or four digits (`work-unit.ts`). In code it may be written out; only digits are taken. */
export type UnitCode = `${number}`;
/** RFC 7638 thumbprint of a reporter's voice. */
export type ReportId = Kind<"report id">;
/** RFC 7638 thumbprint of a member's verifier. */
export type MemberId = Kind<"member id">;
/** SHA-256, base64url. */
export type Hash = Kind<"hash">;

const matches = (value: unknown, pattern: RegExp): boolean => typeof value === "string" && pattern.test(value);

/** 32 and 16 bytes, in base64url without padding. */
export const is32Bytes = (value: unknown): value is string => matches(value, /^[\w-]{43}$/);
export const is16Bytes = (value: unknown): value is string => matches(value, /^[\w-]{22}$/);

export const isUnitCode = (value: unknown): value is UnitCode => matches(value, /^(\d{2}|\d{4})$/);
export const isReportId = (value: unknown): value is ReportId => is32Bytes(value);
export const isMemberId = (value: unknown): value is MemberId => is32Bytes(value);
export const isHash = (value: unknown): value is Hash => is32Bytes(value);

/** The text, as the kind that it must be by how it was made. @throws TypeError when it is not */
export function checked<T extends string>(is: (value: unknown) => value is T, text: string): T {
  if (!is(text)) throw new TypeError("a text of another kind");
  return text;
}
