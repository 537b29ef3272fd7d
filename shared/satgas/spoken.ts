import { sha256 } from "../bytes.ts";
import { ALPHABET, forgiven, grouped } from "../crockford.ts";
import type { Jws } from "../jws.ts";
import type { Hash } from "../kind.ts";
import type { RollMember } from "./roll.ts";
import type { VouchRequest } from "./vouch.ts";

/**
 * A spoken code: 100 bits of a hash as 20 Crockford characters, heard on the telephone and typed. Typed and not
 * compared, because what is only to be compared is not compared; 100 bits, because a server could grind a short one.
 */
const LENGTH = 20;

/** @param what is covered, as JSON with its fields in one order */
async function spoken(kind: "card" | "vouch", what: unknown): Promise<string> {
  const hash = await sha256(new TextEncoder().encode(`posko/spoken/${kind}/v1:${JSON.stringify(what)}`));
  let code = "";
  for (let bit = 0; code.length < LENGTH; bit += 5) {
    const pair = ((hash[bit >> 3] ?? 0) << 8) | (hash[(bit >> 3) + 1] ?? 0);
    code += ALPHABET.charAt((pair >> (11 - (bit & 7))) & 31);
  }
  return grouped(code);
}

/**
 * The code of what is asked to be vouched for. The mandate is not in it: that is what the one who vouches decides.
 *
 * @param roll hash of the roll that begins the generation
 */
export const vouchCode = (request: Omit<VouchRequest, "mandate">, roll: Hash): Promise<string> => {
  const { unit, gen, recipient, verifier } = request;
  const { x, y } = verifier;
  return spoken("vouch", { unit, gen, recipient, x, y, roll });
};

/**
 * The code of a newcomer: of her card, and of the name and office that the roll will say.
 *
 * @param card as signed, compact
 */
export const cardCode = (card: Jws, { name, office: { role, body } }: Pick<RollMember, "name" | "office">) =>
  spoken("card", { card: card.slice(0, card.lastIndexOf(".")), name, role, body });

/** Whether what was typed is the code: case, spaces, dashes, O for 0, I and L for 1 do not matter. */
export const isCode = (typed: string, code: string): boolean =>
  forgiven(typed.toUpperCase().replace(/[^0-9A-Z]/g, "")) === code.replaceAll("-", "");
