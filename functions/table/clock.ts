import * as z from "zod/mini";
import {
  hourSchema,
  momentSchema,
  reportIdSchema,
  seatSchema,
  stageSchema,
  unitSchema,
} from "../../shared/contract.ts";
import { type Moment, momentOf } from "../../shared/moment.ts";
import { activeUnits, type Seat, seatStates } from "../../shared/seats.ts";
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

const clockSeatSchema = z.extend(seatSchema, {
  mandate: z.enum(["handle", "receive"]),
  state: z.enum(seatStates),
  since: hourSchema,
}) satisfies z.ZodMiniType<Seat>;

/** The clock's own attributes on a report's item, absent until something happens. */
const clockFields = {
  drill: z.optional(z.literal(true)),
  letterOrderedAt: z.optional(hourSchema),
  reminderOrderedAt: z.optional(hourSchema),
  alarmedAt: z.optional(hourSchema),
  openedAt: z.optional(hourSchema),
  openedBy: z.optional(unitSchema),
  stageSince: z.optional(hourSchema),
  stageRemindedAt: z.optional(hourSchema),
};

export const clockedSchema = z.object({
  id: reportIdSchema,
  arrived: hourSchema,
  stage: stageSchema,
  // A report that nobody has would be found nowhere, and its clock would ask nobody.
  seats: z.readonly(z.array(clockSeatSchema).check(z.refine((seats) => activeUnits(seats).length > 0))),
  /** Absent once nothing is due any more. */
  due: z.optional(momentSchema),
  ...clockFields,
});
/** A report without anything that is sealed: its clock, and when it asks next. */
export type ClockedReport = z.infer<typeof clockedSchema>;
export const clockedFieldNames = Object.keys(clockedSchema.def.shape) as (keyof ClockedReport)[];

/** The place in the index `clocks`; none when nothing is due any more. */
export const dueFields = (due: Moment | undefined) => ({ clock: due === undefined ? undefined : "REPORTS", due });

/** A row in the list of a Satgas that has a report beside its first one. */
export const seatItem = ({ id, arrived, stage }: ClockedReport, unit: UnitCode) => ({
  ...keys.seat(id, unit),
  ...{ id, arrived, stage },
  list: `INBOX#${unit}`,
  order: orderOf({ id, arrived }),
});

/** What happens together with a step, or not at all. */
export interface Effects {
  readonly event?: ReportEvent;
  /** Units for which a letter is ordered. */
  readonly letters?: readonly UnitCode[];
  /** Units that have the report from now on. */
  readonly seats?: readonly UnitCode[];
}

const PAGE = 200;
const MADE_DUE_AT_A_TIME = 16;
/** A transaction has a hundred items, and two of them are not parts. */
const PARTS_AT_ONCE = 98;

const rowSchema = z.object({ id: reportIdSchema, openedAt: z.optional(hourSchema) });

export function createClockStore(table: Table) {
  const { name } = table;

  const makeReportDueNow = (id: string, now: Date): Promise<boolean> =>
    updateIf(table, keys.report(id), {
      UpdateExpression: "SET #due = :now",
      ConditionExpression: "attribute_exists(#clock) AND attribute_not_exists(#openedAt) AND #due > :now",
      ExpressionAttributeNames: { "#due": "due", "#clock": "clock", "#openedAt": "openedAt" },
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
    async take(seen: ClockedReport, next: ClockedReport, effects: Effects, now: Date): Promise<boolean> {
      const { id } = seen;
      const { seats, letterOrderedAt, reminderOrderedAt, alarmedAt, stageRemindedAt } = next;
      const changed = { seats, letterOrderedAt, reminderOrderedAt, alarmedAt, stageRemindedAt, ...dueFields(next.due) };
      const { ExpressionAttributeNames, ExpressionAttributeValues, UpdateExpression } = setOrRemove(changed);
      // Where nobody can be reached, two climbs are due at the same moment, and only the seats tell them apart.
      const as = ["#stage = :seenStage", "#seats = :seenSeats"];
      as.push(`attribute_${seen.openedAt === undefined ? "not_" : ""}exists(#openedAt)`);
      if (seen.due !== undefined) as.push("#due = :seenDue");
      return transact(table, [
        {
          Update: {
            TableName: name,
            Key: keys.report(id),
            UpdateExpression,
            ConditionExpression: as.join(" AND "),
            ExpressionAttributeNames: { ...ExpressionAttributeNames, "#stage": "stage", "#openedAt": "openedAt" },
            ExpressionAttributeValues: {
              ...ExpressionAttributeValues,
              ":seenStage": seen.stage,
              ":seenSeats": seen.seats,
              ...(seen.due !== undefined && { ":seenDue": seen.due }),
            },
          },
        },
        ...(effects.event ? [put(eventItem(id, effects.event))] : []),
        ...(effects.letters ?? []).map((unit) => orderLetter(table, unit, now)),
        ...(effects.seats ?? []).map((unit) => put(seatItem(next, unit))),
      ]);
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
        const rows = z.parse(z.array(rowSchema), items).filter(({ openedAt }) => openedAt === undefined);
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
