import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";
import { REGION } from "./region.ts";

const priceSchema = z.strictObject({
  what: z.string(),
  unit: z.string(),
  /** So many of the unit cost `usd`. */
  per: z.number().check(z.positive()),
  /** Nothing when no price was found: then it is left out of every sum, and said to be. */
  usd: z.nullable(z.number().check(z.nonnegative())),
  /** Whose price it is; `every` when the source says it of all regions, `unsaid` when it names none. */
  region: z.string(),
  /** The price of another region, for want of Jakarta's own. */
  standsIn: z.optional(z.literal(true)),
  /** Where it was read. */
  source: z.url(),
  /** Whom that page quotes, or what it is. */
  quotes: z.string().check(z.minLength(1)),
  read: z.iso.date(),
});
export type Price = z.infer<typeof priceSchema>;

const NAMES = [
  "dynamodbWrite",
  "dynamodbRead",
  "dynamodbStorage",
  "dynamodbBackup",
  "streamsRead",
  "lambdaDuration",
  "lambdaRequest",
  "httpApi",
  "email",
  "schedule",
  "alarm",
  "dashboard",
  "metric",
  "logsIn",
  "logsKept",
  "snsPublish",
  "snsEmail",
  "sqs",
  "kms",
  "transferOut",
] as const;
export type PriceName = (typeof NAMES)[number];

const fileSchema = z.strictObject({
  region: z.literal(REGION),
  currency: z.literal("USD"),
  prices: z.record(z.enum(NAMES), priceSchema),
});

const FILE = join(import.meta.dirname, "prices.json");

/** @throws when a price has no source or no day, or another region's price does not say that it stands in */
export function readPrices(text = readFileSync(FILE, "utf8")): Readonly<Record<PriceName, Price>> {
  const { prices } = z.parse(fileSchema, JSON.parse(text));
  for (const [name, { region, standsIn = false }] of Object.entries(prices)) {
    const foreign = region !== REGION && region !== "every";
    if (foreign !== standsIn) throw new Error(`prices.${name}: standsIn must be true when the region is not ${REGION}`);
  }
  return prices;
}
