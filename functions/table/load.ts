import { dateOf, type Hour } from "../../shared/moment.ts";
import { keys, places } from "./shape.ts";
import type { Table } from "./table.ts";
import { updateIf } from "./toolbox.ts";

/** Seconds for which an hour's count is kept: the present hour and the one before it are asked for. */
const KEPT = 3 * 3600;

/** How many reports came, by the hour: the one number from which the price of a stamp follows. No address is in it. */
export function createLoadStore(table: Table) {
  return {
    /** Counts so many more reports for an hour. A count that is noted twice stays twice. */
    async add(hour: Hour, reports: number): Promise<void> {
      const { list, order } = places.load(hour);
      await updateIf(table, keys.load(hour), {
        UpdateExpression: "SET #list = :list, #order = :order, #expires = :expires ADD #reports :reports",
        ExpressionAttributeNames: {
          "#list": "list",
          "#order": "order",
          "#expires": "expires",
          "#reports": "reports",
        },
        ExpressionAttributeValues: {
          ":list": list,
          ":order": order,
          ":expires": Math.floor(dateOf(hour).getTime() / 1000) + KEPT,
          ":reports": reports,
        },
      });
    },
  };
}
export type LoadStore = ReturnType<typeof createLoadStore>;
