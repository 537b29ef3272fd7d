import type { Jws } from "../../shared/jws.ts";
import type { VouchesRequest } from "../../shared/satgas/contract.ts";
import { isSameKey, objectionTo } from "../../shared/satgas/generation.ts";
import { ROOT, readVouch, type Vouch, verifyChain } from "../../shared/satgas/vouch.ts";
import { KPU_RI, parentOf, type UnitCode } from "../../shared/work-unit.ts";
import { Refusal } from "../http.ts";
import type { SignedIn } from "../sign-in.ts";
import type { StoredSet } from "../table/join.ts";
import type { CurrentSatgas } from "../table/satgas-items.ts";
import { beforeOf, examineCard, examineFile } from "./check.ts";
import type { SatgasAppParts } from "./parts.ts";

/** What a Satgas says of those directly below it, and the root of KPU RI: puts a waiting set in place, or renews. */
export function createVouches({ satgas, join, root, now }: SatgasAppParts) {
  const trust = () => ({ root, now: now().getTime() / 1000 });

  /** The vouches that stand in this stack, as they are read when somebody vouches. */
  async function vouchesOf(): Promise<Map<UnitCode, Jws>> {
    return new Map((await satgas.listed()).satgas.map(({ unit, vouch }) => [unit, vouch]));
  }

  /** Every one of them, in their order. @throws Refusal `not-yours-to-do`, `vouch-refused`, `set-outdated`, `nothing-waiting` */
  async function take({ vouches }: VouchesRequest, member: SignedIn | undefined): Promise<void> {
    for (const { unit, vouch: jws } of vouches) {
      const vouch = readVouch(jws);
      if (!vouch || vouch.unit !== unit) throw new Refusal("vouch-refused");
      // The root's word needs nobody beside it; a Satgas's is given by one who sits there now.
      if (vouch.iss !== ROOT && (member === undefined || parentOf(unit) !== member.unit)) {
        throw new Refusal(member ? "not-yours-to-do" : "not-signed-in");
      }
      await takeOne(unit, vouch, jws);
    }
  }

  async function takeOne(unit: UnitCode, vouch: Vouch, jws: Jws): Promise<void> {
    const [current, waiting, standing] = await Promise.all([satgas.current(unit), join.waitingSet(unit), vouchesOf()]);
    if (current?.vouch === jws) return;
    if (current) standing.set(unit, current.vouch);
    // A set that stands already may wait again, in a table that was brought back.
    const next = vouch.gen !== beforeOf(current)?.roll.gen;
    if (waiting && next && waiting.set.request.gen === vouch.gen)
      return install(waiting, jws, vouch, current, standing);
    await renew(unit, vouch, jws, current, standing);
  }

  /** Puts all of a set in place at once, if everything is as it was when it was prepared. */
  async function install(
    { set, cards, roll }: StoredSet,
    jws: Jws,
    vouch: Vouch,
    current: CurrentSatgas | undefined,
    standing: ReadonlyMap<UnitCode, Jws>,
  ): Promise<void> {
    const { unit, gen } = set.request;
    // The provinces stand in stacks of their own: what they were is verified there.
    if (unit !== KPU_RI && set.children.some((child) => !standing.has(child.unit))) throw new Refusal("set-outdated");
    const vouchOf = (code: UnitCode) => standing.get(code);
    const below = [...standing.keys()].filter((code) => parentOf(code) === unit);
    const before = beforeOf(current);
    const objection = await objectionTo(set, jws, { vouchOf, below }, before, trust());
    if (objection === "vouch" || objection === "recipient") throw new Refusal("vouch-refused");
    if (objection !== undefined) throw new Refusal("set-outdated");
    const at = now().getTime() / 1000;
    const sent = await Promise.all(cards.map((card) => examineCard(card, at)));
    const size = set.names.length;
    const change = {
      ...{ unit, gen, edition: (before?.roll.edition ?? 0) + 1, vouch: jws, vouchedAt: vouch.iat, before: current },
      ...{
        roll: set.roll,
        names: set.names,
        recipient: set.recipient,
        children: set.children.filter((child) => standing.has(child.unit)),
      },
      ...(set.by && { by: set.by }),
      ...{
        files: { keyring: examineFile(set.keyring, size), signer: examineFile(set.signer, size) },
        cards: sent,
        addresses: sent,
      },
      carried: set.children.filter((child) => !standing.has(child.unit)),
    };
    if (!(await satgas.change(change, [join.deleteSet(unit, roll)]))) throw new Refusal("set-outdated");
  }

  /** A later vouch for the keys that stand. */
  async function renew(
    unit: UnitCode,
    vouch: Vouch,
    jws: Jws,
    current: CurrentSatgas | undefined,
    standing: ReadonlyMap<UnitCode, Jws>,
  ): Promise<void> {
    if (!current) throw new Refusal("nothing-waiting");
    const [was, is] = await Promise.all([
      verifyChain((code) => standing.get(code), unit, trust()),
      verifyChain((code) => (code === unit ? jws : standing.get(code)), unit, trust()),
    ]);
    const begun = readVouch(current.vouch)?.iat ?? 0;
    const right = "key" in was && "key" in is && is.status !== "not-yet" && isSameKey(was.key, is.key);
    if (!right || vouch.iat <= begun) throw new Refusal("vouch-refused");
    if (!(await satgas.renew(unit, vouch.gen, current.vouch, jws, vouch.iat))) throw new Refusal("set-outdated");
  }

  return { take };
}
