import { env, optionalEnv } from "../env.ts";
import { log, logUnreadable } from "../log.ts";
import { createClockStore } from "../table/clock.ts";
import { createSatgasStore } from "../table/satgas.ts";
import { openTable } from "../table/table.ts";
import { createBounce } from "./handler.ts";

const table = openTable(env("TABLE_NAME"), optionalEnv("DYNAMODB_ENDPOINT"));

export const handler = createBounce({
  satgas: createSatgasStore(table, logUnreadable),
  clocks: createClockStore(table),
  now: () => new Date(),
  log,
});
