import { env, optionalEnv, stackFromEnv } from "../env.ts";
import { log, logUnreadable } from "../log.ts";
import { createRolls } from "../rolls.ts";
import { rootFromEnv } from "../root-env.ts";
import { createReadinessStore } from "../table/readiness.ts";
import { createSatgasStore } from "../table/satgas.ts";
import { openTable } from "../table/table.ts";
import { createDrill } from "./handler.ts";

const table = openTable(env("TABLE_NAME"), optionalEnv("DYNAMODB_ENDPOINT"));
const satgas = createSatgasStore(table, logUnreadable);
const root = rootFromEnv();
const now = () => new Date();

export const handler = createDrill({
  satgas,
  rolls: createRolls({ satgas, root, now, log }),
  readiness: createReadinessStore(table),
  stack: stackFromEnv(),
  root,
  now,
  log,
});
