import { hashOfJws, type Jws } from "../../shared/jws.ts";
import type { MemberId } from "../../shared/kind.ts";
import { readRoll } from "../../shared/satgas/roll.ts";
import type { UnitCode } from "../../shared/work-unit.ts";

/**
 * The roll that a member has acknowledged last, as this device keeps it: what anybody may read in the directory, and
 * nothing else. Storage may be switched off, full, or filled by somebody else, so nothing here throws.
 */
const slot = (unit: UnitCode): string => `posko-roll-${unit}`;

export interface Seen {
  readonly roll: Jws;
  readonly names: readonly (readonly [MemberId, string])[];
}

export function acknowledged(unit: UnitCode): Seen | undefined {
  try {
    const { roll, names } = Object(JSON.parse(localStorage.getItem(slot(unit)) ?? "null")) as Partial<Seen>;
    const read = typeof roll === "string" ? readRoll(roll) : undefined;
    return roll !== undefined && read?.unit === unit && Array.isArray(names) ? { roll, names } : undefined;
  } catch {
    return undefined;
  }
}

export function acknowledge(unit: UnitCode, seen: Seen): void {
  try {
    localStorage.setItem(slot(unit), JSON.stringify(seen));
  } catch {
    // It is said again the next time.
  }
}

/** Who came and who left since a roll was acknowledged; nothing when it is the same one. */
export async function changesSince(
  before: Seen | undefined,
  roll: Jws,
): Promise<{ readonly came: readonly MemberId[]; readonly left: readonly MemberId[] } | undefined> {
  const [was, is] = [before && readRoll(before.roll), readRoll(roll)];
  if (!before || !was || !is || (await hashOfJws(before.roll)) === (await hashOfJws(roll))) return undefined;
  const ids = ({ members }: typeof is) => new Set(members.map(({ id }) => id));
  const [old, now] = [ids(was), ids(is)];
  return { came: [...now].filter((id) => !old.has(id)), left: [...old].filter((id) => !now.has(id)) };
}
