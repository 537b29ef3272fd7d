import type { Directory } from "../../shared/contract.ts";

export type DirectoryState =
  | { readonly status: "loading" | "failed" }
  | { readonly status: "ready"; readonly value: Directory };

/** The name of a unit as the directory gives it; the table of all 553 stays out of the page. */
export function nameOf(directory: DirectoryState, code: string): string {
  const unit = directory.status === "ready" ? directory.value.units.find((unit) => unit.code === code) : undefined;
  return unit?.name ?? code;
}
