/** What members may do, one act each, whoever comes to do it and whatever stands then (`moving-in-model.ts`). */

import { carryTo, standingOf } from "../../infra/carrying.ts";
import type { NewMember } from "../../shared/satgas/member.ts";
import { ROOT, recipientHash, signVouch } from "../../shared/satgas/vouch.ts";
import { newIdentity, type Recipient } from "../../shared/seal.ts";
import { parentOf, type UnitCode } from "../../shared/work-unit.ts";
import { arrivalApi } from "../../web/satgas/api.ts";
import {
  childrenBelow,
  foundingRequest,
  joinRequest,
  openedWithPaper,
  standingBefore,
} from "../../web/satgas/arrival.ts";
import type { KeyRoom } from "../../web/satgas/key-room.ts";
import type { KnownRoom } from "../../web/satgas/room.ts";
import type { Dice } from "../faults/seed.ts";
import { belowIn, said } from "./browsers.ts";
import { post, STACK } from "./house.ts";
import {
  bringBack,
  type copyOf,
  HERE,
  handIn,
  handsOf,
  KPU,
  settle,
  signsIn,
  sitting,
  type World,
} from "./moving-in-model.ts";

/** What came of it: `done`, or the code of a refusal. */
type Doing = () => Promise<string>;
/** Looks first; nothing when there is nothing to do. */
type Act = (world: World, unit: UnitCode, dice: Dice) => Promise<Doing | undefined>;

const codeOf = (answer: { readonly ok: boolean; readonly code?: string }): string =>
  answer.ok ? "done" : (answer.code ?? "");

/** What may come of an act: it came about, or something was lost, or somebody was quicker. */
const EXPECTED = new Set(
  "done offline suspended not-signed-in roll-moved set-waiting set-outdated nothing-waiting invitation-used no-card nothing stack-lags own-set-waits".split(
    " ",
  ),
);

async function enters(world: World, unit: UnitCode, dice: Dice) {
  const seats = sitting(world, unit);
  if (seats.length === 0) return undefined;
  const person = dice.pick(seats);
  const by = handsOf(world, unit).roomOf(person.keyFile);
  const outcome = await by.look();
  if (outcome.ok) return { person, by, room: outcome.room };
  if (["suspended", "offline"].includes(said(outcome))) return undefined;
  throw new Error(`${person.keyFile.name} of ${unit} is kept out: ${said(outcome)}`);
}

/** As {@link enters}, and acts from what she saw. */
const inRoom =
  (
    act: (room: KnownRoom, by: KeyRoom, dice: Dice, world: World) => Doing | undefined | Promise<Doing | undefined>,
  ): Act =>
  async (world, unit, dice) => {
    const entered = await enters(world, unit, dice);
    return entered && act(entered.room, entered.by, dice, world);
  };

/** As {@link inRoom}, of those who sit above the unit. */
const above =
  (act: (unit: UnitCode, room: KnownRoom, by: KeyRoom) => Doing | undefined): Act =>
  async (world, unit, dice) => {
    const parent = parentOf(unit);
    const entered = parent && (await enters(world, parent, dice));
    return entered && act(unit, entered.room, entered.by);
  };

let named = 0;
async function somebody(world: World, unit: UnitCode): Promise<NewMember> {
  named += 1;
  const one = await handsOf(world, unit).person(unit, `Orang${named} Contoh`);
  world.people.set(one.id, { keyFile: one.keyFile });
  return one;
}

async function paper(world: World): Promise<Recipient> {
  const { identity, recipient } = await newIdentity();
  world.papers.set(await recipientHash(recipient), identity);
  return recipient;
}

const until = (dice: Dice) => `202${dice.whole(6, 8)}-12-31`;

const joins: Act = async (world, unit, dice) => {
  if (unit === KPU) return undefined;
  const entered = await enters(world, unit, dice);
  if (!entered) return undefined;
  const invitation = await handsOf(world, unit)
    .invite(entered.person.keyFile, unit)
    .catch(() => undefined);
  const one = await somebody(world, unit);
  return invitation && (async () => codeOf(await arrivalApi.join(joinRequest(invitation, one))));
};

const admits = inRoom((room, by, dice) => {
  if (room.newcomers.length === 0) return undefined;
  const newcomer = dice.pick(room.newcomers);
  return async () => said(await by.admit(room, newcomer, newcomer.code));
});

