/** KPU RI's Satgas as it stands in its own stack, as other stacks take it (`npm run carry`). */
import { createSatgasStore } from "../functions/table/satgas.ts";
import type { Table } from "../functions/table/table.ts";
import type { UnitCode } from "../shared/kind.ts";
import { newestCards, verifyCard } from "../shared/satgas/card.ts";
import type { StandingRequest } from "../shared/satgas/contract.ts";
import { readRoll } from "../shared/satgas/roll.ts";

/** What stands at a unit, with the vouches that its last rotation gave to units of other stacks; nothing when none does. */
export async function standingOf(table: Table, unit: UnitCode, now: number): Promise<StandingRequest | undefined> {
  const store = createSatgasStore(table);
  const current = await store.current(unit);
  const roll = current && readRoll(current.roll);
  if (!current || !roll) return undefined;
  const [before, recipient, cards, addresses, children] = await Promise.all([
    roll.edition > 1 ? store.rollOf(unit, roll.edition - 1) : undefined,
    store.recipient(unit, roll.gen),
    store.cards(unit),
    store.addresses(unit),
    store.carried(unit, roll.gen),
  ]);
  const newest = await newestCards(cards, roll.members, now);
  const sent = (await Promise.all(cards.map(async (card) => ({ card, read: await verifyCard(card) })))).flatMap(
    ({ card, read }) => {
      const address = addresses.find((one) => one.member === read?.member);
      const counts = read && newest.get(read.member)?.iat === read.card.iat;
      return counts && address ? [{ card, address: address.address, salt: address.salt }] : [];
    },
  );
  return {
    ...{
      unit,
      vouch: current.vouch,
      roll: current.roll,
      names: current.names,
      recipient: recipient ?? "",
      cards: sent,
    },
    ...(current.by && { by: current.by }),
    ...(before !== undefined && { before }),
    children,
  };
}

export type Carried =
  | { readonly status: "taken"; readonly edition: number }
  | { readonly status: "refused"; readonly code: string }
  | { readonly status: "unreachable" };

/** Brings it to one stack, which verifies all of it; the same again changes nothing. */
export async function carryTo(
  origin: string,
  { children, ...standing }: StandingRequest,
  stack: UnitCode,
): Promise<Carried> {
  const body = JSON.stringify({ ...standing, children: children.filter(({ unit }) => unit === stack) });
  try {
    const response = await fetch(`${origin}/api/satgas/standing`, {
      ...{ method: "POST", headers: { "content-type": "application/json" }, body },
      signal: AbortSignal.timeout(30_000),
    });
    const { edition, code } = (await response.json()) as { edition?: unknown; code?: unknown };
    if (response.status === 201 && typeof edition === "number") return { status: "taken", edition };
    return { status: "refused", code: String(code) };
  } catch {
    return { status: "unreachable" };
  }
}
