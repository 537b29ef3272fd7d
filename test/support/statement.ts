import type { Statement } from "./template.ts";

/** The statements that the tests of judging are written in. */
export const TABLE = "arn:table";
export const KEYS = "dynamodb:LeadingKeys";

export const allow = (Action: Statement["Action"], own: object = {}) =>
  ({ Effect: "Allow", Action, Resource: TABLE, ...own }) as Statement;
export const on = (action: string, ...patterns: string[]) =>
  allow(action, { Condition: { "ForAllValues:StringLike": { [KEYS]: patterns } } });
