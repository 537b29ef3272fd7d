import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SatgasStore } from "../../functions/table/satgas.ts";
import { randomBytes, toBase64url } from "../../shared/bytes.ts";
import type { Jws } from "../../shared/jws.ts";
import { newSigner, type Signer, thumbprint, type Verifier, verifierOf } from "../../shared/key.ts";
import { newPassphrase } from "../../shared/passphrase.ts";
import { mailHash, signCard } from "../../shared/satgas/card.ts";
import type { KeyFile } from "../../shared/satgas/key-file.ts";
import type { Keyring } from "../../shared/satgas/keyring.ts";
import { nameHash, type Roll } from "../../shared/satgas/roll.ts";
import { prepareGeneration } from "../../shared/satgas/rotation.ts";
import { ROOT, signVouch } from "../../shared/satgas/vouch.ts";
import { newIdentity, type Recipient, sealWithPassphrase } from "../../shared/seal.ts";
import type { Mandate } from "../../shared/seats.ts";
import { KPU_RI, type UnitCode, unitName } from "../../shared/work-unit.ts";

/** Invented people; the addresses end in `.example` (RFC 2606) and reach nobody. */
const people: readonly (readonly [UnitCode, readonly string[]])[] = [
  [KPU_RI, ["Ratna Contoh", "Dewi Contoh"]],
  ["33", ["Sari Contoh", "Wulan Contoh"]],
  ["3316", ["Melati Contoh", "Kartika Contoh"]],
];

/** A Satgas with its members' and its own secrets, as only a demo or a test may ever hold them in one place. */
export interface FoundedSatgas {
  readonly unit: UnitCode;
  readonly gen: number;
  readonly keyFiles: readonly KeyFile[];
  readonly keyring: Keyring;
  readonly recipient: Recipient;
  readonly signer: Signer;
  readonly vouch: Jws;
  readonly roll: Jws;
}

/** Who vouches: the root, or the Satgas above. */
export type Issuer = { readonly unit: typeof ROOT | UnitCode; readonly signer: Signer };

const salt = () => toBase64url(randomBytes(16));

/** A member's keys, her card, her line of the roll, and what lies beside both. */
export async function newMember(unit: UnitCode, name: string, now: number) {
  const { identity, recipient } = await newIdentity();
  const signer = await newSigner();
  const id = await thumbprint(verifierOf(signer));
  const salted = { name, salt: salt() };
  const mail = { address: `${firstName({ name })}.${unit}@satgas.example`, salt: salt() };
  const card = { verifier: verifierOf(signer), recipient, mail: await mailHash(mail), iat: Math.floor(now) };
  const keyFile: KeyFile = { v: 1, kind: "member-key", unit, name, identity, signer };
  return {
    ...{ id, recipient, keyFile },
    row: { id, name: await nameHash(salted), office: { role: "ANGGOTA" } } satisfies Roll["members"][number],
    name: [salted.name, salted.salt] as [string, string],
    card: { member: id, iat: card.iat, card: await signCard(card, signer) },
    address: { member: id, ...mail },
  };
}

/**
 * Founds a Satgas: members, first generation, and the vouch from above.
 *
 * @param now Unix seconds at which it is vouched for. @param days for which it is; the longest when absent
 */
export async function foundSatgas(
  satgas: Pick<SatgasStore, "change" | "current">,
  unit: UnitCode,
  names: readonly string[],
  issuer: Issuer,
  { mandate = "handle", now = Date.now() / 1000, days }: { mandate?: Mandate; now?: number; days?: number } = {},
): Promise<FoundedSatgas> {
  const members = await Promise.all(names.map((name) => newMember(unit, name, now)));
  // Nobody has this paper: invented people have no safe.
  const { recipient: recovery } = await newIdentity();
  const until = `${new Date(now * 1000).getUTCFullYear()}-12-31`;
  const roll = { until, members: members.map(({ row }) => row) };
  const { set, keyring, open } = await prepareGeneration({ unit, mandate, roll, members, recovery, now });
  const vouch = await signVouch(set.request, { iss: issuer.unit, signer: issuer.signer }, now, days);
  // A first run that was cut short may have left one behind.
  const before = await satgas.current(unit);
  const changed = await satgas.change({
    ...{ before, unit, gen: 1, edition: 1, vouch, vouchedAt: Math.floor(now), roll: set.roll },
    ...{ keyring: set.keyring, signer: set.signer, recipient: set.recipient, children: [] },
    names: members.map(({ name }) => name),
    cards: members.map(({ card }) => card),
    addresses: members.map(({ address }) => address),
  });
  if (!changed) throw new Error("somebody else founds it at the same time");
  const keyFiles = members.map(({ keyFile }) => keyFile);
  return { unit, gen: 1, keyFiles, keyring, recipient: set.recipient, signer: open, vouch, roll: set.roll };
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

const firstName = ({ name }: Pick<KeyFile, "name">) => name.split(" ")[0]?.toLowerCase() ?? "";
