/** What a request to DynamoDB asks of IAM, under every reading of what AWS documents and what it leaves open. */
import { tableShape } from "../../infra/table.ts";
import { type Asked, allowed, hasKey } from "./iam.ts";
import type { Statement } from "./template.ts";

/** One item of a request. */
interface AskedItem extends Asked {
  /** When its condition fails it gives back the old item. */
  readonly readsOnFailure?: true;
}

/** Several items in one request: how AWS puts them before a policy is not documented. */
const MERGES: Readonly<Record<string, (items: readonly Asked[]) => Asked[]>> = {
  "item by item": (items) => [...items],
  "action by action": (items) => together(items, (one, other) => one.action === other.action),
  "all at once": (items) => together(items, () => true),
};

/**
 * What a failed condition gives back is a read, for which no condition key is documented: `ReturnValuesOn…` is not
 * `ReturnValues`. AWS may see it as `ReturnValues`, ask for a GetItem beside it, or ask for nothing.
 */
const FAILURES: Readonly<Record<string, (item: AskedItem) => Asked[]>> = {
  "and sees no read in a failure": ({ readsOnFailure: _, ...item }) => [item],
  "and sees what a failure gives back": ({ readsOnFailure, ...item }) =>
    readsOnFailure ? [{ ...item, context: { ...item.context, "dynamodb:ReturnValues": ["ALL_OLD"] } }] : [item],
  "and a failure that gives back is a GetItem": ({ readsOnFailure, ...item }) =>
    readsOnFailure ? [item, { ...item, action: "dynamodb:GetItem", context: known("dynamodb:GetItem", item) }] : [item],
};

/** Whether a request is permitted, under each reading by its name. */
export function verdicts(statements: readonly Statement[], items: readonly AskedItem[]): Record<string, boolean> {
  const open = items.some(({ readsOnFailure }) => readsOnFailure);
  const failures = Object.entries(FAILURES).slice(0, open ? undefined : 1);
  return Object.fromEntries(
    Object.entries(MERGES).flatMap(([name, merge]) =>
      failures.map(([more, see]): [string, boolean] => [
        open ? `${name}, ${more}` : name,
        merge(items.flatMap(see)).every((one) => allowed(statements, one)),
      ]),
    ),
  );
}

/** Whether a request is permitted under every reading: what is needed has to be. */
export const permitted = (statements: readonly Statement[], items: readonly AskedItem[]): boolean =>
  Object.values(verdicts(statements, items)).every((verdict) => verdict);

/** Whether a request is refused under every reading: what must not be has to be. Not the opposite of permitted. */
export const forbidden = (statements: readonly Statement[], items: readonly AskedItem[]): boolean =>
  Object.values(verdicts(statements, items)).every((verdict) => !verdict);

/** Each item's action, on a context that holds the values of all items it is put together with. */
function together(items: readonly Asked[], beside: (one: Asked, other: Asked) => boolean): Asked[] {
  return items.map((item) => {
    const context: Record<string, readonly string[]> = {};
    for (const other of items.filter((one) => one.resource === item.resource && beside(item, one))) {
      for (const [key, values = []] of Object.entries(known(item.action, other))) {
        context[key] = [...new Set([...(context[key] ?? []), ...values])];
      }
    }
    return { ...item, context };
  });
}

const known = (action: string, { context }: Asked): Asked["context"] =>
  Object.fromEntries(Object.entries(context).filter(([key]) => hasKey(action, key)));

type AttributeMap = Record<string, { S?: string }>;

/** The parts of a request that say what is touched and what is given back. */
interface ItemRequest {
  readonly Item?: AttributeMap;
  readonly Key?: AttributeMap;
  readonly IndexName?: string;
  readonly KeyConditionExpression?: string;
  readonly FilterExpression?: string;
  readonly ProjectionExpression?: string;
  readonly UpdateExpression?: string;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: AttributeMap;
  readonly Select?: string;
  readonly ReturnValues?: string;
  readonly ReturnValuesOnConditionCheckFailure?: string;
  readonly ReturnConsumedCapacity?: string;
}

export interface DynamoDBRequest extends ItemRequest {
  readonly TransactItems?: readonly Record<string, ItemRequest>[];
  readonly RequestItems?: Record<string, ItemRequest & { readonly Keys: readonly AttributeMap[] }>;
}

