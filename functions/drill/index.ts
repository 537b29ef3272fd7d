import { env, optionalEnv } from "../env.ts";
import { log, logUnreadable } from "../log.ts";
import { openTable } from "../store.ts";
import { createReadinessStore } from "../store-readiness.ts";
import { createSatgasStore } from "../store-satgas.ts";
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
