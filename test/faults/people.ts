import type { Member, StoredSatgasKey } from "../../functions/table/satgas.ts";
import { type FoundedSatgas, foundSatgas } from "../../infra/local/demo.ts";
import { randomBytes, sha256, toBase64url } from "../../shared/bytes.ts";
import type { ReportRequest } from "../../shared/contract.ts";
import { newReceipt, reporterKeys } from "../../shared/receipt.ts";
import type { Report } from "../../shared/report.ts";
import { recipientOf, seal } from "../../shared/seal.ts";
import { makeStamp } from "../../shared/stamp.ts";

const units = ["3316", "33", "01"] as const;
export type Unit = (typeof units)[number];

const names: Record<Unit, readonly string[]> = {
  "01": ["Ratna", "Dewi", "Indah", "Tuti", "Laras"],
  "33": ["Sari", "Wulan", "Ayu", "Rini", "Endah"],
  "3316": ["Melati", "Kartika", "Lestari", "Puspita", "Kenanga"],
};

/** The chain KPU RI - Jawa Tengah - Blora, with all its secrets. Founded once, then put into the table of each run. */
export interface People {
  readonly satgas: Readonly<Record<Unit, FoundedSatgas>>;
  readonly members: readonly Member[];
  readonly keys: readonly StoredSatgasKey[];
}

export async function foundPeople(): Promise<People> {
  const members: Member[] = [];
  const keys: StoredSatgasKey[] = [];
  const store = {
    keysOf: async () => [],
    putMember: async (member: Member) => void members.push(member),
    putKey: async (key: StoredSatgasKey) => void keys.push(key),
  };
  const expires = Date.UTC(2040, 0) / 1000;
  const ri = await foundSatgas(store, "01", names["01"], undefined, expires);
  const province = await foundSatgas(store, "33", names["33"], ri, expires);
  const regency = await foundSatgas(store, "3316", names["3316"], province, expires);
  return { satgas: { "01": ri, "33": province, "3316": regency }, members, keys };
}

/** The members of a run: so many of each Satgas, with addresses that no other run has. */
export function membersFor(people: People, counts: Readonly<Record<Unit, number>>, run: string): Member[] {
  return units.flatMap((unit) =>
    people.members
      .filter((member) => member.unit === unit)
      .slice(0, counts[unit])
      .map((member) => ({ ...member, email: member.email.replace("@", `@${run}.`) })),
  );
}

export interface Written {
  readonly token: string;
  readonly request: ReportRequest;
}

/** A report as the form makes it, with what its reporter keeps. */
export async function writeReport(people: People, seats: readonly Unit[], difficulty: number): Promise<Written> {
  const keys = await reporterKeys(newReceipt());
  const proof = randomBytes(32);
  const content: Report = {
    v: 1,
    kind: "report",
    language: "id",
    answers: { unit: "3316", account: `cerita contoh ${keys.id}` },
    seats: [...seats],
    proof: toBase64url(proof),
    reply: { recipient: await recipientOf(keys.replyIdentity), voice: keys.voice },
  };
  const recipients = await Promise.all(seats.map((unit) => recipientOf(people.satgas[unit].privateKey.identity)));
  return {
    token: keys.token,
    request: {
      id: keys.id,
      ackHash: toBase64url(await sha256(proof)),
      seats: seats.map((unit) => ({ unit, gen: 1 })),
      stamp: makeStamp(keys.id, difficulty),
      sealed: toBase64url(await seal(content, recipients)),
    },
  };
}
