/** What people may do with a stack, and that it is enough for the commands of the pages. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { oneStack, synthesizeEmpty } from "../support/assembly.ts";
import { askedOfDynamoDB, type DynamoDBRequest, forbidden, permitted } from "../support/dynamodb-request.ts";
import { temporaryDataFolder } from "../support/folder.ts";
import { check } from "../support/iam.ts";
import { list, readTemplate, type Statement } from "../support/template.ts";

const folder = temporaryDataFolder();
let onCall: Statement[];
let restore: Statement[];
let lostTable: Statement[];
beforeAll(() => {
  const template = readTemplate(synthesizeEmpty(oneStack(), folder.path), "Posko-33");
  [onCall = [], restore = [], lostTable = []] = ["on-call", "restore", "lost-table"].map((name) =>
    template.policy(`Posko-33-${name}`),
  );
});
afterAll(folder.remove);

const pascal = (name: string) => name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

/** What a page gives to a shell at AWS: each command's action, and its options. */
function commandsOf(page: string) {
  const blocks = [...readFileSync(`docs/run/${page}`, "utf8").matchAll(/```sh\n(.*?)```/gs)].map(([, block]) => block);
  const text = blocks.join("\n").replaceAll(/\\\n\s*/g, " ");
  return [...text.matchAll(/\baws (\w+) ([\w-]+)([^\n]*)/g)].map(([, service = "", command = "", rest = ""]) => ({
    action: command === "wait" ? "dynamodb:DescribeTable" : `${service.replace("sesv2", "ses")}:${pascal(command)}`,
    options: Object.fromEntries(
      [...rest.matchAll(/--([\w-]+) (?:"([^"]*)"|'([^']*)'|(\S+))/g)].map(([, name = "", ...values]) => [
        pascal(name),
        values.find((value) => value !== undefined) ?? "",
      ]),
    ),
  }));
}

const TABLE = "PoskoTable.Arn";
/** Of the many options of a query, those that say what is asked for. */
function queryOf({ TableName: _, ScanIndexForward: __, ...options }: Record<string, string>): DynamoDBRequest {
  const { IndexName, KeyConditionExpression, FilterExpression, ProjectionExpression, Select } = options;
  const json = (text?: string) => (text === undefined ? undefined : JSON.parse(text));
  const request = {
    ...{ IndexName, KeyConditionExpression, FilterExpression, ProjectionExpression, Select },
    ExpressionAttributeNames: json(options["ExpressionAttributeNames"]),
    ExpressionAttributeValues: json(options["ExpressionAttributeValues"]),
  };
  return JSON.parse(JSON.stringify(request)) as DynamoDBRequest;
}
const ask = (operation: string, body: DynamoDBRequest, resource = TABLE) =>
  askedOfDynamoDB(`.${operation}`, body, resource);
const key = (partition: string) => ({ pk: { S: partition }, sk: { S: "x" } });

it("is written in actions, keys and operators that there are", () => {
  for (const policy of [onCall, restore, lostTable]) check(policy);
});

describe("whoever answers alarms", () => {
  it("may run each command of her page", () => {
    const commands = commandsOf("on-call.md");
    expect(commands.length).toBeGreaterThanOrEqual(10);
    const allowed = onCall.flatMap(({ Action }) => list(Action));
    for (const { action, options } of commands) {
      expect(allowed, action).toContain(action);
      if (action === "dynamodb:Query") expect(permitted(onCall, ask("Query", queryOf(options))), action).toBe(true);
    }
  });

  it("is shown nothing that is sealed or signed, and no address", () => {
    const query = (partition: string, more: object) => ({
      ...{ KeyConditionExpression: "pk = :p", ExpressionAttributeValues: { ":p": { S: partition } } },
      ...more,
    });
    const shown = { Select: "SPECIFIC_ATTRIBUTES", ProjectionExpression: "seats" };
    expect(permitted(onCall, ask("Query", query("REPORT#x", shown)))).toBe(true);
    for (const ProjectionExpression of ["sealed", "entry", "bodyHash", "proofHash", "address", "mail"]) {
      expect(forbidden(onCall, ask("Query", query("REPORT#x", { ...shown, ProjectionExpression })))).toBe(true);
    }
    expect(forbidden(onCall, ask("Query", query("REPORT#x", {})))).toBe(true);
    for (const partition of ["BODY#x", "ENTRY#x", "KEYRING#3316", "ADDRESS#3316", "SATGAS#3316"]) {
      expect(forbidden(onCall, ask("Query", query(partition, shown))), partition).toBe(true);
    }
  });

  it("changes nothing but the list of those to whom SES writes no longer, and the queue of what was given up", () => {
    const changing = onCall
      .flatMap(({ Action }) => list(Action))
      .filter((one) => !/:(Get|List|Describe|Filter|Query)/.test(one));
    expect(changing.sort()).toEqual(["ses:DeleteSuppressedDestination", "sqs:DeleteMessage", "sqs:ReceiveMessage"]);
  });
});

describe("whoever restores", () => {
  it("may run each command of her page, one that is gone by the second policy alone", () => {
    const may = (policy: Statement[]) => policy.flatMap(({ Action }) => list(Action));
    const commands = commandsOf("restore.md").map(({ action }) => action);
    expect(commands.length).toBeGreaterThanOrEqual(10);
    expect(commands.filter((action) => ![...may(restore), ...may(lostTable)].includes(action))).toEqual([]);
    expect(may(restore)).not.toEqual(
      expect.arrayContaining(["dynamodb:UpdateTable", "dynamodb:RestoreTableFromBackup"]),
    );
  });

  it("adds to the live table, and takes nothing from it", () => {
    for (const partition of ["BODY#x", "REPORT#x", "KEYRING#3316"]) {
      expect(permitted(restore, ask("GetItem", { Key: key(partition) }))).toBe(true);
      expect(permitted(restore, ask("PutItem", { Item: key(partition) }))).toBe(true);
      for (const action of ["UpdateItem", "DeleteItem"]) {
        expect(forbidden(restore, ask(action, { Key: key(partition) }))).toBe(true);
      }
    }
    expect(forbidden(restore, ask("Scan", {}))).toBe(true);
    const restored = "arn:aws:dynamodb:ap-southeast-3:000000000033:table/posko-33-restored-20261124";
    expect(permitted(restore, ask("Scan", {}, restored))).toBe(true);
    expect(forbidden(restore, ask("Scan", {}, restored.replace("33-", "34-")))).toBe(true);
  });
});
