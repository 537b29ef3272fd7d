/** The operator's invitation of a first member (`npm run invite`), for a Satgas that nobody above can invite; HELP, below. */
import { createJoinStore } from "../functions/table/join.ts";
import { invitationHash, invitationLink, newInvitation } from "../shared/satgas/invitation.ts";
import { isWorkUnit, KPU_RI, OUTSIDE, provinceOf, type UnitCode, unitName } from "../shared/work-unit.ts";
import { OperatorError, runCommand } from "./command.ts";
import { readConfigFile } from "./config.ts";
import { openStackTable } from "./status/aws.ts";
import type { Target } from "./status/shape.ts";
import { CONFIG_FILE, localTarget, targetOf } from "./status/target.ts";

const USAGE = "Write: npm run invite -- --stack 33 --unit 33 [--origin https://…] [--local]";
const HELP = `${USAGE}

Prints a link with which one person founds the Satgas of a unit, or begins it anew when all who sit there have lost their
keys. It opens nothing by itself: the Satgas above, or the root for KPU RI, vouches for her keys first. Seven days, one
use. Whoever has the link can use it: give it to her in person, or over a telephone whose voice you know.

  --origin   where the inbox of a stack without a hostName is (output Origin of the stack)
  --local    what npm start runs on this machine

Credentials: the profile posko-33, or those of the environment, with the policy Posko-33-invite.`;

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const options = { stack: text, unit: text, origin: text, local: flag, help: flag };

function targetNamed(stack: string | undefined): Target {
  const found = readConfigFile(CONFIG_FILE).find((one) => one.unit === stack);
  if (!found) throw new OperatorError(`There is no stack ${stack ?? ""} in ${CONFIG_FILE}. ${USAGE}`);
  return targetOf(found);
}

/** @throws OperatorError unless a Satgas of this unit stands in this stack */
function unitIn(stack: UnitCode, unit: string | undefined): UnitCode {
  const outside = unit === OUTSIDE && stack === KPU_RI ? OUTSIDE : undefined;
  const found = unit !== undefined && isWorkUnit(unit) && provinceOf(unit) === stack ? unit : outside;
  if (found === undefined) throw new OperatorError(`${unit ?? "No unit"} is none of Posko-${stack}. ${USAGE}`);
  return found;
}

await runCommand(USAGE, { options }, async ({ values: { stack, unit, origin, local, help } }) => {
  if (help) return console.info(HELP);
  const target = local ? localTarget() : targetNamed(stack);
  const invited = unitIn(target.unit, unit);
  const address = origin ?? target.origin;
  if (address === undefined) throw new OperatorError(`Posko-${target.unit} has no hostName: say --origin. ${USAGE}`);
  const invitation = newInvitation(invited);
  const join = createJoinStore(await openStackTable(target));
  await join.invite(invited, await invitationHash(invitation), "first", Date.now() / 1000);
  console.info(`${unitName(invited)}, seven days, for one person:\n\n  ${invitationLink(address, invitation)}`);
});
