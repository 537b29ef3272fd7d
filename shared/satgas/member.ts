import { randomBytes, toBase64url } from "../bytes.ts";
import type { Jws } from "../jws.ts";
import { memberIdOf, newSigner, verifierOf } from "../key.ts";
import type { MemberId } from "../kind.ts";
import { newIdentity, type Recipient } from "../seal.ts";
import type { UnitCode } from "../work-unit.ts";
import { mailHash, type SaltedAddress, signCard } from "./card.ts";
import type { KeyFile } from "./key-file.ts";
import { nameHash, type RollMember } from "./roll.ts";

/** What a member says of herself before she has keys. */
export interface SelfDescription {
  readonly name: string;
  readonly office: RollMember["office"];
  /** Where letters reach her. */
  readonly address: string;
}

/** A member who has just made her keys: what she keeps, what she sends, and what a roll says of her. */
export interface NewMember {
  readonly id: MemberId;
  readonly keyFile: KeyFile;
  readonly recipient: Recipient;
  readonly card: Jws;
  /** Unix seconds. */
  readonly iat: number;
  readonly row: RollMember;
  readonly name: readonly [name: string, salt: string];
  readonly address: SaltedAddress;
}

/** 128 random bits, base64url. */
export const newSalt = (): string => toBase64url(randomBytes(16));

/** Makes a member's keys and her first card. @param now Unix seconds */
export async function newMember(unit: UnitCode, self: SelfDescription, now: number): Promise<NewMember> {
  const { name, office } = self;
  const [{ identity, recipient }, signer] = await Promise.all([newIdentity(), newSigner()]);
  const verifier = verifierOf(signer);
  const id = await memberIdOf(verifier);
  const salted = { name, salt: newSalt() };
  const address = { address: self.address, salt: newSalt() };
  const iat = Math.floor(now);
  return {
    ...{ id, recipient, iat, address },
    keyFile: { v: 1, kind: "member-key", unit, name, identity, signer },
    card: await signCard({ verifier, recipient, mail: await mailHash(address), iat }, signer),
    row: { id, name: await nameHash(salted), office },
    name: [salted.name, salted.salt],
  };
}
