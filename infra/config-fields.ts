/** What each key of a stack's configuration may be; what is wrong with one is said as "KEY: SENTENCE". */
import { createPublicKey } from "node:crypto";
import * as z from "zod";
import { zones } from "../shared/calendar.ts";
import { is32Bytes } from "../shared/kind.ts";
import { REGION } from "./region.ts";

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

const half = z.string().refine(is32Bytes, first("is not of a P-256 key; write the 43 characters that were printed"));
export const publicKey = z.strictObject({
  kty: z.literal("EC", 'is of another kind of key; write "EC"'),
  crv: z.literal("P-256", 'is of another kind of key; write "P-256"'),
  x: half,
  y: half,
});

/** A slip in a character of `x` or `y` is a key that nobody has: every vouch would be refused, and no form would send. */
function isOnCurve(key: z.infer<typeof publicKey>): boolean {
  try {
    return createPublicKey({ key, format: "jwk" }).asymmetricKeyType === "ec";
  } catch {
    return false;
  }
}

/** The file goes to whoever deploys, and what is in it into every page. */
const PRIVATE =
  'has "d", the private half: whoever reads it can vouch for anybody. Make a new root with npm run root -- new, on paper, and write its public half';
const root = z
  .looseObject({})
  .refine((key) => !("d" in key), first(PRIVATE))
  .pipe(publicKey)
  .refine(isOnCurve, "is no key of P-256: x and y do not belong together; compare them with what was printed");

const count = (what: string, min: number, max: number) => {
  const wrong = `is not ${what}; write a whole number from ${min} to ${max}`;
  return z.int(wrong).min(min, wrong).max(max, wrong);
};

/** What `web/settings.ts` takes, and says why not. */
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

/** @param resource a pattern of what stands behind the account */
const arn = (service: string, resource: string, example: string) =>
  z
    .string()
    .regex(
      new RegExp(`^arn:aws:${service}:${REGION}:\\d{12}:${resource}$`),
      `is no ARN of one in ${REGION}; write it whole, as in "arn:aws:${service}:${REGION}:123456789012:${example}"`,
    );

/** The keys of one stack. */
export const settings = {
  account,
  /** Without one the pages are served under the API's own address. */
  hostName: host.optional(),
  /** Issued for `hostName`, in this region. */
  certificateArn: arn("acm", "certificate/[\\w-]+", "certificate/…").optional(),
  /** Origins of the pages that may embed the form. */
  embeddingOrigins: z.array(origin),
  senderAddress: sender,
  operatorAlarmAddress: address("posko-operator@kpu.go.id"),
  /** Where alarms go in the place of a topic of the stack's own. */
  alarmTopicArn: arn("sns", "[\\w-]+", "posko-alarms").optional(),
  /** Public JWK of the root: the one thing that pages and functions trust. */
  root,
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
  /** For each of `watch` and `alert`. AWS lets no account have fewer than 100 that are not reserved. */
  reservedConcurrency: count("a number of calls at once", 1, 100).optional(),
  logRetentionDays: z.literal(DAYS, `is not a retention; write one of ${DAYS.join(", ")}`),
  monthlyBudgetUsd: count("a budget in US dollars", 1, 100_000),
};

export const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : "");
export const domainOf = (mail: string): string => mail.slice(mail.indexOf("@") + 1);
