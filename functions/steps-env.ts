import { readPolicy } from "./clock-policy.ts";
import { env, optionalEnv } from "./env.ts";
import { newsLetter } from "./letter.ts";
import { log, logUnreadable } from "./log.ts";
import { createMailer } from "./mail.ts";
import { createRolls } from "./rolls.ts";
import { rootFromEnv } from "./root-env.ts";
import { createBodyStore } from "./table/body.ts";
import { createClockStore } from "./table/clock.ts";
import { createLetterStore } from "./table/letter.ts";
import { createSatgasStore } from "./table/satgas.ts";
import { openTable } from "./table/table.ts";

/** The real parts of whoever takes steps, from the environment: `alert` and `watch` start alike. */
export function openSteps() {
  const now = () => new Date();
  const table = openTable(env("TABLE_NAME"), optionalEnv("DYNAMODB_ENDPOINT"));
  return {
    table,
    bodies: createBodyStore(table),
    clocks: createClockStore(table),
    letters: createLetterStore(table),
    rolls: createRolls({ satgas: createSatgasStore(table, logUnreadable), root: rootFromEnv(), now, log }),
    mail: createMailer(env("MAIL_FROM"), optionalEnv("SES_ENDPOINT")),
    letter: newsLetter(env("ORIGIN")),
    policy: readPolicy(optionalEnv("POLICY")),
    now,
    log,
  };
}
