import * as z from "zod/mini";
import { unitSchema } from "../contract.ts";
import { signerSchema } from "../key-schema.ts";
import { LINE } from "../limits.ts";

/** A member's keys, as they lie in her key file. */
export const keyFileSchema = z.strictObject({
  v: z.literal(1),
  kind: z.literal("member-key"),
  unit: unitSchema,
  name: z.string().check(z.maxLength(LINE)),
  identity: z.string().check(z.startsWith("AGE-SECRET-KEY-PQ-1")),
  signer: signerSchema,
});
export type KeyFile = z.infer<typeof keyFileSchema>;
