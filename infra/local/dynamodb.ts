import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
  ListTablesCommand,
  ResourceInUseException,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import { OperatorError } from "../command.ts";
import { tableShape } from "../table.ts";
import { freePort } from "./ports.ts";

const JAVA = 17;

function checkJava(): void {
  const { stderr, error } = spawnSync("java", ["-version"], {
    encoding: "utf8",
  });
  const version = Number(/version "(\d+)/.exec(stderr ?? "")?.[1]);
  if (error || !version) {
    throw new OperatorError(`Java is missing. Posko's local database needs Java ${JAVA} or newer, found as "java".`);
  }
  if (version < JAVA) {
    throw new OperatorError(`This is Java ${version}. Posko's local database needs Java ${JAVA} or newer.`);
  }
}

export interface LocalDynamoDB {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Amazon DynamoDB Local, from the jar that ships inside `amplify-dynamodb-simulator`. @param folder keeps the data */
export async function startDynamoDB(folder: string): Promise<LocalDynamoDB> {
  checkJava();
  mkdirSync(folder, { recursive: true });
  const simulator = createRequire(import.meta.url).resolve("amplify-dynamodb-simulator/package.json");
  const emulator = join(dirname(simulator), "emulator");
  const port = await freePort();
  const java = [
    `-Djava.library.path=${join(emulator, "DynamoDBLocal_lib")}`,
    // It lives for minutes: what a second compiler takes it never gives back (2 to 11 % of a test run's processor time).
    ...["-Xmx512m", "-XX:TieredStopAtLevel=1"],
    "-jar",
    join(emulator, "DynamoDBLocal.jar"),
    ...["-port", String(port), "-sharedDb", "-disableTelemetry", "-dbPath", folder],
  ];
  const leash = join(import.meta.dirname, "leash.ts");
  const engine = spawn(process.execPath, [leash, "java", ...java], {
    // It writes a file of its own into the folder it runs in.
    cwd: folder,
    stdio: ["pipe", "ignore", "ignore"],
  });
  const endpoint = `http://127.0.0.1:${port}`;
  await answering(endpoint, engine);
  return { endpoint, stop: () => stop(engine) };
}

async function stop(engine: ChildProcess): Promise<void> {
  if (engine.exitCode !== null) return;
  const exit = once(engine, "exit");
  engine.stdin?.end();
  await exit;
}

/** The engine has no signal for "I listen": ask until it answers, or until it has ended. */
async function answering(endpoint: string, engine: ChildProcess): Promise<void> {
  const client = new DynamoDBClient({ endpoint, maxAttempts: 1 });
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (engine.exitCode !== null) break;
    try {
      await client.send(new ListTablesCommand({}));
      client.destroy();
      return;
    } catch {
      await setTimeout(100);
    }
  }
  throw new OperatorError("The local database did not start. Is another Posko using the same data folder?");
}

/** Makes the table if it is not there. Gives the address of its stream. */
export async function createTable(endpoint: string, name: string): Promise<string> {
  const stream = await create(endpoint, name, tableShape);
  if (!stream) throw new Error("the table has no stream");
  return stream;
}

/**
 * Makes the table without its stream, for whoever wakes nobody: the engine looks through the streams of all its tables,
 * those that are gone too, and each makes all that follows slower.
 */
export async function createTableWithoutStream(endpoint: string, name: string): Promise<void> {
  await create(endpoint, name, { ...tableShape, StreamSpecification: { StreamEnabled: false } });
}

async function create(
  endpoint: string,
  name: string,
  shape: Omit<CreateTableCommandInput, "TableName">,
): Promise<string | undefined> {
  const client = new DynamoDBClient({ endpoint });
  try {
    await client.send(new CreateTableCommand({ TableName: name, ...shape }));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  const { reason } = await waitUntilTableExists({ client, maxWaitTime: 30 }, { TableName: name });
  client.destroy();
  return (reason as { Table?: { LatestStreamArn?: string } }).Table?.LatestStreamArn;
}
