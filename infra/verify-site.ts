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
import { createSiteApp } from "../functions/site/app.ts";
import { readSite } from "../functions/site/files.ts";
import { thumbprint } from "../shared/key.ts";
import { is32Bytes } from "../shared/kind.ts";
import { isWorkUnit, unitName } from "../shared/work-unit.ts";
import type { PageSettings } from "../web/settings.ts";
import { buildSite } from "./build-site.ts";
import { OperatorError, runCommand } from "./command.ts";
import { type Answer, type Ask, answerOf, asking, MAX_BYTES, readManifest } from "./live-site.ts";

/** Addresses that are no files. */
const ADDRESSES = ["/", "/form", "/form/", "/inbox", "/inbox/"];

/** Of how an answer travels, and not of what it is. */
const TRAVEL = new Set(["vary", "content-encoding", "content-length"]);

/** Headers with which an answer would do what ours never do: remember her, send her on, report on her. */
const UNWANTED = [
  "set-cookie",
  "refresh",
  "link",
  "report-to",
  "reporting-endpoints",
  "nel",
  "content-security-policy-report-only",
  "service-worker-allowed",
];

/** Sentences that name a path; empty when everything is the same. */
async function compare(site: string, folder: string, claimed: readonly string[], ask: Ask): Promise<Comparison> {
  const files = readSite(folder);
  const differences = claimed
    .filter((path) => !files.has(path))
    .map((path) => `${path}: is in the site's manifest, and these sources do not make it`);
  const policy = (await ask("/form/", "identity")).headers.get("content-security-policy") ?? "";
  const frameAncestors = ancestorsIn(policy);
  for (const one of frameAncestors.filter((ancestor) => !isOrigin(ancestor))) {
    differences.push(`/form/: may be framed by ${shown(one)}, which is no single origin`);
  }
  const app = createSiteApp({ files, origin: site, frameAncestors });
  const paths = [...files.keys(), ...ADDRESSES];
  for (const path of paths) {
    // A browser asks for brotli, a person who compares by hand does not: both must be given the same.
    const found = new Set<string>();
    for (const encoding of ["identity", "br"]) {
      const ours = await answerOf(await app.request(path));
      for (const one of differencesOf(ours, await ask(path, encoding))) found.add(one);
    }
    differences.push(...[...found].map((one) => `${path}: ${one}`));
  }
  return { differences, frameAncestors, compared: paths.length };
}

interface Comparison {
  readonly differences: string[];
  readonly frameAncestors: string[];
  readonly compared: number;
}

function differencesOf(ours: Answer, theirs: Answer): string[] {
  if (theirs.status !== ours.status) return [`answers ${theirs.status} and should answer ${ours.status}`];
  const found: string[] = [];
  if (!theirs.body) found.push(`has more than ${MAX_BYTES / 1_000_000} MB, which no file of these sources has`);
  else if (!ours.body || !theirs.body.equals(ours.body)) found.push("has other bytes");
  for (const [name, value] of ours.headers) {
    const other = theirs.headers.get(name);
    if (other === value || TRAVEL.has(name)) continue;
    if (other === null) found.push(`lacks the header ${name}`);
    else if (name === "content-security-policy") found.push(...policyDifferences(value, other));
    else found.push(`has ${shown(other)} as ${name} and should have ${value}`);
  }
  for (const name of UNWANTED) if (theirs.headers.has(name)) found.push(`has a header ${name}, which ours never have`);
  return found;
}

function policyDifferences(ours: string, theirs: string): string[] {
  const [mine, other] = [directives(ours), directives(theirs)];
  const changed = [...new Set([...mine, ...other])].filter((one) => !(mine.includes(one) && other.includes(one)));
  const where = "its Content-Security-Policy";
  return changed.map((one) => (mine.includes(one) ? `${where} lacks: ${one}` : `${where} has: ${shown(one)}`));
}

const directives = (policy: string): string[] => policy.split(";").map((one) => one.trim());

function ancestorsIn(policy: string): string[] {
  const [, ...sources] =
    directives(policy)
      .find((one) => one.startsWith("frame-ancestors "))
      ?.split(/\s+/) ?? [];
  return sources.filter((one) => one !== "'none'");
}

const isOrigin = (text: string): boolean => !text.includes("*") && URL.canParse(text) && new URL(text).origin === text;

/** A stranger's words, harmless on a terminal. */
const shown = (text: string): string => text.replace(/[^\x20-\x7e]/g, "?").slice(0, 200);

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
    const { differences, frameAncestors, compared } = await compare(site, folder, Object.keys(sha256), ask);
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
