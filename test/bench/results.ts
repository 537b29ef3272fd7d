import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";

export const RESULTS = "bench/results.json";

/** Where figures were measured. */
export const machine = (): string => `${cpus().length} x ${cpus()[0]?.model}, Node ${process.version}`;

/** Writes these keys of the file of figures, and leaves what others measured as it is. */
export function keepResults(results: Readonly<Record<string, unknown>>): void {
  mkdirSync("bench", { recursive: true });
  const before = existsSync(RESULTS) ? (JSON.parse(readFileSync(RESULTS, "utf8")) as object) : {};
  writeFileSync(RESULTS, `${JSON.stringify({ ...before, ...results }, undefined, 2)}\n`);
}
