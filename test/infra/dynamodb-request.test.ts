import { describe, expect, it } from "vitest";
import { askedOfDynamoDB, type DynamoDBRequest, forbidden, permitted, verdicts } from "../support/dynamodb-request.ts";
import { allow, KEYS, on, TABLE } from "../support/statement.ts";

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
    const [updated] = asked("UpdateItem", {
      ...key("A#x"),
      UpdateExpression: "SET #due = :now, seats.inner = if_not_exists(since, :now) REMOVE Told ADD letters :one",
      ConditionExpression: "attribute_exists (opened) AND NOT #due BETWEEN :then AND :now OR #gone IN (:a, :b)",
      ExpressionAttributeNames: { "#due": "due", "#gone": "stage" },
    });
    const names = ["pk", "sk", "due", "seats", "since", "Told", "letters", "opened", "stage"];
    expect([...(updated?.context["dynamodb:Attributes"] ?? [])].sort()).toEqual(names.sort());
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
