import * as z from "zod/mini";
import { hashSchema } from "../contract.ts";
import { hashOfText, type Jws, signJws, verifyByHeader } from "../jws.ts";
import { memberIdOf, type Signer } from "../key.ts";
import { recipientSchema, verifierSchema } from "../key-schema.ts";
import type { Hash, MemberId } from "../kind.ts";

/**
 * A card (kartu anggota): what a member says of herself, signed by her own key. Her newest one counts; a change of
 * address is her act alone. Address and salt lie elsewhere: `mail` says that they are hers.
 */
const cardSchema = z.strictObject({
  verifier: verifierSchema,
  recipient: recipientSchema,
  mail: hashSchema,
  /** Unix seconds. */
  iat: z.int().check(z.positive()),
});
export type Card = z.infer<typeof cardSchema>;

/** Signs a card with her own key, which stands in the header. */
export const signCard = (card: Card, signer: Signer): Promise<Jws> => signJws("card+jws", card, signer, "with-jwk");

/** The card and whose it is: the thumbprint of its verifier, which signed it. */
export async function verifyCard(jws: Jws): Promise<{ readonly card: Card; readonly member: MemberId } | undefined> {
  const verified = await verifyByHeader(jws, "card+jws");
  const parsed = z.safeParse(cardSchema, verified?.payload);
  if (!verified || !parsed.success) return undefined;
  const member = await memberIdOf(parsed.data.verifier);
  return member === verified.thumbprint ? { card: parsed.data, member } : undefined;
}

export interface SaltedAddress {
  readonly address: string;
  /** 128 random bits, base64url. */
  readonly salt: string;
}

/** The hash of an address, as a card names it. */
export const mailHash = ({ salt, address }: SaltedAddress): Promise<Hash> => hashOfText(`${salt}:${address}`);
