import { toBase64url } from "../../shared/bytes.ts";
import type { Jws } from "../../shared/jws.ts";
import { type Signer, verifierOf } from "../../shared/key.ts";
import type { MemberId } from "../../shared/kind.ts";
import { mailHash, signCard } from "../../shared/satgas/card.ts";
import type { EditionRequest, SentCard, SentSet, VouchesRequest } from "../../shared/satgas/contract.ts";
import type { GenerationSet } from "../../shared/satgas/generation.ts";
import type { KeyFile } from "../../shared/satgas/key-file.ts";
import { type Keyring, sealKeyring, sealSigner } from "../../shared/satgas/keyring.ts";
import { newSalt } from "../../shared/satgas/member.ts";
import type { Roll } from "../../shared/satgas/roll.ts";
import { nextEdition, prepareGeneration } from "../../shared/satgas/rotation.ts";
import { isCode } from "../../shared/satgas/spoken.ts";
import { signVouch } from "../../shared/satgas/vouch.ts";
import { type Recipient, recipientOf } from "../../shared/seal.ts";
import type { Mandate } from "../../shared/seats.ts";
import type { KnownBelow, KnownNewcomer, KnownRoom, KnownSet } from "./room.ts";

/**
 * What a member signs in the key room, as it is sent. Each comes from what her browser has verified, never from what a
 * server says of it; the same act made again after a lost answer says the same.
 */

/**
 * Why an act cannot be made here.
 *
 * - `wrong-code`: what was typed is not the code of what waits
 * - `no-keyring`, `no-signer`: this member's key does not open it; a colleague's may
 * - `no-card`: of a colleague there is no card, so nothing can be sealed to her
 * - `stack-silent`: a stack did not answer; the unit below that stands there would be lost with the key above it
 * - `stack-lags`: a stack does not know her Satgas's key yet, so nothing that it signs counts there
 * - `own-set-waits`: her own Satgas's next key waits; whom the present one vouches for in another stack would be nobody's
 * - `not-made`: it could not be signed or sealed here, as when a text is longer than the formats hold
 * - `below-unverified`: a unit below does not lead back to the root; it would be lost with the key above it
 */
export type ActTrouble =
  | "wrong-code"
  | "no-keyring"
  | "no-signer"
  | "no-card"
  | "stack-silent"
  | "stack-lags"
  | "own-set-waits"
  | "not-made"
  | "below-unverified";

type Made<T> = T | ActTrouble;

/** Both files, sealed anew for all who sit in a roll. */
async function sealedFor(
  { keyring, signer }: { readonly keyring: Keyring; readonly signer: Signer },
  { unit, gen }: Pick<Roll, "unit" | "gen">,
  recipients: readonly Recipient[],
): Promise<NonNullable<EditionRequest["files"]>> {
  const { recovery } = keyring;
  const [ring, open] = await Promise.all([
    sealKeyring(keyring, recipients),
    sealSigner({ v: 1, kind: "signer", unit, gen, signer }, recipients, recovery),
  ]);
  return { keyring: toBase64url(ring), signer: toBase64url(open) };
}

function recipientsIn({ cards }: KnownRoom, members: Roll["members"]): Recipient[] | "no-card" {
  const recipients = members.flatMap(({ id }) => cards.get(id)?.recipient ?? []);
  return recipients.length === members.length ? recipients : "no-card";
}

/** Takes a newcomer in, whose code her colleague has heard and typed. */
export async function admit(
  room: KnownRoom,
  { row, name, card, code }: KnownNewcomer,
  typed: string,
  by: KeyFile,
): Promise<Made<EditionRequest>> {
  const { place, keyring, signer } = room;
  if (!isCode(typed, code)) return "wrong-code";
  if (!keyring) return "no-keyring";
  if (!signer) return "no-signer";
  const recipients = recipientsIn(room, place.roll.members);
  if (recipients === "no-card") return recipients;
  const before = { jws: room.roll, roll: place.roll };
  const signers = { generation: signer, member: by.signer };
  const next = await nextEdition(before, { members: [...place.roll.members, row] }, signers);
  const files = await sealedFor({ keyring, signer }, place.roll, [...recipients, card.recipient]);
  return { ...next, names: namesOf([...room.names, name]), files };
}

