import { type Issuer, type inventMember, inventSatgas } from "../../infra/local/founding.ts";
import { toBase64url } from "../../shared/bytes.ts";
import type { Directory, ListedSatgas } from "../../shared/contract.ts";
import { type Jws, toTextJws } from "../../shared/jws.ts";
import { newSigner } from "../../shared/key.ts";
import type { UnitCode } from "../../shared/kind.ts";
import type { Hour } from "../../shared/moment.ts";
import type { Mandate } from "../../shared/seats.ts";

export const HOUR: Hour = "2026-11-26T04";
export const NOW = Date.parse(`${HOUR}:30Z`) / 1000;

export type Member = Awaited<ReturnType<typeof inventMember>>;

/** A Satgas of two, vouched for by the one above. */
export const found = (
  unit: UnitCode,
  above: Issuer,
  { mandate = "handle" as Mandate, days = 200, at = NOW - 3600 } = {},
) => inventSatgas(unit, ["Melati Contoh", "Kartika Contoh"], above, { mandate, now: at, days });
export type Founded = Awaited<ReturnType<typeof found>>;

/** Root - KPU RI - Jawa Tengah - Blora. */
export async function foundChain() {
  const root = await newSigner();
  const ri = await found("01", { unit: "root", signer: root });
  const province = await found("33", ri);
  const regency = await found("3316", province);
  return { root, ri, province, regency };
}

export const listed = ({ vouch, roll: own, members }: Founded, roll: Jws = own): ListedSatgas => ({
  vouch: toTextJws(vouch),
  roll: toTextJws(roll),
  names: members.map(({ name }) => name),
});

export const directoryOf = (...satgas: readonly Founded[]): Directory => ({
  hour: HOUR,
  difficulty: 4,
  satgas: Object.fromEntries(satgas.map((one) => [one.unit, listed(one)])),
});

export const keyringsOf = (...satgas: readonly Founded[]) =>
  satgas.map(({ change }, index) => ({
    edition: satgas.length - index,
    sealed: toBase64url(change.files?.keyring ?? new Uint8Array()),
  }));
