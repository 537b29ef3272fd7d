import { createHash } from "node:crypto";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { afterOpening, afterStage, type Clock } from "../../shared/clock.ts";
import { hourSchema, reportIdSchema, stageSchema } from "../../shared/contract.ts";
import { hourOf, type Moment } from "../../shared/moment.ts";
import { activeUnits, readersOf } from "../../shared/seats.ts";
import { isEnded, type Stage } from "../../shared/stage.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import { clockedFieldNames, clockedSchema, dueFields, seatItem } from "./clock.ts";
import { eventItem, eventSchema, type ReportEvent } from "./event.ts";
import { orderLetter } from "./letter.ts";
import { keys, LISTING, orderOf, type Table } from "./table.ts";
import { getItem, itemsOf, pageOf, putIfAbsent, setOrRemove, transact } from "./toolbox.ts";

const bytesSchema = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

const listedSchema = z.object({
  id: reportIdSchema,
  arrived: hourSchema,
  stage: stageSchema,
  openedAt: z.optional(hourSchema),
});
export type ListedReport = z.infer<typeof listedSchema>;

const statusSchema = z.extend(clockedSchema, {
  ackHash: z.string(),
  /** SHA-256 of the sealed bytes: tells a repetition from another report without reading either. */
  sealedHash: z.string(),
});
/** A report without its sealed bytes. */
export type ReportStatus = z.infer<typeof statusSchema>;

const storedSchema = z.extend(statusSchema, { sealed: bytesSchema });
export type StoredReport = z.infer<typeof storedSchema>;
/** As it comes in. */
export type IncomingReport = Omit<StoredReport, "sealedHash">;

const statusFields = ["ackHash", "sealedHash", ...clockedFieldNames];

/** Base64url. Node's own: every accepted report is hashed once. */
export const sealedHash = (sealed: Uint8Array): string => createHash("sha256").update(sealed).digest("base64url");

/** A report as it is first stored: in its handler's inbox, and with a clock that is due at once. */
export const reportItem = (report: IncomingReport) => ({
  ...keys.report(report.id),
  ...report,
  sealedHash: sealedHash(report.sealed),
  list: `INBOX#${activeUnits(report.seats)[0]}`,
  order: orderOf(report),
  // Whatever becomes of the stream's record, the clock will be found.
  ...dueFields(`${report.arrived}:00`),
});

/** When a clock asks next; the policy is its caller's. */
type DueOf = (clock: Clock) => Moment | undefined;

/** Where a page ends: the order key of its last row. */
const ORDER = /^\d{4}-\d{2}-\d{2}T\d{2}#[\w-]{43}(#SEAT)?$/;
export const isPageMark = (text: string): boolean => ORDER.test(text);

