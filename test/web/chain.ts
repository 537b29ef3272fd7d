import { toBase64url } from "../../shared/bytes.ts";
import type { Directory, ListedSatgas } from "../../shared/contract.ts";
import { type Jws, toTextJws } from "../../shared/jws.ts";
import { newSigner, type Signer, thumbprint, verifierOf } from "../../shared/key.ts";
import type { KeyFile } from "../../shared/satgas/key-file.ts";
import { nameHash } from "../../shared/satgas/roll.ts";
import { prepareGeneration } from "../../shared/satgas/rotation.ts";
import { signVouch } from "../../shared/satgas/vouch.ts";
import { newIdentity } from "../../shared/seal.ts";
import type { Mandate } from "../../shared/seats.ts";

export const HOUR = "2026-11-26T04";
export const NOW = Date.parse(`${HOUR}:30Z`) / 1000;

/** A member with all that is hers. */
export async function newMember(unit: string, name: string) {
  const signer = await newSigner();
  const { identity, recipient } = await newIdentity();
  const id = await thumbprint(verifierOf(signer));
  const salt = "c2FsdA";
  const keyFile: KeyFile = { v: 1, kind: "member-key", unit, name: "Nama di berkas", identity, signer };
  const row = { id, name: await nameHash({ name, salt }), office: { role: "ANGGOTA" as const } };
  return { id, signer, identity, recipient, keyFile, row, named: [name, salt] as const };
}
export type Member = Awaited<ReturnType<typeof newMember>>;

interface Issuer {
  readonly iss: string;
  readonly signer: Signer;
}

/** A Satgas as `prepareGeneration` founds it, vouched for by the one above. */
export async function found(
  unit: string,
  above: Issuer,
  { mandate = "handle" as Mandate, days = 200, at = NOW - 3600 } = {},
) {
  const members = [await newMember(unit, "Melati Contoh"), await newMember(unit, "Kartika Contoh")];
  const { set, keyring, open } = await prepareGeneration({
    ...{ unit, mandate, members, recovery: (await newIdentity()).recipient, now: at },
    roll: { until: "2026-12-31", members: members.map(({ row }) => row) },
  });
  const vouch = await signVouch(set.request, above, at, days);
  return { unit, members, set, keyring, vouch, issuer: { iss: unit, signer: open } };
}
export type Founded = Awaited<ReturnType<typeof found>>;

/** Root - KPU RI - Jawa Tengah - Blora. */
export async function foundChain() {
  const root = await newSigner();
  const ri = await found("01", { iss: "root", signer: root });
  const province = await found("33", ri.issuer);
  const regency = await found("3316", province.issuer);
  return { root, ri, province, regency };
}

export const listed = ({ vouch, set, members }: Founded, roll: Jws = set.roll): ListedSatgas => ({
  vouch: toTextJws(vouch),
  roll: toTextJws(roll),
  names: members.map(({ named }) => named),
});

export const directoryOf = (...satgas: readonly Founded[]): Directory => ({
  hour: HOUR,
  difficulty: 4,
  satgas: Object.fromEntries(satgas.map((one) => [one.unit, listed(one)])),
});

export const keyringsOf = (...satgas: readonly Founded[]) =>
  satgas.map(({ set }, index) => ({ edition: satgas.length - index, sealed: toBase64url(set.keyring) }));
