import * as z from "zod/mini";
import { isSigner, type Signer } from "./key.ts";
import { isVerifier, type Verifier } from "./verifier.ts";

export const verifierSchema = z.custom<Verifier>(isVerifier);
export const signerSchema = z.custom<Signer>(isSigner);

/** A hybrid age recipient. */
export const recipientSchema = z.string().check(z.regex(/^age1pq1[a-z0-9]{1,2100}$/));
