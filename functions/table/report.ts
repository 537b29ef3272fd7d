import * as z from "zod/mini";
import { afterOpening, afterStage, type Clock } from "../../shared/clock.ts";
import { hourSchema, type InboxRow, type KnownRow, reportIdSchema, stageSchema } from "../../shared/contract.ts";
import { hourOf, type Moment } from "../../shared/moment.ts";
import { activeUnits, readersOf } from "../../shared/seats.ts";
import { isEnded, type Stage } from "../../shared/stage.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import { putBody, readBody, sealedHash } from "./body.ts";
import { clockedSchema, dueFields, seatItem } from "./clock.ts";
import { eventItem, eventSchema, type ReportEvent } from "./event.ts";
import { orderLetter } from "./letter.ts";
import { INDEX, keys, LIST, PARTITION, places } from "./shape.ts";
import type { Table } from "./table.ts";
import { type Action, getEach, getItem, itemsOf, pageOf, parseEach, setOrRemove, transact } from "./toolbox.ts";

const listedSchema = z.object({
  id: reportIdSchema,
  arrived: hourSchema,
  stage: stageSchema,
  openedAt: z.optional(hourSchema),
});
const seatRowSchema = z.object({ pk: z.string(), order: z.string() });

const statusSchema = z.extend(clockedSchema, {
  ackHash: z.string(),
  /** SHA-256 of the sealed bytes: where they lie, and what tells a repetition from another report without reading either. */
  bodyHash: z.string(),
});
/** A report without its sealed bytes. */
export type ReportStatus = z.infer<typeof statusSchema>;
type StoredReport = ReportStatus & { readonly sealed: Uint8Array };
/** As it comes in. */
export type IncomingReport = Omit<StoredReport, "bodyHash">;

/**
 * What a report's arrival writes once its body is there, in one transaction: its header, with a clock that is due at
 * once, and a row in the inbox of each Satgas that has it. Not over anything that has its id, a tombstone neither.
 */
export function arrival({ name }: Table, { sealed, ...report }: IncomingReport): Action[] {
  const header = {
    ...keys.report(report.id),
    ...report,
    bodyHash: sealedHash(sealed),
    // Whatever becomes of the stream's record, the clock will be found.
    ...dueFields(`${report.arrived}:00`),
  };
  return [
    { Put: { TableName: name, Item: header, ConditionExpression: "attribute_not_exists(pk)" } },
    ...activeUnits(report.seats).map((unit) => ({ Put: { TableName: name, Item: seatItem(report, unit) } })),
  ];
}

/** When a clock asks next; the policy is its caller's. */
type DueOf = (clock: Clock) => Moment | undefined;

/** Where a page ends: the order key of its last row. */
const ORDER = /^\d{4}-\d{2}-\d{2}T\d{2}#[\w-]{43}$/;
export const isPageMark = (text: string): boolean => ORDER.test(text);

/** @param onInvalid told of an item that cannot be read: it must not hide the others */
export function createReportStore(table: Table, onInvalid: (error: Error) => void = () => {}) {
  const { name } = table;

  /** Nothing for a report that is being deleted, as for one that never was. @throws when it cannot be read */
  async function status(id: string): Promise<ReportStatus | undefined> {
    const item = await getItem(table, keys.report(id));
    return item && item["state"] === undefined ? z.parse(statusSchema, item) : undefined;
  }

  const eventOf = (id: string, event: ReportEvent): Action => ({
    Put: { TableName: name, Item: eventItem(id, event) },
  });

  /** Notes an event, unless its report is being deleted: what came behind the deletion would stay for ever. */
  async function record(id: string, event: ReportEvent): Promise<void> {
    const ConditionCheck = {
      TableName: name,
      Key: keys.report(id),
      ConditionExpression: "attribute_exists(#pk) AND attribute_not_exists(#state)",
      ExpressionAttributeNames: { "#pk": "pk", "#state": "state" },
    };
    await transact(table, [{ ConditionCheck }, eventOf(id, event)]);
  }

  /** Changes of a report, the event of it and letters that tell of it, in one, unless it is being deleted. @returns whether `condition` held */
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
      ConditionExpression: `attribute_exists(#pk) AND attribute_not_exists(#state) AND ${condition}`,
      ExpressionAttributeNames: { ...ExpressionAttributeNames, "#pk": "pk", "#state": "state" },
      ExpressionAttributeValues: { ...ExpressionAttributeValues, ...(from !== undefined && { ":from": from }) },
    };
    return transact(table, [{ Update }, eventOf(id, event), ...letters.map((unit) => orderLetter(table, unit, now))]);
  }

  return {
    /**
     * Stores a report unless its id is taken, by another or by one that was deleted. Says which. The body goes first:
     * who breaks off between the two leaves bytes that the sweep finds, and never a report without them.
     */
    async put(report: IncomingReport): Promise<"stored" | "taken"> {
      // Looked at first, so that one stamp does not buy any number of bodies under one id.
      if (await getItem(table, keys.report(report.id))) return "taken";
      await putBody(table, report.id, report.sealed, report.arrived);
      return (await transact(table, arrival(table, report))) ? "stored" : "taken";
    },

    status,

    async get(id: string): Promise<StoredReport | undefined> {
      const report = await status(id);
      return report && { ...report, sealed: await readBody(table, id, report.bodyHash) };
    },

    /** A unit's inbox, newest first. `after` is the `next` of the page before. */
    async page(unit: UnitCode, size: number, after?: string): Promise<{ reports: InboxRow[]; next?: string }> {
      const [arrived = "", id = ""] = after?.split("#") ?? [];
      const { items, last } = await pageOf(table, {
        IndexName: INDEX.listing.name,
        KeyConditionExpression: "#list = :list",
        ExpressionAttributeNames: { "#list": "list" },
        ExpressionAttributeValues: { ":list": LIST.inbox + unit },
        ScanIndexForward: false,
        Limit: size,
        ...(after && { ExclusiveStartKey: { ...keys.seat(id, unit), ...places.seat(unit, { arrived, id }) } }),
      });
      const rows = parseEach(seatRowSchema, items, onInvalid).map(({ pk, order }) => ({
        id: pk.slice(PARTITION.seat.length),
        arrived: order.split("#")[0] ?? "",
      }));
      const found = await getEach(
        table,
        rows.map((row) => keys.report(row.id)),
      );
      const headers = new Map(found.map((header) => [header["pk"], header]));
      const reports = rows.flatMap((row): InboxRow[] => {
        const header = headers.get(keys.report(row.id).pk);
        if (!header || header["state"] !== undefined) return [];
        const [known] = parseEach<KnownRow>(listedSchema, [header], onInvalid);
        return [known ?? { ...row, newer: true }];
      });
      return { reports, ...(last && { next: `${last["order"]}` }) };
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

    async events(id: string): Promise<ReportEvent[]> {
      const items = await itemsOf(table, {
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": PARTITION.event + id },
        ConsistentRead: true,
      });
      return parseEach(eventSchema, items, onInvalid);
    },
  };
}
export type ReportStore = ReturnType<typeof createReportStore>;
