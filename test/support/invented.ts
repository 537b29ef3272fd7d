import { checked } from "../../shared/kind.ts";

/** A text of a kind that has 43 characters, which begins as it is told and belongs to nobody. */
export const invented = <T extends string>(is: (value: unknown) => value is T, text = ""): T =>
  checked(is, text.padEnd(43, "A"));
