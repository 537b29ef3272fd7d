import type { SatgasChange } from "../../functions/table/satgas-items.ts";
import type { Jws } from "../../shared/jws.ts";
import type { Signer } from "../../shared/key.ts";
import type { KeyFile } from "../../shared/satgas/key-file.ts";
import type { Keyring } from "../../shared/satgas/keyring.ts";
import { type NewMember, newMember } from "../../shared/satgas/member.ts";
import { prepareGeneration } from "../../shared/satgas/rotation.ts";
import { type ROOT, signVouch } from "../../shared/satgas/vouch.ts";
import { newIdentity, type Recipient } from "../../shared/seal.ts";
import type { Mandate } from "../../shared/seats.ts";
import type { UnitCode } from "../../shared/work-unit.ts";

/** Invented Satgas, for a demo and for tests. Without a file or a table: tests of what is pure found them too. */

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

/** An invented member: her address is her first name's, and ends in `.example` (RFC 2606). */
export const inventMember = (unit: UnitCode, name: string, now: number): Promise<NewMember> => {
  const address = `${firstName({ name })}.${unit}@satgas.example`;
  return newMember(unit, { name, office: { role: "ANGGOTA" }, address }, now);
};

/**
 * A Satgas with invented members: its first generation, the vouch from above, and the change of a table that founds it.
 *
 * @param now Unix seconds at which it is vouched for. @param days for which it is; the longest when absent
 */
export async function inventSatgas(
  unit: UnitCode,
  names: readonly string[],
  issuer: Issuer,
  { mandate = "handle", now = Date.now() / 1000, days }: { mandate?: Mandate; now?: number; days?: number } = {},
) {
  const members = await Promise.all(names.map((name) => inventMember(unit, name, now)));
  // Nobody has this paper: invented people have no safe.
  const { recipient: recovery } = await newIdentity();
  const until = `${new Date(now * 1000).getUTCFullYear()}-12-31`;
  const roll = { until, members: members.map(({ row }) => row) };
  const { set, keyring, open } = await prepareGeneration({ unit, mandate, roll, members, recovery, now });
  const vouch = await signVouch(set.request, { iss: issuer.unit, signer: issuer.signer }, now, days);
  const change: SatgasChange = {
    ...{ unit, gen: 1, edition: 1, vouch, vouchedAt: Math.floor(now), roll: set.roll, recipient: set.recipient },
    files: { keyring: set.keyring, signer: set.signer },
    ...{ children: [] },
    names: members.map(({ name: [name, salt] }) => [name, salt]),
    cards: members.map(({ id, iat, card }) => ({ member: id, iat, card })),
    addresses: members.map(({ id, address }) => ({ member: id, ...address })),
  };
  const keyFiles = members.map(({ keyFile }) => keyFile);
  const founded = { unit, gen: 1, keyFiles, keyring, recipient: set.recipient, signer: open, vouch, roll: set.roll };
  return { ...founded, members, change };
}

/** The first name, as addresses and files are called by it. */
export const firstName = ({ name }: Pick<KeyFile, "name">) => name.split(" ")[0]?.toLowerCase() ?? "";
