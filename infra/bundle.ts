/**
 * Builds what AWS Lambda runs: one module per function, nothing fetched, nothing from the runtime but Node itself, so
 * that the AWS SDK that was tested is the one that runs.
 */
import { cpSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { buildSite } from "./build-site.ts";

const root = resolve(import.meta.dirname, "..");

const FUNCTIONS = ["report", "inbox", "alert", "watch", "bounce", "drill", "site"] as const;
type FunctionName = (typeof FUNCTIONS)[number];

/** Folder of the built pages, beside the bundle; a function starts in the folder of its bundle. */
export const SITE_FOLDER = "pages";

/** Folders, each ready to be an asset. */
export interface Bundles extends Readonly<Record<Exclude<FunctionName, "site">, string>> {
  /** The pages trust one key of KPU RI, so there is a bundle for each thumbprint. */
  readonly site: ReadonlyMap<string, string>;
}

/** @param outDir keeps the bundles, and beside them the source maps, which are not deployed */
export async function bundleFunctions(outDir: string, thumbprints: Iterable<string>): Promise<Bundles> {
  rmSync(outDir, { recursive: true, force: true });
  const folder = (name: string) => join(outDir, name);
  for (const name of FUNCTIONS) await bundle(name, folder(name), join(outDir, "source-maps"));
  const site = new Map<string, string>();
  for (const thumbprint of new Set(thumbprints)) {
    const own = folder(`site-${thumbprint}`);
    cpSync(folder("site"), own, { recursive: true });
    await buildSite(join(own, SITE_FOLDER), thumbprint);
    site.set(thumbprint, own);
  }
  const [report, inbox, alert] = [folder("report"), folder("inbox"), folder("alert")];
  return { report, inbox, alert, watch: folder("watch"), bounce: folder("bounce"), drill: folder("drill"), site };
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
