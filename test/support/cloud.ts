/**
 * Runs a synthesized stack on this machine: its bundles, with its variables and permissions, behind its routes and
 * its stream. What is not read from the template is what AWS does of itself.
 */
import type { Server } from "node:http";
import { join } from "node:path";
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from "@aws-sdk/client-dynamodb";
import type { BatchResponse, StreamBatch } from "../../functions/alert/handler.ts";
import { pollStream } from "../../infra/local/streams.ts";
import { randomBytes } from "../../shared/bytes.ts";
import type { Verifier } from "../../shared/key.ts";
import { HOUR_MS } from "../../shared/moment.ts";
import { bestRoute, type HttpResult, httpEvent, response } from "./api-gateway.ts";
import { door } from "./door.ts";
import { askedOfDynamoDB, permitted, verdicts } from "./dynamodb-request.ts";
import { type Asked, allowed, check } from "./iam.ts";
import { type LambdaProcess, startLambda } from "./lambda-process.ts";
import { type Resource, readTemplate, type Template } from "./template.ts";

export interface Cloud {
  readonly origin: string;
  readonly tableName: string;
  readonly dynamodb: string;
  /** What was asked of AWS, by which function: the items of each request. */
  readonly asked: { readonly by: string; readonly items: readonly Asked[] }[];
  /** The keys of the routes through which a function has answered with success. */
  readonly answered: ReadonlySet<string>;
  /** What was asked and not permitted. */
  readonly denied: string[];
  /** How many records woke the function that reads the stream. */
  readonly delivered: () => number;
  /** The letters that SES took. */
  readonly letters: { readonly to: string; readonly text: string; readonly tags: Record<string, string[]> }[];
  /** How many of the next letters SES refuses. */
  refuseLetters(count: number): void;
  /** Starts a function without one of its variables, and ends it. @throws what it says when it cannot start */
  startWithout(functionId: string, variable: string): Promise<void>;
  fetch(path: string, init?: RequestInit, hoursAhead?: number): Promise<Response>;
  /** Lets another root stand in for the one in the template. */
  trust(configured: Verifier, root: Verifier): void;
  /** Does what a schedule does, with the clock so many hours ahead. */
  wake(name: "Watch" | "Drill", hoursAhead?: number): Promise<void>;
  /** SES says of the last letter to an address that it came back for good. */
  bounceOf(address: string): Promise<void>;
  stop(): Promise<void>;
}

export interface CloudOptions {
  readonly assembly: string;
  readonly stack: string;
  readonly dynamodb: string;
  readonly ses: string;
  /** Breaks the template on purpose. */
  readonly mutate?: (template: Template) => unknown;
}

