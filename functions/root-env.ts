import * as z from "zod/mini";
import type { Verifier } from "../shared/key.ts";
import { verifierSchema } from "../shared/key-schema.ts";
import { env } from "./env.ts";

/** The root's public key, from which every vouch descends. @throws by the variable's name when it is none */
export function rootFromEnv(): Verifier {
  const text = env("ROOT_JWK");
  try {
    return z.parse(verifierSchema, JSON.parse(text));
  } catch (cause) {
    throw new Error("environment variable ROOT_JWK is no public JWK of P-256", { cause });
  }
}
