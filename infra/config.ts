/**
 * The configuration of all stacks, one file for the whole country. What it does not say refuses or protects: nobody
 * embeds the form, no key is trusted, nothing is deployed. What is wrong with it is a sentence, before anything is made.
 */
import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import * as z from "zod";
import { zones } from "../shared/calendar.ts";
import { defaultPolicy } from "../shared/clock.ts";
import { KPU_RI, parentOf, type UnitCode, unitName, workUnits } from "../shared/work-unit.ts";

/** The message is for the operator; no stack trace helps her. */
export class ConfigError extends Error {}

const LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
const HOST = new RegExp(`^(?=.{1,253}$)(${LABEL}\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$`);
const ADDRESS = /^[\w.+-]{1,64}@([^@\s]+)$/;
const NUMBER = 'is a number; put it in quotes, all 12 digits, as in "123456789012"';

const account = z
  .string({ error: ({ input }) => (typeof input === "number" ? NUMBER : undefined) })
  .regex(/^\d{12}$/, 'is not the number of an AWS account; write its 12 digits in quotes, as in "123456789012"');

const host = z
  .string()
  .regex(HOST, 'is not a host name; write it in lower case without https:// and path, as in "posko.jateng.kpu.go.id"');

/** Says one thing that is wrong: what is no address needs no word about its domain. */
const first = (error: string) => ({ error, abort: true });

/** frame-ancestors of a wildcard would let every office's CMS frame, and redress, every other office's form. */
const origin = z
  .string()
  .refine((text) => !text.includes("*"), first("has a wildcard; write out each origin that may embed the form"))
  .refine(
    (text) => URL.canParse(text) && new URL(text).protocol === "https:" && new URL(text).origin === text,
    first('is not an https origin; write scheme and host without a path, as in "https://jateng.kpu.go.id"'),
  )
  .refine((text) => HOST.test(hostOf(text)), "is not a public host name; write the origin of the page that embeds");

const address = (example: string) =>
  z
    .string()
    .refine(
      (text) => HOST.test(ADDRESS.exec(text)?.[1] ?? ""),
      first(`is not an address; write one as in "${example}"`),
    );

/**
 * The stack makes an identity of the sender's domain, and its DNS wants records. At a domain that all of KPU writes
 * from, whatever befalls these letters would befall everybody's; at a mail provider's nobody could set the records.
 */
const SENDER = "posko@p33.posko.kpu.go.id";
const sender = address(SENDER).refine(
  (text) => domainOf(text) !== "kpu.go.id" && domainOf(text).split(".").length > 2,
  `is at a domain that others write from; write a subdomain made for this stack's letters, as in "${SENDER}"`,
);

const thumbprint = z
  .string()
  .regex(/^[\w-]{43}$/, "is not a thumbprint; write the 43 characters of KPU RI's thumbprint");

const count = (what: string, min: number, max: number) => {
  const wrong = `is not ${what}; write a whole number from ${min} to ${max}`;
  return z.int(wrong).min(min, wrong).max(max, wrong);
};

/** As `functions/help.ts` reads it. */
const helpContact = z.strictObject({
  name: z.string("is not a name; write who answers").min(1, "is empty; write who answers"),
  call: z.string().regex(/^[\d-]{3,20}$/, "is not a telephone number; write digits and hyphens"),
  note: z.strictObject({ id: z.string(), en: z.string() }),
  lastVerified: z.iso
    .date(first("is not a day; write the day on which somebody rang it, as in 2026-11-22"))
    .refine((day) => day <= today(), "is after today; ring the number, then write the day on which you did"),
});

/** Where in Indonesia the day begins first. */
const today = () => new Date(Date.now() + zones.WIT * 3_600_000).toISOString().slice(0, 10);

const DAYS = [1, 3, 5, 7, 14, 30] as const;

const settings = {
  account,
  /** Without one the pages are served under the API's own address. */
  hostName: host.optional(),
  /** Origins of the pages that may embed the form. */
  embeddingOrigins: z.array(origin),
  senderAddress: sender,
  operatorAlarmAddress: address("posko-operator@kpu.go.id"),
  /** RFC 7638 thumbprint of KPU RI's key: the one thing that a form trusts. */
  kpuRiThumbprint: thumbprint,
  /** Leading zero bits of a stamp. Below 8 it holds nobody up; above 22 an old telephone computes for minutes. */
  stampDifficulty: count("a number of leading zero bits", 8, 22),
  helpContacts: z.array(helpContact),
  /** What differs from the default clock (`shared/clock.ts`). */
  policy: z.strictObject({
    remindAfterHours: count("hours until the second letter", 1, 72).optional(),
    climbAfterHours: count("hours until the next Satgas gets a report", 2, 336).optional(),
    againAfterHours: count("hours between alarms", 24, 720).optional(),
    retentionDays: count("days for which an ended case is kept", 30, 36_525).optional(),
  }),
  logRetentionDays: z.literal(DAYS, `is not a retention; write one of ${DAYS.join(", ")}`),
  monthlyBudgetUsd: count("a budget in US dollars", 1, 100_000),
};

