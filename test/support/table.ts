import { openTable, type Table } from "../../functions/table/table.ts";

/** A table for whoever looks on: busy as the machine is, she waits, where a function says after three seconds that it failed. */
export const watchTable = (name: string, endpoint: string): Table =>
  openTable(name, endpoint, { requestHandler: { requestTimeout: 120_000 } });
