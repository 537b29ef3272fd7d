import * as z from "zod/mini";
import { type Clock, openSeats } from "../../shared/clock.ts";
import { hourSchema, momentSchema, reportIdSchema, seatSchema, stageSchema } from "../../shared/contract.ts";
import { type Moment, momentOf } from "../../shared/moment.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import { eventItem, type ReportEvent } from "./event.ts";
import { orderLetter } from "./letter.ts";
import { CLOCKS, keys, LISTING, orderOf, type Table } from "./table.ts";
import {
  type Action,
  forEachConcurrently,
  itemsOf,
  pagesOf,
  parseEach,
  setOrRemove,
  transact,
  updateIf,
} from "./toolbox.ts";

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
const MADE_DUE_AT_A_TIME = 16;
/** A transaction has a hundred items, and two of them are not parts. */
const PARTS_AT_ONCE = 98;

const rowSchema = z.object({ id: reportIdSchema, opened: z.optional(hourSchema) });

export function createClockStore(table: Table) {
  const { name } = table;

  const makeReportDueNow = (id: string, now: Date): Promise<boolean> =>
    updateIf(table, keys.report(id), {
      UpdateExpression: "SET #due = :now",
      ConditionExpression: "attribute_exists(#clock) AND attribute_not_exists(#opened) AND #due > :now",
      ExpressionAttributeNames: { "#due": "due", "#clock": "clock", "#opened": "opened" },
      ExpressionAttributeValues: { ":now": momentOf(now) },
    });

  /** Sort keys of all that belongs to a report, without the report itself. */
  async function partsOf(id: string): Promise<string[]> {
    const parts = await itemsOf(table, {
      KeyConditionExpression: "#pk = :pk",
      ExpressionAttributeNames: { "#pk": "pk", "#sk": "sk" },
      ExpressionAttributeValues: { ":pk": keys.report(id).pk },
      Select: "SPECIFIC_ATTRIBUTES",
      ProjectionExpression: "#pk, #sk",
      ConsistentRead: true,
    });
    return z
      .parse(z.array(z.object({ sk: z.string() })), parts)
      .map(({ sk }) => sk)
      .filter((sk) => sk !== "REPORT");
  }

  const put = (Item: object): Action => ({ Put: { TableName: name, Item } });

  return {
    /**
     * Reports whose next step is due, the longest overdue first, page by page.
     *
     * @param onInvalid told of an item that cannot be read: it must not keep the others from their step
     */
    async *due(now: Date, onInvalid: (error: Error) => void): AsyncGenerator<ClockedReport[]> {
      const pages = pagesOf(table, {
        IndexName: CLOCKS,
        KeyConditionExpression: "#clock = :clock AND #due <= :now",
        ExpressionAttributeNames: { "#clock": "clock", "#due": "due" },
        ExpressionAttributeValues: { ":clock": "REPORTS", ":now": momentOf(now) },
        Limit: PAGE,
      });
      for await (const items of pages) yield parseEach(clockedSchema, items, onInvalid);
    },

    /**
     * Moves a clock and does what belongs to it, in one transaction, if the clock is still as it was seen. Two that
     * see the same step take it once.
     */
    async take(report: ClockedReport, next: Clock, due: Moment | undefined, effects: Effects, now: Date) {
      const { id, arrived, stage, level } = report;
      const fields = Object.fromEntries(clockFieldNames.map((name) => [name, next[name]]));
      const update = setOrRemove({ ...fields, ...dueFields(due) });
      const seen = ["#stage = :seenStage", `attribute_${report.opened === undefined ? "not_" : ""}exists(#opened)`];
      if (report.due !== undefined) seen.push("#due = :seenDue");
      // Where nobody can be reached, two climbs are due at the same moment, and what is due tells them apart no more.
      seen.push(level === undefined ? "attribute_not_exists(#level)" : "#level = :seenLevel");
      const actions: Action[] = [
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
          (member): Action => ({ Update: { TableName: name, ...orderLetter(member, now) } }),
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
      return (await transact(table, actions)) ? ("taken" as const) : ("moved-on" as const);
    },

    /** Lets the clock of every unopened report in a unit's inbox ask at once: who can be reached there has changed. */
    async makeDueNow(unit: UnitCode, now: Date): Promise<void> {
      const pages = pagesOf(table, {
        IndexName: LISTING,
        KeyConditionExpression: "#list = :list",
        ExpressionAttributeNames: { "#list": "list" },
        ExpressionAttributeValues: { ":list": `INBOX#${unit}` },
        // The newest first: whoever is cut short has done what waits longest for its first letter.
        ScanIndexForward: false,
      });
      for await (const items of pages) {
        const rows = z.parse(z.array(rowSchema), items).filter(({ opened }) => opened === undefined);
        await forEachConcurrently(rows, MADE_DUE_AT_A_TIME, async ({ id }) => {
          await makeReportDueNow(id, now);
        });
      }
    },

    /**
     * Removes a report and all that belongs to it, if it is still as it was seen: a case that was taken up again in the
     * meantime stays whole. A number without a name is kept. @returns whether it went
     */
    async purge({ id, stage, due = "" }: ClockedReport, now: Date): Promise<boolean> {
      const parts = await partsOf(id);
      const Key = keys.report(id);
      const asSeen = {
        TableName: name,
        Key,
        ConditionExpression: "#stage = :stage AND #due = :due",
        ExpressionAttributeNames: { "#stage": "stage", "#due": "due" },
        ExpressionAttributeValues: { ":stage": stage, ":due": due },
      };
      const quarter = `${now.getUTCFullYear()}-Q${Math.floor(now.getUTCMonth() / 3) + 1}`;
      const counted: Action = {
        Update: {
          TableName: name,
          Key: keys.count(quarter),
          UpdateExpression: "ADD #purged :one",
          ExpressionAttributeNames: { "#purged": "purged" },
          ExpressionAttributeValues: { ":one": 1 },
        },
      };
      const removal = (sk: string): Action => ({ Delete: { TableName: name, Key: { pk: Key.pk, sk } } });
      // The report goes with the last of its parts, so that whoever is cut short is found due again.
      do {
        const some = parts.splice(0, PARTS_AT_ONCE).map(removal);
        const last = parts.length === 0;
        const guard: Action[] = last ? [{ Delete: asSeen }, counted] : [{ ConditionCheck: asSeen }];
        if (!(await transact(table, [...guard, ...some]))) return false;
      } while (parts.length > 0);
      return true;
    },
  };
}
export type ClockStore = ReturnType<typeof createClockStore>;

/** Units that may read a report now. */
export const readersOf = (report: Pick<ClockedReport, "seats" | "level">): readonly UnitCode[] =>
  openSeats({ seats: report.seats.map(({ unit }) => unit), level: report.level ?? 0 });
