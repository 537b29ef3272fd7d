/** Who may do what with which partition of the table, and that nobody may do anything else. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tableShape } from "../../infra/table.ts";
import { oneStack, synthesizeEmpty } from "../support/assembly.ts";
import { askedOfDynamoDB, type DynamoDBRequest, forbidden, permitted, verdicts } from "../support/dynamodb-request.ts";
import { temporaryDataFolder } from "../support/folder.ts";
import { readTemplate, type Statement } from "../support/template.ts";

/** The partitions of the table, and the lists of its indexes. */
const PLACES = [
  ...["BODY#x", "REPORT#x", "SEAT#x", "ENTRY#x", "EVENT#x"],
  ...["SATGAS#3316", "KEYRING#3316", "ADDRESS#3316", "JOIN#3316", "READINESS#3316", "LETTER#3316", "LOAD"],
  ...["listing/DIRECTORY", "listing/INBOX#3316", "listing/BODIES#2026-W48"],
  ...["clocks/REPORTS", "clocks/UNREADABLE", "clocks/LETTERS"],
] as const;
type Place = (typeof PLACES)[number];

const WRITES = ["PutItem", "UpdateItem", "DeleteItem"];
const ACTIONS = ["GetItem", "Query", ...WRITES, "ConditionCheckItem", "BatchGetItem"];

/** Operators' policies beside those of the functions. */
const ON_CALL = "Posko-33-on-call";
const STATUS = "Posko-33-status";
const CARRY = "Posko-33-carry";
const INVITE = "Posko-33-invite";

/** What each function needs, who answers alarms, and `npm run status`. */
const NEEDS: Readonly<Record<string, Partial<Record<Place, readonly string[]>>>> = {
  Report: {
    "BODY#x": ["PutItem"],
    "REPORT#x": ["GetItem", "PutItem"],
    "SEAT#x": ["PutItem"],
    "ENTRY#x": ["Query", "PutItem"],
    // Recipients of the generations, which are public.
    "SATGAS#3316": ["GetItem"],
    "LETTER#3316": ["GetItem"],
    "listing/DIRECTORY": ["Query"],
  },
  Inbox: {
    "BODY#x": ["GetItem"],
    "REPORT#x": ["GetItem", "UpdateItem", "ConditionCheckItem", "BatchGetItem"],
    "ENTRY#x": ["Query", "PutItem"],
    "EVENT#x": ["PutItem"],
    "SATGAS#3316": ["GetItem", "Query"],
    "KEYRING#3316": ["Query"],
    "READINESS#3316": ["GetItem", "UpdateItem"],
    // Which addresses are dead, and letters that an end orders.
    "LETTER#3316": ["Query", "UpdateItem"],
    "listing/DIRECTORY": ["Query"],
    "listing/INBOX#3316": ["Query"],
  },
  Satgas: {
    "SATGAS#3316": ["GetItem", "Query", "PutItem", "UpdateItem"],
    "KEYRING#3316": ["GetItem", "Query", "PutItem", "DeleteItem"],
    // Written beside a card, and never read.
    "ADDRESS#3316": ["GetItem", "PutItem"],
    "JOIN#3316": ["GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"],
    "listing/DIRECTORY": ["Query"],
  },
  Site: {},
  Alert: {
    "REPORT#x": ["UpdateItem", "BatchGetItem"],
    "SEAT#x": ["PutItem"],
    "EVENT#x": ["PutItem"],
    "SATGAS#3316": ["GetItem", "Query"],
    "ADDRESS#3316": ["Query"],
    "LETTER#3316": ["GetItem", "Query", "UpdateItem"],
    LOAD: ["UpdateItem"],
  },
  Watch: {
    "BODY#x": ["DeleteItem"],
    // It leaves a tombstone.
    "REPORT#x": ["PutItem", "UpdateItem", "BatchGetItem"],
    "SEAT#x": ["Query", "PutItem", "DeleteItem"],
    "ENTRY#x": ["Query", "DeleteItem"],
    "EVENT#x": ["Query", "PutItem", "DeleteItem"],
    "SATGAS#3316": ["GetItem", "Query"],
    "ADDRESS#3316": ["Query"],
    "LETTER#3316": ["GetItem", "Query", "UpdateItem"],
    "listing/BODIES#2026-W48": ["Query"],
    "clocks/REPORTS": ["Query"],
    "clocks/UNREADABLE": ["Query"],
    "clocks/LETTERS": ["Query"],
  },
  Bounce: {
    "REPORT#x": ["UpdateItem", "BatchGetItem"],
    "SATGAS#3316": ["GetItem", "Query"],
    // The address is known by its hash.
    "LETTER#3316": ["Query", "UpdateItem"],
    "listing/INBOX#3316": ["Query"],
  },
  Drill: {
    "BODY#x": ["PutItem"],
    "REPORT#x": ["PutItem"],
    "SEAT#x": ["PutItem"],
    "ENTRY#x": ["PutItem"],
    "SATGAS#3316": ["GetItem", "Query"],
    "READINESS#3316": ["GetItem", "UpdateItem"],
    "LETTER#3316": ["Query"],
    "listing/DIRECTORY": ["Query"],
  },
  // In the base table the attributes that are shown alone: `operators.test.ts`.
  [ON_CALL]: {
    "REPORT#x": ["Query"],
    "EVENT#x": ["Query"],
    "READINESS#3316": ["Query"],
    "LETTER#3316": ["Query"],
    "listing/DIRECTORY": ["Query"],
    "listing/INBOX#3316": ["Query"],
    "clocks/REPORTS": ["Query"],
    "clocks/UNREADABLE": ["Query"],
    "clocks/LETTERS": ["Query"],
  },
  // Of KPU RI alone.
  [CARRY]: {},
  [INVITE]: { "JOIN#3316": ["PutItem"] },
  [STATUS]: {
    "REPORT#x": ["BatchGetItem"],
    "SATGAS#3316": ["GetItem", "Query"],
    "LETTER#3316": ["Query"],
    "clocks/REPORTS": ["Query"],
    "clocks/UNREADABLE": ["Query"],
  },
};

