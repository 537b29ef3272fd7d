/**
 * Compares what a site serves with what these sources build (`npm run verify-site -- https://posko.example`).
 *
 * Builds are reproducible, so the pages are built here, with the settings that the site says it was built with, and
 * served by the same app in this process; every answer of the site must then be its answer. What it cannot show stands
 * at the end of what it prints.
 */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { thumbprint } from "../shared/key.ts";
import { is32Bytes } from "../shared/kind.ts";
import { isWorkUnit, unitName } from "../shared/work-unit.ts";
import type { PageSettings } from "../web/settings.ts";
import { buildSite } from "./build-site.ts";
import { OperatorError, runCommand } from "./command.ts";
import { compareSite, shown } from "./compare-site.ts";
import { asking, readManifest } from "./live-site.ts";

const USAGE = "Write: npm run verify-site -- https://posko.example [--root THE_THUMBPRINT_PUBLISHED]";

/** @throws OperatorError for what is no origin, or one where others could read along */
function readOrigin(address: string): string {
  const { origin, href, protocol, hostname } = URL.parse(address) ?? {};
  const local = protocol === "http:" && ["localhost", "127.0.0.1", "[::1]"].includes(hostname ?? "");
  if (origin && href === `${origin}/` && (protocol === "https:" || local)) return origin;
  throw new OperatorError(USAGE);
}

/** What only a person can judge. */
function builtWith({ stack, help }: PageSettings): string {
  const people = help.map(({ name, call, lastVerified }) => `${shown(name)}, ${call} (rung on ${lastVerified})`);
  return `Built for ${stack}, ${isWorkUnit(stack) ? unitName(stack) : "which is no unit"}. People to call, beside 129 and 110: ${people.join("; ") || "none"}.`;
}

async function main(site: string, wanted?: string): Promise<void> {
  const ask = asking(site);
  const { settings, sha256 } = await readManifest(ask);
  const root = settings ? await thumbprint(settings.root) : "of nobody";
  if (wanted !== undefined && wanted !== root) {
    throw new OperatorError(`/manifest.json: this site was built with the root ${root}, not with ${wanted}.`);
  }
  const folder = mkdtempSync(join(tmpdir(), "posko-verify-"));
  try {
    await buildSite(folder, settings);
    const { differences, frameAncestors, compared } = await compareSite(site, folder, Object.keys(sha256), ask);
    if (differences.length > 0) {
      console.error(`${site} does not serve what these sources build:\n  ${differences.join("\n  ")}`);
      process.exitCode = 1;
    } else {
      console.info(`${site} serves what these sources build: ${compared} addresses compared, byte for byte.`);
    }
    console.info(`
${settings ? builtWith(settings) : "Built without settings: this form trusts no key and sends nothing."}
Its root is the one whose thumbprint is ${root}
  ${wanted === undefined ? "as the site claims. Compare it with the one that was published: whoever built the site chose it." : "as you asked."}
Scripts, styles and requests come from ${site} alone. The form may be framed by ${frameAncestors.map(shown).join(", ") || "nobody"}.
This shows what was served here, now. It cannot show that somebody else is served the same, nor what else this address
serves, nor what the functions behind it do (docs/run/deploy.md, "Check what is served"). And it is worth as much as the sources
and packages in this folder.`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const options = { root: { type: "string" } } as const;

await runCommand(USAGE, { options, allowPositionals: true }, async ({ values: { root }, positionals }) => {
  const [address = "", ...more] = positionals;
  if (more.length > 0 || (root !== undefined && !is32Bytes(root))) throw new OperatorError(USAGE);
  await main(readOrigin(address), root);
});
