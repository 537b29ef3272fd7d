/**
 * Copies back what a table has lost, from a table that was restored beside it (`npm run restore`).
 *
 * Point-in-time recovery never restores into a table: AWS makes another one, and the stack knows only its own. So what
 * is missing is copied from the restored table into the live one. What is live is never overwritten, so a Satgas
 * that has changed since stays as it is, and a report that was opened since stays opened. It keeps no notes: killed at any
 * point, it is simply run again.
 */
import { setTimeout } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  type KeySchemaElement,
  PutItemCommand,
  ResourceNotFoundException,
  ScanCommand,
  type TableDescription,
} from "@aws-sdk/client-dynamodb";
import { HEADER, keys, OF_A_REPORT, PARTITION, reportIdIn } from "../functions/table/shape.ts";
import { OperatorError, runCommand } from "./command.ts";
import { REGION } from "./region.ts";
import { tableShape } from "./table.ts";

type Item = Record<string, AttributeValue>;

/** `left out`: of a report that was deleted since, or bytes that belong to none. */
const OUTCOMES = ["copied", "already there", "differing", "expired", "left out"] as const;
type Outcome = (typeof OUTCOMES)[number];
type Counts = Record<Outcome, number>;

interface Restore {
  readonly client: DynamoDBClient;
  readonly from: string;
  readonly to: string;
  /** Writes nothing, and counts as copied what would be. */
  readonly dryRun: boolean;
  /** Headers that came before their turn. */
  readonly ahead: Set<string | undefined>;
}

/** Requests at a time. A table paid by use takes more; the live one should not feel it. */
const AT_ONCE = 16;

/** @throws OperatorError unless both are Posko's tables, two different ones, and can be read */
async function checkTables({ client, from, to }: Restore): Promise<void> {
  const [restored, live] = [await describe(client, from), await describe(client, to)];
  // A table has a name and an address, and either may have been given.
  if (restored.TableArn === live.TableArn) throw new OperatorError(SAME);
  if (live.RestoreSummary?.SourceTableArn === restored.TableArn) {
    throw new OperatorError(`${to} was itself restored from ${from}; --from and --to seem to be swapped.`);
  }
}

const SAME = "--from and --to are the same table; --from is the restored one, --to the one that is live.";

async function describe(client: DynamoDBClient, name: string): Promise<TableDescription> {
  const { Table = {} } = await client.send(new DescribeTableCommand({ TableName: name })).catch((error: unknown) => {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    throw new OperatorError(`There is no table ${name} in this account and region.`);
  });
  if (Table.TableStatus !== "ACTIVE" && Table.TableStatus !== "UPDATING") {
    throw new OperatorError(`The table ${name} is ${Table.TableStatus}; wait until it is ACTIVE, then run this again.`);
  }
  const shape = ({ AttributeName, KeyType }: KeySchemaElement) => {
    const type = Table.AttributeDefinitions?.find((one) => one.AttributeName === AttributeName)?.AttributeType;
    return `${KeyType} ${AttributeName} ${type}`;
  };
  const ours = tableShape.KeySchema.map(({ KeyType, AttributeName }) => `${KeyType} ${AttributeName} S`).join();
  if (Table.KeySchema?.map(shape).join() !== ours) {
    throw new OperatorError(`The table ${name} is not Posko's: its keys are not the strings pk and sk.`);
  }
  return Table;
}

async function restore(task: Restore, progress: (line: string) => void): Promise<Map<string, Counts>> {
  const counts = new Map<string, Counts>();
  const count = (item: Item, outcome: Outcome) => {
    const kind = kindOf(item);
    const counted = counts.get(kind) ?? { copied: 0, "already there": 0, differing: 0, expired: 0, "left out": 0 };
    counted[outcome] += 1;
    counts.set(kind, counted);
  };
  let start: Item | undefined;
  let page = 0;
  do {
    const scan = new ScanCommand({ TableName: task.from, ExclusiveStartKey: start, ConsistentRead: true });
    const { Items = [], LastEvaluatedKey } = await retryWhenThrottled(() => task.client.send(scan));
    // A header that comes back is an INSERT in the live table's stream and wakes `alert`, as it did the first time. It
    // brings its clock along, so alert goes on where the clock stood: at worst a letter is written again, never none.
    for (const batch of [Items.filter(isHeader), Items.filter((item) => !isHeader(item))]) {
      await each(batch, async (item) => count(item, await copy(task, item)));
    }
    start = LastEvaluatedKey;
    page += 1;
    progress(`page ${page}: ${summary(counts)}`);
  } while (start);
  return counts;
}