const folder = temporaryDataFolder();
let statements: (name: string) => Statement[];

beforeAll(() => {
  const template = readTemplate(synthesizeEmpty(oneStack(), folder.path), "Posko-33");
  statements = (name) => (name.startsWith("Posko-") ? template.policy(name) : template.permissions(`${name}Function`));
});
afterAll(folder.remove);

/** The mildest request of its kind: it names the keys alone. */
function request(action: string, place: Place, more: DynamoDBRequest = {}): ReturnType<typeof askedOfDynamoDB> {
  const [partition = "", IndexName] = place.split("/").reverse();
  const of = { ...(IndexName !== undefined && { IndexName }), ...more };
  if (action === "ConditionCheckItem") {
    return asked("TransactWriteItems", { TransactItems: [{ ConditionCheck: { ...of, Key: key(partition) } }] });
  }
  if (action === "BatchGetItem") return asked(action, { RequestItems: { table: { Keys: [key(partition)] } } });
  if (action === "PutItem") return asked(action, { ...of, Item: key(partition) });
  if (action !== "Query") return asked(action, { ...of, Key: key(partition) });
  const { KeySchema } = tableShape.GlobalSecondaryIndexes.find((index) => index.IndexName === IndexName) ?? tableShape;
  const hash = KeySchema[0].AttributeName;
  return asked("Query", {
    ...of,
    ...{ KeyConditionExpression: "#hash = :partition", ExpressionAttributeNames: { "#hash": hash } },
    ...{ ExpressionAttributeValues: { ":partition": { S: partition } } },
    ...(IndexName === undefined && { ProjectionExpression: "pk", Select: "SPECIFIC_ATTRIBUTES" }),
    ...more,
  });
}

const key = (partition: string) => ({ pk: { S: partition }, sk: { S: "x" } });
const asked = (operation: string, body: DynamoDBRequest) => askedOfDynamoDB(`.${operation}`, body, "PoskoTable.Arn");

/** What may be done under each reading of IAM. @throws when it depends on the reading */
function may(name: string, items: ReturnType<typeof askedOfDynamoDB>): boolean {
  const yes = permitted(statements(name), items);
  if (!yes && !forbidden(statements(name), items)) {
    throw new Error(`${name} ${JSON.stringify(items)}: ${JSON.stringify(verdicts(statements(name), items))}`);
  }
  return yes;
}

it("carrying reads what KPU RI's Satgas is, and none of its keys", () => {
  const read = (partition: string) =>
    ["GetItem", "Query"].map((action) => may(CARRY, request(action, partition as Place)));
  expect(["SATGAS#01", "ADDRESS#01"].map(read)).toEqual([
    [true, true],
    [true, true],
  ]);
  expect(["KEYRING#01", "JOIN#01"].map(read)).toEqual([
    [false, false],
    [false, false],
  ]);
});

