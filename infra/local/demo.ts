import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SatgasStore } from "../../functions/table/satgas.ts";
import { newSigner, thumbprint, verifierOf } from "../../shared/key.ts";
import { newPassphrase } from "../../shared/passphrase.ts";
import type { KeyFile, SatgasPrivateKey } from "../../shared/report.ts";
import { newIdentity, seal, sealWithPassphrase } from "../../shared/seal.ts";
import { vouch } from "../../shared/vouch.ts";
import { KPU_RI, type UnitCode, unitName } from "../../shared/work-unit.ts";

/** Invented people; the addresses end in `.example` (RFC 2606) and reach nobody. */
const people: readonly (readonly [UnitCode, readonly string[]])[] = [
  [KPU_RI, ["Ratna Contoh", "Dewi Contoh"]],
  ["33", ["Sari Contoh", "Wulan Contoh"]],
  ["3316", ["Melati Contoh", "Kartika Contoh"]],
];

const YEAR = 365 * 24 * 3600;

/** A Satgas with its members' and its own secrets, as only a demo or a test may ever hold them in one place. */
export interface FoundedSatgas {
  readonly unit: UnitCode;
  readonly keyFiles: readonly KeyFile[];
  readonly privateKey: SatgasPrivateKey;
  /** RFC 7638 thumbprint of its verifier. */
  readonly thumbprint: string;
}

/**
 * Founds a Satgas: members, key, vouch. Without a parent it vouches for itself, as KPU RI does.
 *
 * @param expires when the vouch ends, in Unix seconds
 */
export async function foundSatgas(
  satgas: Pick<SatgasStore, "putMember" | "keysOf" | "putKey">,
  unit: UnitCode,
  names: readonly string[],
  parent: FoundedSatgas | undefined,
  expires: number,
): Promise<FoundedSatgas> {
  const keyFiles: KeyFile[] = [];
  // Nobody has this paper: invented people have no safe.
  const { recipient: paper } = await newIdentity();
  const recipients = [paper];
  for (const name of names) {
    const { identity, recipient } = await newIdentity();
    const signer = await newSigner();
    const verifier = verifierOf(signer);
    const id = await thumbprint(verifier);
    const email = `${firstName({ name })}.${unit}@satgas.example`;
    await satgas.putMember({ id, unit, name, email, verifier, recipient, state: "active" });
    keyFiles.push({ v: 1, kind: "member-key", unit, name, identity, signer });
    recipients.push(recipient);
  }
  // A first run that was cut short may have left a key behind: this one follows it.
  const gen = (await satgas.keysOf(unit)).length + 1;
  const { identity, recipient } = await newIdentity();
  const signer = await newSigner();
  const verifier = verifierOf(signer);
  const privateKey: SatgasPrivateKey = { v: 1, kind: "satgas-key", unit, gen, identity, signer };
  const issuer = { unit: parent?.unit ?? unit, signer: parent?.privateKey.signer ?? signer };
  const vouchedFor = await vouch({ unit, gen, recipient, verifier }, issuer, expires);
  await satgas.putKey({ unit, gen, vouch: vouchedFor, sealed: await seal(privateKey, recipients) });
  return { unit, keyFiles, privateKey, thumbprint: await thumbprint(verifier) };
}

/**
 * Makes the demo chain KPU RI - Jawa Tengah - Blora on the first run, with a key file for each member.
 *
 * @param folder where `keys/` and the thumbprint are kept
 * @returns the RFC 7638 thumbprint of KPU RI's key, for the form to be built with
 */
export async function demoChain(satgas: SatgasStore, folder: string): Promise<string> {
  const pin = join(folder, "kpu-ri-thumbprint");
  if (existsSync(pin)) return readFileSync(pin, "utf8").trim();

  const keysFolder = join(folder, "keys");
  mkdirSync(keysFolder, { recursive: true });
  const expires = Math.floor(Date.now() / 1000) + YEAR;
  const founded: FoundedSatgas[] = [];
  const lines: string[] = [];
  for (const [unit, names] of people) {
    const satgasOfUnit = await foundSatgas(satgas, unit, names, founded.at(-1), expires);
    founded.push(satgasOfUnit);
    for (const keyFile of satgasOfUnit.keyFiles) {
      const passphrase = newPassphrase();
      const file = `${unit}-${firstName(keyFile)}.age`;
      writeFileSync(join(keysFolder, file), await sealWithPassphrase(keyFile, passphrase), { mode: 0o600 });
      lines.push(`${file}  ${passphrase}  (${keyFile.name}, ${unitName(unit)})`);
    }
  }
  const intro = "Demo keys of invented people. A real passphrase is never kept beside its key file.";
  writeFileSync(join(keysFolder, "PASSPHRASES.txt"), `${intro}\n\n${lines.join("\n")}\n`, { mode: 0o600 });
  // Last, so that a first run cut short begins again.
  const root = founded[0]?.thumbprint ?? "";
  writeFileSync(pin, `${root}\n`);
  return root;
}

const firstName = ({ name }: Pick<KeyFile, "name">) => name.split(" ")[0]?.toLowerCase() ?? "";
