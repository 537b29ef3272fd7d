import type { Table } from "../../functions/store.ts";
import { createClockStore } from "../../functions/store-clock.ts";
import { createLetterStore } from "../../functions/store-letter.ts";
import { createLoadStore } from "../../functions/store-load.ts";
import { createReadinessStore } from "../../functions/store-readiness.ts";
import { createReportStore } from "../../functions/store-report.ts";
import { createSatgasStore } from "../../functions/store-satgas.ts";

/** Every store over one table, for whoever runs all functions in one process. */
export const openStores = (table: Table) => ({
  reports: createReportStore(table),
  satgas: createSatgasStore(table),
  readiness: createReadinessStore(table),
  clocks: createClockStore(table),
  letters: createLetterStore(table),
  load: createLoadStore(table),
});
