/** What every store does with the table, written once. Only this folder and the mail file know the AWS SDK. */
import { setTimeout } from "node:timers/promises";
import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  type BatchGetCommandOutput,
  DeleteCommand,
  GetCommand,
  type GetCommandInput,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  type QueryCommandOutput,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { Table } from "./table.ts";

type Key = Readonly<NonNullable<GetCommandInput["Key"]>>;
type Item = Record<string, unknown>;
/** What a query asks, without the table and without where its page begins. */
type Question = Omit<QueryCommandInput, "TableName">;
/** What an update changes, and on which condition. */
type Change = Omit<UpdateCommandInput, "TableName" | "Key">;
/** One action of a transaction. */
export type Action = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

/** The item with this key as it is now, or nothing. */
export async function getItem({ client, name }: Table, Key: Key): Promise<Item | undefined> {
  return (await client.send(new GetCommand({ TableName: name, Key, ConsistentRead: true }))).Item;
}

/** One request gets so many at most. */
const GOT_AT_ONCE = 100;

/** Those of these items that are there, as they are now, in any order. A key that is named twice counts once. */
export async function getEach({ client, name }: Table, Keys: readonly { pk: string; sk: string }[]): Promise<Item[]> {
  const found: Item[] = [];
  const waiting: Key[] = [...new Map(Keys.map((key) => [`${key.pk} ${key.sk}`, key])).values()];
  for (let attempt = 0; waiting.length > 0; ) {
    const RequestItems = { [name]: { Keys: waiting.splice(0, GOT_AT_ONCE), ConsistentRead: true } };
    const answer: BatchGetCommandOutput = await client.send(new BatchGetCommand({ RequestItems }));
    found.push(...(answer.Responses?.[name] ?? []));
    const left = answer.UnprocessedKeys?.[name]?.Keys ?? [];
    if (left.length === 0) continue;
    // The engine gives as much as it can; what it left out is asked for again, not at once.
    attempt += 1;
    if (attempt === TRIES) throw new Error("the engine left out items again and again");
    waiting.push(...left);
    await pauseBefore(attempt);
  }
  return found;
}

/** One page of a query, and the key after which the next one begins, if there is more. */
export async function pageOf({ client, name }: Table, question: Question): Promise<{ items: Item[]; last?: Item }> {
  const page: QueryCommandOutput = await client.send(new QueryCommand({ TableName: name, ...question }));
  return { items: page.Items ?? [], ...(page.LastEvaluatedKey && { last: page.LastEvaluatedKey }) };
}

/** All pages of a query, one after the other. The next one is asked for when the one before has been worked through. */
export async function* pagesOf(table: Table, question: Question): AsyncGenerator<Item[]> {
  let from: Item | undefined;
  do {
    const { items, last } = await pageOf(table, { ...question, ...(from && { ExclusiveStartKey: from }) });
    yield items;
    from = last;
  } while (from);
}

/** All items of all pages. For what is known to be few. */
export async function itemsOf(table: Table, question: Question): Promise<Item[]> {
  const all: Item[] = [];
  for await (const items of pagesOf(table, question)) all.push(...items);
  return all;
}

type Names = Record<string, string>;
type Values = Record<string, unknown>;

/** Puts an item over what is there, if the condition holds. @returns whether it did */
export async function putIf({ client, name }: Table, Item: Item, condition: string, names: Names, values?: Values) {
  const put = { TableName: name, Item, ...conditional(condition, names, values) };
  return retryOnConflict(() => client.send(new PutCommand(put)));
}

/** Deletes an item, if the condition holds. @returns whether it did */
export async function deleteIf({ client, name }: Table, Key: Key, condition: string, names: Names, values?: Values) {
  const removal = { TableName: name, Key, ...conditional(condition, names, values) };
  return retryOnConflict(() => client.send(new DeleteCommand(removal)));
}

/** Deletes an item, if it is there. */
export async function deleteItem({ client, name }: Table, Key: Key): Promise<void> {
  await retryOnConflict(() => client.send(new DeleteCommand({ TableName: name, Key })));
}

