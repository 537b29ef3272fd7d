import { checked, isUnitCode, type UnitCode } from "../shared/kind.ts";

/** The environment, read once, by typed name; what is missing fails by its name when the function starts. */
const names = {
  TABLE_NAME: "name of the DynamoDB table",
  DYNAMODB_ENDPOINT: "address of a local DynamoDB; unset on AWS",
  SES_ENDPOINT: "address of a local SES; unset on AWS",
  STACK_UNIT: "code of the province this stack serves, or 01",
  ORIGIN: "https origin under which the pages are served",
  INBOX_ORIGIN: "origin of KPU RI's inbox page, which may ask here; unset in its own stack",
  OTHER_STACKS: "origins of the stacks that this one's inbox page asks, separated by spaces; unset but for KPU RI",
  FRAME_ANCESTORS: "origins that may embed the form, separated by spaces; empty allows none",
  STAMP_DIFFICULTY: "leading zero bits asked of a first report",
  POLICY: "JSON of what differs from the default clock; unset for the defaults",
  ROOT_JWK: "public JWK of the root, JSON",
  MAIL_FROM: "verified sender address of letters",
  SITE_FOLDER: "folder of the built pages, beside the bundle",
} as const;

export type EnvName = keyof typeof names;

/** The value of a variable, or nothing when it is unset or empty. */
export const optionalEnv = (name: EnvName): string | undefined => process.env[name] || undefined;

/** The value of a variable. @throws by its name when it is unset or empty */
export function env(name: EnvName): string {
  const value = optionalEnv(name);
  if (value === undefined) throw new Error(`environment variable ${name} is missing: ${names[name]}`);
  return value;
}

/** The unit whose stack this is. @throws when the variable is none */
export const stackFromEnv = (): UnitCode => checked(isUnitCode, env("STACK_UNIT"));
