/** Starts a function of the assembly in a process of its own, as Lambda starts it: its bundle, its variables, nothing else. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

export interface LambdaProcess {
  /** @param ahead milliseconds by which its clock is ahead meanwhile */
  invoke(event: unknown, ahead?: number): Promise<unknown>;
  stop(): void;
}

export async function startLambda(
  folder: string,
  { Handler, Runtime }: { Handler: string; Runtime: string },
  variables: Record<string, string>,
): Promise<LambdaProcess> {
  const [file, name] = Handler.split(".") as [string, string];
  const child: ChildProcess = fork(join(import.meta.dirname, "lambda.ts"), [`${file}.mjs`, name], {
    cwd: folder,
    // Nothing of this machine: what the template forgets is missing.
    env: {
      ...variables,
      ...{ AWS_REGION: "ap-southeast-3", AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local" },
      // The same bundle starts a hundred times here.
      NODE_COMPILE_CACHE: join(folder, "..", "compiled"),
    },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    execArgv: [],
  });
  const errors: string[] = [];
  child.stderr?.on("data", (chunk: Buffer) => errors.push(chunk.toString()));
  // When it is closed, all that it said has arrived.
  const ended = once(child, "close").then(() => Promise.reject(new Error(`the function ended: ${errors.join("")}`)));
  ended.catch(() => {});
  const [{ ready }] = (await Promise.race([once(child, "message"), ended])) as [{ ready: string }];
  const major = /^nodejs(\d+)\.x$/.exec(Runtime)?.[1];
  if (ready.split(".")[0] !== major) throw new Error(`the template asks for ${Runtime}, this is Node ${ready}`);

  const waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  child.on("message", ({ id, result, error }: { id: number; result?: unknown; error?: string }) => {
    if (error === undefined) waiting.get(id)?.resolve(result);
    else waiting.get(id)?.reject(new Error(error));
    waiting.delete(id);
  });
  let count = 0;
  return {
    invoke(event, ahead = 0) {
      count += 1;
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      waiting.set(count, { resolve, reject });
      child.send({ id: count, ahead, event });
      return Promise.race([promise, ended]);
    },
    stop: () => void child.kill(),
  };
}
