import { describe, expect, it } from "vitest";
import { askedOfDynamoDB, type DynamoDBRequest } from "../support/dynamodb-request.ts";
import { type Asked, allowed, check } from "../support/iam.ts";
import { allow, KEYS, on, TABLE } from "../support/statement.ts";
import type { Statement } from "../support/template.ts";

const ask = (action: string, context: Asked["context"] = {}, resource = TABLE): Asked => ({
  action,
  resource,
  context,
});

/** Whether one condition lets these values of a key pass. */
const passes = (operator: string, key: string, wanted: string | string[], values?: string[], action = "PutItem") =>
  allowed([allow(`dynamodb:${action}`, { Condition: { [operator]: { [key]: wanted } } })], {
    ...ask(`dynamodb:${action}`),
    context: values ? { [key]: values } : {},
  });

describe("a statement", () => {
  it("lets pass what it names, and nothing that none names", () => {
    expect(allowed([], ask("dynamodb:GetItem"))).toBe(false);
    expect(allowed([allow(["dynamodb:GetItem", "dynamodb:Query"])], ask("dynamodb:Query"))).toBe(true);
    expect(allowed([allow("dynamodb:GetItem")], ask("dynamodb:PutItem"))).toBe(false);
    expect(allowed([allow("dynamodb:Query")], ask("dynamodb:Query", {}, "arn:table/index/listing"))).toBe(false);
    expect(allowed([allow("dynamodb:Query", { Resource: "*" })], ask("dynamodb:Query"))).toBe(true);
    const index = allow("dynamodb:Query", { Resource: ["arn:table/index/*"] });
    expect(allowed([index], ask("dynamodb:Query", {}, "arn:table/index/listing"))).toBe(true);
    expect(allowed([index], ask("dynamodb:Query"))).toBe(false);
  });

  it("that denies wins over all that allow", () => {
    const deny = { ...on("dynamodb:*Item", "BODY#*"), Effect: "Deny" } as Statement;
    const all = [deny, allow("dynamodb:GetItem")];
    expect(allowed(all, ask("dynamodb:GetItem", { [KEYS]: ["BODY#x"] }))).toBe(false);
    expect(allowed(all, ask("dynamodb:GetItem", { [KEYS]: ["REPORT#x"] }))).toBe(true);
    expect(allowed([deny], ask("dynamodb:GetItem", { [KEYS]: ["REPORT#x"] }))).toBe(false);
  });

  it("may name what it does not mean", () => {
    const notWrite = { Effect: "Allow", NotAction: ["dynamodb:PutItem"], NotResource: "arn:other*" } as Statement;
    expect(allowed([notWrite], ask("dynamodb:GetItem"))).toBe(true);
    expect(allowed([notWrite], ask("dynamodb:PutItem"))).toBe(false);
    expect(allowed([notWrite], ask("dynamodb:GetItem", {}, "arn:other/index"))).toBe(false);
  });
});

