/**
 * The configuration of all stacks, one file for the whole country. What it does not say refuses or protects: nobody
 * embeds the form, no key is trusted, nothing is deployed. What is wrong with it is a sentence, before anything is made.
 */
import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import * as z from "zod";
import { defaultPolicy } from "../shared/clock.ts";
import { isWorkUnit, KPU_RI, parentOf, type UnitCode, unitName } from "../shared/work-unit.ts";
import type { PageSettings } from "../web/settings.ts";
import { OperatorError } from "./command.ts";
import { domainOf, hostOf, publicKey, settings } from "./config-fields.ts";

const stackSchema = z.strictObject(settings);
type Settings = Readonly<z.infer<typeof stackSchema>>;
/** What one stack is made from. */
export interface StackConfig extends Settings {
  readonly unit: UnitCode;
  /** Whether it rings for what AWS counts by account: the first stack of each account does. */
  readonly accountAlarms: boolean;
  /** Of KPU RI's: the stacks in which its members sit too, as far as they have a host name. */
  readonly others: readonly { readonly stack: UnitCode; readonly origin: string }[];
  /** Of every other: where KPU RI's members open their inbox. */
  readonly inboxOrigin: string | undefined;
}

const safeDefaults = {
  embeddingOrigins: [],
  stampDifficulty: 16,
  helpContacts: [],
  policy: {},
  logRetentionDays: 30,
  monthlyBudgetUsd: 25,
};

/** Never said once for all: each stack has its own. */
const OWN = { account: true, hostName: true, certificateArn: true, senderAddress: true } as const;

const fileSchema = z.strictObject({
  defaults: stackSchema.omit(OWN).partial().default({}),
  stacks: z.record(z.string(), z.record(z.string(), z.unknown())),
});

/** @throws OperatorError that names every key that is wrong, what is wrong with it, and what to write */
export function readConfig(file: unknown): StackConfig[] {
  const outer = fileSchema.safeParse(file);
  if (!outer.success) throw new OperatorError(sentences(outer.error).join("\n"));
  const { defaults, stacks } = outer.data;
  const wrong: string[] = [];
  const read: Omit<StackConfig, "accountAlarms" | "others" | "inboxOrigin">[] = [];
  for (const [unit, own] of Object.entries(stacks)) {
    if (!isUnitOfStack(unit)) {
      wrong.push(`stacks.${unit}: is no province; write the two digits of one (33 for Jawa Tengah), or 01 for KPU RI`);
      continue;
    }
    const stack = stackSchema.safeParse({ ...safeDefaults, ...defaults, ...own });
    if (stack.success) read.push({ unit, ...stack.data });
    else wrong.push(...sentences(stack.error, `stacks.${unit}`));
    const { hostName, certificateArn } = stack.data ?? {};
    if ((hostName === undefined) !== (certificateArn === undefined)) {
      wrong.push(
        `stacks.${unit}.certificateArn: goes with hostName; write both or neither, the ARN of a certificate that was issued for the host name`,
      );
    }
    const remind = stack.data?.policy.remindAfterHours ?? defaultPolicy.remindAfterHours;
    const climb = stack.data?.policy.climbAfterHours ?? defaultPolicy.climbAfterHours;
    if (remind >= climb) {
      wrong.push(
        `stacks.${unit}.policy: the second letter (${remind} h) would come after the next Satgas has the report (${climb} h); write a smaller remindAfterHours`,
      );
    }
  }
  if (Object.keys(stacks).length === 0) wrong.push("stacks: is empty; write at least one stack, by the unit's code");
  wrong.push(...shared(read, "hostName", ({ hostName }) => hostName, "give each stack a host name of its own"));
  // KPU RI's inbox asks each stack by its name, and a key file remembers one.
  if (read.length > 1) {
    const nameless = read.filter(({ hostName }) => hostName === undefined);
    wrong.push(
      ...nameless.map(({ unit }) => `stacks.${unit}.hostName: is missing; beside another stack each needs its own`),
    );
  }
  // An SES identity exists once per account: the second stack could not be made, or would be removed with the first.
  const identity = ({ account, senderAddress }: Settings) => `${domainOf(senderAddress)} in ${account}`;
  wrong.push(...shared(read, "senderAddress", identity, "give each a sender domain or an account of its own"));
  const embedding = new Set(read.flatMap(({ embeddingOrigins }) => embeddingOrigins.map(hostOf)));
  for (const { unit, hostName } of read) {
    if (hostName === undefined || !embedding.has(hostName)) continue;
    wrong.push(
      `stacks.${unit}.hostName: is the host of a page that embeds the form (${hostName}); give the form a host of its own`,
    );
  }
  if (wrong.length > 0) throw new OperatorError(wrong.join("\n"));
  const sorted = read.sort((a, b) => (a.unit < b.unit ? -1 : 1));
  const originOf = ({ hostName }: Settings) => hostName && `https://${hostName}`;
  const home = sorted.find(({ unit }) => unit === KPU_RI);
  const elsewhere = sorted.flatMap((one) => {
    const origin = one === home ? undefined : originOf(one);
    return origin === undefined ? [] : [{ stack: one.unit, origin }];
  });
  return sorted.map((one) => ({
    ...one,
    others: one === home ? elsewhere : [],
    inboxOrigin: one === home || !home ? undefined : originOf(home),
    accountAlarms: sorted.find(({ account }) => account === one.account) === one,
  }));
}

