import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder for a whole test file, which removes it at its end. */
export function temporaryDataFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "posko-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A folder for one test, gone after it. */
export function temporaryFolder(): string {
  const { path, remove } = temporaryDataFolder();
  onTestFinished(remove);
  return path;
}
