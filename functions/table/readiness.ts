import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { hourSchema, readinessSchema, unitSchema } from "../../shared/contract.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import { type IncomingReport, reportItem } from "./report.ts";
import { DIRECTORY, keys, type Table } from "./table.ts";
import { pageOf, transact, unlessRefused } from "./toolbox.ts";

const storedSchema = z.object({
  unit: unitSchema,
  ready: readinessSchema,
  /** Of the last drill: `2026-11`, its hour, and how many members have to open it. Absent before the first. */
  month: z.optional(z.string().check(z.regex(/^\d{4}-\d{2}$/))),
  started: z.optional(hourSchema),
  needed: z._default(z.int(), 0),
  /** Ids of the members who have opened it. */
  opened: z.optional(z.custom<ReadonlySet<string>>((value) => value instanceof Set)),
  /** The month whose drill was opened by enough. */
  passed: z.optional(z.string()),
});
export type StoredReadiness = z.infer<typeof storedSchema>;

const fields = ["unit", "ready", "month", "started", "needed", "opened", "passed"];

export interface Drill {
  readonly unit: UnitCode;
  readonly month: string;
  readonly started: string;
  readonly needed: number;
  /** SHA-256 of the token inside the seal. Nothing here names the report; its hour of arrival is `started`. */
  readonly hash: string;
}

/** How ready each Satgas is: one item, rewritten by each month's drill. */
export function createReadinessStore(table: Table) {
  const { client, name } = table;

  /** @returns whether the condition held, and the item after it */
  async function update(
    unit: UnitCode,
    what: Omit<ConstructorParameters<typeof UpdateCommand>[0], "TableName" | "Key">,
  ) {
    const command = new UpdateCommand({
      TableName: name,
      Key: keys.readiness(unit),
      ReturnValues: "ALL_NEW",
      ...what,
    });
    const answer = await unlessRefused(client.send(command));
    return answer && z.parse(storedSchema, answer.Attributes);
  }

  return {
    /** Names what it reads, so that who may ask need not be let to the Satgas's keys. */
    async get(unit: UnitCode): Promise<StoredReadiness | undefined> {
      const { pk, sk } = keys.readiness(unit);
      const { items } = await pageOf(table, {
        KeyConditionExpression: "#pk = :pk AND #sk = :sk",
        ExpressionAttributeNames: Object.fromEntries([...fields, "pk", "sk"].map((field) => [`#${field}`, field])),
        ExpressionAttributeValues: { ":pk": pk, ":sk": sk },
        Select: "SPECIFIC_ATTRIBUTES",
        ProjectionExpression: fields.map((field) => `#${field}`).join(", "),
        ConsistentRead: true,
      });
      return items[0] && z.parse(storedSchema, items[0]);
    },

    /** A drill and its report, both or neither, and never twice in a month. @returns whether it began */
    async start({ unit, month, started, needed, hash }: Drill, report: IncomingReport): Promise<boolean> {
      const Update = {
        TableName: name,
        Key: keys.readiness(unit),
        // Whoever was red stays red until a drill is opened; whoever is new is neither.
        UpdateExpression:
          "SET #unit = :unit, #month = :month, #started = :started, #needed = :needed, #hash = :hash, #list = :directory, #order = :order, #ready = if_not_exists(#ready, :amber) REMOVE #opened",
        ConditionExpression: "attribute_not_exists(#month) OR #month < :month",
        ExpressionAttributeNames: {
          ...{ "#unit": "unit", "#month": "month", "#started": "started", "#needed": "needed", "#hash": "hash" },
          ...{ "#list": "list", "#order": "order", "#ready": "ready", "#opened": "opened" },
        },
        ExpressionAttributeValues: {
          ...{ ":unit": unit, ":month": month, ":started": started, ":needed": needed, ":hash": hash },
          ...{ ":directory": DIRECTORY, ":order": orderIn(unit), ":amber": "amber" },
        },
      };
      const Put = { TableName: name, Item: reportItem(report), ConditionExpression: "attribute_not_exists(pk)" };
      return transact(table, [{ Update }, { Put }]);
    },

    /** Notes that a member opened the drill with this hash. @returns nothing when it is not this Satgas's drill */
    async tookPart(unit: UnitCode, hash: string, member: string, active: number): Promise<StoredReadiness | undefined> {
      const after = await update(unit, {
        UpdateExpression: "ADD #opened :member",
        ConditionExpression: "#hash = :hash",
        ExpressionAttributeNames: { "#opened": "opened", "#hash": "hash" },
        ExpressionAttributeValues: { ":member": new Set([member]), ":hash": hash },
      });
      return after && isEnough(after, active) ? pass(unit) : after;
    },

    pass,

    /** Reports pass this Satgas by from now on. @returns whether this was news */
    async redden(unit: UnitCode): Promise<boolean> {
      const after = await update(unit, {
        UpdateExpression: "SET #ready = :red, #unit = :unit, #list = :directory, #order = :order",
        ConditionExpression: "attribute_not_exists(#ready) OR #ready <> :red",
        ExpressionAttributeNames: { "#ready": "ready", "#unit": "unit", "#list": "list", "#order": "order" },
        ExpressionAttributeValues: { ":red": "red", ":unit": unit, ":directory": DIRECTORY, ":order": orderIn(unit) },
      });
      return after !== undefined;
    },
  };

  /** The drill of its month was opened by enough. @returns nothing when there is none */
  function pass(unit: UnitCode): Promise<StoredReadiness | undefined> {
    return update(unit, {
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

const orderIn = (unit: UnitCode) => `${unit}#READINESS`;
