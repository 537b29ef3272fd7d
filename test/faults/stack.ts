import type { UnitCode } from "../../shared/kind.ts";

/** The stack in which all runs take place, as `test/support/house.ts` has it. */
export const STACK: UnitCode = "33";
export const ORIGIN = "https://posko.example";
/** Leading zero bits of a stamp: what is tried here is not its price. */
export const DIFFICULTY = 1;
