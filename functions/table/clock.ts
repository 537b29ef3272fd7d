import * as z from "zod/mini";
import { seatSchema } from "../../shared/content/entry.ts";
import {
  hashSchema,
  hourSchema,
  memberIdSchema,
  momentSchema,
  reportIdSchema,
  stageSchema,
  unitSchema,
} from "../../shared/contract.ts";
import type { ReportId } from "../../shared/kind.ts";
import { hourOf, type Moment, momentOf } from "../../shared/moment.ts";
import { activeUnits, type Seat, seatStates } from "../../shared/seats.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import { eventItem, type ReportEvent } from "./event.ts";
import { orderLetter } from "./letter.ts";
import { INDEX, keys, LIST, OF_A_REPORT, PARTITION, places, QUEUE, reportIdIn, STATE } from "./shape.ts";
import type { Table } from "./table.ts";
import {
  type Action,
  deleteItem,
  forEachConcurrently,
  getEach,
  pagesOf,
  parseEach,
  putIf,
  setOrRemove,
  transact,
  updateIf,
} from "./toolbox.ts";

const clockSeatSchema = z.extend(seatSchema, {
  mandate: z.enum(["handle", "receive"]),
  state: z.enum(seatStates),
  since: hourSchema,
  unreadableTo: z.optional(z.readonly(z.array(memberIdSchema))),
}) satisfies z.ZodMiniType<Seat>;

/** The clock's own attributes on a report's header, absent until something happens. */
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
  /** There while it is being deleted. */
  state: z.optional(z.literal(STATE.closing)),
  ...clockFields,
});
/** A report without anything that is sealed: its clock, and when it asks next. */
export type ClockedReport = z.infer<typeof clockedSchema>;

/** The place in the index `clocks`; none when nothing is due any more. */
export const dueFields = (due: Moment | undefined) => ({ clock: due === undefined ? undefined : QUEUE.reports, due });

/** The row by which a report stands in the list of a Satgas that has it. */
export const seatRow = (report: Pick<ClockedReport, "id" | "arrived">, unit: UnitCode) => ({
  ...keys.seat(report.id, unit),
  ...places.seat(unit, report),
});

/** What happens together with a step, or not at all. */
export interface Effects {
  readonly event?: ReportEvent;
  /** Units for which a letter is ordered. */
  readonly letters?: readonly UnitCode[];
  /** Units that have the report from now on. */
  readonly seats?: readonly UnitCode[];
}

const PAGE = 100;
const AT_A_TIME = 16;
/** Parts that one call of `purge` deletes; what is left is due again. */
const PURGED_AT_ONCE = 1000;

/** An item as it came, not parsed yet. */
type Raw = Readonly<Record<string, unknown>>;

const keySchema = z.object({ pk: z.string(), sk: z.string() });

