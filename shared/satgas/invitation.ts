import { randomBytes, toBase64url } from "../bytes.ts";
import { hashOfText } from "../jws.ts";
import { type Hash, is16Bytes, isUnitCode, type UnitCode } from "../kind.ts";

/**
 * An invitation: 128 random bits in the fragment of a link, which no server sees and which only a person passes on. The
 * server keeps its hash, for seven days and one use.
 */
export interface Invitation {
  readonly unit: UnitCode;
  /** 128 random bits, base64url. */
  readonly secret: string;
}

export const INVITATION_DAYS = 7;

export const newInvitation = (unit: UnitCode): Invitation => ({ unit, secret: toBase64url(randomBytes(16)) });

/** What the server keeps of it. */
export const invitationHash = ({ unit, secret }: Invitation): Promise<Hash> =>
  hashOfText(`posko/invitation/v1:${unit}:${secret}`);

const PREFIX = "#undangan=";

/** @param origin of the stack whose inbox she is invited to */
export const invitationLink = (origin: string, { unit, secret }: Invitation): string =>
  `${origin}/inbox/${PREFIX}${unit}.${secret}`;

/** The invitation in a page's fragment; nothing when it holds none. A chat may have put a space or a full stop behind it. */
export function readInvitation(fragment: string): Invitation | undefined {
  if (!fragment.startsWith(PREFIX)) return undefined;
  const [unit, secret] = fragment
    .slice(PREFIX.length)
    .replace(/[^\w-]+$/, "")
    .split(".");
  return isUnitCode(unit) && is16Bytes(secret) ? { unit, secret } : undefined;
}
