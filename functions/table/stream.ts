import * as z from "zod/mini";
import type { ReportId } from "../../shared/kind.ts";
import { HEADER, PARTITION, reportIdIn } from "./shape.ts";

/** The part of a DynamoDB Streams record, as Lambda hands it over, that is read here. It brings keys alone. */
export interface StreamRecord {
  readonly eventName?: string;
  readonly dynamodb?: {
    readonly SequenceNumber?: string;
    readonly Keys?: Record<string, unknown>;
  };
}

const keysSchema = z.object({
  pk: z.object({ S: z.string().check(z.startsWith(PARTITION.report)) }),
  sk: z.object({ S: z.literal(HEADER) }),
});

/** The id of the report that a record says is new, or nothing when it says something else. */
export function newReportIn({ eventName, dynamodb }: StreamRecord): ReportId | undefined {
  const parsed = z.safeParse(keysSchema, dynamodb?.Keys);
  return eventName === "INSERT" && parsed.success ? reportIdIn(parsed.data.pk.S) : undefined;
}
