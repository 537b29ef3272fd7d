/** The operator's look at all stacks (`npm run status`); what it prints and how it ends: HELP, below. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OperatorError, runCommand } from "./command.ts";
import { readConfigFile } from "./config.ts";
import { lookAt } from "./status/look.ts";
import { coverageOf, needsOf, newestOfKpuRi } from "./status/needs.ts";
import { coverageTable, tableOf } from "./status/print.ts";
import { comparePages } from "./status/site.ts";
import { CONFIG_FILE, localTarget, targetOf } from "./status/target.ts";

const USAGE = "Write: npm run status -- [--stack 33] [--coverage] [--json] [--local] [--timeout 20]";
const HELP = `${USAGE}

Looks at every stack of posko.config.json (POSKO_CONFIG names another file) at the same time, and writes nothing
anywhere. Below a stack stands a sentence for each thing that needs a person, and for each that it could not look at.

  --stack 33    this one alone
  --coverage    what stands at each of the 553 units. Public: it asks for no credentials where stacks have a hostName
  --json        for a program; infra/status/shape.ts says what each field means
  --local       what npm start runs on this machine
  --timeout 20  seconds for each part of a stack

Credentials in the environment (AWS_PROFILE, AWS_ACCESS_KEY_ID) are for all stacks; without them each stack is asked with
the profile posko-33, posko-01 and so on. What they need: docs/run/status.md.

It ends with 0 when all is well, 1 when something needs a person, 2 when it could not look everywhere, whatever else.`;

const flag = { type: "boolean" } as const;
const text = { type: "string" } as const;
const options = {
  stack: text,
  timeout: { ...text, default: "20" },
  coverage: flag,
  json: flag,
  local: flag,
  help: flag,
};

await runCommand(USAGE, { options }, async ({ values: { stack, timeout, help, coverage, json, local } }) => {
  if (help) return console.info(HELP);
  const all = local ? [localTarget()] : readConfigFile(CONFIG_FILE).map(targetOf);
  const targets = all.filter(({ unit }) => stack === undefined || unit === stack);
  const known = all.map(({ unit }) => unit).join(", ");
  if (targets.length === 0) throw new OperatorError(`There is no stack ${stack}; there are ${known}.`);
  const seconds = Number(timeout);
  if (!(seconds > 0)) throw new OperatorError(USAGE);
  const now = new Date();
  const at = now.toISOString();
  const folder = mkdtempSync(join(tmpdir(), "posko-status-"));
  if (!coverage) console.error("Building the pages of these sources, to compare with …");
  const compare = coverage ? undefined : await comparePages(folder);
  let done = 0;
  const looks = targets.map(async (target) => {
    const one = await lookAt(target, { now, seconds, comparePages: compare });
    done += 1;
    console.error(`Posko-${target.unit}: looked at, ${done} of ${targets.length}`);
    return one;
  });
  const seen = await Promise.all(looks).finally(() => rmSync(folder, { recursive: true, force: true }));
  const unseen = seen.flatMap((one) => one.unseen.map((sentence) => `Posko-${one.unit}: ${sentence}`));
  const newest = newestOfKpuRi(seen);
  const stacks = seen.map((one, index) => {
    const needs = needsOf(one, targets[index]?.climbAfterHours ?? 0, newest, now);
    return { ...one, needs };
  });
  const units = coverageOf(seen, now);
  if (coverage) console.info(json ? JSON.stringify({ at, units, unseen }) : coverageTable({ at, units, unseen }));
  else console.info(json ? JSON.stringify({ at, stacks }) : tableOf(stacks, now, local === true));
  process.exitCode = unseen.length > 0 ? 2 : Number(stacks.some(({ needs }) => needs.length > 0));
});
// A connection that hangs keeps nobody waiting.
process.exit();
