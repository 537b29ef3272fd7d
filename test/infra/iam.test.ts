import { describe, expect, it } from "vitest";
import { askedOfDynamoDB, type DynamoDBRequest, forbidden, permitted, verdicts } from "../support/dynamodb-request.ts";
import { type Asked, allowed, check } from "../support/iam.ts";
import type { Statement } from "../support/template.ts";

const TABLE = "arn:table";
const KEYS = "dynamodb:LeadingKeys";

const allow = (Action: Statement["Action"], own: object = {}) =>
  ({ Effect: "Allow", Action, Resource: TABLE, ...own }) as Statement;
const on = (action: string, ...patterns: string[]) =>
  allow(action, { Condition: { "ForAllValues:StringLike": { [KEYS]: patterns } } });
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

const key = (pk: string) => ({ Key: { pk: { S: pk }, sk: { S: "x" } } });
const item = (pk: string, more: object = {}) => ({ Item: { pk: { S: pk }, sk: { S: "x" }, ...more } });
const asked = (operation: string, body: DynamoDBRequest) =>
  askedOfDynamoDB(`DynamoDB_20120810.${operation}`, body, TABLE);
const transaction = (...TransactItems: NonNullable<DynamoDBRequest["TransactItems"]>[number][]) =>
  asked("TransactWriteItems", { TransactItems });

describe("what a request to DynamoDB asks", () => {
  it("names the partition, of the table or of the index, wherever it stands", () => {
    const leading = (operation: string, body: DynamoDBRequest) =>
      asked(operation, body).map(({ resource, context }) => [resource, context[KEYS]]);
    expect(leading("GetItem", key("A#x"))).toEqual([[TABLE, ["A#x"]]]);
    expect(leading("PutItem", item("A#x"))).toEqual([[TABLE, ["A#x"]]]);
    const values = { ":a": { S: "x" }, ":b": { S: "INBOX#33" } };
    const listing = { IndexName: "listing", ExpressionAttributeValues: values };
    const KeyConditionExpression = "#o = :a AND #l = :b";
    const ExpressionAttributeNames = { "#o": "order", "#l": "list" };
    expect(leading("Query", { ...listing, KeyConditionExpression, ExpressionAttributeNames })).toEqual([
      [`${TABLE}/index/listing`, ["INBOX#33"]],
    ]);
    expect(leading("Query", { KeyConditionExpression: "sk = :a", ExpressionAttributeValues: values })).toEqual([
      [TABLE, []],
    ]);
  });

  it("names each top-level attribute that it touches, in any expression", () => {
    const [{ context } = ask("")] = asked("UpdateItem", {
      ...key("A#x"),
      UpdateExpression: "SET #due = :now, seats.inner = if_not_exists(since, :now) REMOVE Told ADD letters :one",
      ConditionExpression: "attribute_exists (opened) AND NOT #due BETWEEN :then AND :now OR #gone IN (:a, :b)",
      ExpressionAttributeNames: { "#due": "due", "#gone": "stage" },
    });
    const names = ["pk", "sk", "due", "seats", "since", "Told", "letters", "opened", "stage"];
    expect([...(context["dynamodb:Attributes"] ?? [])].sort()).toEqual(names.sort());
    const [filtered] = asked("Query", {
      KeyConditionExpression: "pk = :pk",
      FilterExpression: "sealed > :x",
      ProjectionExpression: "id, stage",
      Select: "SPECIFIC_ATTRIBUTES",
    });
    expect(filtered?.context).toMatchObject({
      "dynamodb:Attributes": ["pk", "sealed", "id", "stage"],
      "dynamodb:Select": ["SPECIFIC_ATTRIBUTES"],
    });
  });

  it("is each item's own action in a transaction and a batch", () => {
    const items = transaction(
      { Put: item("A#1") },
      { Update: key("B#1") },
      { Delete: key("C#1") },
      { ConditionCheck: key("D#1") },
    );
    expect(items.map(({ action }) => action)).toEqual(
      ["PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"].map((name) => `dynamodb:${name}`),
    );
    expect(items.map(({ context }) => context["dynamodb:EnclosingOperation"])).toEqual([
      ...Array.from({ length: 3 }, () => ["TransactWriteItems"]),
      undefined,
    ]);
    const Keys = [key("A#1").Key, key("A#2").Key];
    const batch = asked("BatchGetItem", { RequestItems: { table: { Keys, ProjectionExpression: "id" } } });
    expect(batch.map(({ action, context }) => [action, context[KEYS], context["dynamodb:Attributes"]])).toEqual([
      ["dynamodb:BatchGetItem", ["A#1"], ["pk", "sk", "id"]],
      ["dynamodb:BatchGetItem", ["A#2"], ["pk", "sk", "id"]],
    ]);
  });
});

