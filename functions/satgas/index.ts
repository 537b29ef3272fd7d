import { handle } from "hono/aws-lambda";
import { env, optionalEnv, stackFromEnv } from "../env.ts";
import { log, logUnreadable } from "../log.ts";
import { createRolls } from "../rolls.ts";
import { rootFromEnv } from "../root-env.ts";
import { createJoinStore } from "../table/join.ts";
import { createSatgasStore } from "../table/satgas.ts";
import { openTable } from "../table/table.ts";
import { createSatgasApp } from "./app.ts";

const table = openTable(env("TABLE_NAME"), optionalEnv("DYNAMODB_ENDPOINT"));
const satgas = createSatgasStore(table, logUnreadable);
const root = rootFromEnv();
const now = () => new Date();

export const handler = handle(
  createSatgasApp({
    satgas,
    join: createJoinStore(table, logUnreadable),
    rolls: createRolls({ satgas, root, now, log }),
    root,
    stack: stackFromEnv(),
    origin: env("ORIGIN"),
    inboxOrigin: optionalEnv("INBOX_ORIGIN"),
    now,
    log,
  }),
);