export function createReportStore(table: Table) {
  const { client, name } = table;

  /** A query for one item: unlike a get, it can be held to the attributes that it names. */
  async function status(id: string): Promise<ReportStatus | undefined> {
    const { pk, sk } = keys.report(id);
    const { items } = await pageOf(table, {
      KeyConditionExpression: "#pk = :pk AND #sk = :sk",
      ExpressionAttributeNames: Object.fromEntries([...statusFields, "pk", "sk"].map((field) => [`#${field}`, field])),
      ExpressionAttributeValues: { ":pk": pk, ":sk": sk },
      Select: "SPECIFIC_ATTRIBUTES",
      ProjectionExpression: statusFields.map((field) => `#${field}`).join(", "),
      ConsistentRead: true,
    });
    return items[0] && z.parse(statusSchema, items[0]);
  }

  async function record(id: string, event: ReportEvent): Promise<void> {
    await client.send(new PutCommand({ TableName: name, Item: eventItem(id, event) }));
  }

  /** Changes of a report, the event of it and letters that tell of it, in one. @returns whether `condition` held */
  async function move(
    id: string,
    fields: Readonly<Record<string, unknown>>,
    event: ReportEvent,
    condition: string,
    { from, letters = [], now }: { from?: Stage; letters?: readonly UnitCode[]; now: Date },
  ): Promise<boolean> {
    const { ExpressionAttributeNames, ExpressionAttributeValues, ...update } = setOrRemove(fields);
    const Update = {
      TableName: name,
      Key: keys.report(id),
      ...update,
      ConditionExpression: `attribute_exists(#pk) AND ${condition}`,
      ExpressionAttributeNames: { ...ExpressionAttributeNames, "#pk": "pk" },
      ExpressionAttributeValues: { ...ExpressionAttributeValues, ...(from !== undefined && { ":from": from }) },
    };
    const Put = { TableName: name, Item: eventItem(id, event) };
    return transact(table, [{ Update }, { Put }, ...letters.map((unit) => orderLetter(table, unit, now))]);
  }

  /** A report that climbed lies in the list of a Satgas as a seat, which does not know what became of it since. */
  async function rowOf(item: Record<string, unknown>): Promise<ListedReport | undefined> {
    const row = z.parse(listedSchema, item);
    if (item["sk"] === "REPORT") return row;
    const report = await status(row.id);
    return report && z.parse(listedSchema, report);
  }

  return {
    /** Stores a report unless one with its id is there already. Says which. */
    async put(report: IncomingReport): Promise<"stored" | "taken"> {
      const Item = reportItem(report);
      const [, ...others] = activeUnits(report.seats);
      if (others.length === 0) return (await putIfAbsent(table, Item)) ? "stored" : "taken";
      // A Jaring has it together with the Satgas above: both find it in their lists, or neither.
      const rows = others.map((unit) => ({ Put: { TableName: name, Item: seatItem(report, unit) } }));
      const put = { TableName: name, Item, ConditionExpression: "attribute_not_exists(pk)" };
      return (await transact(table, [{ Put: put }, ...rows])) ? "stored" : "taken";
    },

    status,

    async get(id: string): Promise<StoredReport | undefined> {
      const item = await getItem(table, keys.report(id));
      return item && z.parse(storedSchema, item);
    },

    /** A unit's inbox, newest first. `after` is the `next` of the page before. */
    async page(unit: UnitCode, size: number, after?: string): Promise<{ reports: ListedReport[]; next?: string }> {
      const list = `INBOX#${unit}`;
      const [hour = "", id = "", seat] = after?.split("#") ?? [];
      const { items, last } = await pageOf(table, {
        IndexName: LISTING,
        KeyConditionExpression: "#list = :list",
        ExpressionAttributeNames: { "#list": "list" },
        ExpressionAttributeValues: { ":list": list },
        ScanIndexForward: false,
        Limit: size,
        ...(after && {
          ExclusiveStartKey: {
            ...(seat === undefined ? keys.report(id) : keys.seat(id, unit)),
            list,
            order: orderOf({ arrived: hour, id }),
          },
        }),
      });
      const reports = await Promise.all(items.map(rowOf));
      return {
        reports: reports.filter((row) => row !== undefined),
        ...(last && { next: last["sk"] === "REPORT" ? `${last["order"]}` : `${last["order"]}#SEAT` }),
      };
    },

    /**
     * The first proof of opening from a Satgas that handles stops the clock of the letters; every other is noted.
     * Gives the hour that counts.
     */
    async markOpened(
      report: ReportStatus,
      by: { readonly unit: UnitCode; readonly id: string },
      now: Date,
      dueOf: DueOf,
    ): Promise<string> {
      const event = { event: "OPENED", at: hourOf(now), member: by.id } as const;
      const clock = afterOpening(report, by.unit, now);
      const { openedAt, openedBy, stageSince } = clock;
      if (report.openedAt === undefined && openedAt !== undefined) {
        // The clock may have climbed since it was read: what is not named here stays as it is.
        const fields = { openedAt, openedBy, stageSince, ...dueFields(dueOf(clock)) };
        if (await move(report.id, fields, event, "attribute_not_exists(#openedAt)", { now })) return openedAt;
      }
      await record(report.id, event);
      return report.openedAt ?? (await status(report.id))?.openedAt ?? event.at;
    },

    /** Moves an opened report to another stage, if it is still in the one that was seen. An end is told to all who have it. */
    async setStage(report: ReportStatus, to: Stage, member: string, now: Date, dueOf: DueOf): Promise<boolean> {
      const clock = afterStage(report, to, now);
      const event = { event: "STAGE", at: hourOf(now), member, stage: to } as const;
      const { stage, stageSince, stageRemindedAt, openedAt } = clock;
      const fields = { stage, stageSince, stageRemindedAt, openedAt, ...dueFields(dueOf(clock)) };
      const letters = isEnded(to) && !report.drill ? readersOf(report.seats) : [];
      const condition = "attribute_exists(#openedAt) AND #stage = :from";
      return move(report.id, fields, event, condition, { from: report.stage, letters, now });
    },

    record,

    /** Names what it reads, so that who may ask for events need not be let to the sealed bytes beside them. */
    async events(id: string): Promise<ReportEvent[]> {
      const items = await itemsOf(table, {
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :event)",
        ExpressionAttributeValues: { ":pk": keys.report(id).pk, ":event": "EVENT#" },
        Select: "SPECIFIC_ATTRIBUTES",
        ProjectionExpression: "#event, #at, #unit, #member, #stage",
        ExpressionAttributeNames: {
          "#event": "event",
          "#at": "at",
          "#unit": "unit",
          "#member": "member",
          "#stage": "stage",
        },
        ConsistentRead: true,
      });
      return z.parse(z.array(eventSchema), items);
    },
  };
}
export type ReportStore = ReturnType<typeof createReportStore>;
