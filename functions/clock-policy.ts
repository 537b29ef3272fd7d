import * as z from "zod/mini";
import { defaultPolicy, type Policy } from "../shared/clock.ts";

const hours = z.optional(z.int().check(z.positive()));
const policySchema = z.strictObject({
  remindAfterHours: hours,
  climbAfterHours: hours,
  againAfterHours: hours,
  retentionDays: z.optional(z.int().check(z.positive())),
});

/** The defaults, with what `configured` says instead, as JSON. @throws when it says anything else: a clock must not guess */
export const readPolicy = (configured?: string): Policy => ({
  ...defaultPolicy,
  ...(configured && (z.parse(policySchema, JSON.parse(configured)) as Partial<Policy>)),
});