/** What is a stack's own in its pages. */
export const pageSettingsOf = ({ unit, root, helpContacts, others }: StackConfig): PageSettings => ({
  stack: unit,
  root,
  help: helpContacts,
  ...(others.length > 0 && { others }),
});

const EXAMPLE = "posko.config.example.json";

/**
 * @throws OperatorError; also for the example's values in another file. A stack that trusts the example's root
 * trusts nobody of ours, and its alarms reach nobody.
 */
export function readConfigFile(path: string): StackConfig[] {
  if (!existsSync(path)) {
    throw new OperatorError(`${path}: is missing; copy ${EXAMPLE} to it and write your own values`);
  }
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new OperatorError(`${path}: is not JSON; ${cause instanceof Error ? cause.message : "check its commas"}`);
  }
  const wrong = basename(path) === EXAMPLE ? [] : leftOver(json);
  let stacks: StackConfig[] = [];
  try {
    stacks = readConfig(json);
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    wrong.unshift(error.message);
  }
  if (wrong.length > 0) throw new OperatorError(wrong.join("\n").replace(/^/gm, `${path}: `));
  return stacks;
}

/** One sentence for each value that is the example's own. */
function leftOver(value: unknown, path: readonly string[] = []): string[] {
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) => leftOver(inner, [...path, key]));
  }
  const key = path[path[0] === "stacks" ? 2 : 1] ?? "";
  if (typeof value !== "string" || !EXAMPLE_VALUES[key]?.test(value)) return [];
  const expected = EXPECTED[path.at(-1) ?? ""] ?? "the https origin of a page of yours, or leave it out";
  return [`${path.join(".")}: is the example's; write ${expected}`];
}

/** The top-level domain of examples (RFC 2606) is nobody's. */
const NOBODY = /\.example(:\d+)?$/;
const EXAMPLE_VALUES: Readonly<Record<string, RegExp>> = {
  account: /^0{10}\d\d$/,
  hostName: NOBODY,
  certificateArn: /:0{10}\d\d:/,
  alarmTopicArn: /:0{10}\d\d:/,
  embeddingOrigins: NOBODY,
  senderAddress: NOBODY,
  operatorAlarmAddress: NOBODY,
  // RFC 7517's own example, appendix A.1.
  root: /^MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4$/,
};

/** The 39 that have a stack: the provinces, and KPU RI. */
const isUnitOfStack = (code: string): code is UnitCode =>
  isWorkUnit(code) && (code === KPU_RI || parentOf(code) === KPU_RI);

function shared(
  stacks: readonly (Settings & { readonly unit: UnitCode })[],
  key: string,
  of: (stack: Settings) => string | undefined,
  advice: string,
): string[] {
  const owner = new Map<string, UnitCode>();
  return stacks.flatMap((stack) => {
    const value = of(stack);
    if (value === undefined) return [];
    const first = owner.get(value);
    owner.set(value, first ?? stack.unit);
    if (first === undefined) return [];
    return `stacks.${stack.unit}.${key}: is taken by ${first}, ${unitName(first)} (${value}); ${advice}`;
  });
}

function sentences({ issues }: z.ZodError, under = ""): string[] {
  return issues.flatMap((issue) => {
    const at = (path: readonly PropertyKey[]) => [under, ...path].filter((part) => part !== "").join(".");
    if (issue.code === "unrecognized_keys") {
      const known = `known are ${Object.keys(INNER[String(issue.path.at(-1))] ?? settings).join(", ")}`;
      return issue.keys.map((key) => {
        const own = key in OWN && issue.path[0] === "defaults";
        return `${at([...issue.path, key])}: ${own ? "cannot be shared; write it at each stack" : `is unknown; ${known}`}`;
      });
    }
    const path = at(issue.path) || "the file";
    if (issue.code === "invalid_type" && issue.input === undefined && issue.message.startsWith("Invalid input")) {
      const expected = EXPECTED[String(issue.path.at(-1))] ?? `a value of type ${issue.expected}`;
      return `${path}: is missing or of another type; write ${expected}`;
    }
    return `${path}: ${issue.message}`;
  });
}

/** What has keys of its own. */
const INNER: Readonly<Record<string, object>> = { policy: defaultPolicy, root: publicKey.shape };

const EXPECTED: Readonly<Record<string, string>> = {
  account: "the 12 digits of its AWS account, in quotes",
  hostName: "a host name, or leave it out",
  certificateArn: "the ARN of the certificate that was issued for hostName, or leave both out",
  alarmTopicArn: "the ARN of a topic that is there, or leave it out",
  embeddingOrigins: "a list of https origins; an empty list allows nobody",
  senderAddress: "the address that letters come from",
  operatorAlarmAddress: "the address that alarms go to",
  root: "the public JWK that npm run root -- new printed",
  x: "the x of your own root's public JWK",
  y: "the y of your own root's public JWK",
  helpContacts: "a list of people to call",
  policy: "an object with hours and days, or leave it out",
  lastVerified: "the day on which somebody rang it",
  stacks: "an object with one entry per stack, by the unit's code",
  defaults: "an object with what all stacks share",
};
