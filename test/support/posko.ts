import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, inject } from "vitest";
import { randomBytes, toBase64url } from "../../shared/bytes.ts";
import { temporaryDataFolder } from "./folder.ts";

export interface Posko {
  readonly origin: string;
  readonly hostOrigin: string;
  readonly ses: string;
  /** Everything it printed. */
  readonly output: () => string;
  readonly process: ChildProcess;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts all of Posko as `npm start` does, and waits for its `ready`. */
export async function startPosko(data: string, env: Record<string, string> = {}): Promise<Posko> {
  const child = spawn(process.execPath, [resolve("infra/local.ts")], {
    env: { ...process.env, PORT: "0", POSKO_DATA: data, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: string[] = [];
  const ready = new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        lines.push(line);
        if (line.startsWith("ready")) resolve();
      });
    }
    child.once("exit", () => reject(new Error(`Posko did not start:\n${lines.join("\n")}`)));
  });
  await ready;
  const address = (label: string) => {
    const line = lines.find((line) => line.trim().startsWith(label));
    return line?.match(/https?:\/\/[\w.:]+/)?.[0] ?? "";
  };
  return {
    origin: address("the form"),
    hostOrigin: address("a KPU page"),
    ses: address("the mailbox"),
    output: () => lines.join("\n"),
    process: child,
    async stop(signal = "SIGTERM") {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, "exit");
      child.kill(signal);
      await exit;
    },
  };
}

/** All of Posko for one test file, with data of its own. Read it in tests, not while they are collected. */
export interface UsedPosko extends Omit<Posko, "process" | "stop"> {
  /** The folder of its data. */
  readonly data: string;
  /** Kills it, and starts it again on the same port with the same data. */
  restart(): Promise<void>;
}

/** What lets Posko use the engine that the tests share, with a table of its own. */
export const inSharedEngine = () => ({
  DYNAMODB_ENDPOINT: inject("dynamodb"),
  TABLE_NAME: `posko-${toBase64url(randomBytes(6))}`,
});

/** Starts Posko before the tests of a file and stops it after them. @param env as `npm start` reads it */
export function usePosko(env: Record<string, string> = {}): UsedPosko {
  const data = temporaryDataFolder();
  const start = (more: Record<string, string> = {}) =>
    startPosko(data.path, { PAGES: inject("pages"), ...env, ...more });
  let posko: Posko;
  beforeAll(async () => {
    posko = await start();
  });
  afterAll(async () => {
    await posko?.stop();
    data.remove();
  });
  return {
    data: data.path,
    get origin() {
      return posko.origin;
    },
    get hostOrigin() {
      return posko.hostOrigin;
    },
    get ses() {
      return posko.ses;
    },
    output: () => posko.output(),
    async restart() {
      await posko.stop("SIGKILL");
      posko = await start({ PORT: new URL(posko.origin).port });
    },
  };
}

/** Key file and passphrase of a member of the demo chain. */
export function demoKey(data: string, unit: string, name: string): { file: string; passphrase: string } {
  const list = readFileSync(join(data, "keys", "PASSPHRASES.txt"), "utf8");
  const line = list.split("\n").find((line) => line.startsWith(`${unit}-${name}.age`));
  return { file: join(data, "keys", `${unit}-${name}.age`), passphrase: line?.split(/\s+/)[1] ?? "" };
}
