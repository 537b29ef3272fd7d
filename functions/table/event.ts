import * as z from "zod/mini";
import { hourSchema, memberIdSchema, unitSchema } from "../../shared/contract.ts";
import type { ReportId } from "../../shared/kind.ts";
import { PARTITION } from "./shape.ts";

/**
 * - `LETTER`, `REMINDED`, `CLIMBED`, `UNREAD`, `STAGE_REMINDED`: what the clock did, `unit` being who has the report then
 * - `WRONG_PROOF`: what `member` sent instead of a proof
 */
export const eventSchema = z.object({
  event: z.enum(["LETTER", "REMINDED", "CLIMBED", "UNREAD", "STAGE_REMINDED", "WRONG_PROOF"]),
  /** An hour: a letter goes out seconds after its report arrived, and nothing finer is kept of that moment. */
  at: hourSchema,
  unit: z.optional(unitSchema),
  member: z.optional(memberIdSchema),
});
/** What the server notes of a report, unsigned. Append-only; what members do is in its entries. */
export type ReportEvent = z.infer<typeof eventSchema>;

/** The same thing happening twice to the same within an hour is one event. */
export const eventItem = (id: ReportId, event: ReportEvent) => ({
  pk: PARTITION.event + id,
  sk: `${event.at}#${event.event}#${event.member ?? event.unit ?? ""}`,
  ...event,
});