describe("an operator", () => {
  it("Null asks whether a key is there", () => {
    expect(passes("Null", KEYS, "false", ["LOAD"])).toBe(true);
    expect(passes("Null", KEYS, "false")).toBe(false);
    expect(passes("Null", KEYS, "false", [])).toBe(false);
    expect(passes("Null", KEYS, "true")).toBe(true);
    expect(passes("Null", KEYS, "true", ["LOAD"])).toBe(false);
  });

  it("ForAllValues is true of none", () => {
    for (const operator of ["ForAllValues:StringLike", "ForAllValues:StringEquals"]) {
      expect(passes(operator, KEYS, "LOAD")).toBe(true);
      expect(passes(operator, KEYS, "LOAD", [])).toBe(true);
      expect(passes(operator, KEYS, ["LOAD", "COUNT"], ["COUNT", "LOAD"])).toBe(true);
      expect(passes(operator, KEYS, ["LOAD", "COUNT"], ["LOAD", "OTHER"])).toBe(false);
    }
    expect(passes("ForAllValues:StringLike", KEYS, ["A#*", "B#?"], ["A#xyz", "B#x"])).toBe(true);
    expect(passes("ForAllValues:StringLike", KEYS, ["A#*", "B#?"], ["A#xyz", "B#xy"])).toBe(false);
    expect(passes("ForAllValues:StringLike", KEYS, "A.#*", ["AB#x"])).toBe(false);
    expect(passes("ForAllValues:StringEquals", KEYS, "A#*", ["A#x"])).toBe(false);
    expect(passes("ForAllValues:StringNotEquals", KEYS, "A", ["A", "B"])).toBe(false);
  });

  it("ForAnyValue is false of none", () => {
    for (const operator of ["ForAnyValue:StringLike", "ForAnyValue:StringEquals"]) {
      expect(passes(operator, KEYS, "LOAD")).toBe(false);
      expect(passes(operator, KEYS, "LOAD", ["OTHER", "LOAD"])).toBe(true);
      expect(passes(operator, KEYS, "LOAD", ["OTHER"])).toBe(false);
    }
    expect(passes("ForAnyValue:StringLikeIfExists", KEYS, "LOAD")).toBe(true);
  });

  it("StringEquals and StringLike need the key, unless it is IfExists or Not", () => {
    const key = "dynamodb:ReturnValues";
    for (const kind of ["StringEquals", "StringLike"]) {
      expect(passes(kind, key, "NONE")).toBe(false);
      expect(passes(kind, key, ["NONE", "ALL_NEW"], ["ALL_NEW"])).toBe(true);
      expect(passes(kind, key, "NONE", ["ALL_OLD"])).toBe(false);
      expect(passes(`${kind}IfExists`, key, "NONE")).toBe(true);
      expect(passes(`${kind}IfExists`, key, "NONE", ["NONE"])).toBe(true);
      expect(passes(`${kind}IfExists`, key, "NONE", ["ALL_OLD"])).toBe(false);
    }
    expect(passes("StringLike", key, "ALL_*", ["ALL_OLD"])).toBe(true);
    expect(passes("StringEquals", key, "ALL_*", ["ALL_OLD"])).toBe(false);
    for (const kind of ["StringNotEquals", "StringNotLike"]) {
      expect(passes(kind, key, "NONE")).toBe(true);
      expect(passes(kind, key, "NONE", ["ALL_OLD"])).toBe(true);
      expect(passes(kind, key, "NONE", ["NONE"])).toBe(false);
    }
  });

  it("needs every value of a single key to allow, and one to deny", () => {
    const key = "dynamodb:ReturnValues";
    expect(passes("StringEquals", key, "NONE", ["NONE", "ALL_OLD"])).toBe(false);
    const deny = allow("dynamodb:PutItem", { Effect: "Deny", Condition: { StringEquals: { [key]: "ALL_OLD" } } });
    const asked = ask("dynamodb:PutItem", { [key]: ["NONE", "ALL_OLD"] });
    expect(allowed([allow("dynamodb:PutItem"), deny], asked)).toBe(false);
  });

  it("holds with all the others of its statement", () => {
    const Condition = { Null: { [KEYS]: "false" }, "ForAllValues:StringLike": { [KEYS]: "A#*" } };
    const both = [allow("dynamodb:GetItem", { Condition })];
    expect(allowed(both, ask("dynamodb:GetItem"))).toBe(false);
    expect(allowed(both, ask("dynamodb:GetItem", { [KEYS]: ["A#x"] }))).toBe(true);
  });
});

describe("a name that AWS does not know", () => {
  const put = (Condition: object) => allow("dynamodb:PutItem", { Condition });
  it.each([
    ["an action", allow("dynamodb:PutItems")],
    ["a transaction, which is no action", allow("dynamodb:TransactWriteItems")],
    ["a pattern of actions that means none", allow("dynamo:*")],
    ["an action that is excepted", { Effect: "Allow", NotAction: "dynamodb:Put", Resource: "*" }],
    ["an effect", allow("dynamodb:PutItem", { Effect: "Permit" })],
    ["an element", allow("dynamodb:PutItem", { Conditions: {} })],
    ["an operator", put({ StringIs: { "dynamodb:ReturnValues": "NONE" } })],
    ["a set operator", put({ "ForAllValue:StringLike": { [KEYS]: "A#*" } })],
    ["a condition key", put({ "ForAllValues:StringLike": { "dynamodb:LeadingKey": "A#*" } })],
    [
      "a condition key of a failed condition",
      put({ StringEquals: { "dynamodb:ReturnValuesOnConditionCheckFailure": "NONE" } }),
    ],
    ["a condition key of another action", put({ StringEquals: { "dynamodb:Select": "SPECIFIC_ATTRIBUTES" } })],
    ["leading keys of a Scan", on("dynamodb:Scan", "A#*")],
    ["a key of several values without a set operator", put({ StringLike: { [KEYS]: "A#*" } })],
    ["all values of a single one", put({ "ForAllValues:StringEquals": { "dynamodb:ReturnValues": "NONE" } })],
    ["a Null that is neither true nor false", put({ Null: { [KEYS]: "no" } })],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of IAM's
    ["a variable", put({ "ForAllValues:StringLike": { [KEYS]: "${aws:userid}" } })],
  ] as [string, Statement][])("is refused: %s", (_what, statement) => {
    expect(() => check([statement])).toThrow();
    // Wherever it stands, and whatever is asked.
    expect(() => allowed([allow("dynamodb:GetItem"), statement], ask("dynamodb:GetItem"))).toThrow();
  });

  it("is none where AWS says that it is read only if it is there", () => {
    const Condition = { StringEqualsIfExists: { "dynamodb:ReturnValues": "NONE", "dynamodb:Select": "COUNT" } };
    check([allow(["dynamodb:GetItem", "dynamodb:Query", "dynamodb:UpdateItem"], { Condition })]);
  });

  it("is refused when it is asked", () => {
    expect(() => allowed([], ask("dynamodb:UpdateTables"))).toThrow("no action");
    expect(() => allowed([], ask("dynamodb:GetItem", { "dynamodb:ReturnValues": ["NONE"] }))).toThrow("has no");
    const asks = (request: object) => () => askedOfDynamoDB(".PutItem", request as DynamoDBRequest, TABLE);
    expect(asks({ Expected: {} })).toThrow("does not judge Expected");
  });
});
