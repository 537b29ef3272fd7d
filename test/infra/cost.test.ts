import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { costDocument, countParts } from "../../infra/cost.ts";
import { readCounted } from "../../infra/cost-model.ts";
import { readPrices } from "../../infra/prices.ts";

const file = () => JSON.parse(readFileSync("infra/prices.json", "utf8"));
const PARTS = { alarms: 13, metrics: 6, dashboards: 1, memory: 0.5 };
const total = (document: string) => /\*\*one stack, a month\*\* \| {2}\| \*\*([\d.]+)\*\*/.exec(document)?.[1];

describe("docs/cost.md", () => {
  it("is what `npm run cost` makes of the files and the stack as they are", () => {
    const made = costDocument(readPrices(), readCounted(), countParts());
    expect(readFileSync("docs/cost.md", "utf8") === made, "run npm run cost").toBe(true);
  });

  it("leaves what has no price out of the sum, and says so", () => {
    const prices = readPrices();
    const without = { ...prices, dashboard: { ...prices.dashboard, usd: null } };
    const [before, after] = [prices, without].map((own) => costDocument(own, readCounted(), PARTS));
    expect(after).toContain("Not priced, and left out of the sums: CloudWatch dashboards.");
    expect(Number(total(before ?? "")) - Number(total(after ?? ""))).toBeCloseTo(3);
  });
});

describe("a price", () => {
  it("has a source, the day on which it was read, and says when it stands in for Jakarta's", () => {
    for (const { source, read, region, standsIn } of Object.values(readPrices())) {
      expect(URL.canParse(source)).toBe(true);
      expect(Date.parse(read)).toBeLessThanOrEqual(Date.now());
      expect(standsIn === true).toBe(!["ap-southeast-3", "every"].includes(region));
    }
  });

  it.each(["source", "read", "quotes", "region"])("without its %s is refused", (field) => {
    const own = file();
    delete own.prices.alarm[field];
    expect(() => readPrices(JSON.stringify(own))).toThrow();
  });

  it("of another region that does not say so is refused", () => {
    const own = file();
    delete own.prices.alarm.standsIn;
    expect(() => readPrices(JSON.stringify(own))).toThrow("prices.alarm: standsIn");
  });

  it("that is missing altogether is refused", () => {
    const own = file();
    delete own.prices.kms;
    expect(() => readPrices(JSON.stringify(own))).toThrow();
  });
});

it("cannot be computed from units that nobody counted", () => {
  expect(() => readCounted("package.json")).toThrow();
});
