import { env, optionalEnv } from "../env.ts";
import { log, logUnreadable } from "../log.ts";
import { createReadinessStore } from "../table/readiness.ts";
import { createSatgasStore } from "../table/satgas.ts";
import { openTable } from "../table/table.ts";
import { createDrill } from "./handler.ts";

const table = openTable(env("TABLE_NAME"), optionalEnv("DYNAMODB_ENDPOINT"));

export const handler = createDrill({
  satgas: createSatgasStore(table, logUnreadable),
  readiness: createReadinessStore(table),
  stack: env("STACK_UNIT"),
  root: env("KPU_RI_THUMBPRINT"),
  now: () => new Date(),
  log,
});
