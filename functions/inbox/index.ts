import { handle } from "hono/aws-lambda";
import { env, optionalEnv } from "../env.ts";
import { log, logUnreadable } from "../log.ts";
import { readPolicy } from "../policy.ts";
import { openTable } from "../store.ts";
import { createReadinessStore } from "../store-readiness.ts";
import { createReportStore } from "../store-report.ts";
import { createSatgasStore } from "../store-satgas.ts";
import { createInboxApp } from "./app.ts";

const table = openTable(env("TABLE_NAME"), optionalEnv("DYNAMODB_ENDPOINT"));

export const handler = handle(
  createInboxApp({
    reports: createReportStore(table),
    satgas: createSatgasStore(table, logUnreadable),
    readiness: createReadinessStore(table),
    policy: readPolicy(optionalEnv("POLICY")),
    origin: env("ORIGIN"),
    now: () => new Date(),
    log,
  }),
);
