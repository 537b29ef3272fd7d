import type { TestProject } from "vitest/node";
import { buildPages } from "../../infra/build-site.ts";
import { temporaryDataFolder } from "./folder.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Folder of the built pages, settled for no stack yet. */
    pages: string;
  }
}

export default async function setup(project: TestProject): Promise<() => void> {
  const { path, remove } = temporaryDataFolder();
  const { NODE_ENV } = process.env;
  await buildPages(path);
  Object.assign(process.env, { NODE_ENV });
  project.provide("pages", path);
  return remove;
}
