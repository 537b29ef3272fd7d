import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MEMORY = "/dev/shm";

/** A folder for an engine's data, in memory where the system has a place for that: the engine waits for its disk. */
export const engineFolder = (): string => mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), "posko-test-"));

/** An engine that lives for minutes never gains what its second compiler costs: a third of a test's processor time. */
export const BRIEF_ENGINE = { JAVA_TOOL_OPTIONS: "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC" };
