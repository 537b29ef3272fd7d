/** What a stack says to everybody: its directory, verified from the root, and what pages it serves. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Directory } from "../../shared/contract.ts";
import { fromTextJws } from "../../shared/jws.ts";
import { verifyRoll } from "../../shared/satgas/roll.ts";
import { readVouch, verifyChain } from "../../shared/satgas/vouch.ts";
import type { Verifier } from "../../shared/verifier.ts";
import { isWorkUnit, OUTSIDE, type UnitCode } from "../../shared/work-unit.ts";
import { readDirectory } from "../../web/form/answers.ts";
import type { PageSettings } from "../../web/settings.ts";
import { buildPages, settleSite } from "../build-site.ts";
import { OperatorError } from "../command.ts";
import { asking, type Manifest, readManifest } from "../live-site.ts";
import type { StackStatus, Standing } from "./shape.ts";

/** @throws OperatorError when no directory comes */
export async function readSatgas(site: string, root: Verifier, now: Date) {
  const { units, listed } = await askDirectory(site);
  const vouchOf = (unit: UnitCode) => listed[unit] && fromTextJws(listed[unit].vouch, "vouch+jwt");
  const satgas: Standing[] = [];
  const unverified: string[] = [];
  for (const unit of units) {
    const { roll: text, red = false } = listed[unit] ?? {};
    const known = isWorkUnit(unit) || unit === OUTSIDE ? unit : undefined;
    const chain = known && (await verifyChain(vouchOf, known, { root, now: now.getTime() / 1000 }));
    const roll = text && chain && "key" in chain && (await verifyRoll(fromTextJws(text, "roll+jws"), chain.key));
    const vouch = known && readVouch(vouchOf(known) ?? "");
    if (known && roll && vouch) {
      const vouchEnds = new Date(vouch.exp * 1000).toISOString().slice(0, 10);
      const said = { mandate: vouch.mandate, edition: roll.edition, vouchEnds, decreeEnds: roll.until };
      satgas.push({ unit: known, red, ended: chain?.status === "expired", ...said });
    } else unverified.push(unit);
  }
  return { satgas, unverified };
}

/** What is listed, and the units of all that is, what cannot be read too. */
async function askDirectory(site: string): Promise<{ units: string[]; listed: Directory["satgas"] }> {
  const { body } = await asking(site)("/api/directory", "identity");
  try {
    const json: unknown = JSON.parse(String(body));
    const directory = readDirectory(json);
    if (directory) return { units: Object.keys((json as Directory).satgas).sort(), listed: directory.satgas };
  } catch {}
  throw new OperatorError(`${site}/api/directory is no directory of Posko: something else answers there.`);
}

/** Builds the pages of these sources once, into a folder. @returns what compares a site's with them */
export async function comparePages(folder: string) {
  const built = join(folder, "built");
  await buildPages(built);
  return async (site: string, settings: PageSettings): Promise<NonNullable<StackStatus["pages"]>> => {
    const own = join(folder, settings.stack);
    settleSite(built, own, settings);
    const ours: Manifest = JSON.parse(readFileSync(join(own, "manifest.json"), "utf8"));
    const theirs = await readManifest(asking(site));
    return { version: versionOf(theirs), ours: versionOf(ours), same: isDeepStrictEqual(theirs, ours) };
  };
}
export type ComparePages = Awaited<ReturnType<typeof comparePages>>;

/** The same for all stacks that serve the same sources: what is a stack's own stands in the HTML alone. */
function versionOf({ sha256 }: Manifest): string {
  const files = Object.entries(sha256).filter(([path]) => !path.endsWith(".html"));
  return createHash("sha256").update(files.sort().join("\n")).digest("hex").slice(0, 7);
}