export function createClockStore(table: Table) {
  const { name } = table;

  const headersOf = (ids: readonly ReportId[]) => getEach(table, ids.map(keys.report));

  /** Headers in a queue of the clocks that are due by now, page by page, as they are now. */
  async function* queued(queue: string, now: Date): AsyncGenerator<Raw[]> {
    const pages = pagesOf(table, {
      IndexName: INDEX.clocks.name,
      KeyConditionExpression: "#clock = :queue AND #due <= :now",
      ExpressionAttributeNames: { "#clock": "clock", "#due": "due" },
      ExpressionAttributeValues: { ":queue": queue, ":now": momentOf(now) },
      Limit: PAGE,
    });
    // An index lags behind: what has moved on since is due no more.
    const isDue = ({ clock, due }: Raw) => clock === queue && `${due}` <= momentOf(now);
    const byDue = (one: Raw, other: Raw) => (`${one["due"]}` < `${other["due"]}` ? -1 : 1);
    for await (const items of pages) {
      yield (await getEach(table, z.parse(z.array(keySchema), items))).filter(isDue).sort(byDue);
    }
  }

  /** Moves a header from one queue to another, if it is still in it, and as due as it was seen. */
  function requeue(header: Raw, from: string, to: string): Promise<boolean> {
    return updateIf(table, z.parse(keySchema, header), {
      UpdateExpression: "SET #clock = :to",
      ConditionExpression: "#clock = :from AND #due = :due",
      ExpressionAttributeNames: { "#clock": "clock", "#due": "due" },
      ExpressionAttributeValues: { ":from": from, ":to": to, ":due": header["due"] },
    });
  }

  /** What an older release could not read and this one can has its clock again. */
  async function takeBackReadable(now: Date): Promise<void> {
    for await (const headers of queued(QUEUE.unreadable, now)) {
      for (const header of headers) {
        if (z.safeParse(clockedSchema, header).success) await requeue(header, QUEUE.unreadable, QUEUE.reports);
      }
    }
  }

  const makeReportDueNow = (id: ReportId, now: Date): Promise<boolean> =>
    updateIf(table, keys.report(id), {
      UpdateExpression: "SET #due = :now",
      ConditionExpression: "attribute_exists(#clock) AND attribute_not_exists(#openedAt) AND #due > :now",
      ExpressionAttributeNames: { "#due": "due", "#clock": "clock", "#openedAt": "openedAt" },
      ExpressionAttributeValues: { ":now": momentOf(now) },
    });

  /** From here on nobody opens it or moves its stage. @returns whether it was still as it was seen */
  const close = ({ id, stage, due }: ClockedReport): Promise<boolean> =>
    updateIf(table, keys.report(id), {
      UpdateExpression: "SET #state = :closing",
      ConditionExpression: "#stage = :stage AND #due = :due AND attribute_not_exists(#state)",
      ExpressionAttributeNames: { "#stage": "stage", "#due": "due", "#state": "state" },
      ExpressionAttributeValues: { ":stage": stage, ":due": due ?? "", ":closing": STATE.closing },
    });

  /** Deletes what belongs to a report, by keys alone. @returns whether nothing is left */
  async function deleteParts(id: ReportId): Promise<boolean> {
    let deleted = 0;
    for (const partition of OF_A_REPORT) {
      // Its one body is known by its hash: who deletes has no need to find any.
      if (partition === PARTITION.report || partition === PARTITION.body) continue;
      const pages = pagesOf(table, {
        KeyConditionExpression: "#pk = :pk",
        ExpressionAttributeNames: { "#pk": "pk", "#sk": "sk" },
        ExpressionAttributeValues: { ":pk": partition + id },
        Select: "SPECIFIC_ATTRIBUTES",
        ProjectionExpression: "#pk, #sk",
        ConsistentRead: true,
        Limit: PAGE,
      });
      for await (const items of pages) {
        if (items.length > 0 && deleted >= PURGED_AT_ONCE) return false;
        await forEachConcurrently(z.parse(z.array(keySchema), items), AT_A_TIME, (key) => deleteItem(table, key));
        deleted += items.length;
      }
    }
    return true;
  }

  const put = (Item: object): Action => ({ Put: { TableName: name, Item } });

  return {
    /**
     * Reports whose next step is due, the longest overdue first, page by page.
     *
     * @param onInvalid told once of each clock that cannot be read. It is set aside, so that it keeps no other from its
     *   step, today and in all runs to come, and has its place again once a release can read it.
     */
    async *due(now: Date, onInvalid: (error: Error) => void): AsyncGenerator<ClockedReport[]> {
      await takeBackReadable(now);
      for await (const headers of queued(QUEUE.reports, now)) {
        const unreadable: Raw[] = [];
        yield headers.flatMap((header) =>
          parseEach(clockedSchema, [header], (error) => {
            // Said before it is set aside: a run that dies in between says it twice, and never not at all.
            onInvalid(error);
            unreadable.push(header);
          }),
        );
        for (const header of unreadable) await requeue(header, QUEUE.reports, QUEUE.unreadable);
      }
    },

    /** Those of these reports that are there and can be read. A clock that cannot be read is said by `due`. */
    async read(ids: readonly ReportId[]): Promise<ClockedReport[]> {
      return parseEach(clockedSchema, await headersOf(ids), () => {});
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
      const as = ["#stage = :seenStage", "#seats = :seenSeats", "attribute_not_exists(#state)"];
      as.push(`attribute_${seen.openedAt === undefined ? "not_" : ""}exists(#openedAt)`);
      if (seen.due !== undefined) as.push("#due = :seenDue");
      return transact(table, [
        {
          Update: {
            TableName: name,
            Key: keys.report(id),
            UpdateExpression,
            ConditionExpression: as.join(" AND "),
            ExpressionAttributeNames: {
              ...ExpressionAttributeNames,
              ...{ "#stage": "stage", "#openedAt": "openedAt", "#state": "state" },
            },
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
        ...(effects.seats ?? []).map((unit) => put(seatRow(next, unit))),
      ]);
    },

    /** Lets the clock of every unopened report in a unit's inbox ask at once: who can be reached there has changed. */
    async makeDueNow(unit: UnitCode, now: Date): Promise<void> {
      const pages = pagesOf(table, {
        IndexName: INDEX.listing.name,
        KeyConditionExpression: "#list = :list",
        ExpressionAttributeNames: { "#list": "list" },
        ExpressionAttributeValues: { ":list": LIST.inbox + unit },
        // The newest first: whoever is cut short has done what waits longest for its first letter.
        ScanIndexForward: false,
      });
      for await (const items of pages) {
        const headers = await headersOf(items.flatMap(({ pk }) => reportIdIn(pk) ?? []));
        const unopened = headers.filter(({ clock, openedAt }) => clock !== undefined && openedAt === undefined);
        await forEachConcurrently(unopened, AT_A_TIME, async ({ pk }) => {
          const id = reportIdIn(pk);
          if (id) await makeReportDueNow(id, now);
        });
      }
    },

    /**
     * Deletes a report and all that belongs to it, if it is still as it was seen. It is closed first, so that nobody
     * takes it up again in the middle; then goes what belongs to it, however much, in as many calls as it needs, since
     * it stays due; at last the header becomes a tombstone, over which no report and no restore comes back.
     *
     * @returns whether all of it is gone
     */
    async purge(report: ClockedReport, now: Date): Promise<boolean> {
      const { id } = report;
      if (report.state === undefined && !(await close(report))) return false;
      const [header] = await headersOf([id]);
      if (header?.["state"] !== STATE.closing) return false;
      const { bodyHash } = z.parse(z.object({ bodyHash: hashSchema }), header);
      await deleteItem(table, keys.body(id, bodyHash));
      if (!(await deleteParts(id))) return false;
      const tombstone = { ...keys.report(id), id, state: STATE.deleted, month: hourOf(now).slice(0, "2026-11".length) };
      return putIf(table, tombstone, "#state = :closing", { "#state": "state" }, { ":closing": STATE.closing });
    },
  };
}
export type ClockStore = ReturnType<typeof createClockStore>;