const amends = inRoom((room, by, dice) => async () => said(await by.amend(room, { until: until(dice) })));

const rotates = inRoom(async (room, by, dice, world) => {
  const { member, roll } = room.place;
  const stay = new Set(roll.members.flatMap(({ id }) => (id === member || dice.chance(0.6) ? [id] : [])));
  const recovery = dice.chance(0.5) ? await paper(world) : undefined;
  const change = { stay, until: until(dice), ...(recovery && { recovery }) };
  return async () => said(await by.rotate(room, change));
});

const withdraws = inRoom(({ place, waiting, newcomers: [newcomer], invitations: [invitation] }, by) => {
  const { unit } = place;
  if (waiting) return async () => said(await by.withdraw({ what: "set", unit, roll: waiting.hash }));
  if (newcomer) return async () => said(await by.withdraw({ what: "newcomer", member: newcomer.member }));
  return invitation && (async () => said(await by.withdraw({ what: "invitation", unit, hash: invitation.hash })));
});

const vouches: Act = async (world, unit, dice) => (unit === KPU ? rootVouches(world) : byParent(world, unit, dice));

const byParent = above((unit, room, by) => {
  const { waiting } = belowIn(room, unit);
  if (!waiting) return undefined;
  if (waiting.how === "refused") return async () => said(await by.withdraw({ what: "set", unit, roll: waiting.hash }));
  return async () => {
    const outcome = said(await by.vouch(room, waiting, waiting.code, "handle"));
    // She is told that they have to prepare it again, and refuses it.
    return outcome === "set-outdated" ? said(await by.withdraw({ what: "set", unit, roll: waiting.hash })) : outcome;
  };
});

async function rootVouches({ home }: World): Promise<Doing | undefined> {
  const waiting = await home.join.waitingSet(KPU);
  if (!waiting) return undefined;
  const issuer = { iss: ROOT, signer: home.rootSigner } as const;
  const vouch = await signVouch(waiting.set.request, issuer, Math.floor(home.now().getTime() / 1000));
  return async () => {
    const answer = await home.satgasApp.request("/api/satgas/vouches", post({ vouches: [{ unit: KPU, vouch }] }));
    return answer.ok ? "done" : (await answer.json()).code;
  };
}

const renews: Act = async (world, unit, dice) => {
  const parent = parentOf(unit);
  return parent && renewsBelow(world, parent, dice);
};
const renewsBelow = inRoom((room, by) => async () => said(await by.renewAll(room)));

const writesCard = inRoom((room, by, dice) => {
  const address = room.address?.address ?? "lagi@satgas.example";
  const day = new Date(Date.now() + 9 * 24 * 3_600_000).toISOString().slice(0, 10);
  return async () => said(await by.card(room, { address, ...(dice.chance(0.5) && { awayUntil: day }) }));
});

/** The first of a Satgas, or one who begins anew when all have lost their keys; with the paper if there is one. */
const founds: Act = async (world, unit, dice) => {
  const parent = parentOf(unit);
  const entered = parent && (await enters(world, parent, dice));
  if (!entered) return undefined;
  const invitation = await handsOf(world, parent)
    .invite(entered.person.keyFile, unit)
    .catch(() => undefined);
  if (!invitation) return undefined;
  const invited = await arrivalApi.look(invitation);
  if (!invited.ok) return undefined;
  const one = await somebody(world, unit);
  const { seconds } = handsOf(world, unit);
  const next = { until: until(dice), recovery: await paper(world), now: seconds() };
  if (invited.value.to === "found") {
    const request = await foundingRequest(invitation, one, next);
    return async () => codeOf(await arrivalApi.found(request));
  }
  const before = await standingBefore(invited.value, { root: world.here.root, now: seconds() });
  if (!before) throw new Error(`what stands at ${unit} does not verify`);
  const identity = world.papers.get(before.current.recovery);
  const keyring = identity === undefined ? undefined : await openedWithPaper(invited.value, before, identity);
  if (identity && !keyring) throw new Error(`the paper of ${unit} opens nothing`);
  const children = await childrenBelow(unit, [""], { root: world.here.root, now: seconds() });
  if (children === "unverified" || "ok" in children) throw new Error(`those below ${unit} do not verify`);
  const request = await foundingRequest(invitation, one, { ...next, before: { ...before, keyring, children } });
  if (!keyring) world.blank.add(request.set.roll);
  return async () => codeOf(await arrivalApi.found(request));
};

