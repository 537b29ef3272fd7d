import { handle } from "hono/aws-lambda";
import { readPolicy } from "../clock-policy.ts";
import { env, optionalEnv, stackFromEnv } from "../env.ts";
import { log, logUnreadable } from "../log.ts";
import { createRolls } from "../rolls.ts";
import { rootFromEnv } from "../root-env.ts";
import { createEntryStore } from "../table/entry.ts";
import { createReadinessStore } from "../table/readiness.ts";
import { createReportStore } from "../table/report.ts";
import { createSatgasStore } from "../table/satgas.ts";
import { openTable } from "../table/table.ts";
import { createInboxApp } from "./app.ts";

const table = openTable(env("TABLE_NAME"), optionalEnv("DYNAMODB_ENDPOINT"));
const satgas = createSatgasStore(table, logUnreadable);
const now = () => new Date();

export const handler = handle(
  createInboxApp({
    reports: createReportStore(table, logUnreadable),
    entries: createEntryStore(table, logUnreadable),
    satgas,
    rolls: createRolls({ satgas, root: rootFromEnv(), now, log }),
    readiness: createReadinessStore(table),
    policy: readPolicy(optionalEnv("POLICY")),
    stack: stackFromEnv(),
    origin: env("ORIGIN"),
    inboxOrigin: optionalEnv("INBOX_ORIGIN"),
    now,
    log,
  }),
);
