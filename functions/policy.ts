import * as z from "zod/mini";
import { defaultPolicy, type Policy } from "../shared/clock.ts";

const hours = z.optional(z.int().check(z.positive()));
const policySchema = z.strictObject({
  remindAfterHours: hours,
  climbAfterHours: hours,
  againAfterHours: hours,
  retentionDays: z.optional(z.int().check(z.positive())),
});

/** @param configured JSON of what differs from the defaults. @throws when it is not one: a clock must not guess */
export const readPolicy = (configured?: string): Policy => ({
  ...defaultPolicy,
  ...(configured && (z.parse(policySchema, JSON.parse(configured)) as Partial<Policy>)),
});
