import { checked, isUnitCode } from "../../shared/kind.ts";
import { workUnitTable } from "../../shared/work-unit.table.ts";
import { OUTSIDE, OUTSIDE_NAME, type UnitCode } from "../../shared/work-unit.ts";

/**
 * The names of all units: they come with the code, in a chunk that loads behind the first screen. A server that could
 * name them could have a report sealed for one office and shown as another's. Read from the table itself: a function of
 * `work-unit.ts` is in the first screen's chunk, and would bring all of it along.
 */
export const unitNames: ReadonlyMap<UnitCode, string> = new Map([
  ...Object.entries(workUnitTable).map(([code, name]) => [checked(isUnitCode, code), name] as const),
  [OUTSIDE, OUTSIDE_NAME] as const,
]);
