import * as z from "zod/mini";

export type Read<T> = { readonly status: "read"; readonly value: T } | { readonly status: "damaged" | "newer-version" };

/** Parses opened content: what comes out of a seal is somebody's input. */
export function readContent<T>(schema: z.ZodMiniType<T>, content: unknown): Read<T> {
  const version = z.safeParse(z.object({ v: z.number() }), content);
  if (version.success && version.data.v > 1) return { status: "newer-version" };
  const parsed = z.safeParse(schema, content);
  return parsed.success ? { status: "read", value: parsed.data } : { status: "damaged" };
}
