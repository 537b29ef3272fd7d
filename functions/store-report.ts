import { ConditionalCheckFailedException, TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { GetCommand, PutCommand, QueryCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { hourOf, hourSchema, reportIdSchema, seatSchema, stageSchema } from "../shared/contract.ts";
import type { UnitCode } from "../shared/work-unit.ts";
import { keys, LISTING, type Table } from "./store.ts";

const bytesSchema = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

const listedSchema = z.object({
  id: reportIdSchema,
  arrived: hourSchema,
  stage: stageSchema,
  opened: z.optional(hourSchema),
});
export type ListedReport = z.infer<typeof listedSchema>;

const statusSchema = z.extend(listedSchema, {
  ackHash: z.string(),
  seats: z.array(seatSchema).check(z.minLength(1)),
});
/** A report without its sealed bytes. */
export type ReportStatus = z.infer<typeof statusSchema>;

const storedSchema = z.extend(statusSchema, { sealed: bytesSchema });
export type StoredReport = z.infer<typeof storedSchema>;

const eventSchema = z.object({
  event: z.enum(["LETTER", "OPENED", "WRONG_PROOF"]),
  /** An hour: a letter goes out seconds after its report arrived, and nothing finer is kept of that moment. */
  at: hourSchema,
  member: z.string(),
});
/** What happened to a report, and which member it concerns. Append-only. */
export type ReportEvent = z.infer<typeof eventSchema>;

const STATUS_FIELDS = "id, arrived, stage, opened, ackHash, seats";

/** Where a page ends: the order key of its last row. */
const ORDER = /^\d{4}-\d{2}-\d{2}T\d{2}#[\w-]{43}$/;
export const isPageMark = (text: string): boolean => ORDER.test(text);

export function createReportStore({ client, name }: Table) {
  const order = (report: { arrived: string; id: string }) => `${report.arrived}#${report.id}`;
  // The same thing happening twice to the same member within an hour is one event.
  const eventItem = (id: string, event: ReportEvent) => ({
    pk: keys.report(id).pk,
    sk: `EVENT#${event.at}#${event.event}#${event.member}`,
    ...event,
  });

  return {
    /** Stores a report unless one with its id is there already. Says which. */
    async put(report: StoredReport): Promise<"stored" | "taken"> {
      const [handler] = report.seats;
      const item = {
        ...keys.report(report.id),
        ...report,
        list: `INBOX#${handler?.unit}`,
        order: order(report),
      };
      try {
        await client.send(
          new PutCommand({
            TableName: name,
            Item: item,
            ConditionExpression: "attribute_not_exists(pk)",
          }),
        );
        return "stored";
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return "taken";
        throw error;
      }
    },

    async status(id: string): Promise<ReportStatus | undefined> {
      const { Item } = await client.send(
        new GetCommand({
          TableName: name,
          Key: keys.report(id),
          ProjectionExpression: STATUS_FIELDS,
          ConsistentRead: true,
        }),
      );
      return Item && z.parse(statusSchema, Item);
    },

    async get(id: string): Promise<StoredReport | undefined> {
      const { Item } = await client.send(
        new GetCommand({
          TableName: name,
          Key: keys.report(id),
          ConsistentRead: true,
        }),
      );
      return Item && z.parse(storedSchema, Item);
    },

    /** A unit's inbox, newest first. `after` is the `next` of the page before. */
    async page(unit: UnitCode, size: number, after?: string): Promise<{ reports: ListedReport[]; next?: string }> {
      const list = `INBOX#${unit}`;
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: name,
          IndexName: LISTING,
          KeyConditionExpression: "#list = :list",
          ExpressionAttributeNames: { "#list": "list" },
          ExpressionAttributeValues: { ":list": list },
          ScanIndexForward: false,
          Limit: size,
          ...(after && {
            ExclusiveStartKey: {
              ...keys.report(after.slice(after.indexOf("#") + 1)),
              list,
              order: after,
            },
          }),
        }),
      );
      const reports = z.parse(z.array(listedSchema), Items);
      const last = LastEvaluatedKey?.["order"];
      return typeof last === "string" ? { reports, next: last } : { reports };
    },

    /** The first proof of opening counts; a later one changes nothing. Gives the hour that counts. */
    async markOpened(id: string, member: string, now: Date): Promise<string> {
      const opened = hourOf(now);
      const event = eventItem(id, {
        event: "OPENED",
        at: opened,
        member,
      });
      try {
        await client.send(
          new TransactWriteCommand({
            TransactItems: [
              {
                Update: {
                  TableName: name,
                  Key: keys.report(id),
                  UpdateExpression: "SET opened = :hour",
                  ConditionExpression: "attribute_exists(pk) AND attribute_not_exists(opened)",
                  ExpressionAttributeValues: { ":hour": opened },
                },
              },
              { Put: { TableName: name, Item: event } },
            ],
          }),
        );
        return opened;
      } catch (error) {
        const before = error instanceof TransactionCanceledException ? (await this.status(id))?.opened : undefined;
        if (before === undefined) throw error;
        return before;
      }
    },

    async record(id: string, event: ReportEvent): Promise<void> {
      await client.send(new PutCommand({ TableName: name, Item: eventItem(id, event) }));
    },

    /** Names what it reads, so that who may ask for events need not be let to the sealed bytes beside them. */
    async events(id: string): Promise<ReportEvent[]> {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: name,
          KeyConditionExpression: "pk = :pk AND begins_with(sk, :event)",
          ExpressionAttributeValues: {
            ":pk": keys.report(id).pk,
            ":event": "EVENT#",
          },
          Select: "SPECIFIC_ATTRIBUTES",
          ProjectionExpression: "#event, #at, #member",
          ExpressionAttributeNames: { "#event": "event", "#at": "at", "#member": "member" },
          ConsistentRead: true,
        }),
      );
      return z.parse(z.array(eventSchema), Items);
    },
  };
}
export type ReportStore = ReturnType<typeof createReportStore>;