export async function openCloud({ assembly, stack, dynamodb, ses, mutate }: CloudOptions): Promise<Cloud> {
  const template = readTemplate(assembly, stack);
  mutate?.(template);
  const { tableName, stream } = await makeTable(template.one("AWS::DynamoDB::Table"), dynamodb);
  const api = template.one("AWS::ApiGatewayV2::Api");
  const domainName = "a1b2c3.execute-api.ap-southeast-3.amazonaws.com";
  const standIns: Record<string, string> = {
    PoskoTable: tableName,
    [`${api.id}.ApiEndpoint`]: `https://${domainName}`,
  };
  const everything: { by: string; items: readonly Asked[] }[] = [];
  const answered = new Set<string>();
  const denied: string[] = [];
  const letters: Cloud["letters"] = [];
  const servers: Server[] = [];
  const running = new Map<string, Promise<LambdaProcess>>();
  let refusals = 0;
  let delivered = 0;

  /** A function starts when it is first asked, as on AWS. */
  function lambda(id: string): Promise<LambdaProcess> {
    const started = running.get(id) ?? start(id);
    running.set(id, started);
    return started;
  }

  async function start(id: string, without?: string): Promise<LambdaProcess> {
    const { properties } = template.one("AWS::Lambda::Function", id);
    const statements = template.permissions(id);
    check(statements);
    /** Notes what is asked, and refuses what is not permitted under every reading, or cannot be judged. */
    function refuses(ask: () => readonly Asked[]): boolean {
      try {
        const items = ask();
        everything.push({ by: id, items });
        if (permitted(statements, items)) return false;
        denied.push(`${id} ${JSON.stringify(items)} ${JSON.stringify(verdicts(statements, items))}`);
      } catch (error) {
        denied.push(`${id} ${error}`);
      }
      return true;
    }
    const toTable = await door(dynamodb, (request, body) => {
      const target = String(request.headers["x-amz-target"]);
      const ask = () => askedOfDynamoDB(target, JSON.parse(body), "PoskoTable.Arn");
      return refuses(ask) ? "AccessDeniedException" : undefined;
    });
    const toMail = await door(ses, (_request, body) => {
      const form = new URLSearchParams(body);
      const resource = template
        .permissions(id)
        .flatMap(({ Resource = [] }) => Resource)
        .find((one) => one.includes(":identity/"));
      const from = form.get("Source") ?? "";
      const what = { action: `ses:${form.get("Action")}`, context: { "ses:FromAddress": [from] } };
      if (refuses(() => [{ ...what, resource: resource ?? "no identity" }])) return "AccessDenied";
      if (refusals > 0) {
        refusals -= 1;
        return "MessageRejected";
      }
      // The local SES keeps one store for all who start it; these are the letters of this stack.
      const to = form.get("Destination.ToAddresses.member.1") ?? "";
      const tag = (index: number, part: string) => form.get(`Tags.member.${index}.${part}`) ?? "";
      const tags = Object.fromEntries([1, 2, 3].map((index) => [tag(index, "Name"), [tag(index, "Value")]]));
      letters.push({ to, text: form.get("Message.Body.Text.Data") ?? "", tags });
      return undefined;
    });
    servers.push(toTable.server, toMail.server);
    const all = Object.entries<string>(properties.Environment?.Variables ?? {});
    const variables = all.filter(([name]) => name !== without);
    return startLambda(join(assembly, `asset.${String(properties.Code.S3Key).replace(/\.zip$/, "")}`), properties, {
      ...Object.fromEntries(variables.map(([name, value]) => [name, standIns[value] ?? value])),
      DYNAMODB_ENDPOINT: toTable.endpoint,
      SES_ENDPOINT: toMail.endpoint,
    });
  }

  const mapping = template.one("AWS::Lambda::EventSourceMapping").properties;
  const passes = eventFilter(mapping.FilterCriteria?.Filters ?? []);

  /** What Lambda's poller does with one batch of a shard. */
  async function deliver({ Records }: StreamBatch): Promise<BatchResponse> {
    const passed = Records.filter(passes);
    for (let first = 0; first < passed.length; first += mapping.BatchSize) {
      const batch = passed.slice(first, first + mapping.BatchSize);
      delivered += batch.length;
      const answer = (await (await lambda(mapping.FunctionName)).invoke({ Records: batch })) as BatchResponse;
      // Without this setting an answer is not read: whatever it says, the batch is done.
      if (!mapping.FunctionResponseTypes?.includes("ReportBatchItemFailures")) continue;
      if (answer.batchItemFailures.length > 0) return answer;
    }
    return { batchItemFailures: [] };
  }
  const poller = pollStream(dynamodb, stream, deliver);

  const routes = template.of("AWS::ApiGatewayV2::Route");

  return {
    origin: `https://${domainName}`,
    tableName,
    dynamodb,
    asked: everything,
    answered,
    denied,
    letters,
    delivered: () => delivered,
    refuseLetters(count) {
      refusals = count;
    },
    async startWithout(functionId, variable) {
      (await start(functionId, variable)).stop();
    },
    async fetch(path, init = {}, hoursAhead = 0) {
      const request = new Request(`https://${domainName}${path}`, init);
      const route = bestRoute(routes, request.method, new URL(request.url).pathname);
      // What API Gateway itself says when it knows no route.
      if (!route) return Response.json({ message: "Not Found" }, { status: 404 });
      const integration = template.one("AWS::ApiGatewayV2::Integration", route.properties.Target.split("/")[1]);
      const target = String(integration.properties.IntegrationUri).replace(/\.Arn$/, "");
      if (integration.properties.PayloadFormatVersion !== "2.0" || !mayInvoke(template, target)) {
        return Response.json({ message: "Internal Server Error" }, { status: 500 });
      }
      const event = await httpEvent(request, route.properties.RouteKey, domainName);
      const result = response((await (await lambda(target)).invoke(event, hoursAhead * HOUR_MS)) as HttpResult);
      if (result.ok) answered.add(route.properties.RouteKey);
      return result;
    },
    trust(configured, root) {
      standIns[JSON.stringify(configured)] = JSON.stringify(root);
    },
    async wake(name, hoursAhead = 0) {
      const { Target } = template.one("AWS::Scheduler::Schedule", name).properties;
      const target = String(Target.Arn).replace(/\.Arn$/, "");
      const role = String(Target.RoleArn).replace(/\.Arn$/, "");
      const asked = { action: "lambda:InvokeFunction", resource: Target.Arn, context: {} };
      if (!allowed(template.statements(role), asked)) throw new Error("the schedule may not wake it");
      await (await lambda(target)).invoke({}, hoursAhead * HOUR_MS);
    },
    async bounceOf(address) {
      const { EventDestination, ConfigurationSetName } = template.one(
        "AWS::SES::ConfigurationSetEventDestination",
      ).properties;
      const used = template.one("AWS::SES::EmailIdentity").properties.ConfigurationSetAttributes.ConfigurationSetName;
      if (used !== ConfigurationSetName || !EventDestination.MatchingEventTypes.includes("bounce")) return;
      const topic = EventDestination.SnsDestination.TopicARN;
      const letter = letters.findLast(({ to }) => to === address);
      const Message = JSON.stringify({
        eventType: "Bounce",
        bounce: { bounceType: "Permanent", bouncedRecipients: [{ emailAddress: address }] },
        mail: { destination: [address], tags: { "ses:from-domain": ["p33.kpu.example"], ...letter?.tags } },
      });
      for (const { properties } of template.of("AWS::SNS::Subscription")) {
        if (properties.TopicArn !== topic || properties.Protocol !== "lambda") continue;
        const target = String(properties.Endpoint).replace(/\.Arn$/, "");
        if (!mayInvoke(template, target, "sns.amazonaws.com")) continue;
        await (await lambda(target)).invoke({ Records: [{ EventSource: "aws:sns", Sns: { Message } }] });
      }
    },
    async stop() {
      await poller.stop();
      for (const one of await Promise.allSettled(running.values())) if (one.status === "fulfilled") one.value.stop();
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

async function makeTable({ properties }: Resource, endpoint: string): Promise<{ tableName: string; stream: string }> {
  const tableName = `cloud-${Buffer.from(randomBytes(6)).toString("hex")}`;
  const { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, BillingMode, StreamSpecification } = properties;
  const client = new DynamoDBClient({ endpoint });
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      ...{ AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, BillingMode },
      // CloudFormation says that there is a stream by saying what is in it.
      ...(StreamSpecification && { StreamSpecification: { StreamEnabled: true, ...StreamSpecification } }),
    }),
  );
  const { reason } = await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 0.1 }, { TableName: tableName });
  client.destroy();
  return { tableName, stream: (reason as { Table: { LatestStreamArn: string } }).Table.LatestStreamArn };
}

const mayInvoke = (template: Template, target: string, who = "apigateway.amazonaws.com"): boolean =>
  template
    .of("AWS::Lambda::Permission")
    .some(
      ({ properties: { Action, FunctionName, Principal } }) =>
        Action === "lambda:InvokeFunction" && FunctionName === `${target}.Arn` && Principal === who,
    );

/** Lambda's event filter, as far as our templates use it: a record passes that fits any of the patterns. */
function eventFilter(filters: readonly { Pattern: string }[]): (record: unknown) => boolean {
  const patterns = filters.map(({ Pattern }) => JSON.parse(Pattern) as unknown);
  const fits = (pattern: unknown, value: unknown): boolean => {
    if (Array.isArray(pattern)) {
      return pattern.some((rule) =>
        typeof rule === "string" ? rule === value : typeof value === "string" && value.startsWith(rule.prefix),
      );
    }
    const inner = Object.entries(pattern as Record<string, unknown>);
    return inner.every(([key, part]) => fits(part, (value as Record<string, unknown> | undefined)?.[key]));
  };
  return (record) => patterns.length === 0 || patterns.some((pattern) => fits(pattern, record));
}
