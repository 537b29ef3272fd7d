import * as z from "zod/mini";
import { afterOpening, afterStage, dueOf, type Policy } from "../../shared/clock.ts";
import type { SatgasEntry } from "../../shared/content/entry.ts";
import {
  hashSchema,
  hourSchema,
  type InboxRow,
  type KnownRow,
  reportIdSchema,
  stageSchema,
  unitSchema,
} from "../../shared/contract.ts";
import { type Hash, isReportId, type ReportId } from "../../shared/kind.ts";
import { type Hour, isHour, momentOf } from "../../shared/moment.ts";
import { activeUnits, readersOf, saidUnreadable, seatStates } from "../../shared/seats.ts";
import { isEnded } from "../../shared/stage.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import { putBody, readBody, sealedHash } from "./body.ts";
import { clockedSchema, dueFields, seatRow } from "./clock.ts";
import { putEntry } from "./entry.ts";
import { eventItem, eventSchema, type ReportEvent } from "./event.ts";
import { orderLetter } from "./letter.ts";
import { INDEX, keys, LIST, PARTITION, places, reportIdIn } from "./shape.ts";
import type { Table } from "./table.ts";
import { type Action, getEach, getItem, itemsOf, pageOf, parseEach, setOrRemove, transact } from "./toolbox.ts";

const listedSchema = z.object({
  id: reportIdSchema,
  arrived: hourSchema,
  stage: stageSchema,
  openedAt: z.optional(hourSchema),
});

const servedSchema = z.object({ seats: z.array(z.object({ unit: unitSchema, state: z.enum(seatStates) })) });
/** Whether it stands in a unit's list. A row may be younger than its header, which was restored: who stands by knows nothing. */
function isServed(header: unknown, unit: UnitCode): boolean {
  const { success, data } = z.safeParse(servedSchema, header);
  return !success || readersOf(data.seats).includes(unit);
}

const statusSchema = z.extend(clockedSchema, {
  /** Hash of the reporter's entry 1: tells a repetition from another report. */
  entryHash: hashSchema,
  /** SHA-256 of the sealed bytes: where they lie, and what tells other bytes without reading any. */
  bodyHash: hashSchema,
});
/** A report without its sealed bytes. */
export type ReportStatus = z.infer<typeof statusSchema>;
/** As it comes in: with the reporter's entry 1, compact, and the sealed bytes. */
export type IncomingReport = Omit<ReportStatus, "bodyHash"> & { readonly entry: string; readonly sealed: Uint8Array };

/**
 * What a report's arrival writes once its body is there, in one transaction: its header, with a clock that is due at
 * once, entry 1, and its row in the list of each Satgas that has it. Not over anything that has its id, a tombstone
 * neither.
 */
export function arrival({ name }: Table, { sealed, entry, ...report }: IncomingReport): Action[] {
  const { id, arrived, seats } = report;
  const header = {
    ...keys.report(id),
    ...report,
    bodyHash: sealedHash(sealed),
    // Whatever becomes of the stream's record, the clock will be found.
    ...dueFields(`${arrived}:00`),
  };
  return [
    { Put: { TableName: name, Item: header, ConditionExpression: "attribute_not_exists(pk)" } },
    putEntry(name, id, "reporter", 1, entry),
    ...activeUnits(seats).map((unit): Action => ({ Put: { TableName: name, Item: seatRow(report, unit) } })),
  ];
}

/** A row of an inbox, by the text of its place there, `2026-11-22T04#id`; nothing when it is none. */
export function rowAt(order: string): { readonly arrived: Hour; readonly id: ReportId } | undefined {
  const [arrived, id, ...more] = order.split("#");
  return isHour(arrived) && isReportId(id) && more.length === 0 ? { arrived, id } : undefined;
}