describe("readings", () => {
  const puts = transaction({ Put: item("A#1") }, { Put: item("B#1") });
  const mixed = transaction({ Put: item("A#1") }, { Update: key("B#1") });

  it("agree on one item", () => {
    const get = asked("GetItem", key("A#1"));
    expect(new Set(Object.values(verdicts([on("dynamodb:GetItem", "A#*")], get)))).toEqual(new Set([true]));
    expect(forbidden([on("dynamodb:GetItem", "B#*")], get)).toBe(true);
  });

  it("item by item: a statement for each partition is enough", () => {
    const apart = [on("dynamodb:PutItem", "A#*"), on("dynamodb:PutItem", "B#*")];
    expect(verdicts(apart, puts)).toEqual({ "item by item": true, "action by action": false, "all at once": false });
    expect([permitted(apart, puts), forbidden(apart, puts)]).toEqual([false, false]);
  });

  it("action by action: one statement has to hold all items of an action", () => {
    expect(permitted([on("dynamodb:PutItem", "A#*", "B#*")], puts)).toBe(true);
    const each = [on("dynamodb:PutItem", "A#*"), on("dynamodb:UpdateItem", "B#*")];
    expect(verdicts(each, mixed)).toEqual({ "item by item": true, "action by action": true, "all at once": false });
  });

  it("all at once: each action meets the partitions of all items", () => {
    const both = [on("dynamodb:PutItem", "A#*", "B#*"), on("dynamodb:UpdateItem", "A#*", "B#*")];
    expect(permitted(both, mixed)).toBe(true);
    // At least one of its own: alone, each action is refused on the other's partition.
    const own = (action: string, pattern: string) =>
      allow(action, {
        Condition: {
          "ForAllValues:StringLike": { [KEYS]: ["A#*", "B#*"] },
          "ForAnyValue:StringLike": { [KEYS]: pattern },
        },
      });
    const precise = [own("dynamodb:PutItem", "A#*"), own("dynamodb:UpdateItem", "B#*")];
    expect(permitted(precise, mixed)).toBe(true);
    expect(forbidden(precise, asked("PutItem", item("B#1")))).toBe(true);
    expect(forbidden(precise, asked("UpdateItem", key("A#1")))).toBe(true);
    expect(forbidden(precise, transaction({ Put: item("A#1") }, { Update: key("C#1") }))).toBe(true);
  });

  it("put attributes and what is given back together as well", () => {
    const Condition = { "ForAllValues:StringEquals": { "dynamodb:Attributes": ["pk", "sk", "id"] } };
    const named = [allow("dynamodb:PutItem", { Condition })];
    const withSealed = transaction({ Put: item("A#1", { id: {} }) }, { Put: item("A#2", { sealed: {} }) });
    expect(forbidden(named, withSealed)).toBe(true);
    const batch = asked("BatchGetItem", { RequestItems: { table: { Keys: [key("A#1").Key, key("B#1").Key] } } });
    const get = [on("dynamodb:BatchGetItem", "A#*")];
    expect(forbidden(get, batch)).toBe(true);
    expect(permitted([on("dynamodb:BatchGetItem", "A#*", "B#*")], batch)).toBe(true);
  });
});

describe("an old item that a failed condition gives back", () => {
  const failing = { ReturnValuesOnConditionCheckFailure: "ALL_OLD" } as const;
  const silent = { Condition: { StringEqualsIfExists: { "dynamodb:ReturnValues": "NONE" } } };
  const single: [string, ReturnType<typeof asked>][] = [
    ["PutItem", asked("PutItem", { ...item("A#1"), ...failing })],
    ["UpdateItem", asked("UpdateItem", { ...key("A#1"), ...failing })],
    ["DeleteItem", asked("DeleteItem", { ...key("A#1"), ...failing })],
    ["ConditionCheckItem", transaction({ ConditionCheck: { ...key("A#1"), ...failing } })],
  ];

  it.each(single)("is needed only by who may read, and is forbidden for certain to no writer: %s", (name, request) => {
    const action = `dynamodb:${name}`;
    expect(permitted([allow(action), allow("dynamodb:GetItem")], request)).toBe(true);
    expect(permitted([allow(action)], request)).toBe(false);
    expect(permitted([allow(action, silent), allow("dynamodb:GetItem")], request)).toBe(false);
    expect([permitted([allow(action, silent)], request), forbidden([allow(action, silent)], request)]).toEqual([
      false,
      false,
    ]);
    expect(forbidden([allow("dynamodb:GetItem")], request)).toBe(true);
  });

  it("is nothing when it is not asked for", () => {
    const none = asked("PutItem", { ...item("A#1"), ReturnValuesOnConditionCheckFailure: "NONE" });
    expect(permitted([allow("dynamodb:PutItem", silent)], none)).toBe(true);
  });
});
