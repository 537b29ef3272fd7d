import * as z from "zod/mini";
import { jwsSchema, type Logs } from "../../shared/contract.ts";
import type { ReportId } from "../../shared/kind.ts";
import { keys, PARTITION } from "./shape.ts";
import type { Table } from "./table.ts";
import { type Action, itemsOf, parseEach } from "./toolbox.ts";

/** A log of a case, by its place in the sort key. */
export type LogName = keyof Logs;

const storedSchema = z.object({ sk: z.string(), entry: jwsSchema });
/** In the place of an entry that cannot be read: its number stays taken, and every reader of the log sees the flaw. */
const DAMAGED = "";

/**
 * An entry at its number, never over another: of two writers at once one is told, reads again and signs again. Part of
 * a transaction.
 */
export const putEntry = (TableName: string, id: ReportId, log: LogName, n: number, entry: string): Action => ({
  Put: {
    TableName,
    Item: { ...keys.entry(id, log, n), entry },
    ConditionExpression: "attribute_not_exists(pk)",
  },
});

/** @param onInvalid told of an item that cannot be read: what follows it is there all the same */
export function createEntryStore(table: Table, onInvalid: (error: Error) => void = () => {}) {
  return {
    /** The logs that the reporter may read, each in order. */
    async logs(id: ReportId): Promise<Logs> {
      const items = await itemsOf(table, {
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": PARTITION.entry + id },
        ConsistentRead: true,
      });
      const of = (log: LogName) =>
        items
          .filter(({ sk }) => `${sk}`.startsWith(`${log}#`))
          .map((item) => parseEach(storedSchema, [item], onInvalid)[0]?.entry ?? DAMAGED);
      return { reporter: of("reporter"), satgas: of("satgas") };
    },
  };
}
export type EntryStore = ReturnType<typeof createEntryStore>;
