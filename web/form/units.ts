import { KPU_RI, type UnitCode } from "../../shared/work-unit.ts";

/** The names of the units, whose chunk may still be on its way. */
export type Names =
  | { readonly status: "loading" | "failed" }
  | { readonly status: "ready"; readonly names: ReadonlyMap<UnitCode, string> };

/** A code stands for its name until the names are there. */
export const nameOf = (names: Names, code: UnitCode): string =>
  (names.status === "ready" && names.names.get(code)) || code;

/** Where a reporter of this stack may work: KPU RI, the province and its regencies, in the order of their codes. */
export const unitsOf = (names: ReadonlyMap<UnitCode, string>, stack: UnitCode) =>
  [...names]
    .filter(([code]) => code === KPU_RI || code.slice(0, 2) === stack)
    .map(([code, name]) => ({ code, name }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
