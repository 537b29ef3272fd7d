import { env, optionalEnv } from "../env.ts";
import { log, logUnreadable } from "../log.ts";
import { openTable } from "../store.ts";
import { createClockStore } from "../store-clock.ts";
import { createSatgasStore } from "../store-satgas.ts";
import { createBounce } from "./handler.ts";

const table = openTable(env("TABLE_NAME"), optionalEnv("DYNAMODB_ENDPOINT"));

export const handler = createBounce({
  satgas: createSatgasStore(table, logUnreadable),
  clocks: createClockStore(table),
  now: () => new Date(),
  log,
});
