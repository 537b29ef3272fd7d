import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import { type ClockedReport, clockedSchema } from "./clock.ts";

/** The part of a DynamoDB Streams record, as Lambda hands it over, that is read here. */
export interface StreamRecord {
  readonly eventName?: string;
  readonly dynamodb?: {
    readonly SequenceNumber?: string;
    readonly NewImage?: Record<string, unknown>;
  };
}

/** The report a record tells of, or nothing when it tells of something else. @throws when a report cannot be read */
export function newReportIn({ eventName, dynamodb }: StreamRecord): ClockedReport | undefined {
  const image = dynamodb?.NewImage;
  if (eventName !== "INSERT" || !image) return undefined;
  const { pk, sk } = image;
  if (text(sk) !== "REPORT" || !text(pk)?.startsWith("REPORT#")) return undefined;
  // Only what its clock needs is read; the sealed bytes are never touched. A report that was restored comes as a new
  // one does, with a clock that has run for days.
  const known = Object.fromEntries(fields.flatMap((name) => (name in image ? [[name, image[name]]] : [])));
  return z.parse(clockedSchema, unmarshall(JSON.parse(JSON.stringify(known))));
}

const fields = Object.keys(clockedSchema.def.shape);

const text = (value: unknown): string | undefined => {
  const parsed = z.safeParse(z.object({ S: z.string() }), value);
  return parsed.success ? parsed.data.S : undefined;
};
