import { handle } from "hono/aws-lambda";
import { env, optionalEnv, stackFromEnv } from "../env.ts";
import { log, logUnreadable } from "../log.ts";
import { createEntryStore } from "../table/entry.ts";
import { createLetterStore } from "../table/letter.ts";
import { createReportStore } from "../table/report.ts";
import { createSatgasStore } from "../table/satgas.ts";
import { openTable } from "../table/table.ts";
import { createReportApp } from "./app.ts";

const table = openTable(env("TABLE_NAME"), optionalEnv("DYNAMODB_ENDPOINT"));

export const handler = handle(
  createReportApp({
    reports: createReportStore(table),
    entries: createEntryStore(table, logUnreadable),
    letters: createLetterStore(table),
    satgas: createSatgasStore(table, logUnreadable),
    stack: stackFromEnv(),
    difficulty: Number(env("STAMP_DIFFICULTY")),
    origin: env("ORIGIN"),
    now: () => new Date(),
    log,
  }),
);
