import type { SatgasStore } from "../../functions/table/satgas.ts";
import type { CurrentSatgas, SatgasChange } from "../../functions/table/satgas-items.ts";

import { type FoundedSatgas, type Issuer, inventSatgas } from "../../infra/local/founding.ts";
import type { Jws } from "../../shared/jws.ts";
import { newSigner, type Signer } from "../../shared/key.ts";
import { verifyCard } from "../../shared/satgas/card.ts";
import { type Roll, readRoll, signRoll } from "../../shared/satgas/roll.ts";
import { prepareGeneration } from "../../shared/satgas/rotation.ts";
import { ROOT, signVouch } from "../../shared/satgas/vouch.ts";
import { childOf } from "../support/satgas.ts";

export const units = ["3316", "33", "01"] as const;
export type Unit = (typeof units)[number];

const names: Record<Unit, readonly string[]> = {
  "01": ["Ratna", "Dewi", "Indah", "Tuti", "Laras"],
  "33": ["Sari", "Wulan", "Ayu", "Rini", "Endah"],
  "3316": ["Melati", "Kartika", "Lestari", "Puspita", "Kenanga"],
};
const above: Record<Unit, Unit | undefined> = { "01": undefined, "33": "01", "3316": "33" };
const below: Record<Unit, Unit | undefined> = { "01": "33", "33": "3316", "3316": undefined };
/** The day before the first run's first day. Vouches end after 200 days, and later runs go on under them. */
const FOUNDED = Date.UTC(2026, 10, 23) / 1000;

/** A Satgas as it stands in a run, with its secrets: the generation that was founded, or one that followed. */
export interface Standing extends FoundedSatgas {
  readonly change: SatgasChange;
}

export type Chain = Readonly<Record<Unit, Standing>>;

/** The chain root - KPU RI - Jawa Tengah - Blora, with all its secrets. Founded once for all runs of a process. */
export interface People {
  readonly root: Signer;
  readonly chain: Chain;
}

export async function foundPeople(): Promise<People> {
  const root = await newSigner();
  const founded = (unit: Unit, issuer: Issuer): Promise<Standing> =>
    inventSatgas(unit, names[unit], issuer, { now: FOUNDED });
  const ri = await founded("01", { unit: ROOT, signer: root });
  const province = await founded("33", ri);
  const regency = await founded("3316", province);
  return { root, chain: { "01": ri, "33": province, "3316": regency } };
}

function rollOf(jws: Jws): Roll {
  const roll = readRoll(jws);
  if (!roll) throw new Error("no roll");
  return roll;
}

/** The first members of a Satgas, under a roll of their own: so many sit there in a run. */
export async function firstMembers(standing: Standing, count: number): Promise<Standing> {
  const { change, signer, keyFiles } = standing;
  const whole = rollOf(standing.roll);
  const roll = await signRoll({ ...whole, members: whole.members.slice(0, count) }, signer);
  return {
    ...standing,
    ...{ roll, keyFiles: keyFiles.slice(0, count) },
    change: { ...change, roll, ...firstOf(change, (_, index) => index < count) },
  };
}

const firstOf = ({ names, cards, addresses }: SatgasChange, stays: (one: unknown, index: number) => boolean) => ({
  names: names.filter(stays),
  cards: cards.filter(stays),
  addresses: addresses.filter(stays),
});

/**
 * Lets a member go, as only a rotation can: a new generation without her, vouched for from above, under which the
 * Satgas right below is vouched for again.
 *
 * @param leaving her place in the roll. @param now Unix seconds. @returns what stands then
 */
export async function rotate(
  satgas: Pick<SatgasStore, "current" | "change">,
  { root, chain }: People,
  unit: Unit,
  leaving: number,
  now: number,
): Promise<Standing> {
  const standing = chain[unit];
  const { change } = standing;
  const issuer = above[unit];
  const signer = issuer === undefined ? root : chain[issuer].signer;
  const current = rollOf(standing.roll);
  const stays = (_: unknown, index: number) => index !== leaving;
  const kept = firstOf(change, stays);
  const keyFiles = standing.keyFiles.filter(stays);
  const members = await Promise.all(
    kept.cards.map(async ({ member, card }) => {
      const read = await verifyCard(card);
      if (!read) throw new Error("a card that does not verify");
      return { id: member, recipient: read.card.recipient };
    }),
  );
  const child = below[unit];
  const standingBelow: CurrentSatgas | undefined = child && (await satgas.current(child));
  const { set, keyring, open } = await prepareGeneration({
    ...{ unit, members, now, mandate: "handle", recovery: standing.keyring.recovery },
    roll: { until: current.until, members: current.members.filter(stays) },
    before: { keyring: standing.keyring, roll: standing.roll, current, by: keyFiles[0]?.signer },
    children: standingBelow ? [childOf(standingBelow.vouch)] : [],
  });
  const vouch = await signVouch(set.request, { iss: issuer ?? ROOT, signer }, now);
  const next: SatgasChange = {
    ...{ unit, vouch, vouchedAt: Math.floor(now), gen: set.request.gen, edition: current.edition + 1 },
    ...{ before: await satgas.current(unit), roll: set.roll, by: set.by, recipient: set.recipient },
    files: { keyring: set.keyring, signer: set.signer },
    ...{ children: set.children },
    ...kept,
  };
  if (!(await satgas.change(next))) throw new Error("the Satgas was not as it was seen");
  return {
    ...{ unit, keyFiles, keyring, vouch, gen: next.gen, recipient: set.recipient },
    ...{ signer: open, roll: set.roll, change: next },
  };
}
