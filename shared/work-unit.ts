import { checked, isUnitCode, type UnitCode } from "./kind.ts";
import { workUnitTable } from "./work-unit.table.ts";

/**
 * The code of a work unit (satuan kerja): KPU RI `01`, a province in two digits, a regency or city in four.
 * Kemendagri codes without dots, as in KPU's letter numbers; provinces start at 11, so `01` collides with none.
 */
export type { UnitCode };

export interface WorkUnit {
  readonly code: UnitCode;
  readonly name: string;
}

export const KPU_RI: UnitCode = "01";

/**
 * A body outside KPU's line, if KPU names one: vouched for by the root, and asked only when the conflict reaches KPU RI.
 * Nobody works there, so it is none of the work units, and above nobody.
 */
export const OUTSIDE: UnitCode = "00";
export const OUTSIDE_NAME = "Lembaga luar KPU";

/** All 553, in the order of their codes: KPU RI, 38 provinces, 514 regencies and cities. */
export const workUnits = (): WorkUnit[] =>
  Object.entries(workUnitTable)
    .map(([code, name]) => ({ code: checked(isUnitCode, code), name }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));

/** Whether there is such a unit: one of {@link workUnits}, so neither the body outside nor a code that nobody has. */
export const isWorkUnit = (code: string): code is UnitCode => isUnitCode(code) && workUnitTable[code] !== undefined;

/** The first two digits: the stack in which a unit's reports lie. Of KPU RI and the body outside, themselves. */
export const provinceOf = (unit: UnitCode): UnitCode => checked(isUnitCode, unit.slice(0, 2));

/** The unit above, or nothing above KPU RI and the body outside. */
export function parentOf(unit: UnitCode): UnitCode | undefined {
  if (unit === KPU_RI || unit === OUTSIDE) return undefined;
  return unit.length === 4 ? provinceOf(unit) : KPU_RI;
}

/** The unit itself and those above it, nearest first. */
export function upwards(unit: UnitCode): UnitCode[] {
  const parent = parentOf(unit);
  return parent === undefined ? [unit] : [unit, ...upwards(parent)];
}

/** @throws RangeError for a code that is no work unit, nor the body outside */
export function unitName(code: UnitCode): string {
  if (code === OUTSIDE) return OUTSIDE_NAME;
  const name = workUnitTable[code];
  if (name === undefined) throw new RangeError("not a work unit");
  return name;
}

/** The units of one province's stack: the province, its regencies, and KPU RI as the last seat above them. */
export const unitsOfStack = (province: UnitCode): readonly WorkUnit[] =>
  workUnits().filter(({ code }) => code === KPU_RI || provinceOf(code) === province);
