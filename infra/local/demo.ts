import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SatgasStore } from "../../functions/table/satgas.ts";
import { newSigner, type Verifier, verifierOf } from "../../shared/key.ts";
import { newPassphrase } from "../../shared/passphrase.ts";
import { ROOT } from "../../shared/satgas/vouch.ts";
import { sealWithPassphrase } from "../../shared/seal.ts";
import { KPU_RI, type UnitCode, unitName } from "../../shared/work-unit.ts";
import { type FoundedSatgas, firstName, type Issuer, inventSatgas } from "./founding.ts";

/** Invented people; the addresses end in `.example` (RFC 2606) and reach nobody. */
const people: readonly (readonly [UnitCode, readonly string[]])[] = [
  [KPU_RI, ["Ratna Contoh", "Dewi Contoh"]],
  ["33", ["Sari Contoh", "Wulan Contoh"]],
  ["3316", ["Melati Contoh", "Kartika Contoh"]],
];

/** Founds a Satgas in a table, as {@link inventSatgas} makes it. @throws when somebody else founds it at the same time */
export async function foundSatgas(
  satgas: Pick<SatgasStore, "change" | "current">,
  ...invention: Parameters<typeof inventSatgas>
): Promise<FoundedSatgas> {
  const { change, members: _members, ...founded } = await inventSatgas(...invention);
  // A first run that was cut short may have left one behind.
  const before = await satgas.current(founded.unit);
  if (!(await satgas.change({ ...change, before }))) throw new Error("somebody else founds it at the same time");
  return founded;
}

/**
 * Makes the demo chain root - KPU RI - Jawa Tengah - Blora on the first run, with a key file for each member.
 *
 * @param folder where `keys/` and the root's public half are kept; nobody keeps its private half
 * @returns the root's public key, for the pages to be built with
 */
export async function demoChain(satgas: SatgasStore, folder: string): Promise<Verifier> {
  const pin = join(folder, "root.json");
  if (existsSync(pin)) return JSON.parse(readFileSync(pin, "utf8")) as Verifier;

  const keysFolder = join(folder, "keys");
  mkdirSync(keysFolder, { recursive: true });
  const root = await newSigner();
  let issuer: Issuer = { unit: ROOT, signer: root };
  const lines: string[] = [];
  for (const [unit, names] of people) {
    const founded = await foundSatgas(satgas, unit, names, issuer);
    issuer = founded;
    for (const keyFile of founded.keyFiles) {
      const passphrase = newPassphrase();
      const file = `${unit}-${firstName(keyFile)}.age`;
      writeFileSync(join(keysFolder, file), await sealWithPassphrase(keyFile, passphrase), { mode: 0o600 });
      lines.push(`${file}  ${passphrase}  (${keyFile.name}, ${unitName(unit)})`);
    }
  }
  const intro = "Demo keys of invented people. A real passphrase is never kept beside its key file.";
  writeFileSync(join(keysFolder, "PASSPHRASES.txt"), `${intro}\n\n${lines.join("\n")}\n`, { mode: 0o600 });
  // Last, so that a first run cut short begins again.
  writeFileSync(pin, `${JSON.stringify(verifierOf(root))}\n`);
  return verifierOf(root);
}