const stackSchema = z.strictObject(settings);
/** What one stack is made from. */
export interface StackConfig extends Readonly<z.infer<typeof stackSchema>> {
  readonly unit: UnitCode;
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
const OWN = { account: true, hostName: true, senderAddress: true } as const;

const fileSchema = z.strictObject({
  defaults: stackSchema.omit(OWN).partial().default({}),
  stacks: z.record(z.string(), z.record(z.string(), z.unknown())),
});

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : "");
const domainOf = (mail: string): string => mail.slice(mail.indexOf("@") + 1);

/** @throws ConfigError that names every key that is wrong, what is wrong with it, and what to write */
export function readConfig(file: unknown): StackConfig[] {
  const outer = fileSchema.safeParse(file);
  if (!outer.success) throw new ConfigError(sentences(outer.error).join("\n"));
  const { defaults, stacks } = outer.data;
  const wrong: string[] = [];
  const read: StackConfig[] = [];
  for (const [unit, own] of Object.entries(stacks)) {
    if (unitOfStack(unit) === undefined) {
      wrong.push(`stacks.${unit}: is no province; write the two digits of one (33 for Jawa Tengah), or 01 for KPU RI`);
      continue;
    }
    const stack = stackSchema.safeParse({ ...safeDefaults, ...defaults, ...own });
    if (stack.success) read.push({ unit, ...stack.data });
    else wrong.push(...sentences(stack.error, `stacks.${unit}`));
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
  // An SES identity exists once per account: the second stack could not be made, or would be removed with the first.
  const identity = ({ account, senderAddress }: StackConfig) => `${domainOf(senderAddress)} in ${account}`;
  wrong.push(...shared(read, "senderAddress", identity, "give each a sender domain or an account of its own"));
  const embedding = new Set(read.flatMap(({ embeddingOrigins }) => embeddingOrigins.map(hostOf)));
  for (const { unit, hostName } of read) {
    if (hostName === undefined || !embedding.has(hostName)) continue;
    wrong.push(
      `stacks.${unit}.hostName: is the host of a page that embeds the form (${hostName}); give the form a host of its own`,
    );
  }
  if (wrong.length > 0) throw new ConfigError(wrong.join("\n"));
  return read.sort((a, b) => (a.unit < b.unit ? -1 : 1));
}

const EXAMPLE = "posko.config.example.json";

/**
 * @throws ConfigError; also for the example's values in another file. A stack that trusts the example's thumbprint
 * trusts nobody, and its alarms reach nobody.
 */
export function readConfigFile(path: string): StackConfig[] {
  if (!existsSync(path)) {
    throw new ConfigError(`${path}: is missing; copy ${EXAMPLE} to it and write your own values`);
  }
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new ConfigError(`${path}: is not JSON; ${cause instanceof Error ? cause.message : "check its commas"}`);
  }
  const wrong = basename(path) === EXAMPLE ? [] : leftOver(json);
  let stacks: StackConfig[] = [];
  try {
    stacks = readConfig(json);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    wrong.unshift(error.message);
  }
  if (wrong.length > 0) throw new ConfigError(wrong.join("\n").replace(/^/gm, `${path}: `));
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
  embeddingOrigins: NOBODY,
  senderAddress: NOBODY,
  operatorAlarmAddress: NOBODY,
  // RFC 7638's own example.
  kpuRiThumbprint: /^NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs$/,
};

/** The 39 that have a stack: the provinces, and KPU RI. */
const unitOfStack = (code: string) =>
  workUnits().find((unit) => unit.code === code && (code === KPU_RI || parentOf(code) === KPU_RI));

function shared(
  stacks: readonly StackConfig[],
  key: string,
  of: (stack: StackConfig) => string | undefined,
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
      const inner = issue.path.at(-1) === "policy" ? Object.keys(defaultPolicy) : Object.keys(settings);
      const known = `known are ${inner.join(", ")}`;
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

const EXPECTED: Readonly<Record<string, string>> = {
  account: "the 12 digits of its AWS account, in quotes",
  hostName: "a host name, or leave it out",
  embeddingOrigins: "a list of https origins; an empty list allows nobody",
  senderAddress: "the address that letters come from",
  operatorAlarmAddress: "the address that alarms go to",
  kpuRiThumbprint: "the 43 characters of KPU RI's thumbprint",
  helpContacts: "a list of people to call",
  policy: "an object with hours and days, or leave it out",
  lastVerified: "the day on which somebody rang it",
  stacks: "an object with one entry per stack, by the unit's code",
  defaults: "an object with what all stacks share",
};
