import { hashOfJws, type Jws } from "../jws.ts";
import { newSigner, type Signer, verifierOf } from "../key.ts";
import { newIdentity, type Recipient } from "../seal.ts";
import type { Mandate } from "../seats.ts";
import type { UnitCode } from "../work-unit.ts";
import type { GenerationSet } from "./generation.ts";
import { type Keyring, sealKeyring, sealSigner } from "./keyring.ts";
import { type Roll, signBy, signRoll } from "./roll.ts";
import { recipientHash, type SatgasKey, signVouch } from "./vouch.ts";

export interface NextGeneration {
  readonly unit: UnitCode;
  readonly mandate: Mandate;
  /** Who sits from now on, and what the roll says besides its place in the line. */
  readonly roll: Pick<Roll, "until" | "desk" | "members">;
  /** Who can open what the generation holds, each by the recipient on her verified card. */
  readonly members: readonly { readonly recipient: Recipient }[];
  /** The recovery paper. */
  readonly recovery: Recipient;
  /** What it follows: the opened keyring, the current roll, and who stands for the change. Absent at a founding. */
  readonly before?: {
    /** Absent when nobody can open it: what was sealed before stays closed. */
    readonly keyring?: Keyring | undefined;
    readonly roll: Jws;
    readonly current: Roll;
    /** A member of the current roll; absent when none is left who can. */
    readonly by?: Signer | undefined;
  };
  /** The units directly below: their vouches as they stand, and their keys as verified by them. */
  readonly children?: readonly { readonly vouch: Jws; readonly key: SatgasKey }[];
  /** Unix seconds. */
  readonly now: number;
}

/** The set, and its open signer, which a founder needs for the units below and nobody keeps. */
export async function prepareGeneration(
  next: NextGeneration,
): Promise<{ set: GenerationSet; keyring: Keyring; open: Signer }> {
  const { unit, mandate, recovery, before } = next;
  const gen = (before?.current.gen ?? 0) + 1;
  const { identity, recipient } = await newIdentity();
  const open = await newSigner();
  const request = { unit, gen, mandate, recipient: await recipientHash(recipient), verifier: verifierOf(open) };
  const readers = [{ gen, identity }, ...(before?.keyring?.readers ?? [])];
  const keyring: Keyring = { v: 1, kind: "keyring", unit, readers, recovery };
  const recipients = next.members.map((member) => member.recipient);
  const roll = await signRoll(
    {
      unit,
      gen,
      edition: (before?.current.edition ?? 0) + 1,
      ...(before && { prev: await hashOfJws(before.roll) }),
      recovery: await recipientHash(recovery),
      ...next.roll,
    },
    open,
  );
  const by = before?.by && (await signBy(roll, before.by));
  const children = await Promise.all(
    (next.children ?? []).map(async ({ vouch: before, key }) => ({
      unit: key.unit,
      before,
      // What is signed is the verified key, never what a server says of it.
      vouch: await signVouch(key, { iss: unit, signer: open }, next.now),
    })),
  );
  return {
    set: {
      request,
      recipient,
      keyring: await sealKeyring(keyring, recipients),
      signer: await sealSigner({ v: 1, kind: "signer", unit, gen, signer: open }, recipients, recovery),
      roll,
      ...(by && { by }),
      children,
    },
    keyring,
    open,
  };
}

/** Another edition of the roll within a generation, which adds one member: her colleague's act. */
export async function nextEdition(
  before: { readonly jws: Jws; readonly roll: Roll },
  change: Partial<Pick<Roll, "until" | "desk" | "members">>,
  signers: { readonly generation: Signer; readonly member: Signer },
): Promise<{ roll: Jws; by: Jws }> {
  const { edition } = before.roll;
  const next = { ...before.roll, ...change, edition: edition + 1, prev: await hashOfJws(before.jws) };
  const roll = await signRoll(next, signers.generation);
  return { roll, by: await signBy(roll, signers.member) };
}
