/** What a stack's account says: its clocks, its unreachable members, its alarms and who hears them. Reads only. */
import { CloudWatchClient, type MetricAlarm, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient, paginateListTables } from "@aws-sdk/client-dynamodb";
import { GetTopicAttributesCommand, SNSClient } from "@aws-sdk/client-sns";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { createRolls } from "../../functions/rolls.ts";
import { createSatgasStore } from "../../functions/table/satgas.ts";
import { HEADER, INDEX, QUEUE } from "../../functions/table/shape.ts";
import type { Table } from "../../functions/table/table.ts";
import { forEachConcurrently, getEach, pagesOf } from "../../functions/table/toolbox.ts";
import { hourSchema } from "../../shared/contract.ts";
import { dateOf, HOUR_MS, momentOf, plusHours } from "../../shared/moment.ts";
import { KPU_RI, OUTSIDE, unitsOfStack } from "../../shared/work-unit.ts";
import { OperatorError } from "../command.ts";
import { REGION } from "../region.ts";
import type { StackStatus, Target } from "./shape.ts";

/** Credentials in the environment are for all stacks; without them each stack has a profile of its own. */
const clientOf = ({ unit, local }: Target) => ({
  region: REGION,
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 5_000, requestTimeout: 20_000, throwOnRequestTimeout: true },
  ...(local && { endpoint: local.endpoint, credentials: { accessKeyId: "local", secretAccessKey: "local" } }),
  ...(!process.env["AWS_PROFILE"] && !process.env["AWS_ACCESS_KEY_ID"] && { profile: `posko-${unit}` }),
});

const missing = ({ unit, account }: Target, what: string) =>
  new OperatorError(`The account of these credentials has no ${what} of Posko-${unit}; it should stand in ${account}.`);

/** @throws OperatorError unless the account of the credentials has one table of this stack */
export async function openStackTable(target: Target): Promise<Table> {
  const client = new DynamoDBClient(clientOf(target));
  const names = target.local ? [target.local.tableName] : [];
  for await (const { TableNames = [] } of target.local ? [] : paginateListTables({ client }, {})) {
    names.push(...TableNames.filter((name) => name.startsWith(`Posko-${target.unit}-PoskoTable-`)));
  }
  const [name, another] = names;
  if (name === undefined) throw missing(target, "table");
  if (another !== undefined) throw new OperatorError(`Which is its table, ${names.join(" or ")}?`);
  return { client: DynamoDBDocumentClient.from(client), name };
}

/** No report that nobody has opened asks later than this: the configuration takes no longer period. */
const LONGEST_HOURS = 721;

const headerSchema = z.object({
  arrived: hourSchema,
  openedAt: z.optional(hourSchema),
  drill: z.optional(z.literal(true)),
});

/** How many reports nobody has opened, drills left out: by the index of clocks, and those headers. */
export async function readClocks(table: Table, now: Date): Promise<Pick<StackStatus, "unopened" | "clocksSetAside">> {
  const hours: number[] = [];
  let clocksSetAside = 0;
  for (const queue of [QUEUE.reports, QUEUE.unreadable]) {
    const pages = pagesOf(table, {
      IndexName: INDEX.clocks.name,
      KeyConditionExpression: "#clock = :queue AND #due <= :until",
      ExpressionAttributeNames: { "#clock": "clock", "#due": "due" },
      ExpressionAttributeValues: { ":queue": queue, ":until": momentOf(plusHours(now, LONGEST_HOURS)) },
    });
    for await (const rows of pages) {
      const keys = rows.map(({ pk }) => ({ pk: String(pk), sk: HEADER }));
      for (const header of await getEach(table, keys)) {
        // An index lags behind.
        if (header["clock"] !== queue) continue;
        const { data } = z.safeParse(headerSchema, header);
        if (!data || queue === QUEUE.unreadable) clocksSetAside += 1;
        else if (!data.openedAt && !data.drill) hours.push((now.getTime() - dateOf(data.arrived).getTime()) / HOUR_MS);
      }
    }
  }
  const oldestHours = hours.length > 0 ? Math.max(0, Math.floor(Math.max(...hours))) : null;
  return { unopened: { reports: hours.length, oldestHours }, clocksSetAside };
}

/** Members whose address bounced, by unit: one small query each, and more only where something is marked. */
export async function readUnreachable(table: Table, { unit: stack, settings: { root } }: Target, now: Date) {
  const satgas = createSatgasStore(table);
  const rolls = createRolls({ satgas, root, now: () => now, log: () => {} });
  const found: NonNullable<StackStatus["unreachable"]> = [];
  const units = [OUTSIDE, ...unitsOfStack(stack).map(({ code }) => code)];
  const own = units.filter((code) => code.slice(0, 2) === stack || (code === OUTSIDE && stack === KPU_RI));
  await forEachConcurrently(own, 8, async (unit) => {
    if ((await satgas.bounced(unit)).size === 0) return;
    const members = await rolls.seated(unit);
    const unreachable = members.filter(({ bounced }) => bounced).length;
    if (unreachable > 0) found.push({ unit, members: members.length, unreachable });
  });
  return found.sort((a, b) => (a.unit < b.unit ? -1 : 1));
}

/** @throws OperatorError when the account of the credentials has none of this stack */
export async function readAlarms(target: Target): Promise<MetricAlarm[]> {
  const alarms: MetricAlarm[] = [];
  const client = new CloudWatchClient(clientOf(target));
  const AlarmNamePrefix = `Posko-${target.unit}-Monitoring`;
  for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client }, { AlarmNamePrefix })) {
    alarms.push(...MetricAlarms);
  }
  if (alarms.length === 0) throw missing(target, "alarms");
  return alarms;
}

/** `Posko-33-MonitoringUnreadReports12AB34CD-x`: CloudFormation adds to the name that the documents know. */
const nameOf = ({ AlarmName = "" }: MetricAlarm) => /-Monitoring(\w+?)[0-9A-F]{8}-/.exec(AlarmName)?.[1] ?? AlarmName;

export const stateOf = (alarms: readonly MetricAlarm[]): NonNullable<StackStatus["alarms"]> => ({
  ringing: alarms.filter(({ StateValue }) => StateValue === "ALARM").map(nameOf),
  muted: alarms.filter(({ ActionsEnabled }) => ActionsEnabled === false).length,
});

/** A stack without a host name answers at its API's own address, which the alarm over its errors names. */
export function apiOriginOf(alarms: readonly MetricAlarm[]): string {
  const api = alarms.flatMap(({ Dimensions = [] }) => Dimensions).find(({ Name }) => Name === "ApiId")?.Value;
  if (api === undefined) throw new OperatorError("It has no hostName, and no alarm names its address.");
  return `https://${api}.execute-api.${REGION}.amazonaws.com`;
}

/** How many have confirmed that they hear what the alarms say. */
export async function countConfirmed(target: Target, alarms: readonly MetricAlarm[]): Promise<number> {
  const sns = new SNSClient(clientOf(target));
  const topics = [...new Set(alarms.flatMap(({ AlarmActions = [] }) => AlarmActions))];
  const answers = await Promise.all(topics.map((TopicArn) => sns.send(new GetTopicAttributesCommand({ TopicArn }))));
  return answers.reduce((sum, { Attributes }) => sum + Number(Attributes?.["SubscriptionsConfirmed"] ?? 0), 0);
}
