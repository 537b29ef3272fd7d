import { createBodyStore } from "../../functions/table/body.ts";
import { createClockStore } from "../../functions/table/clock.ts";
import { createEntryStore } from "../../functions/table/entry.ts";
import { createJoinStore } from "../../functions/table/join.ts";
import { createLetterStore } from "../../functions/table/letter.ts";
import { createLoadStore } from "../../functions/table/load.ts";
import { createReadinessStore } from "../../functions/table/readiness.ts";
import { createReportStore } from "../../functions/table/report.ts";
import { createSatgasStore } from "../../functions/table/satgas.ts";
import type { Table } from "../../functions/table/table.ts";

/** Every store over one table, for whoever runs all functions in one process. */
export const openStores = (table: Table) => ({
  reports: createReportStore(table),
  entries: createEntryStore(table),
  satgas: createSatgasStore(table),
  readiness: createReadinessStore(table),
  bodies: createBodyStore(table),
  clocks: createClockStore(table),
  letters: createLetterStore(table),
  load: createLoadStore(table),
  join: createJoinStore(table),
});
