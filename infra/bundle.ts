/**
 * Builds what AWS Lambda runs: one module per function, nothing fetched, nothing from the runtime but Node itself, so
 * that the AWS SDK that was tested is the one that runs.
 */
import { cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import type { UnitCode } from "../shared/work-unit.ts";
import type { PageSettings } from "../web/settings.ts";
import { buildPages, settleSite } from "./build-site.ts";
import { sha256Of } from "./hashes.ts";

const root = resolve(import.meta.dirname, "..");

const FUNCTIONS = ["report", "inbox", "alert", "watch", "bounce", "drill", "satgas", "site"] as const;
type FunctionName = (typeof FUNCTIONS)[number];

/** Folder of the built pages, beside the bundle; a function starts in the folder of its bundle. */
export const SITE_FOLDER = "pages";

/** Folders, each ready to be an asset. */
export interface Bundles extends Readonly<Record<Exclude<FunctionName, "site">, string>> {
  /** What is a stack's own stands in its pages, so there is a bundle for each stack. */
  readonly site: ReadonlyMap<UnitCode, string>;
}

/**
 * What a function runs, in a form that can be compared with what somebody else has built of the same commit.
 *
 * Lambda's own CodeSha256 is of the zip, and no two tools zip alike; the name of an asset in the template is CDK's hash
 * of the whole folder, which only CDK computes. The one file that runs is the same for all: `sha256sum index.mjs` of
 * what `aws lambda get-function` lets one download, of `dist/functions/manifest.json` and of the stack's output
 * `CodeHashes` must agree. The output says what was asked to be deployed; only the download shows what runs.
 */
export const codeHash = (bundle: string): string => sha256Of(join(bundle, "index.mjs"));

/** @param outDir keeps the bundles, their hashes, and beside them the source maps, which are not deployed */
export async function bundleFunctions(outDir: string, settings: Iterable<PageSettings>): Promise<Bundles> {
  rmSync(outDir, { recursive: true, force: true });
  const folder = (name: string) => join(outDir, name);
  for (const name of FUNCTIONS) await bundle(name, folder(name), join(outDir, "source-maps"));
  const hashes = Object.fromEntries([...FUNCTIONS].sort().map((name) => [name, codeHash(folder(name))]));
  writeFileSync(join(outDir, "manifest.json"), `${JSON.stringify(hashes, null, 2)}\n`);
  const built = folder("pages");
  await buildPages(built);
  const site = new Map<UnitCode, string>();
  for (const one of settings) {
    const own = folder(`site-${one.stack}`);
    cpSync(folder("site"), own, { recursive: true });
    settleSite(built, join(own, SITE_FOLDER), one);
    site.set(one.stack, own);
  }
  rmSync(built, { recursive: true });
  const [report, inbox, satgas, alert] = [folder("report"), folder("inbox"), folder("satgas"), folder("alert")];
  const [watch, bounce, drill] = [folder("watch"), folder("bounce"), folder("drill")];
  return { report, inbox, satgas, alert, watch, bounce, drill, site };
}

async function bundle(name: FunctionName, outDir: string, maps: string): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: [`functions/${name}/index.ts`],
    outfile: join(outDir, "index.mjs"),
    bundle: true,
    minify: true,
    platform: "node",
    target: "node24",
    format: "esm",
    // The ES modules of the SDK: half of what its CommonJS would weigh, and no `require` left over.
    mainFields: ["module", "main"],
    sourcemap: "external",
    logLevel: "warning",
  });
  mkdirSync(maps, { recursive: true });
  renameSync(join(outDir, "index.mjs.map"), join(maps, `${name}.mjs.map`));
}
