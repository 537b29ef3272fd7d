import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import {
  DeleteCommand,
  QueryCommand,
  type QueryCommandOutput,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { type Clock, openSeats } from "../shared/clock.ts";
import { hourSchema, momentSchema, reportIdSchema, seatSchema, stageSchema } from "../shared/contract.ts";
import { type Moment, momentOf } from "../shared/moment.ts";
import type { UnitCode } from "../shared/work-unit.ts";
import { CLOCKS, failedCondition, keys, LISTING, orderOf, patiently, readable, type Table } from "./store.ts";
import { eventItem, type ReportEvent } from "./store-event.ts";
import { orderLetter } from "./store-letter.ts";

/** The clock's own attributes on a report's item. What a report has from the beginning is absent until it changes. */
export const clockFields = {
  level: z.optional(z.int()),
  since: z.optional(hourSchema),
  asked: z.optional(momentSchema),
  told: z.optional(hourSchema),
  reminded: z.optional(hourSchema),
  alarmed: z.optional(hourSchema),
  opened: z.optional(hourSchema),
  staged: z.optional(hourSchema),
  urged: z.optional(hourSchema),
};
export const clockFieldNames = Object.keys(clockFields) as (keyof typeof clockFields)[];

export const clockedSchema = z.object({
  id: reportIdSchema,
  arrived: hourSchema,
  stage: stageSchema,
  seats: z.array(seatSchema).check(z.minLength(1)),
  /** Absent once nothing is due any more. */
  due: z.optional(momentSchema),
  ...clockFields,
});
/** A report without anything that is sealed. */
export type ClockedReport = z.infer<typeof clockedSchema>;

export function clockOf({ seats, level = 0, since, arrived, ...rest }: Omit<ClockedReport, "id">): Clock {
  const { due: _due, ...clock } = rest;
  return { ...clock, arrived, seats: seats.map(({ unit }) => unit), level, since: since ?? arrived } as Clock;
}

/** An update of these attributes: what is undefined goes, what is not named stays. */
export function updateOf(fields: Readonly<Record<string, unknown>>) {
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

/** The place in the index `clocks`; none when nothing is due any more. */
export const dueFields = (due: Moment | undefined) => ({ clock: due === undefined ? undefined : "REPORTS", due });

/** What happens together with a step, or not at all. */
export interface Effects {
  readonly event?: ReportEvent;
  /** Members for whom a letter is ordered. */
  readonly letters?: readonly { readonly id: string; readonly unit: UnitCode }[];
  /** A Satgas that has the report from now on. */
  readonly seat?: UnitCode;
}

const PAGE = 200;

export function createClockStore({ client, name }: Table) {
  type Item = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];
  const put = (Item: object): Item => ({ Put: { TableName: name, Item } });

  return {
    /**
     * Reports whose next step is due, the longest overdue first, page by page.
     *
     * @param unreadable told of an item that cannot be read: it must not keep the others from their step
     */
    async *due(now: Date, unreadable: (error: Error) => void): AsyncGenerator<ClockedReport[]> {
      let from: Record<string, unknown> | undefined;
      do {
        const page: QueryCommandOutput = await client.send(
          new QueryCommand({
            TableName: name,
            IndexName: CLOCKS,
            KeyConditionExpression: "#clock = :clock AND #due <= :now",
            ExpressionAttributeNames: { "#clock": "clock", "#due": "due" },
            ExpressionAttributeValues: { ":clock": "REPORTS", ":now": momentOf(now) },
            Limit: PAGE,
            ExclusiveStartKey: from,
          }),
        );
        yield readable(clockedSchema, page.Items ?? [], unreadable);
        from = page.LastEvaluatedKey;
      } while (from);
    },

    /**
     * Moves a clock and does what belongs to it, in one transaction, if the clock is still as it was seen. Two that
     * see the same step take it once.
     */
    async take(report: ClockedReport, next: Clock, due: Moment | undefined, effects: Effects, now: Date) {
      const { id, arrived, stage, level } = report;
      const fields = Object.fromEntries(clockFieldNames.map((name) => [name, next[name]]));
      const update = updateOf({ ...fields, ...dueFields(due) });
      const seen = ["#stage = :seenStage", `attribute_${report.opened === undefined ? "not_" : ""}exists(#opened)`];
      if (report.due !== undefined) seen.push("#due = :seenDue");
      // Where nobody can be reached, two climbs are due at the same moment, and what is due tells them apart no more.
      seen.push(level === undefined ? "attribute_not_exists(#level)" : "#level = :seenLevel");
      const items: Item[] = [
        {
          Update: {
            TableName: name,
            Key: keys.report(id),
            ...update,
            ConditionExpression: seen.join(" AND "),
            ExpressionAttributeNames: { ...update.ExpressionAttributeNames, "#stage": "stage" },
            ExpressionAttributeValues: {
              ...update.ExpressionAttributeValues,
              ":seenStage": stage,
              ...(report.due !== undefined && { ":seenDue": report.due }),
              ...(level !== undefined && { ":seenLevel": level }),
            },
          },
        },
        ...(effects.event ? [put(eventItem(id, effects.event))] : []),
        ...(effects.letters ?? []).map(
          (member): Item => ({ Update: { TableName: name, ...orderLetter(member, now) } }),
        ),
        ...(effects.seat
          ? [
              put({
                ...keys.seat(id, effects.seat),
                id,
                arrived,
                stage,
                list: `INBOX#${effects.seat}`,
                order: orderOf(report),
              }),
            ]
          : []),
      ];
      return patiently(async () => {
        try {
          await client.send(new TransactWriteCommand({ TransactItems: items }));
          return "taken" as const;
        } catch (error) {
          if (error instanceof TransactionCanceledException && failedCondition(error)) return "moved-on" as const;
          throw error;
        }
      });
    },

    /** Lets the clock of every unopened report in a unit's inbox ask at once: nobody there can be reached any more. */
    async hasten(unit: UnitCode, now: Date): Promise<void> {
      let from: Record<string, unknown> | undefined;
      do {
        const page: QueryCommandOutput = await client.send(
          new QueryCommand({
            TableName: name,
            IndexName: LISTING,
            KeyConditionExpression: "#list = :list",
            ExpressionAttributeNames: { "#list": "list" },
            ExpressionAttributeValues: { ":list": `INBOX#${unit}` },
            ExclusiveStartKey: from,
          }),
        );
        for (const { id } of z.parse(z.array(z.object({ id: reportIdSchema })), page.Items ?? [])) {
          await client
            .send(
              new UpdateCommand({
                TableName: name,
                Key: keys.report(id),
                UpdateExpression: "SET #due = :now",
                ConditionExpression: "attribute_exists(#clock) AND attribute_not_exists(#opened) AND #due > :now",
                ExpressionAttributeNames: { "#due": "due", "#clock": "clock", "#opened": "opened" },
                ExpressionAttributeValues: { ":now": momentOf(now) },
              }),
            )
            .catch((error: Error) => {
              if (error.name !== "ConditionalCheckFailedException") throw error;
            });
        }
        from = page.LastEvaluatedKey;
      } while (from);
    },

    /** Removes a report and all that belongs to it; a number without a name stays. The report itself goes last, so
     * that whoever is cut short is found due again. */
    async purge(id: string, now: Date): Promise<void> {
      const { pk } = keys.report(id);
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: name,
          KeyConditionExpression: "#pk = :pk",
          ExpressionAttributeNames: { "#pk": "pk", "#sk": "sk" },
          ExpressionAttributeValues: { ":pk": pk },
          Select: "SPECIFIC_ATTRIBUTES",
          ProjectionExpression: "#pk, #sk",
        }),
      );
      const all = z.parse(z.array(z.object({ sk: z.string() })), Items);
      const parts = all.filter(({ sk }) => sk !== "REPORT");
      for (const { sk } of parts) await client.send(new DeleteCommand({ TableName: name, Key: { pk, sk } }));
      // Parts beyond one page come with the next run: the report is still there, and due.
      if (all.length === parts.length) return;
      await client.send(new DeleteCommand({ TableName: name, Key: keys.report(id) }));
      const quarter = `${now.getUTCFullYear()}-Q${Math.floor(now.getUTCMonth() / 3) + 1}`;
      await client.send(
        new UpdateCommand({
          TableName: name,
          Key: keys.count(quarter),
          UpdateExpression: "ADD #purged :one",
          ExpressionAttributeNames: { "#purged": "purged" },
          ExpressionAttributeValues: { ":one": 1 },
        }),
      );
    },
  };
}
export type ClockStore = ReturnType<typeof createClockStore>;

/** Units that may read a report now. */
export const readersOf = (report: Pick<ClockedReport, "seats" | "level">): readonly UnitCode[] =>
  openSeats({ seats: report.seats.map(({ unit }) => unit), level: report.level ?? 0 });