const FIELDS = [
  ...["TableName", "IndexName", "Item", "Key", "Keys", "KeyConditionExpression", "FilterExpression"],
  ...["ProjectionExpression", "UpdateExpression", "ConditionExpression", "ExpressionAttributeNames"],
  ...["ExpressionAttributeValues", "Select", "ReturnValues", "ReturnValuesOnConditionCheckFailure"],
  ...["ReturnConsumedCapacity", "ConsistentRead", "ExclusiveStartKey", "Limit", "ScanIndexForward"],
];
const EXPRESSIONS = ["KeyCondition", "Filter", "Projection", "Update", "Condition"] as const;
const WORDS = ["AND", "OR", "NOT", "BETWEEN", "IN", "SET", "REMOVE", "ADD", "DELETE"];

/**
 * What each item of a request asks.
 *
 * @param target the header `x-amz-target`, such as `DynamoDB_20120810.GetItem`
 * @param table the resource that stands for the table
 * @throws at a field that is not judged here
 */
export function askedOfDynamoDB(target: string, body: DynamoDBRequest, table: string): AskedItem[] {
  const operation = target.split(".")[1] ?? "";
  const { TransactItems, RequestItems } = body;
  if (operation === "TransactWriteItems" || operation === "TransactGetItems") {
    return (TransactItems ?? []).flatMap((item) =>
      Object.entries(item).map(([kind, part]) => askedOf(`dynamodb:${kind}Item`, part, table, operation)),
    );
  }
  if (operation === "BatchGetItem") {
    return Object.values(RequestItems ?? {}).flatMap(({ Keys, ...shared }) =>
      Keys.map((Key) => askedOf("dynamodb:BatchGetItem", { ...shared, Key }, table)),
    );
  }
  return [askedOf(`dynamodb:${operation}`, body, table)];
}

function askedOf(action: string, request: ItemRequest, table: string, enclosing?: string): AskedItem {
  const stranger = Object.keys(request).find((field) => !FIELDS.includes(field));
  if (stranger) throw new Error(`this stand-in for IAM does not judge ${stranger}`);
  const { Item, Key, IndexName, Select, ReturnValues, ReturnConsumedCapacity } = request;
  const partition = partitionOf(request);
  const named = EXPRESSIONS.flatMap((kind) => namesIn(request, request[`${kind}Expression`]));
  const context: Asked["context"] = {
    "dynamodb:LeadingKeys": partition === undefined ? [] : [partition],
    "dynamodb:Attributes": [...new Set([...Object.keys({ ...Item, ...Key }), ...named])],
    // As they are in the request: whether what DynamoDB takes without them is there as well is not documented.
    ...(Select !== undefined && { "dynamodb:Select": [Select] }),
    ...(ReturnValues !== undefined && { "dynamodb:ReturnValues": [ReturnValues] }),
    ...(ReturnConsumedCapacity !== undefined && { "dynamodb:ReturnConsumedCapacity": [ReturnConsumedCapacity] }),
    ...(enclosing !== undefined && { "dynamodb:EnclosingOperation": [enclosing] }),
  };
  const resource = IndexName === undefined ? table : `${table}/index/${IndexName}`;
  return {
    ...{ action, resource, context: known(action, { action, resource, context }) },
    ...(request.ReturnValuesOnConditionCheckFailure === "ALL_OLD" && { readsOnFailure: true }),
  };
}

/** The partition that a request names: that of its item, or the one that a Query compares with. */
function partitionOf(request: ItemRequest): string | undefined {
  const { Item, Key, IndexName, KeyConditionExpression = "" } = request;
  const { KeySchema } = tableShape.GlobalSecondaryIndexes.find((index) => index.IndexName === IndexName) ?? tableShape;
  const hash: string = KeySchema[0].AttributeName;
  for (const [, name = "", value = ""] of KeyConditionExpression.matchAll(/(#?\w+)\s*=\s*(:\w+)/g)) {
    const attribute = request.ExpressionAttributeNames?.[name] ?? name;
    if (attribute === hash) return request.ExpressionAttributeValues?.[value]?.S;
  }
  return (Item ?? Key)?.[hash]?.S;
}

/** Top-level attributes alone, as `dynamodb:Attributes` has them: no values, functions or paths inside. */
const namesIn = (request: ItemRequest, expression = ""): string[] =>
  [...expression.matchAll(/(?<![:.\w#])#?[a-z_]\w*(?!\w*\s*\()/gi)]
    .filter(([word]) => !WORDS.includes(word.toUpperCase()))
    .map(([name]) => request.ExpressionAttributeNames?.[name] ?? name);
