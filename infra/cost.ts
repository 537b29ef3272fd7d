/**
 * What a stack costs in a month (`npm run cost`): counted units times a dated price list, written to `docs/cost.md`.
 * Nothing in it is from memory; what could not be priced is named and left out of the sums.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createApp } from "./app.ts";
import type { Bundles } from "./bundle.ts";
import { readConfigFile } from "./config.ts";
import { assumptions, type Counted, type Parts, quantities, readCounted } from "./cost-model.ts";
import { type Price, type PriceName, readPrices } from "./prices.ts";

const REPORTS = [0, 100, 10_000];
const STACKS = 39;
const UNIT = "33";

const root = resolve(import.meta.dirname, "..");

/** Synthesizes one stack around empty functions, whose code costs nothing to keep, and counts what it holds. */
export function countParts(): Parts {
  const folder = mkdtempSync(join(tmpdir(), "posko-cost-"));
  try {
    const empty = join(folder, "empty");
    mkdirSync(empty);
    writeFileSync(join(empty, "index.mjs"), "");
    const configs = readConfigFile(join(root, "posko.config.example.json")).filter(({ unit }) => unit === UNIT);
    const names = readdirSync(join(root, "functions"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const site = new Map(configs.map(({ unit }) => [unit, empty]));
    // Every folder of functions is one, so that a new function needs no line here.
    const bundles = { ...Object.fromEntries(names.map(({ name }) => [name, empty])), site } as unknown as Bundles;
    const { directory } = createApp(configs, bundles, join(folder, "cdk.out")).synth();
    const template = readFileSync(join(directory, `Posko-${UNIT}.template.json`), "utf8");
    const { Resources } = JSON.parse(template) as { Resources: Record<string, Resource> };
    const all = Object.values(Resources);
    const of = (type: string) => all.filter(({ Type }) => Type === type);
    const memories = of("AWS::Lambda::Function").map(({ Properties }) => Properties?.MemorySize ?? 128);
    return {
      // An alarm over an expression is billed for each metric that it reads.
      alarms: of("AWS::CloudWatch::Alarm").reduce(
        (sum, { Properties }) => sum + (Properties?.Metrics?.filter(({ MetricStat }) => MetricStat).length ?? 1),
        0,
      ),
      metrics: new Set(
        of("AWS::Logs::MetricFilter").flatMap(({ Properties }) =>
          (Properties?.MetricTransformations ?? []).map(({ MetricName }) => MetricName),
        ),
      ).size,
      dashboards: of("AWS::CloudWatch::Dashboard").length,
      memory: Math.max(...memories) / 1024,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Resource {
  readonly Type: string;
  readonly Properties?: {
    readonly MemorySize?: number;
    readonly MetricTransformations?: readonly { readonly MetricName: string }[];
    readonly Metrics?: readonly { readonly MetricStat?: object }[];
  };
}

/** @returns the document, byte for byte as it is kept in `docs/cost.md` */
export function costDocument(prices: Readonly<Record<PriceName, Price>>, counted: Counted, parts: Parts): string {
  const entries = Object.entries(prices) as [PriceName, Price][];
  const months = REPORTS.map((reports) => quantities(reports, counted, parts));
  const cost = ({ usd, per }: Price, quantity: number) => (usd === null ? undefined : (usd / per) * quantity);
  const sums = months.map((month) => entries.reduce((sum, [name, price]) => sum + (cost(price, month[name]) ?? 0), 0));
  const rows = entries.map(([name, price]) => [
    price.standsIn ? `${price.what} \\*` : price.what,
    price.usd === null ? "not priced" : `${plain(price.usd)} / ${amount(price.per)} ${price.unit}`,
    ...months.map((month) => (price.usd === null ? "not priced" : money(cost(price, month[name]) ?? 0))),
  ]);
  const unpriced = entries.filter(([, { usd }]) => usd === null).map(([, { what }]) => what);
  const standIns = entries.filter(([, { standsIn }]) => standsIn);
  const standing = (["dashboard", "alarm"] as const).map((name) => cost(prices[name], months[0]?.[name] ?? 0) ?? 0);

  return `# What it costs

Made by \`npm run cost\` from \`bench/results.json\`, \`infra/prices.json\` and the synthesized stack; do not edit it. US
dollars for one stack and one month, without tax. Free tiers are ignored: with them an idle stack costs less.

${table(
  ["item", "price", ...REPORTS.map((reports) => (reports === 0 ? "idle" : `${amount(reports)} reports`))],
  [
    ...rows,
    ["**one stack, a month**", "", ...sums.map((sum) => `**${money(sum)}**`)],
    [`**${STACKS} such stacks**`, "", ...sums.map((sum) => `**${money(sum * STACKS)}**`)],
  ],
)}
\\* Jakarta's own price was not found, so that of another region, or of none that is named, stands in for it: this is so
for ${standIns.length} of ${entries.length}. The true sum can differ; look at the AWS price list for ap-southeast-3 before a budget is decided.

${unpriced.length === 0 ? "Every item has a price." : `Not priced, and left out of the sums: ${unpriced.join("; ")}.`}
Not an item here: the domain, its certificate, support plans, taxes, people.

The reports are those of one stack. The whole country is guessed to report 10 to 60 times in a quiet year and 100 to
1,000 times in an election year, so the right-hand columns are a ceiling and not a forecast.

Of an idle stack's ${money(sums[0] ?? 0)} dollars, ${money(standing.reduce((sum, one) => sum + one, 0))} are its dashboard and its alarms, which cost the same whatever happens.

## Counted

${table(
  ["what", "value", "where"],
  [
    ["write units of one report, whole life", plain(counted.writes), "`test/bench/units.ts`"],
    ["read units of one report, whole life", plain(counted.reads), "`test/bench/units.ts`"],
    ["stored bytes of one report, events and index included", plain(counted.stored), "`test/bench/units.ts`"],
    ["requests of one report to the functions", plain(counted.requests), "`test/bench/units.ts`"],
    ["letters within that life", plain(counted.letters), "`test/bench/units.ts`"],
    ["alarms, by metric", plain(parts.alarms), `the template of Posko-${UNIT}`],
    ["dashboards", plain(parts.dashboards), `the template of Posko-${UNIT}`],
    ["memory of a function, GB", plain(parts.memory), `the template of Posko-${UNIT}`],
  ],
)}
A report is 2 KB of words sealed for three Satgas; five members look into the inbox, one of them opens and proves it.

## Assumed

${table(
  ["what", "value", "why"],
  Object.values(assumptions).map(({ what, value, why }) => [what, amount(value), why]),
)}
## Prices

${table(
  ["item", "region", "read on", "from", "which quotes or is"],
  entries.map(([, { what, region, read, source, quotes }]) => [
    what,
    region,
    read,
    `[source](${source})`,
    quotes.replaceAll("|", "\\|"),
  ]),
)}`;
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |\n`).join("");

const plain = (value: number): string => value.toLocaleString("en-US", { maximumFractionDigits: 10 });
const amount = (value: number): string => value.toLocaleString("en-US");
const money = (usd: number): string => (usd > 0 && usd < 0.005 ? "< 0.01" : usd.toLocaleString("en-US", TWO_DIGITS));
const TWO_DIGITS = { minimumFractionDigits: 2, maximumFractionDigits: 2 } as const;

if (import.meta.main) {
  const text = costDocument(readPrices(), readCounted(), countParts());
  writeFileSync(join(root, "docs", "cost.md"), text);
  console.info(text);
}
