import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { defaultPolicy } from "../../shared/clock.ts";
import { OperatorError } from "../command.ts";
import { pageSettingsOf, type StackConfig } from "../config.ts";
import type { Target } from "./shape.ts";

export const CONFIG_FILE = process.env["POSKO_CONFIG"] ?? "posko.config.json";

/** A stack of the configuration, as an operator's command asks it. */
export const targetOf = (stack: StackConfig): Target => ({
  ...{ unit: stack.unit, account: stack.account, settings: pageSettingsOf(stack) },
  origin: stack.hostName && `https://${stack.hostName}`,
  climbAfterHours: stack.policy.climbAfterHours ?? defaultPolicy.climbAfterHours,
});

/** What runs on this machine, as `npm start` has noted it. */
export function localTarget(): Target {
  const file = join(resolve(process.env["POSKO_DATA"] ?? ".posko"), "running.json");
  if (!existsSync(file)) throw new OperatorError("Nothing runs on this machine; run npm start in another terminal.");
  const { origin, settings, ...local } = JSON.parse(readFileSync(file, "utf8"));
  const { stack: unit } = settings;
  return { unit, settings, account: "", origin, climbAfterHours: defaultPolicy.climbAfterHours, local };
}
