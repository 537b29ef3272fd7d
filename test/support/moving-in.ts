import { inventMember } from "../../infra/local/founding.ts";
import { toBase64url } from "../../shared/bytes.ts";
import { type Card, verifyCard } from "../../shared/satgas/card.ts";
import type { SentSet } from "../../shared/satgas/contract.ts";
import type { GenerationSet } from "../../shared/satgas/generation.ts";
import { type Invitation, invitationHash, newInvitation } from "../../shared/satgas/invitation.ts";
import type { KeyFile } from "../../shared/satgas/key-file.ts";
import type { NewMember } from "../../shared/satgas/member.ts";
import type { Roll } from "../../shared/satgas/roll.ts";
import { type NextGeneration, prepareGeneration } from "../../shared/satgas/rotation.ts";
import { newIdentity } from "../../shared/seal.ts";
import { memberToken } from "../../shared/sign-in.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import { type House, post } from "./house.ts";

/** Acts of a Satgas through the front door of the server, as a browser would send them. */

interface At {
  readonly satgasApp: { request(path: string, init?: RequestInit): Response | Promise<Response> };
  readonly origin: string;
  readonly now: () => Date;
}

export type Newcomer = NewMember;

/** What the app answers to a member, or to nobody. @returns status and, of a refusal, its code */
export async function ask(house: At, who: KeyFile | undefined, path: string, body?: unknown) {
  const now = Math.floor(house.now().getTime() / 1000);
  const token = who && (await memberToken(who.signer, who.unit, 0, house.origin, now));
  const init = body === undefined ? {} : post(body);
  const headers = { ...(init as { headers?: object }).headers, ...(token && { authorization: `Bearer ${token}` }) };
  const response = await house.satgasApp.request(`/api/satgas/${path}`, { ...init, headers });
  return { status: response.status, body: await response.json() };
}

/** `taken`, or the code of the refusal. */
export async function act(...asked: Parameters<typeof ask>): Promise<string> {
  const { status, body } = await ask(...asked);
  return status === 201 ? "taken" : body.code;
}

export async function invite(house: At, who: KeyFile | undefined, unit: UnitCode): Promise<Invitation> {
  const invitation = newInvitation(unit);
  const outcome = await act(house, who, "invitations", { unit, hash: await invitationHash(invitation) });
  if (outcome !== "taken") throw new Error(outcome);
  return invitation;
}

export const newcomer = (house: Pick<At, "now">, unit: UnitCode, name: string): Promise<Newcomer> =>
  inventMember(unit, name, house.now().getTime() / 1000);

export const cardOf = ({ card, address }: Newcomer) => ({
  card,
  ...address,
});

export const newcomerRequest = (invitation: Invitation, one: Newcomer) => ({
  invitation,
  card: cardOf(one),
  name: { name: one.name[0], salt: one.name[1] },
  office: one.row.office,
});

/** The newest card of each member of a roll, in its order. */
export async function cardsOf(house: House, { unit, members }: Roll): Promise<Card[]> {
  const read = await Promise.all((await house.satgas.cards(unit)).map(verifyCard));
  return members.flatMap(({ id }) => {
    const hers = read.flatMap((one) => (one?.member === id ? [one.card] : [])).sort((a, b) => b.iat - a.iat);
    return hers.slice(0, 1);
  });
}

export const recipientsOf = async (house: House, roll: Roll): Promise<string[]> =>
  (await cardsOf(house, roll)).map(({ recipient }) => recipient);

export const sent = (set: GenerationSet, names: SentSet["names"]): SentSet => ({
  ...{ request: set.request, recipient: set.recipient, roll: set.roll, names },
  ...{ keyring: toBase64url(set.keyring), signer: toBase64url(set.signer), children: [...set.children] },
  ...(set.by && { by: set.by }),
});

/** The first generation of a unit, or what follows when all have lost their keys, with its founder alone. */
export async function founding(
  house: Pick<At, "now">,
  unit: UnitCode,
  one: Newcomer,
  before?: NextGeneration["before"],
) {
  const now = house.now().getTime() / 1000;
  const { recipient: recovery } = await newIdentity();
  const roll = { until: "2026-12-31", members: [one.row] };
  const next = { unit, mandate: "handle" as const, roll, members: [one], recovery, now, ...(before && { before }) };
  const made = await prepareGeneration(next);
  return { ...made, set: sent(made.set, [[...one.name]]) };
}
