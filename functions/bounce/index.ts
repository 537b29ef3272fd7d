import { env, optionalEnv } from "../env.ts";
import { log, logUnreadable } from "../log.ts";
import { createRolls } from "../rolls.ts";
import { rootFromEnv } from "../root-env.ts";
import { createClockStore } from "../table/clock.ts";
import { createSatgasStore } from "../table/satgas.ts";
import { openTable } from "../table/table.ts";
import { createBounce } from "./handler.ts";

const table = openTable(env("TABLE_NAME"), optionalEnv("DYNAMODB_ENDPOINT"));
const satgas = createSatgasStore(table, logUnreadable);
const now = () => new Date();

export const handler = createBounce({
  satgas,
  rolls: createRolls({ satgas, root: rootFromEnv(), now, log }),
  clocks: createClockStore(table),
  now,
  log,
});
