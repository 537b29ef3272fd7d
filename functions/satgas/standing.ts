import { hashOfJws, type Jws } from "../../shared/jws.ts";
import { newestCards } from "../../shared/satgas/card.ts";
import type { SatgasTaken, StandingRequest } from "../../shared/satgas/contract.ts";
import { isSameKey } from "../../shared/satgas/generation.ts";
import { isFollowing, verifyRoll } from "../../shared/satgas/roll.ts";
import { readVouch, recipientHash, verifyChain } from "../../shared/satgas/vouch.ts";
import { OUTSIDE, parentOf, type UnitCode, upwards } from "../../shared/work-unit.ts";
import { Refusal } from "../http.ts";
import type { StoredCard } from "../table/satgas-items.ts";
import { belongs } from "./arrivals.ts";
import { beforeOf, examineCard, examineFile, examineNames } from "./check.ts";
import type { SatgasAppParts } from "./parts.ts";

/**
 * Takes what stands elsewhere: KPU RI's generation and members, which every stack needs and only its own makes, and what
 * a member's browser has seen before an older table was brought back. Believed for what is signed in it, from the root;
 * an older one is never taken over a newer.
 */
export function createStanding({ satgas, stack, root, now }: SatgasAppParts) {
  /** @throws Refusal `not-yours-to-do`, `vouch-refused`, `roll-moved`, `roll-refused`, `card-refused`, `keyring-refused`, `set-outdated` */
  return async function take(request: StandingRequest): Promise<SatgasTaken> {
    const { unit, vouch, roll: jws, by, names, before, recipient, files } = request;
    const own = belongs(unit, stack);
    const above = unit === OUTSIDE || upwards(stack).includes(unit);
    if (!own && !above) throw new Refusal("not-yours-to-do");
    const seconds = now().getTime() / 1000;
    const [current, listed] = await Promise.all([satgas.current(unit), satgas.listed()]);
    const standing = new Map(listed.satgas.map((one): [UnitCode, Jws] => [one.unit, one.vouch]));
    const chainOf = (of: UnitCode, over: Readonly<Record<UnitCode, Jws>>) =>
      verifyChain((code) => (Object.hasOwn(over, code) ? over[code] : standing.get(code)), of, { root, now: seconds });

    const chain = await chainOf(unit, { [unit]: vouch });
    const vouchedAt = readVouch(vouch)?.iat ?? 0;
    if (!("key" in chain) || chain.status === "not-yet") throw new Refusal("vouch-refused");
    const roll = await verifyRoll(jws, chain.key);
    if (!roll || !(await isFollowing({ jws, roll, by }, before, chain.key))) throw new Refusal("roll-refused");
    await examineNames(names, roll);
    if ((await recipientHash(recipient)) !== chain.key.recipient) throw new Refusal("roll-refused");
    const cards = await cardsFor(unit, request, roll, own);

    const here = beforeOf(current);
    const taken = { gen: roll.gen, edition: roll.edition };
    if (current && here && (await hashOfJws(here.jws)) === (await hashOfJws(jws))) {
      // The same edition: a later vouch for it, and cards that are newer.
      if (vouchedAt > (readVouch(current.vouch)?.iat ?? 0)) {
        if (!(await satgas.renew(unit, roll.gen, current.vouch, vouch, vouchedAt))) throw new Refusal("set-outdated");
      }
      await satgas.putCards(unit, cards);
      return taken;
    }
    if (here && (roll.edition <= here.roll.edition || roll.gen < here.roll.gen)) throw new Refusal("roll-moved");
    const size = roll.members.length;
    if (own && !files) throw new Refusal("keyring-refused");
    const children = await childrenFor(unit, request, standing, chainOf);
    const known = before === undefined || (await satgas.rollOf(unit, roll.edition - 1)) !== undefined;
    const change = {
      ...{ unit, ...taken, vouch, vouchedAt, before: current, roll: jws, names, recipient, children },
      ...(by && { by }),
      ...(!known && { rollBefore: before }),
      ...(own &&
        files && { files: { keyring: examineFile(files.keyring, size), signer: examineFile(files.signer, size) } }),
      ...{ cards, addresses: cards },
    };
    if (!(await satgas.change(change))) throw new Refusal("set-outdated");
    return taken;
  };

  /** The cards that came, examined. Of a Satgas that is carried each member has one, here or with it. */
  async function cardsFor(
    unit: UnitCode,
    { cards }: StandingRequest,
    { members }: { readonly members: readonly { readonly id: StoredCard["member"] }[] },
    own: boolean,
  ): Promise<StoredCard[]> {
    const seconds = now().getTime() / 1000;
    const sent = await Promise.all(cards.map((card) => examineCard(card, seconds)));
    const sits = new Set(members.map(({ id }) => id));
    if (sent.some(({ member }) => !sits.has(member))) throw new Refusal("card-refused");
    const kept = await newestCards(await satgas.cards(unit), members, seconds);
    const newer = sent.filter(({ member, iat }) => iat > (kept.get(member)?.iat ?? 0));
    const all = new Set([...kept.keys(), ...newer.map(({ member }) => member)]);
    if (!own && all.size < sits.size) throw new Refusal("card-refused");
    return newer;
  }
}

/**
 * The vouches of units below that go with it: each for the same key as the one that it replaces.
 *
 * @throws Refusal `set-outdated` when one below would be nobody's, or would be another
 */
async function childrenFor(
  unit: UnitCode,
  { vouch, children }: StandingRequest,
  standing: ReadonlyMap<UnitCode, Jws>,
  chainOf: (of: UnitCode, over: Readonly<Record<UnitCode, Jws>>) => ReturnType<typeof verifyChain>,
) {
  const below = [...standing].filter(([code]) => parentOf(code) === unit);
  const replaced = below.map(async ([code, before]) => {
    const stays = await chainOf(code, { [unit]: vouch });
    if ("key" in stays) return [];
    const offered = children.find((child) => child.unit === code);
    const [was, is] = [
      await chainOf(code, {}),
      await chainOf(code, { [unit]: vouch, [code]: offered?.vouch ?? before }),
    ];
    // Without a key above it nobody can say what it was; then it is what the one above vouches for now.
    const same = !("key" in was) || ("key" in is && isSameKey(was.key, is.key));
    if (!offered || !("key" in is) || !same) throw new Refusal("set-outdated");
    return [{ unit: code, before, vouch: offered.vouch }];
  });
  return (await Promise.all(replaced)).flat();
}
