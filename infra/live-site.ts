/** Asks a live site for what it serves, and what it says that it was built from. */
import * as z from "zod";
import { readSettings } from "../web/settings.ts";
import { OperatorError } from "./command.ts";

/** Our largest file has a quarter of a megabyte. What is larger is not ours, and is not read to its end. */
export const MAX_BYTES = 5_000_000;
const TIMEOUT_MS = 20_000;

const manifestSchema = z.strictObject({
  /** Nothing when it trusts nobody. */
  settings: z.union([
    z.null(),
    z.unknown().transform((settings, context) => {
      const read = readSettings(JSON.stringify(settings));
      if (!read) context.addIssue("is not what the pages take");
      return read ?? z.NEVER;
    }),
  ]),
  sha256: z.record(z.string().regex(/^\/[\w./-]{1,200}$/), z.string().regex(/^[0-9a-f]{64}$/)),
});

/** What a site says that it was built from: each file's SHA-256, and the settings. */
export type Manifest = z.infer<typeof manifestSchema>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Nothing when it is larger than any file of ours. */
  readonly body: Buffer | undefined;
}

export type Ask = (path: string, encoding: string) => Promise<Answer>;

/** @throws OperatorError when no answer comes */
export const asking =
  (site: string): Ask =>
  async (path, encoding) => {
    try {
      const response = await fetch(site + path, {
        // A connection that waited while the pages were built here is closed by the site, and would look like no answer.
        headers: { "accept-encoding": encoding, connection: "close" },
        redirect: "manual",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      return await answerOf(response);
    } catch (error) {
      const { name, cause } = error as Error & { cause?: { code?: unknown } };
      const reason = typeof cause?.code === "string" ? cause.code : name;
      throw new OperatorError(`${site}${path} gave no whole answer (${reason}). Nothing can be said of this site.`);
    }
  };

export async function answerOf(response: Response): Promise<Answer> {
  const { status, headers } = response;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_BYTES) return { status, headers, body: undefined };
    chunks.push(chunk);
  }
  return { status, headers, body: Buffer.concat(chunks) };
}

/** What the site says of itself. @throws OperatorError when it says nothing that can be read */
export async function readManifest(ask: Ask): Promise<Manifest> {
  const { body = "" } = await ask("/manifest.json", "identity");
  try {
    return manifestSchema.parse(JSON.parse(body.toString()));
  } catch (cause) {
    const sentence = "/manifest.json: is missing or cannot be read, so this site does not say what it was built with.";
    throw new OperatorError(sentence, { cause });
  }
}
