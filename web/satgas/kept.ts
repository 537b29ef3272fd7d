import * as z from "zod/mini";
import { type Room, type StandingRequest, standingSchema } from "../../shared/satgas/contract.ts";
import { readRoll } from "../../shared/satgas/roll.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import type { Answer } from "../api.ts";
import { arrivalApi } from "./api.ts";
import type { KnownRoom } from "./room.ts";

/**
 * What a member's browser has seen last of her Satgas, whole: vouch, roll, keyring and signer. When an older table is
 * brought back she offers it to the server, which verifies it; until then an older one is not believed here. Public or
 * sealed, all of it. Storage may be switched off, full, or filled by somebody else, so nothing here throws.
 */
const slot = (stack: UnitCode, unit: UnitCode): string => `posko-standing-${stack}-${unit}`;

/** All that stands, as a server takes it; nothing when her key does not open it: then it may be somebody else's. */
export function standingIn(room: Room, known: KnownRoom): StandingRequest | undefined {
  const { place, keyring, signer, names, below } = known;
  const [newest] = [...room.keyrings].sort((a, b) => b.edition - a.edition);
  if (!keyring || !signer || !newest) return undefined;
  const { by } = room.current;
  return {
    ...{ unit: place.unit, vouch: known.vouch, roll: known.roll, recipient: room.recipient, cards: [] },
    ...(by !== undefined && { by }),
    ...(room.before && { before: room.before.roll }),
    names: names.map(([name, salt]) => [name, salt]),
    files: { keyring: newest.sealed, signer: room.signer },
    children: below.flatMap(({ unit, standing }) =>
      standing && standing !== "unverified" ? [{ unit, vouch: standing.vouch }] : [],
    ),
  };
}

export function keep(stack: UnitCode, standing: StandingRequest): void {
  try {
    localStorage.setItem(slot(stack, standing.unit), JSON.stringify(standing));
  } catch {
    // Then this browser takes what it is shown, as one does that never saw it.
  }
}

export function kept(stack: UnitCode, unit: UnitCode): StandingRequest | undefined {
  try {
    const read = z.safeParse(standingSchema, JSON.parse(localStorage.getItem(slot(stack, unit)) ?? "null"));
    return read.success && read.data.unit === unit ? read.data : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Asks, and when the server knows less of her Satgas than this browser has seen, or nothing at all, because an older table
 * was brought back: offers what was seen, which is verified there, and asks once more.
 */
export async function askOffering<T>(
  question: () => Promise<Answer<T>>,
  seen: StandingRequest | undefined,
): Promise<Answer<T>> {
  const answer = await question();
  if (answer.ok || !seen || (answer.code !== "roll-behind" && answer.code !== "not-signed-in")) return answer;
  return (await arrivalApi.standing(seen)).ok ? question() : answer;
}

/** The newest edition that this browser has seen; 0 when it keeps none. */
export const editionKept = (standing: StandingRequest | undefined): number =>
  (standing && readRoll(standing.roll)?.edition) ?? 0;
