/** Brings KPU RI's Satgas to every stack (`npm run carry`); HELP, below. */
import { KPU_RI, OUTSIDE, type UnitCode, unitName } from "../shared/work-unit.ts";
import { carryTo, standingOf } from "./carrying.ts";
import { OperatorError, runCommand } from "./command.ts";
import { readConfigFile } from "./config.ts";
import { openStackTable } from "./status/aws.ts";
import { CONFIG_FILE, targetOf } from "./status/target.ts";

const USAGE = "Write: npm run carry [-- --stack 33]";
const HELP = `${USAGE}

Reads what KPU RI's Satgas is in Posko-01, its public keys, its members' cards and addresses, and brings it to the other
stacks of the configuration, or to one. Each verifies it from the root, and takes nothing that is older than what it has:
run it after every change of KPU RI's members, keys or vouch, as often as you like. KPU RI's private keys stay in Posko-01.

Credentials: the profile posko-01, or those of the environment, with the policy Posko-01-carry.`;

const options = { stack: { type: "string" }, help: { type: "boolean" } } as const;

await runCommand(USAGE, { options }, async ({ values: { stack, help } }) => {
  if (help) return console.info(HELP);
  const stacks = readConfigFile(CONFIG_FILE);
  const home = stacks.find(({ unit }) => unit === KPU_RI);
  const others = stacks.filter(({ unit }) => unit !== KPU_RI && (stack === undefined || unit === stack));
  if (!home) throw new OperatorError(`There is no stack ${KPU_RI} in ${CONFIG_FILE}: KPU RI's Satgas lies in it.`);
  if (others.length === 0) throw new OperatorError(`There is no stack ${stack ?? "but KPU RI's"} in ${CONFIG_FILE}.`);
  const table = await openStackTable(targetOf(home));
  const units: readonly UnitCode[] = [KPU_RI, OUTSIDE];
  let failed = 0;
  for (const unit of units) {
    const standing = await standingOf(table, unit, Date.now() / 1000);
    if (!standing && unit === KPU_RI) throw new OperatorError("KPU RI has no Satgas yet; nothing was carried.");
    if (!standing) continue;
    console.info(unitName(unit));
    for (const one of others) {
      const { origin } = targetOf(one);
      const carried =
        origin === undefined ? { status: "no host name" as const } : await carryTo(origin, standing, one.unit);
      if (carried.status !== "taken") failed += 1;
      const more =
        "edition" in carried ? ` (edition ${carried.edition})` : "code" in carried ? ` (${carried.code})` : "";
      console.info(`  Posko-${one.unit}: ${carried.status}${more}`);
    }
  }
  if (failed > 0) throw new OperatorError("Not everywhere; nothing is lost, run it again.");
});