async function copy(task: Restore, item: Item): Promise<Outcome> {
  const { client, from, to, dryRun, ahead } = task;
  // What the table itself has removed by its TTL, or soon will, must not come back.
  if (Number(item["expires"]?.N ?? Number.POSITIVE_INFINITY) <= Date.now() / 1000) return "expired";
  const { pk, sk } = item;
  if (!pk || !sk) throw new OperatorError(`The table ${from} holds an item without keys.`);
  const get = async (TableName: string, Key: Item) =>
    (await retryWhenThrottled(() => client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true })))).Item;
  const header = headerKeyOf(item);
  const report = header && (await get(to, header));
  // A case that was kept long enough, and is gone or going.
  if (report?.["state"]) return isDeepStrictEqual(report, item) ? "already there" : "left out";
  if (header && !report && isBody(item)) {
    // Bytes that no header names would be swept before their report comes.
    const theirs = await get(from, header);
    if (!theirs) return "left out";
    if ((await copy(task, theirs)) === "copied") ahead.add(theirs["pk"]?.S);
  }
  for (;;) {
    // Reading first: a put that is refused costs as much as one that is not.
    const there = await get(to, { pk, sk });
    if (there && isHeader(item) && ahead.has(pk.S)) return "copied";
    if (there) return isDeepStrictEqual(there, item) ? "already there" : "differing";
    if (dryRun) return "copied";
    const create = new PutItemCommand({ TableName: to, Item: item, ConditionExpression: "attribute_not_exists(pk)" });
    try {
      await retryWhenThrottled(() => client.send(create));
      return "copied";
    } catch (error) {
      // Written by somebody else just now, or by us before an answer was lost: look again.
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }
}

const isHeader = ({ sk }: Item): boolean => sk?.S === HEADER;
const isBody = ({ pk }: Item): boolean => pk?.S?.startsWith(PARTITION.body) === true;

/** The key of the report that an item belongs to, if it belongs to one. */
function headerKeyOf({ pk }: Item): Item | undefined {
  const id = OF_A_REPORT.some((one) => pk?.S?.startsWith(one)) && reportIdIn(pk?.S);
  if (!id) return undefined;
  const key = keys.report(id);
  return { pk: { S: key.pk }, sk: { S: key.sk } };
}

/** Such as REPORT or SATGAS KEY: what stands before an id, and nothing of the id. */
function kindOf({ pk, sk }: Item): string {
  const words = [pk, sk].flatMap((key) => /^[A-Z]{1,12}(?=#|$)/.exec(key?.S ?? "")?.[0] ?? []);
  return [...new Set(words)].join(" ") || "OTHER";
}

/** Reasons to ask again later. Any other is told at once. */
const PASSING = /^(ProvisionedThroughputExceeded|Throttling|RequestLimitExceeded|InternalServerError|Timeout)/;
const ATTEMPTS = 12;

/** The SDK's own retries share a budget, which a table that is busy for a minute empties. Here: two minutes at most. */
async function retryWhenThrottled<T>(ask: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      if (attempt === ATTEMPTS || !(error instanceof Error && PASSING.test(error.name))) throw error;
      // Not all at the same moment.
      await setTimeout(Math.min(50 * 2 ** attempt, 20_000) * (0.5 + Math.random() / 2));
    }
  }
}

async function each<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  let next = 0;
  let failed = false;
  async function worker(): Promise<void> {
    for (let one = all[next++]; one !== undefined && !failed; one = all[next++]) {
      await work(one).catch((error: unknown) => {
        failed = true;
        throw error;
      });
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

function summary(counts: ReadonlyMap<string, Counts>): string {
  const sum = (outcome: Outcome) => [...counts.values()].reduce((total, one) => total + one[outcome], 0);
  return OUTCOMES.map((outcome) => `${outcome} ${sum(outcome)}`).join(", ");
}

const USAGE = `Write: npm run restore -- --from RESTORED_TABLE --to LIVE_TABLE [--region ${REGION}] [--dry-run]`;

const text = { type: "string" } as const;
const options = { from: text, to: text, region: { ...text, default: REGION }, "dry-run": { type: "boolean" } } as const;

async function main(from: string, to: string, region: string, dryRun: boolean): Promise<void> {
  if (from === to) throw new OperatorError(SAME);
  const endpoint = process.env["DYNAMODB_ENDPOINT"];
  const client = new DynamoDBClient({
    region,
    ...(endpoint && { endpoint }),
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 20_000, throwOnRequestTimeout: true },
  });
  const task = { client, from, to, dryRun, ahead: new Set<string>() };
  await checkTables(task);
  console.info(dryRun ? "Dry run: nothing is written; copied is what would be." : `From ${from} into ${to}.`);
  const counts = await restore(task, console.info);
  console.info(`done: ${summary(counts)}`);
  for (const [kind, own] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    console.info(`  ${kind}: ${OUTCOMES.map((outcome) => `${outcome} ${own[outcome]}`).join(", ")}`);
  }
  if (dryRun) console.info("Nothing was written.");
}

await runCommand(USAGE, { options }, async ({ values: { from, to, region, "dry-run": dryRun = false } }) => {
  if (!from || !to) throw new OperatorError(USAGE);
  await main(from, to, region, dryRun).catch((error: unknown) => {
    if (error instanceof OperatorError) throw error;
    // Of a foreign error the name only: its message may quote what was asked, keys included.
    const name = error instanceof Error ? error.name : "an unknown error";
    throw new OperatorError(
      `Stopped by ${name}. Nothing that was live has been changed; run it again, it goes on with what is missing.`,
    );
  });
});