/** Says in the next edition until when the decree runs, and where a reporter finds them. */
export async function amend(
  room: KnownRoom,
  change: Pick<Roll, "until"> & { readonly desk?: Roll["desk"] },
  by: KeyFile,
): Promise<Made<EditionRequest>> {
  if (!room.signer) return "no-signer";
  const before = { jws: room.roll, roll: room.place.roll };
  const next = await nextEdition(before, change, { generation: room.signer, member: by.signer });
  return { ...next, names: namesOf(room.names) };
}

/**
 * New keys, which those who stay hold and nobody else; they wait for the Satgas above.
 *
 * @param recovery a new paper; the one that is there when absent. @param now Unix seconds
 */
export async function rotate(
  room: KnownRoom,
  change: {
    readonly stay: ReadonlySet<MemberId>;
    readonly until: string;
    readonly desk?: Roll["desk"];
    readonly recovery?: Recipient;
  },
  by: KeyFile,
  now: number,
): Promise<Made<SentSet>> {
  const { place, keyring, below } = room;
  if (!keyring) return "no-keyring";
  if (room.silent.length > 0) return "stack-silent";
  const stays = ({ id }: Roll["members"][number]) => change.stay.has(id);
  const members = place.roll.members.filter(stays);
  const recipients = recipientsIn(room, members);
  if (recipients === "no-card") return recipients;
  const children = below.flatMap(({ standing }) => (standing === undefined ? [] : [standing]));
  const known = children.flatMap((one) => (one === "unverified" ? [] : [{ vouch: one.vouch, key: one.key }]));
  if (known.length < children.length) return "below-unverified";
  const { set } = await prepareGeneration({
    ...{ unit: place.unit, mandate: place.key.mandate, recovery: change.recovery ?? keyring.recovery, now },
    roll: { until: change.until, members, ...(change.desk && { desk: change.desk }) },
    members: recipients.map((recipient) => ({ recipient })),
    before: { keyring, roll: room.roll, current: place.roll, by: by.signer },
    children: known,
  });
  const names = room.names.filter((_, index) => place.roll.members.slice(index, index + 1).some(stays));
  return sentSet(set, names);
}

/** Vouches for what waits below, whose code she has heard and typed. @param now Unix seconds */
export async function vouchFor(
  { signer, place }: KnownRoom,
  { request, code }: KnownSet,
  typed: string,
  mandate: Mandate,
  now: number,
): Promise<Made<VouchesRequest>> {
  if (!isCode(typed, code)) return "wrong-code";
  if (!signer) return "no-signer";
  const vouch = await signVouch({ ...request, mandate }, { iss: place.unit, signer }, now);
  return { vouches: [{ unit: request.unit, vouch }] };
}

/** A later vouch for each unit below that stands: the same keys, for longer. @param now Unix seconds */
export async function renewAll(
  { signer, place }: KnownRoom,
  below: readonly KnownBelow[],
  now: number,
): Promise<Made<VouchesRequest>> {
  if (!signer) return "no-signer";
  const keys = below.flatMap(({ standing }) => (standing && standing !== "unverified" ? [standing.key] : []));
  const issuer = { iss: place.unit, signer };
  const vouches = keys.map(async (key) => ({ unit: key.unit, vouch: await signVouch(key, issuer, now) }));
  return { vouches: await Promise.all(vouches) };
}

/** Her own newer card: where letters reach her, and until when she is away. @param now Unix seconds */
export async function newerCard(
  { cards, address: known, place }: KnownRoom,
  { address, awayUntil }: { readonly address: string; readonly awayUntil?: string },
  { signer, identity }: KeyFile,
  now: number,
): Promise<SentCard> {
  const before = cards.get(place.member);
  const salted = known?.address === address ? known : { address, salt: newSalt() };
  const card = {
    ...{ verifier: verifierOf(signer), recipient: await recipientOf(identity), mail: await mailHash(salted) },
    ...(awayUntil && { awayUntil }),
    iat: Math.max(Math.floor(now), (before?.iat ?? 0) + 1),
  };
  return { card: await signCard(card, signer), ...salted };
}

/** A set as it is sent. @param names beside its roll, in its order */
export const sentSet = (set: GenerationSet, names: KnownRoom["names"]): SentSet => ({
  ...{ request: set.request, recipient: set.recipient, roll: set.roll, names: namesOf(names) },
  ...{ keyring: toBase64url(set.keyring), signer: toBase64url(set.signer), children: [...set.children] },
  ...(set.by && { by: set.by as Jws }),
});

const namesOf = (names: KnownRoom["names"]): SentSet["names"] => names.map(([name, salt]) => [name, salt]);
