import { env, optionalEnv } from "./env.ts";
import { newsLetter } from "./letter.ts";
import { log, logUnreadable } from "./log.ts";
import { createMailer } from "./mail.ts";
import { readPolicy } from "./policy.ts";
import { openTable } from "./store.ts";
import { createClockStore } from "./store-clock.ts";
import { createLetterStore } from "./store-letter.ts";
import { createSatgasStore } from "./store-satgas.ts";

/** The real parts of whoever takes steps, from the environment: `alert` and `watch` start alike. */
export function openSteps() {
  const table = openTable(env("TABLE_NAME"), optionalEnv("DYNAMODB_ENDPOINT"));
  return {
    table,
    clocks: createClockStore(table),
    letters: createLetterStore(table),
    satgas: createSatgasStore(table, logUnreadable),
    mail: createMailer(env("MAIL_FROM"), optionalEnv("SES_ENDPOINT")),
    letter: newsLetter(env("ORIGIN")),
    policy: readPolicy(optionalEnv("POLICY")),
    now: () => new Date(),
    log,
  };
}
