/**
 * Stands between a function and an engine that knows no permissions, and lets through what the function's role may
 * do. It knows the conditions that our templates use, and throws at any other.
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { list, type Statement } from "./template.ts";

/** One thing that is asked, as IAM would see it. A context key that is absent is not there. */
export interface Asked {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, readonly string[] | undefined>>;
}

export function allowed(statements: readonly Statement[], asked: Asked): boolean {
  return statements.some(
    ({ Effect, Action, Resource, Condition = {} }) =>
      Effect === "Allow" &&
      list(Action).includes(asked.action) &&
      list(Resource).some((one) => one === "*" || one === asked.resource) &&
      Object.entries(Condition).every(([operator, keys]) =>
        Object.entries(keys).every(([key, wanted]) => holds(operator, asked.context[key], list(wanted))),
      ),
  );
}

function holds(operator: string, values: readonly string[] | undefined, wanted: readonly string[]): boolean {
  const like = (value: string) =>
    wanted.some((pattern) => (pattern.endsWith("*") ? value.startsWith(pattern.slice(0, -1)) : value === pattern));
  switch (operator) {
    case "Null":
      return wanted.includes(String(values === undefined));
    case "ForAllValues:StringLike":
      return (values ?? []).every(like);
    case "ForAllValues:StringEquals":
      return (values ?? []).every((value) => wanted.includes(value));
    case "StringEquals":
      return values?.every((value) => wanted.includes(value)) === true;
    case "StringEqualsIfExists":
      return (values ?? []).every((value) => wanted.includes(value));
    default:
      throw new Error(`this stand-in for IAM does not know ${operator}`);
  }
}

/** What a request to DynamoDB asks. @param table the resource that stands for the table */
export function askedOfDynamoDB(target: string, body: DynamoDBRequest, table: string): Asked[] {
  const operation = target.split(".")[1] ?? "";
  if (operation === "TransactWriteItems") {
    return (body.TransactItems ?? []).flatMap((item) =>
      Object.entries(item).flatMap(([kind, part]) => askedOfDynamoDB(`.${kind}Item`, part, table)),
    );
  }
  const { Item, Key, IndexName, KeyConditionExpression, ExpressionAttributeValues: values = {} } = body;
  const names = (expression = "") =>
    [...expression.matchAll(/(?<![:\w])#?[a-z]\w*(?!\w*\()/gi)]
      .map(([name]) => body.ExpressionAttributeNames?.[name] ?? name)
      .filter((name) => !["AND", "OR", "SET", "REMOVE", "ADD"].includes(name));
  const partition = /= (:\w+)/.exec(KeyConditionExpression ?? "")?.[1] ?? "";
  const leading = Item?.["pk"]?.S ?? Key?.["pk"]?.S ?? values[partition]?.S;
  const attributes = [
    ...Object.keys({ ...Item, ...Key }),
    ...[KeyConditionExpression, body.ProjectionExpression, body.UpdateExpression, body.ConditionExpression].flatMap(
      names,
    ),
  ];
  return [
    {
      action: `dynamodb:${operation}`,
      resource: IndexName === undefined ? table : `${table}/index/${IndexName}`,
      context: {
        "dynamodb:LeadingKeys": leading === undefined ? undefined : [leading],
        "dynamodb:Attributes": attributes,
        "dynamodb:Select": body.Select === undefined ? undefined : [body.Select],
        "dynamodb:ReturnValues": body.ReturnValues === undefined ? undefined : [body.ReturnValues],
      },
    },
  ];
}

interface DynamoDBRequest {
  readonly TransactItems?: readonly Record<string, DynamoDBRequest>[];
  readonly Item?: Record<string, { S?: string }>;
  readonly Key?: Record<string, { S?: string }>;
  readonly IndexName?: string;
  readonly KeyConditionExpression?: string;
  readonly ProjectionExpression?: string;
  readonly UpdateExpression?: string;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, { S?: string }>;
  readonly Select?: string;
  readonly ReturnValues?: string;
}

/** A door to an engine. `refuses` may say why a request does not pass. */
export async function door(
  engine: string,
  refuses: (request: IncomingMessage, body: string) => string | undefined,
): Promise<{ endpoint: string; server: Server }> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const refusal = refuses(request, body.toString());
    if (refusal !== undefined) {
      const type = request.headers["x-amz-target"] ? "application/x-amz-json-1.0" : "text/xml";
      response.writeHead(400, { "content-type": type });
      response.end(
        type === "text/xml"
          ? `<ErrorResponse><Error><Code>${refusal}</Code><Message>${refusal}</Message></Error></ErrorResponse>`
          : JSON.stringify({ __type: refusal, message: refusal }),
      );
      return;
    }
    const { host: _host, connection: _connection, "content-length": _length, ...headers } = request.headers;
    const answer = await fetch(engine + (request.url ?? "/"), {
      method: request.method ?? "POST",
      headers: headers as Record<string, string>,
      body,
    });
    const { "content-encoding": _encoding, "content-length": _size, ...kept } = Object.fromEntries(answer.headers);
    response.writeHead(answer.status, kept);
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}