const conditional = (ConditionExpression: string, ExpressionAttributeNames: Names, values?: Values) => ({
  ConditionExpression,
  ExpressionAttributeNames,
  ...(values && { ExpressionAttributeValues: values }),
});

/** Changes an item if the condition holds. @returns whether it did */
export const updateIf = ({ client, name }: Table, Key: Key, change: Change): Promise<boolean> =>
  retryOnConflict(() => client.send(new UpdateCommand({ TableName: name, Key, ...change })));

/** Does all of these or none. @returns whether all conditions held */
export const transact = ({ client }: Table, actions: readonly Action[]): Promise<boolean> =>
  retryOnConflict(() => client.send(new TransactWriteCommand({ TransactItems: [...actions] })));

/** The expressions of an update: what is undefined goes, what is not named stays. At least one must be set. */
export function setOrRemove(fields: Readonly<Record<string, unknown>>) {
  const names = Object.keys(fields);
  const set = names.filter((name) => fields[name] !== undefined);
  const gone = names.filter((name) => fields[name] === undefined);
  const remove = gone.length > 0 ? ` REMOVE ${gone.map((name) => `#${name}`).join(", ")}` : "";
  return {
    UpdateExpression: `SET ${set.map((name) => `#${name} = :${name}`).join(", ")}${remove}`,
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(set.map((name) => [`:${name}`, fields[name]])),
  };
}

/** Those items that the schema takes. `onInvalid` is told of each other one: it must not hide the rest. */
export function parseEach<T>(
  schema: z.ZodMiniType<T>,
  items: readonly unknown[],
  onInvalid: (error: Error) => void,
): T[] {
  return items.flatMap((item) => {
    const parsed = z.safeParse(schema, item);
    if (!parsed.success) onInvalid(parsed.error);
    return parsed.success ? [parsed.data] : [];
  });
}

/** Works through all items, at most `atATime` of them at once. Rejects with the first failure. */
export async function forEachConcurrently<T>(
  items: readonly T[],
  atATime: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atATime, items.length) }, worker));
}

/** Why a write was refused, in the words that DynamoDB has for the reasons of a cancelled transaction. */
const CONDITION = "ConditionalCheckFailed";
/** Two writes met at one item, or the engine is busy: nobody's fault, and over in a moment. */
const PASSING = ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"];

/** Names the reason alone: what the SDK throws may hold items, and its message may quote them. */
class WriteRefused extends Error {
  constructor(reason: string) {
    super(`DynamoDB refused a write: ${reason}`);
    this.name = reason;
  }
}

/** Nothing for an error that is no refusal with reasons: the SDK has tried again what was worth it. */
function refusalReasons(error: unknown): string[] | undefined {
  if (error instanceof ConditionalCheckFailedException) return [CONDITION];
  if (error instanceof TransactionConflictException) return ["TransactionConflict"];
  if (!(error instanceof TransactionCanceledException)) return undefined;
  const codes = (error.CancellationReasons ?? []).map(({ Code = "Unknown" }) => Code).filter((code) => code !== "None");
  return codes.length > 0 ? codes : ["Unknown"];
}

const TRIES = 6;

/**
 * Writes, and tries again, a little later each time, while another write or a busy engine is in the way: the SDK leaves
 * that to the caller. What will not pass, such as a `ValidationError`, is never repeated: it would hide a fault of ours
 * behind a second of waiting.
 *
 * @returns whether the write's conditions held
 * @throws WriteRefused at once for a reason that will not pass, and when the last try met one that should have
 */
async function retryOnConflict(write: () => Promise<unknown>): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await write();
      return true;
    } catch (error) {
      const reasons = refusalReasons(error);
      if (!reasons) throw error;
      const lasting = reasons.find((reason) => reason !== CONDITION && !PASSING.includes(reason));
      if (lasting !== undefined) throw new WriteRefused(lasting);
      if (reasons.includes(CONDITION)) return false;
      if (attempt === TRIES) throw new WriteRefused(reasons[0] ?? "Unknown");
      await pauseBefore(attempt);
    }
  }
}

const pauseBefore = (attempt: number): Promise<void> => setTimeout(20 * 2 ** attempt * (0.5 + Math.random()));
