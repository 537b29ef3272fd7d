import { hashOfJws } from "../../shared/jws.ts";
import type { Hash } from "../../shared/kind.ts";
import { fewUntil, newestCards } from "../../shared/satgas/card.ts";
import type { EditionRequest, SatgasTaken, SentCard, SentSet, Withdrawal } from "../../shared/satgas/contract.ts";
import { isFollowing, verifyRoll } from "../../shared/satgas/roll.ts";
import { parentOf, type UnitCode } from "../../shared/work-unit.ts";
import { Refusal } from "../http.ts";
import type { SignedIn } from "../sign-in.ts";
import { belongs, waitingSetOf } from "./arrivals.ts";
import { examineCard, examineFile, examineNames, examineSet, leftOut } from "./check.ts";
import type { SatgasAppParts } from "./parts.ts";

/** What a member does for her Satgas, and for who is to come below it. */
export function createActs({ satgas, join, stack, now }: SatgasAppParts) {
  const seconds = () => Math.floor(now().getTime() / 1000);

  const standingOf = ({ satgas: { current, roll } }: SignedIn) => ({ jws: current.roll, roll });

  /** For her own Satgas, or for the first of a unit directly below. */
  async function invite({ unit: own }: SignedIn, unit: UnitCode, hash: Hash): Promise<void> {
    const below = parentOf(unit) === own && belongs(unit, stack);
    if (unit !== own && !below) throw new Refusal("not-yours-to-do");
    // The same again is an answer that was lost: nobody else could have drawn that secret.
    await join.invite(unit, hash, unit === own ? "join" : "first", seconds());
  }

  async function withdraw({ unit: own }: SignedIn, what: Withdrawal): Promise<void> {
    if (what.what === "newcomer") return join.withdrawNewcomer(own, what.member);
    const { unit } = what;
    if (unit !== own && parentOf(unit) !== own) throw new Refusal("not-yours-to-do");
    if (what.what === "invitation") {
      if (!(await join.withdrawInvitation(unit, what.hash))) throw new Refusal("nothing-waiting");
      return;
    }
    const current = await satgas.current(unit);
    const gone = [join.deleteSet(unit, what.roll), ...(current ? [satgas.suspend(unit, current.roll, [])] : [])];
    if (!(await join.apply(gone))) throw new Refusal("nothing-waiting");
  }

  /** Another edition of the roll, with at most one newcomer, whose card waits. */
  async function takeEdition(member: SignedIn, request: EditionRequest): Promise<SatgasTaken> {
    const { unit, satgas: standing } = member;
    const before = standingOf(member);
    const { roll: jws, by, names, files } = request;
    const taken = (roll: { readonly gen: number; readonly edition: number }) => ({
      gen: roll.gen,
      edition: roll.edition,
    });
    if ((await hashOfJws(jws)) === (await hashOfJws(before.jws))) return taken(before.roll);
    const roll = await verifyRoll(jws, standing.key);
    if (!roll) throw new Refusal("roll-refused");
    if (roll.prev !== (await hashOfJws(before.jws))) throw new Refusal("roll-moved");
    if (!(await isFollowing({ jws, roll, by }, before.jws, standing.key))) throw new Refusal("roll-refused");
    if (await join.waitingSet(unit)) throw new Refusal("set-waiting");
    await examineNames(names, roll);
    const known = new Set(before.roll.members.map(({ id }) => id));
    const added = roll.members.find(({ id }) => !known.has(id));
    const newcomer = added && (await join.newcomers(unit)).find((one) => one.member === added.id);
    if (added && !newcomer) throw new Refusal("nothing-waiting");
    // Who is taken in has to be able to open; and nobody is given the keys beside a roll that does not name her.
    if (added !== undefined && files === undefined) throw new Refusal("keyring-refused");
    const size = roll.members.length;
    const sealed = files && { keyring: examineFile(files.keyring, size), signer: examineFile(files.signer, size) };
    const change = {
      ...{ unit, gen: roll.gen, edition: roll.edition, before: before.jws, roll: jws, by, names, files: sealed },
      card: newcomer && (await examineCard(newcomer.card, seconds())),
    };
    const also = newcomer ? [join.deleteNewcomer(unit, newcomer.member)] : [];
    if (!(await satgas.changeEdition(change, also))) throw new Refusal("roll-moved");
    return taken(roll);
  }

  /** Her own card, newer than the one before: an address or an absence is one person's act. */
  async function takeCard({ unit, id, satgas: { current, roll } }: SignedIn, sent: SentCard): Promise<void> {
    const card = await examineCard(sent, seconds());
    if (card.member !== id) throw new Refusal("card-refused");
    const cards = await satgas.cards(unit);
    const newest = await newestCards(cards, roll.members, seconds());
    const known = newest.get(id);
    // The same again is an answer that was lost.
    if (known && known.iat >= card.iat && !cards.includes(card.card)) throw new Refusal("card-refused");
    const after = await newestCards([...cards, card.card], roll.members, seconds());
    const few = fewUntil(after.values(), seconds());
    if (!(await satgas.putCard(unit, card, current.roll, few))) throw new Refusal("roll-moved");
  }

  /** A rotation waits for the Satgas above; whom it leaves out is shut out from now on, on the server's word. */
  async function takeSet(member: SignedIn, set: SentSet): Promise<void> {
    const { unit, id } = member;
    const before = standingOf(member);
    if (set.request.unit !== unit) throw new Refusal("roll-refused");
    const { roll, succession } = await examineSet(set, before);
    const known = new Set(before.roll.members.map((one) => one.id));
    // Who comes joins first: her card was typed by a colleague then.
    if (succession !== "follows" || roll.members.some((one) => !known.has(one.id))) throw new Refusal("roll-refused");
    const waiting = await waitingSetOf(set, id, seconds());
    // She who has prepared it must be able to finish or withdraw it, whether she leaves or not.
    const shutOut = leftOut(before.roll, roll).filter((one) => one !== id);
    const taken = [join.putSet(unit, waiting), satgas.suspend(unit, before.jws, shutOut)];
    if (!(await join.apply(taken))) {
      throw new Refusal((await satgas.current(unit))?.roll === before.jws ? "set-waiting" : "roll-moved");
    }
  }

  return { invite, withdraw, takeEdition, takeCard, takeSet };
}
