import { toBase64url } from "../../shared/bytes.ts";
import { hashOfJws } from "../../shared/jws.ts";
import type { MemberId } from "../../shared/kind.ts";
import type {
  Below,
  FoundingRequest,
  Invited,
  NewcomerRequest,
  SentSet,
  Waiting,
  WaitingCard,
  WaitingSet,
} from "../../shared/satgas/contract.ts";
import { type Invitation, invitationHash } from "../../shared/satgas/invitation.ts";
import { verifyMemberToken } from "../../shared/sign-in.ts";
import { OUTSIDE, parentOf, type UnitCode, upwards } from "../../shared/work-unit.ts";
import { Refusal } from "../http.ts";
import { listedSatgas } from "../rolls.ts";
import type { StoredInvitation, StoredSet, WaitingNewcomer } from "../table/join.ts";
import { beforeOf, examineCard, examineSet } from "./check.ts";
import type { SatgasAppParts } from "./parts.ts";

/** Whoever is invited: she has no place in a roll yet, and shows the secret of her invitation, or the key that waits. */
export function createArrivals({ satgas, join, origin, now }: SatgasAppParts) {
  const seconds = () => Math.floor(now().getTime() / 1000);

  /** @throws Refusal `invitation-unknown`, `invitation-expired` */
  async function invitationOf(shown: Invitation): Promise<StoredInvitation> {
    const found = await join.invitation(shown.unit, await invitationHash(shown));
    if (!found) throw new Refusal("invitation-unknown");
    if (found.expires <= seconds()) throw new Refusal("invitation-expired");
    return found;
  }

  /** An invitation that is there, and that nobody else has used. @throws Refusal `invitation-used` too */
  async function openTo(shown: Invitation, to: StoredInvitation["to"], member: MemberId): Promise<StoredInvitation> {
    const found = await invitationOf(shown);
    if (found.to !== to) throw new Refusal("invitation-unknown");
    if (found.usedBy !== undefined && found.usedBy !== member) throw new Refusal("invitation-used");
    return found;
  }

  return {
    /** What the secret invites to. */
    async look(shown: Invitation): Promise<Invited> {
      const { unit } = shown;
      const { to, expires, usedBy } = await invitationOf(shown);
      if (usedBy !== undefined) throw new Refusal("invitation-used");
      const line = unit === OUTSIDE ? [unit] : upwards(unit);
      const standing = await Promise.all(line.map((code) => satgas.current(code)));
      const listed = standing.flatMap((one) => (one ? [[one.unit, listedSatgas(one, false)] as const] : []));
      const current = standing[0];
      const answer = { unit, expires, satgas: Object.fromEntries(listed) };
      if (to === "join") return { ...answer, to };
      if (!current) return { ...answer, to: "found" };
      const gen = beforeOf(current)?.roll.gen ?? 0;
      const [keyrings, signer] = await Promise.all([satgas.keyrings(unit), satgas.signer(unit, gen)]);
      const files = keyrings.map(({ edition, sealed }) => ({ edition, sealed: toBase64url(sealed) }));
      return {
        ...answer,
        to: "recover",
        recovery: { keyrings: files, signer: toBase64url(signer ?? new Uint8Array()) },
      };
    },

    /** For whoever begins anew: units directly below need a vouch from the new key. */
    async below(unit: UnitCode): Promise<Below> {
      const needed = (await satgas.listed()).satgas.filter(
        (one) => parentOf(one.unit) === unit || upwards(unit).includes(one.unit),
      );
      return { satgas: Object.fromEntries(needed.map((one) => [one.unit, listedSatgas(one, false)])) };
    },

    /** Her card waits for a colleague who types its code. */
    async receiveNewcomer({ invitation, card: sent, name, office }: NewcomerRequest): Promise<void> {
      const { unit } = invitation;
      const { member } = await examineCard(sent, seconds());
      const { hash } = await openTo(invitation, "join", member);
      const newcomer = { member, card: sent, name, office, since: seconds() };
      const taken = [join.useInvitation(unit, hash, member, seconds()), join.putNewcomer(unit, newcomer)];
      if (!(await join.apply(taken))) throw new Refusal("invitation-used");
    },

    /** Her set waits for the Satgas above: she is the only one in it. */
    async receiveFounding({ invitation, set, card: sent }: FoundingRequest): Promise<void> {
      const { unit } = invitation;
      const card = await examineCard(sent, seconds());
      const { hash } = await openTo(invitation, "first", card.member);
      const current = await satgas.current(unit);
      const { roll } = await examineSet(set, beforeOf(current));
      const [only, ...more] = roll.members;
      if (set.request.unit !== unit || only?.id !== card.member || more.length > 0) throw new Refusal("roll-refused");
      const waiting = await waitingSetOf(set, card.member, seconds(), [sent]);
      const taken = [join.useInvitation(unit, hash, card.member, seconds()), join.putSet(unit, waiting)];
      if (!(await join.apply(taken))) throw new Refusal("set-waiting");
    },

    /** What waits of the one whose key signed the token. */
    async waiting(token: string | undefined): Promise<Waiting> {
      const claim = token === undefined ? undefined : await verifyMemberToken(token, origin, seconds());
      if (claim?.status === "clock-off") throw new Refusal("clock-off");
      if (claim?.status !== "signed-in") throw new Refusal("not-signed-in");
      const { unit, member } = claim;
      const [newcomers, stored] = await Promise.all([join.newcomers(unit), join.waitingSet(unit)]);
      const card = newcomers.find((one) => one.member === member);
      const hers = stored?.member === member && stored.cards.length > 0 ? stored : undefined;
      if (!card && !hers) throw new Refusal("nothing-waiting");
      return { unit, ...(card && { card: waitingCard(card) }), ...(hers && { set: shownSet(hers) }) };
    },
  };
}

/** A set as it is kept while it waits. */
export const waitingSetOf = async (
  set: SentSet,
  member: MemberId,
  since: number,
  cards: StoredSet["cards"] = [],
): Promise<StoredSet> => ({ set, cards, roll: await hashOfJws(set.roll), member, since });

export const waitingCard = ({ member, card, name, office, since }: WaitingNewcomer): WaitingCard => ({
  ...{ member, card: card.card, name: [name.name, name.salt], office, since },
});

/** A set as others see it: nothing sealed, and no address. */
export function shownSet({ set, since }: StoredSet): WaitingSet {
  const { request, recipient, roll, by, names, children } = set;
  return { request, recipient, roll, names, children, since, ...(by && { by }) };
}

/** The unit's Satgas belongs into this stack. */
export const belongs = (unit: UnitCode, stack: UnitCode): boolean =>
  unit.startsWith(stack) || (stack === "01" && unit === OUTSIDE);
