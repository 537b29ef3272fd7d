import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SatgasStore } from "../../functions/store-satgas.ts";
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
  const members = await Promise.all(names.map((name) => newMember(unit, name)));
  for (const { keyFile, recipient } of members) {
    const verifier = verifierOf(keyFile.signer);
    const email = `${firstName(keyFile)}.${unit}@satgas.example`;
    const id = await thumbprint(verifier);
    await satgas.putMember({
      id,
      unit,
      name: keyFile.name,
      email,
      verifier,
      recipient,
      state: "active",
    });
  }
  const { identity, recipient } = await newIdentity();
  const signer = await newSigner();
  // A first run that was cut short may have left a key behind: this one follows it.
  const gen = (await satgas.keysOf(unit)).length + 1;
  const privateKey: SatgasPrivateKey = {
    v: 1,
    kind: "satgas-key",
    unit,
    gen,
    identity,
    signer,
  };
  const recipients = members.map((member) => member.recipient);
  const key = { unit, gen, recipient, verifier: verifierOf(signer) };
  const voucher = parent ? { unit: parent.unit, signer: parent.privateKey.signer } : { unit, signer };
  const sealed = await seal(privateKey, recipients);
  await satgas.putKey({
    unit,
    gen,
    vouch: await vouch(key, voucher, expires),
    sealed,
  });
  return {
    unit,
    keyFiles: members.map(({ keyFile }) => keyFile),
    privateKey,
    thumbprint: await thumbprint(key.verifier),
  };
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

const firstName = ({ name }: KeyFile) => name.split(" ")[0]?.toLowerCase() ?? "";

async function newMember(unit: UnitCode, name: string): Promise<{ keyFile: KeyFile; recipient: string }> {
  const { identity, recipient } = await newIdentity();
  return {
    keyFile: {
      v: 1,
      kind: "member-key",
      unit,
      name,
      identity,
      signer: await newSigner(),
    },
    recipient,
  };
}
