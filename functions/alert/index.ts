import { env, optionalEnv } from "../env.ts";
import { log } from "../log.ts";
import { createMailer } from "../mail.ts";
import { openTable } from "../store.ts";
import { createReportStore } from "../store-report.ts";
import { createSatgasStore } from "../store-satgas.ts";
import { createAlert } from "./handler.ts";
import { newsLetter } from "./letter.ts";

const table = openTable(env("TABLE_NAME"), optionalEnv("DYNAMODB_ENDPOINT"));

export const handler = createAlert({
  reports: createReportStore(table),
  satgas: createSatgasStore(table),
  mail: createMailer(env("MAIL_FROM"), optionalEnv("SES_ENDPOINT")),
  letter: newsLetter(env("ORIGIN")),
  now: () => new Date(),
  log,
});
