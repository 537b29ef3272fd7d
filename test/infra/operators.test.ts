/** What people may do with a stack, and that it is enough for the commands of the pages. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { statusPermissions } from "../../infra/status/permissions.ts";
import { oneStack, synthesizeEmpty } from "../support/assembly.ts";
import { askedOfDynamoDB, type DynamoDBRequest, forbidden, permitted } from "../support/dynamodb-request.ts";
import { temporaryDataFolder } from "../support/folder.ts";
import { check } from "../support/iam.ts";
import { onCall, withoutJq } from "../support/on-call.ts";
import { list, readTemplate, type Statement } from "../support/template.ts";

const folder = temporaryDataFolder();
let answering: Statement[];
let status: Statement[];
let restore: Statement[];
let lostTable: Statement[];
beforeAll(() => {
  const template = readTemplate(synthesizeEmpty(oneStack(), folder.path), "Posko-33");
  [answering = [], status = [], restore = [], lostTable = []] = ["on-call", "status", "restore", "lost-table"].map(
    (name) => template.policy(`Posko-33-${name}`),
  );
});
afterAll(folder.remove);

const pascal = (name: string) => name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

interface Command {
  readonly action: string;
  readonly options: Readonly<Record<string, string>>;
}
const actionOf = (service: string, command: string) =>
  command === "wait" ? "dynamodb:DescribeTable" : `${service.replace("sesv2", "ses")}:${pascal(command)}`;

/** What a page has one ask AWS. */
const commandsOf = (page: string): string[] =>
  [...readFileSync(`docs/run/${page}`, "utf8").matchAll(/\baws (\w+) ([a-z][\w-]+)/g)].map(
    ([, service = "", command = ""]) => actionOf(service, command),
  );

/** What `infra/on-call.sh` asks AWS, but who it is: that is allowed to everybody. */
function askedBy(commands: string): Command[] {
  const calls = onCall(commands).asked.filter(([service]) => service !== "sts");
  return calls.map(([service = "", command = "", ...words]) => ({
    action: actionOf(service, command),
    options: Object.fromEntries(
      words.flatMap((word, index) => (word.startsWith("--") ? [[pascal(word.slice(2)), words[index + 1] ?? ""]] : [])),
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
  for (const policy of [answering, status, restore, lostTable]) check(policy);
});

it("npm run status may do what it lists", () => {
  const actions = (all: readonly { readonly actions: readonly string[] }[]) => all.flatMap((one) => one.actions);
  const granted = status.map(({ Action }) => ({ actions: list(Action) }));
  expect(actions(granted)).toEqual(actions(statusPermissions));
});

describe("whoever answers alarms", () => {
  const allowed = () => answering.flatMap(({ Action }) => list(Action));

  it("may run each command of her page", () => {
    const commands = commandsOf("on-call.md");
    expect(commands.length).toBeGreaterThanOrEqual(5);
    for (const action of commands) expect(allowed(), action).toContain(action);
  });

  it.skipIf(withoutJq)("may run what her commands run", () => {
    const asked = askedBy("unread; reports 3316; report one; letters 3316; drill 3316; logs Watch");
    expect(asked.length).toBeGreaterThanOrEqual(10);
    for (const { action, options } of asked) {
      expect(allowed(), action).toContain(action);
      if (action === "dynamodb:Query") expect(permitted(answering, ask("Query", queryOf(options))), action).toBe(true);
    }
  });

  it("is shown nothing that is sealed or signed, and no address", () => {
    const query = (partition: string, more: object) => ({
      ...{ KeyConditionExpression: "pk = :p", ExpressionAttributeValues: { ":p": { S: partition } } },
      ...more,
    });
    const shown = { Select: "SPECIFIC_ATTRIBUTES", ProjectionExpression: "seats" };
    expect(permitted(answering, ask("Query", query("REPORT#x", shown)))).toBe(true);
    for (const ProjectionExpression of ["sealed", "entry", "bodyHash", "proofHash", "address", "mail"]) {
      expect(forbidden(answering, ask("Query", query("REPORT#x", { ...shown, ProjectionExpression })))).toBe(true);
    }
    expect(forbidden(answering, ask("Query", query("REPORT#x", {})))).toBe(true);
    for (const partition of ["BODY#x", "ENTRY#x", "KEYRING#3316", "ADDRESS#3316", "SATGAS#3316"]) {
      expect(forbidden(answering, ask("Query", query(partition, shown))), partition).toBe(true);
    }
  });

  it("changes nothing but the list of those to whom SES writes no longer, and the queue of what was given up", () => {
    const changing = answering
      .flatMap(({ Action }) => list(Action))
      .filter((one) => !/:(Get|List|Describe|Filter|Query)/.test(one));
    expect(changing.sort()).toEqual(["ses:DeleteSuppressedDestination", "sqs:DeleteMessage", "sqs:ReceiveMessage"]);
  });
});

describe("whoever restores", () => {
  it("may run each command of her page, one that is gone by the second policy alone", () => {
    const may = (policy: Statement[]) => policy.flatMap(({ Action }) => list(Action));
    const commands = commandsOf("restore.md");
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