const carries: Act = async ({ home, here, carried }, _unit, dice) => {
  const standing = await standingOf(home.table, KPU, home.now().getTime() / 1000);
  if (!standing) throw new Error("KPU RI is gone");
  carried.push(standing);
  const one = dice.chance(0.7) ? standing : dice.pick(carried.slice(-3));
  return async () => {
    const answer = await carryTo(here.origin, one, STACK);
    return answer.status === "taken" ? "done" : answer.status === "unreachable" ? "offline" : answer.code;
  };
};

const handsIn: Act = async (world, unit) => async () => {
  // What becomes of a report on a network that fails is another story (`test/faults`).
  if (world.network.cut < Number.POSITIVE_INFINITY) return "nothing";
  await handIn(world, unit === KPU ? "3318" : unit);
  return "done";
};

export const ACTS = {
  joins,
  admits,
  amends,
  rotates,
  withdraws,
  vouches,
  renews,
  writesCard,
  founds,
  carries,
  handsIn,
};
export type ActName = keyof typeof ACTS;

/** An act that was looked into, and is ready to be done. */
export interface Ready {
  readonly what: string;
  readonly go: Doing;
}

export async function getReady(world: World, name: ActName, unit: UnitCode, dice: Dice): Promise<Ready | undefined> {
  const doing = await ACTS[name](world, unit, dice);
  if (!doing) return undefined;
  const what = `${unit} ${name}`;
  const go = async () => {
    const outcome = await doing();
    if (!EXPECTED.has(outcome)) throw new Error(`${what}: ${outcome}`);
    return outcome;
  };
  return { what, go };
}

/** Yesterday's copy is brought back; whoever unlocks her inbox brings what she has seen since. */
export async function restored(world: World, yesterday: Awaited<ReturnType<typeof copyOf>>): Promise<void> {
  const dwellers = HERE.flatMap((unit) => sitting(world, unit));
  for (const person of dwellers) await signsIn(world, person);
  await bringBack(world.here, yesterday);
  await carryNow(world);
  const outcomes = new Map<string, string>();
  for (const person of [...dwellers, ...dwellers]) outcomes.set(person.keyFile.name, await signsIn(world, person));
  const out = [...outcomes].filter(([, outcome]) => !["done", "suspended"].includes(outcome));
  if (out.length > 0) throw new Error(`after a restore: ${out.join("; ")}`);
  await settle(world);
  for (const { keyFile } of dwellers) {
    const by = handsOf(world, keyFile.unit).roomOf(keyFile);
    const outcome = await by.look();
    if (!outcome.ok || outcome.room.cards.has(outcome.room.place.member)) continue;
    const again = said(await by.card(outcome.room, { address: "lagi@satgas.example" }));
    if (again !== "done") throw new Error(`no card again: ${again}`);
  }
}

async function carryNow({ home, here }: World): Promise<void> {
  const standing = await standingOf(home.table, KPU, home.now().getTime() / 1000);
  const answer = standing && (await carryTo(here.origin, standing, STACK));
  if (answer?.status !== "taken") throw new Error(`KPU RI cannot be carried: ${JSON.stringify(answer)}`);
}

/** From wherever it stands everything goes on: what waits is settled, and another edition is made. */
export async function goesOn(world: World, dice: Dice): Promise<void> {
  await carryNow(world);
  for (const unit of [KPU, ...HERE]) {
    for (const _again of ["", "refused ones are withdrawn first"]) {
      const outcome = await (await getReady(world, "vouches", unit, dice))?.go();
      if (outcome !== undefined && outcome !== "done")
        throw new Error(`what waits at ${unit} cannot be vouched for: ${outcome}`);
      await settle(world);
      if (unit === KPU) await carryNow(world);
    }
    if (!world.rolls.has(unit)) continue;
    const before = world.rolls.get(unit)?.roll.edition ?? 0;
    const outcome = await (await getReady(world, "amends", unit, dice))?.go();
    await settle(world);
    if (world.rolls.get(unit)?.roll.edition !== before + 1) throw new Error(`${unit} does not go on: ${outcome}`);
  }
}
