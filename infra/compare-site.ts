import { createSiteApp } from "../functions/site/app.ts";
import { readSite } from "../functions/site/files.ts";
import { type Answer, type Ask, answerOf, MAX_BYTES } from "./live-site.ts";

/** What a live site answers beside what built pages would: every address, header and byte. */

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

/**
 * @param site its origin
 * @param folder pages as these sources build them
 * @param claimed the paths in the site's manifest
 */
export async function compareSite(
  site: string,
  folder: string,
  claimed: readonly string[],
  ask: Ask,
): Promise<Comparison> {
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

export interface Comparison {
  /** Sentences that name a path; empty when everything is the same. */
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
export const shown = (text: string): string => text.replace(/[^\x20-\x7e]/g, "?").slice(0, 200);
