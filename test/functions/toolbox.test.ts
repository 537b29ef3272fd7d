import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, describe, expect, inject, it, vi } from "vitest";
import { openTable } from "../../functions/table/table.ts";
import { transact, updateIf } from "../../functions/table/toolbox.ts";
import { createTable } from "../../infra/local/dynamodb.ts";

const SECRET = "cerita rahasia";
const $metadata = {};
const message = `no: ${SECRET}`;
const cancelled = (...codes: (string | undefined)[]) =>
  new TransactionCanceledException({
    ...{ $metadata, message },
    CancellationReasons: codes.map((Code) => ({ ...(Code && { Code }), Message: message, Item: { s: { S: SECRET } } })),
  });

beforeEach(() => {
  // Pauses take no time here.
  vi.spyOn(Math, "random").mockReturnValue(-0.5);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** A table whose engine answers with these, one after the other, and then with success. */
function answering(...refusals: Error[]) {
  const table = openTable("t", "http://127.0.0.1:9");
  const send = vi.spyOn(table.client, "send").mockImplementation(async () => {
    const refusal = refusals.shift();
    if (refusal) throw refusal;
    return {};
  });
  return { table, send };
}

describe("a transaction that is cancelled", () => {
  it.each([
    [["ConditionalCheckFailed"]],
    [["None", "ConditionalCheckFailed"]],
    [["TransactionConflict", "ConditionalCheckFailed"]],
  ])("by a condition (%j) is answered with false, and not repeated", async (codes) => {
    const { table, send } = answering(cancelled(...codes));
    expect(await transact(table, [])).toBe(false);
    expect(send).toHaveBeenCalledTimes(1);
  });

  it.each(["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"])(
    "by what passes (%s) is tried again, and given up by its name when it does not pass",
    async (code) => {
      const once = answering(cancelled("None", code));
      expect(await transact(once.table, [])).toBe(true);
      expect(once.send).toHaveBeenCalledTimes(2);
      const always = answering(...Array.from({ length: 9 }, () => cancelled(code)));
      await expect(transact(always.table, [])).rejects.toMatchObject({ name: code });
      expect(always.send).toHaveBeenCalledTimes(6);
    },
  );

  it.each([
    ["ValidationError", ["ValidationError"]],
    ["ItemCollectionSizeLimitExceeded", ["TransactionConflict", "ItemCollectionSizeLimitExceeded"]],
    ["ValidationError", ["ConditionalCheckFailed", "ValidationError"]],
    ["SomethingNew", ["SomethingNew"]],
    ["Unknown", [undefined]],
    ["Unknown", ["None"]],
    ["Unknown", []],
  ])("by what will not pass throws at once: %s of %j", async (name, codes) => {
    const { table, send } = answering(cancelled(...codes));
    const error: unknown = await transact(table, []).catch((error) => error);
    expect(error).toMatchObject({ name });
    expect(`${Object(error).stack}${JSON.stringify(error)}${Object(error).cause}`).not.toContain(SECRET);
    expect(send).toHaveBeenCalledTimes(1);
  });

  it("by a real engine is told apart in the same way, and nothing is quoted", async () => {
    const endpoint = inject("dynamodb");
    await createTable(endpoint, "toolbox");
    const table = openTable("toolbox", endpoint);
    const Key = { pk: "a", sk: "a" };
    const put = { Put: { TableName: table.name, Item: { ...Key, s: SECRET } } };
    expect(await transact(table, [put])).toBe(true);
    const onceMore = { Put: { ...put.Put, ConditionExpression: "attribute_not_exists(pk)" } };
    expect(await transact(table, [onceMore])).toBe(false);
    const Update = { TableName: table.name, Key, UpdateExpression: "SET s = s + :one" };
    const added = { Update: { ...Update, ExpressionAttributeValues: { ":one": 1 } } };
    const error: unknown = await transact(table, [added]).catch((error) => error);
    // This engine finds it before it begins, which is no cancellation; the SDK does not repeat it either.
    expect(error).toMatchObject({ name: "ValidationException", $metadata: { attempts: 1 } });
    expect(`${error}${JSON.stringify(error)}`).not.toContain(SECRET);
  });
});

it("a single write that meets a transaction is tried again; one whose condition does not hold is not", async () => {
  const { table, send } = answering(new TransactionConflictException({ $metadata, message }));
  expect(await updateIf(table, {}, {})).toBe(true);
  expect(send).toHaveBeenCalledTimes(2);
  const refused = answering(new ConditionalCheckFailedException({ $metadata, message }));
  expect(await updateIf(refused.table, {}, {})).toBe(false);
  expect(refused.send).toHaveBeenCalledTimes(1);
});
