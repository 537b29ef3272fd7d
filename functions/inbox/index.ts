import { handle } from "hono/aws-lambda";
import { env, optionalEnv } from "../env.ts";
import { log, logUnreadable } from "../log.ts";
import { readPolicy } from "../policy.ts";
import { createReadinessStore } from "../table/readiness.ts";
import { createReportStore } from "../table/report.ts";
import { createSatgasStore } from "../table/satgas.ts";
import { openTable } from "../table/table.ts";
import { createInboxApp } from "./app.ts";

const table = openTable(env("TABLE_NAME"), optionalEnv("DYNAMODB_ENDPOINT"));

export const handler = handle(
  createInboxApp({
    reports: createReportStore(table, logUnreadable),
    satgas: createSatgasStore(table, logUnreadable),
    readiness: createReadinessStore(table),
    policy: readPolicy(optionalEnv("POLICY")),
    origin: env("ORIGIN"),
    now: () => new Date(),
    log,
  }),
);
