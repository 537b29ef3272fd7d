import * as z from "zod/mini";
import { hourSchema, monthSchema, readinessSchema, unitSchema } from "../../shared/contract.ts";
import type { MemberId, ReportId } from "../../shared/kind.ts";
import type { Hour } from "../../shared/moment.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import { putBody } from "./body.ts";
import { arrival, type IncomingReport } from "./report.ts";
import { keys, places } from "./shape.ts";
import type { Table } from "./table.ts";
import { getItem, transact, updateIf } from "./toolbox.ts";

const storedSchema = z.object({
  unit: unitSchema,
  ready: readinessSchema,
  /** Of the last drill: `2026-11`, its hour, and how many members have to open it. Absent before the first. */
  month: z.optional(monthSchema),
  started: z.optional(hourSchema),
  needed: z._default(z.int(), 0),
  /** Ids of the members who have opened it. */
  opened: z.optional(z.custom<ReadonlySet<MemberId>>((value) => value instanceof Set)),
  /** The month whose drill was opened by enough. */
  passed: z.optional(z.string()),
});
export type StoredReadiness = z.infer<typeof storedSchema>;

export interface Drill {
  readonly unit: UnitCode;
  readonly month: string;
  readonly started: Hour;
  readonly needed: number;
  /** Id of the report that is the drill. */
  readonly report: ReportId;
}

/** How ready each Satgas is: one item, rewritten by each month's drill. */
export function createReadinessStore(table: Table) {
  async function get(unit: UnitCode): Promise<StoredReadiness | undefined> {
    const item = await getItem(table, keys.readiness(unit));
    return item && z.parse(storedSchema, item);
  }

  return {
    get,

    /** A drill and its report, both or neither, and never twice in a month. @returns whether it began */
    async start({ unit, month, started, needed, report: id }: Drill, report: IncomingReport): Promise<boolean> {
      const { list, order } = places.readiness(unit);
      const Update = {
        TableName: table.name,
        Key: keys.readiness(unit),
        // Whoever was red stays red until a drill is opened; whoever is new is neither.
        UpdateExpression:
          "SET #unit = :unit, #month = :month, #started = :started, #needed = :needed, #report = :report, #list = :list, #order = :order, #ready = if_not_exists(#ready, :amber) REMOVE #opened",
        ConditionExpression: "attribute_not_exists(#month) OR #month < :month",
        ExpressionAttributeNames: {
          ...{ "#unit": "unit", "#month": "month", "#started": "started", "#needed": "needed", "#report": "report" },
          ...{ "#list": "list", "#order": "order", "#ready": "ready", "#opened": "opened" },
        },
        ExpressionAttributeValues: {
          ...{ ":unit": unit, ":month": month, ":started": started, ":needed": needed, ":report": id },
          ...{ ":list": list, ":order": order, ":amber": "amber" },
        },
      };
      await putBody(table, report.id, report.sealed, report.arrived);
      return transact(table, [{ Update }, ...arrival(table, report)]);
    },

    /** Records that a member opened the drill that is this report. @returns nothing when it is not this Satgas's drill */
    async recordOpened(
      unit: UnitCode,
      report: ReportId,
      member: MemberId,
      active: number,
    ): Promise<StoredReadiness | undefined> {
      const isHers = await updateIf(table, keys.readiness(unit), {
        UpdateExpression: "ADD #opened :member",
        ConditionExpression: "#report = :report",
        ExpressionAttributeNames: { "#opened": "opened", "#report": "report" },
        ExpressionAttributeValues: { ":member": new Set([member]), ":report": report },
      });
      const after = isHers ? await get(unit) : undefined;
      if (!after || !isEnough(after, active)) return after;
      await markReady(unit);
      return get(unit);
    },

    markReady,

    /** Reports pass this Satgas by from now on. @returns whether this was news */
    async markNotReady(unit: UnitCode): Promise<boolean> {
      const { list, order } = places.readiness(unit);
      return updateIf(table, keys.readiness(unit), {
        UpdateExpression: "SET #ready = :red, #unit = :unit, #list = :list, #order = :order",
        ConditionExpression: "attribute_not_exists(#ready) OR #ready <> :red",
        ExpressionAttributeNames: { "#ready": "ready", "#unit": "unit", "#list": "list", "#order": "order" },
        ExpressionAttributeValues: { ":red": "red", ":unit": unit, ":list": list, ":order": order },
      });
    },
  };

  /** The drill of its month was opened by enough. @returns whether there is one */
  function markReady(unit: UnitCode): Promise<boolean> {
    return updateIf(table, keys.readiness(unit), {
      UpdateExpression: "SET #ready = :green, #passed = #month",
      ConditionExpression: "attribute_exists(#month)",
      ExpressionAttributeNames: { "#ready": "ready", "#passed": "passed", "#month": "month" },
      ExpressionAttributeValues: { ":green": "green" },
    });
  }
}
export type ReadinessStore = ReturnType<typeof createReadinessStore>;

/** A member may have left since it began; one who is alone passes it alone. Nobody passes none. */
export const isEnough = ({ opened, needed }: StoredReadiness, active: number): boolean =>
  (opened?.size ?? 0) >= Math.max(1, Math.min(needed, active));