describe.each(Object.keys(NEEDS))("%s", (name) => {
  it("may do what it needs, and nothing else", () => {
    const found = PLACES.flatMap((place) => {
      // An index is asked by queries alone, and what is named in one partition is not there in another.
      const actions = ACTIONS.filter((action) => may(name, request(action, place)));
      return actions.length > 0 ? [[place, actions]] : [];
    });
    expect(Object.fromEntries(found)).toEqual(NEEDS[name]);
    expect(may(name, asked("Scan", {}))).toBe(false);
    expect(may(name, asked("Query", { Select: "SPECIFIC_ATTRIBUTES" }))).toBe(false);
    expect(may(name, asked("Query", { IndexName: "listing" }))).toBe(false);
  });

  it("gets nothing back from a write, where it would be a read", () => {
    const found = PLACES.flatMap((place) =>
      WRITES.filter((action) => may(name, request(action, place, { ReturnValues: "ALL_OLD" }))).map(
        (action) => `${name} ${action} ${place}`,
      ),
    );
    expect(found).toEqual([]);
  });

  it("takes nothing foreign into a transaction", () => {
    const places = PLACES.filter((place) => !place.includes("/"));
    const writes = places.flatMap((place) =>
      WRITES.filter((action) => NEEDS[name]?.[place]?.includes(action)).map((action) => ({ place, action })),
    );
    const foreign = places.filter((place) => writes.every((write) => write.place !== place));
    const part = (action: string, place: string) => ({
      [action.replace("Item", "")]: action === "PutItem" ? { Item: key(place) } : { Key: key(place) },
    });
    for (const own of writes) {
      for (const action of WRITES) {
        const beside = (place: string) =>
          asked("TransactWriteItems", { TransactItems: [part(own.action, own.place), part(action, place)] });
        for (const place of foreign) expect([place, may(name, beside(place))]).toEqual([place, false]);
        // Of its own partitions, another action than its own is refused where AWS judges item by item.
        for (const { place } of writes.filter((write) => !NEEDS[name]?.[write.place]?.includes(action))) {
          expect(verdicts(statements(name), beside(place))["item by item"]).toBe(false);
        }
      }
    }
  });
});

describe("a partition", () => {
  const who = (action: string, place: Place) => Object.keys(NEEDS).filter((name) => may(name, request(action, place)));
  const users = (place: Place) =>
    Object.fromEntries(
      ACTIONS.flatMap((action) => {
        const names = who(action, place);
        return names.length > 0 ? [[action, names]] : [];
      }),
    );

  it("of what is sealed is written by report and drill alone, and read by inbox alone", () => {
    expect(users("BODY#x")).toEqual({ GetItem: ["Inbox"], PutItem: ["Report", "Drill"], DeleteItem: ["Watch"] });
    // A Satgas's private keys.
    expect(users("KEYRING#3316")).toEqual({
      GetItem: ["Satgas"],
      Query: ["Inbox", "Satgas"],
      PutItem: ["Satgas"],
      DeleteItem: ["Satgas"],
    });
  });

  it("of addresses is read by those who write letters, and one address by whose it is", () => {
    expect(users("ADDRESS#3316")).toEqual({
      GetItem: ["Satgas"],
      Query: ["Alert", "Watch"],
      PutItem: ["Satgas"],
    });
  });

  it("of what a Satgas is, its keys and its addresses, is written by one function", () => {
    const places = ["SATGAS#3316", "KEYRING#3316", "ADDRESS#3316"] as const;
    const writers = places.flatMap((place) => WRITES.flatMap((action) => who(action, place)));
    expect([...new Set(writers)]).toEqual(["Satgas"]);
  });

  it("of entries is changed by nobody: one is put, and goes with its case", () => {
    expect(users("ENTRY#x")).toEqual({
      Query: ["Report", "Inbox", "Watch"],
      PutItem: ["Report", "Inbox", "Drill"],
      DeleteItem: ["Watch"],
    });
  });

  it("may come back where a condition fails: nothing that is documented forbids it", () => {
    // So whoever may write a partition has to be taken for one who may read it.
    const failing = asked("PutItem", { Item: key("BODY#x"), ReturnValuesOnConditionCheckFailure: "ALL_OLD" });
    expect([permitted(statements("Report"), failing), forbidden(statements("Report"), failing)]).toEqual([
      false,
      false,
    ]);
    expect(may("Site", failing)).toBe(false);
  });
});
