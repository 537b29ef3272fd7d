import { rmSync } from "node:fs";
import type { TestProject } from "vitest/node";
import { startDynamoDB } from "../../infra/local/dynamodb.ts";
import { BRIEF_ENGINE, engineFolder } from "./memory.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Address of a real DynamoDB engine. Each test file makes a table of its own in it. */
    dynamodb: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  Object.assign(process.env, {
    AWS_REGION: "ap-southeast-3",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    ...BRIEF_ENGINE,
  });
  const folder = engineFolder();
  const engine = await startDynamoDB(folder);
  project.provide("dynamodb", engine.endpoint);
  return async () => {
    await engine.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
