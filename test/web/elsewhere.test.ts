import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { KOMNAS_MAIL, POLICE, SAFE_PLACE, SAPA } from "../../web/elsewhere.ts";

const read = (file: string) => readFileSync(join(import.meta.dirname, "../../web", file), "utf8");
const all = (text: string, pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([found]) => found))].sort();

it("what runs without a script, or imports nothing, sends nobody elsewhere", () => {
  const page = read("form/index.html");
  expect(all(page, /https?:\/\/[^"]+/g)).toEqual([SAFE_PLACE]);
  expect(all(page, /(?<=tel:)\d+/g)).toEqual([POLICE, SAPA].sort());
  expect(all(page, /[\w.]+@[\w.]+\w/g)).toEqual([KOMNAS_MAIL]);
  expect(all(read("embed.ts"), /https?:\/\/(?!…)[^"]+/g)).toEqual([SAFE_PLACE]);
});