/** @param onInvalid told of an item that cannot be read: it must not hide the others */
export function createReportStore(table: Table, onInvalid: (error: Error) => void = () => {}) {
  const { name } = table;

  /** Nothing for a report that is being deleted, as for one that never was. @throws when it cannot be read */
  async function status(id: ReportId): Promise<ReportStatus | undefined> {
    const item = await getItem(table, keys.report(id));
    return item && item["state"] === undefined ? z.parse(statusSchema, item) : undefined;
  }

  const isThere = (id: ReportId) => ({
    TableName: name,
    Key: keys.report(id),
    ConditionExpression: "attribute_exists(#pk) AND attribute_not_exists(#state)",
    ExpressionAttributeNames: { "#pk": "pk", "#state": "state" },
  });

  /** Notes an event, unless its report is being deleted: what came behind the deletion would stay for ever. */
  async function record(id: ReportId, event: ReportEvent): Promise<void> {
    const Put = { TableName: name, Item: eventItem(id, event) };
    await transact(table, [{ ConditionCheck: isThere(id) }, { Put }]);
  }

  /** What an entry changes in the header, on which condition. */
  function changeBy(report: ReportStatus, entry: SatgasEntry, now: Date, policy: Policy): Action {
    const { id, seats } = report;
    const update = (
      fields: Readonly<Record<string, unknown>>,
      condition: string,
      values: Record<string, unknown> = {},
    ) => {
      const there = isThere(id);
      const { UpdateExpression, ExpressionAttributeNames, ExpressionAttributeValues } = setOrRemove(fields);
      return {
        Update: {
          ...there,
          UpdateExpression,
          ConditionExpression: `${there.ConditionExpression} AND ${condition}`,
          ExpressionAttributeNames: { ...there.ExpressionAttributeNames, ...ExpressionAttributeNames },
          ExpressionAttributeValues: { ...ExpressionAttributeValues, ...values },
        },
      };
    };
    switch (entry.kind) {
      case "opened": {
        const clock = afterOpening(report, entry.from.unit, now);
        const { openedAt, openedBy, stageSince } = clock;
        // A later one, or one that stops nothing, is noted as an entry alone.
        if (report.openedAt !== undefined || openedAt === undefined) return { ConditionCheck: isThere(id) };
        // The clock may have climbed since it was read: what is not named here stays as it is.
        const due = dueFields(dueOf(clock, true, policy));
        return update({ openedAt, openedBy, stageSince, ...due }, "attribute_not_exists(#openedAt)");
      }
      case "stage": {
        const clock = afterStage(report, entry.stage, now);
        const { stage, stageSince, stageRemindedAt, openedAt } = clock;
        const fields = { stage, stageSince, stageRemindedAt, openedAt, ...dueFields(dueOf(clock, true, policy)) };
        return update(fields, "attribute_exists(#openedAt) AND #stage = :was", { ":was": entry.was });
      }
      case "unreadable": {
        const said = saidUnreadable(seats, entry.from.unit, entry.from.member);
        const fields = { seats: said, ...(report.openedAt === undefined && dueFields(momentOf(now))) };
        return update(fields, "#seats = :seen", { ":seen": seats });
      }
    }
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

    /** The sealed bytes of a report. @throws when they are not there or cannot be read */
    body: (id: ReportId, hash: Hash): Promise<Uint8Array> => readBody(table, id, hash),

    /** A unit's inbox, newest first. `next` is the place of its last row, `after` the last row of the page before. */
    async page(
      unit: UnitCode,
      size: number,
      after?: ReturnType<typeof rowAt>,
    ): Promise<{ reports: InboxRow[]; next?: string }> {
      const { items, last } = await pageOf(table, {
        IndexName: INDEX.listing.name,
        KeyConditionExpression: "#list = :list",
        ExpressionAttributeNames: { "#list": "list" },
        ExpressionAttributeValues: { ":list": LIST.inbox + unit },
        ScanIndexForward: false,
        Limit: size,
        ...(after && { ExclusiveStartKey: { ...keys.seat(after.id, unit), ...places.seat(unit, after) } }),
      });
      const rows = items.flatMap(({ order }) => {
        const row = rowAt(`${order}`);
        if (!row) onInvalid(new TypeError("a row without hour and id"));
        return row ?? [];
      });
      const ids = rows.map(({ id }) => id);
      const found = await getEach(table, ids.map(keys.report));
      const headers = new Map(found.map((header) => [reportIdIn(header["pk"]), header]));
      const reports = rows.flatMap((row): InboxRow[] => {
        const header = headers.get(row.id);
        if (!header || header["state"] !== undefined || !isServed(header, unit)) return [];
        const [known] = parseEach<KnownRow>(listedSchema, [header], onInvalid);
        return [known ?? { ...row, newer: true }];
      });
      return { reports, ...(last && { next: `${last["order"]}` }) };
    },

    /**
     * Takes a member's entry and what follows from it, in one: an opening stops the letters, an end is told to all who
     * have the report, what cannot be opened asks its clock at once.
     *
     * @returns `log-moved` when somebody else's entry has this number, `stage-moved` when the report is no more as it was
     */
    async append(
      report: ReportStatus,
      entry: SatgasEntry,
      jws: string,
      now: Date,
      policy: Policy,
    ): Promise<"taken" | "log-moved" | "stage-moved"> {
      const { id, seats, drill } = report;
      const letters = entry.kind === "stage" && isEnded(entry.stage) && !drill ? readersOf(seats) : [];
      const actions = [
        putEntry(name, id, "satgas", entry.n, jws),
        changeBy(report, entry, now, policy),
        ...letters.map((unit) => orderLetter(table, unit, now)),
      ];
      if (await transact(table, actions)) return "taken";
      const { pk, sk } = keys.entry(id, "satgas", entry.n);
      const { items } = await pageOf(table, {
        KeyConditionExpression: "pk = :pk AND sk = :sk",
        ExpressionAttributeValues: { ":pk": pk, ":sk": sk },
        ConsistentRead: true,
      });
      return items.length > 0 ? "log-moved" : "stage-moved";
    },

    record,

    async events(id: ReportId): Promise<ReportEvent[]> {
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
