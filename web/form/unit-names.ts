import { OUTSIDE, OUTSIDE_NAME, type UnitCode, workUnits } from "../../shared/work-unit.ts";

/**
 * The names of all units: they come with the code, in a chunk that loads behind the first screen. A server that could
 * name them could have a report sealed for one office and shown as another's.
 */
export const unitNames: ReadonlyMap<UnitCode, string> = new Map([
  ...workUnits().map(({ code, name }) => [code, name] as const),
  [OUTSIDE, OUTSIDE_NAME] as const,
]);
