import * as z from "zod/mini";
import type { Signer, Verifier } from "./key.ts";

const coordinate = z.string().check(z.regex(/^[\w-]{43}$/));

const verifier = { kty: z.literal("EC"), crv: z.literal("P-256"), x: coordinate, y: coordinate };

export const verifierSchema: z.ZodMiniType<Verifier> = z.strictObject(verifier);
export const signerSchema: z.ZodMiniType<Signer> = z.strictObject({ ...verifier, d: coordinate });

/** A hybrid age recipient. */
export const recipientSchema = z.string().check(z.regex(/^age1pq1[a-z0-9]{1,2100}$/));
