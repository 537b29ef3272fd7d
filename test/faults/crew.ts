import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import type { Verifier } from "../../shared/key.ts";
import type { Invocation, Outcome } from "./worker.ts";

/** The worker as one file, so that another is there soon after one was killed. */
export async function bundleWorker(): Promise<{ file: string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), "posko-faults-"));
  const file = join(folder, "worker.mjs");
  await build({
    entryPoints: [join(import.meta.dirname, "worker.ts")],
    outfile: file,
    bundle: true,
    platform: "node",
    target: "node24",
    format: "esm",
    mainFields: ["module", "main"],
    logLevel: "warning",
  });
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export class Killed extends Error {}

/** One worker process, and the next one when it has been killed. */
export interface Crew {
  invoke(invocation: Omit<Invocation, "id">): Promise<Outcome>;
  kill(): void;
  stop(): void;
}

/** @param root by whose public key the functions verify who sits where */
export function hire(file: string, dynamodb: string, ses: string, root: Verifier): Crew {
  let child: ChildProcess | undefined;
  let ready: Promise<unknown> = Promise.resolve();
  let count = 0;
  let waiting = new Map<number, { resolve(outcome: Outcome): void; reject(error: Error): void }>();

  function start(): ChildProcess {
    const started = fork(file, [dynamodb, ses, JSON.stringify(root)], {
      env: {
        ...{ PATH: process.env["PATH"], AWS_REGION: "ap-southeast-3" },
        ...{ AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local" },
      },
      execArgv: [],
    });
    const mine: typeof waiting = new Map();
    waiting = mine;
    ready = Promise.race([once(started, "message"), once(started, "exit")]);
    started.on("message", (outcome: Outcome) => {
      mine.get(outcome.id)?.resolve(outcome);
      mine.delete(outcome.id);
    });
    started.on("exit", () => {
      if (child === started) child = undefined;
      for (const { reject } of mine.values()) reject(new Killed());
    });
    return started;
  }

  return {
    async invoke(invocation) {
      child ??= start();
      const mine = child;
      const own = waiting;
      await ready;
      count += 1;
      const id = count;
      const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
      own.set(id, { resolve, reject });
      if (!mine.connected) throw new Killed();
      mine.send({ ...invocation, id }, (error) => error && reject(new Killed()));
      return promise;
    },
    kill: () => {
      const dying = child;
      child = undefined;
      dying?.kill("SIGKILL");
    },
    stop: () => {
      child?.kill("SIGKILL");
      child = undefined;
    },
  };
}
