import type { MemberId } from "../../shared/kind.ts";
import type { StandingRequest, Withdrawal } from "../../shared/satgas/contract.ts";
import { invitationLink, newInvitation } from "../../shared/satgas/invitation.ts";
import type { KeyFile } from "../../shared/satgas/key-file.ts";
import type { Roll } from "../../shared/satgas/roll.ts";
import type { Recipient } from "../../shared/seal.ts";
import type { Mandate } from "../../shared/seats.ts";
import type { Verifier } from "../../shared/verifier.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import type { Answer, Refusal } from "../api.ts";
import { type ActTrouble, admit, amend, newerCard, renewAll, rotate, vouchFor } from "./acts.ts";
import type { SatgasApi } from "./api.ts";
import { standingIn } from "./kept.ts";
import { type KnownNewcomer, type KnownRoom, type KnownSet, verifyRoom } from "./room.ts";

/** What an act led to: the room as it is now, verified anew; or why not, and then nothing has changed by it. */
export type Outcome =
  | { readonly ok: true; readonly room: KnownRoom }
  | { readonly ok: false; readonly trouble: ActTrouble | "unverified" | "not-in-roll" }
  | Refusal;

/** One stack in which she sits. */
export interface StackRoom {
  readonly stack: UnitCode;
  readonly origin: string;
  readonly api: SatgasApi;
}

export interface KeyRoomParts {
  readonly own: StackRoom;
  /** Of KPU RI: the stacks in which the units below it stand. */
  readonly others: readonly StackRoom[];
  readonly keyFile: KeyFile;
  readonly root: Verifier;
  /** Unix seconds. */
  readonly now: () => number;
  /** Told of all that stands at her own unit, as her browser has verified it. */
  readonly onStanding?: (standing: StandingRequest) => void;
}

/**
 * The key room of a member: every act is made from the room as it was verified last, sent, and the room asked for anew.
 * Nothing is kept between acts, so that one that was cut goes on from wherever it stands, on any device.
 */
export function keyRoom({ own, others, keyFile, root, now, onStanding }: KeyRoomParts) {
  const { api } = own;

  async function lookInto({ api }: StackRoom): Promise<Outcome> {
    const answer = await api.room();
    if (!answer.ok) return answer;
    const room = await verifyRoom(answer.value, keyFile, { root, now: now() });
    const standing = api === own.api && typeof room !== "string" ? standingIn(answer.value, room) : undefined;
    if (standing) onStanding?.(standing);
    return typeof room === "string" ? { ok: false, trouble: room } : { ok: true, room };
  }

  /** Her own stack's, with the units below it wherever they stand. */
  async function look(): Promise<Outcome> {
    const [mine, ...theirs] = await Promise.all([own, ...others].map(lookInto));
    if (!mine?.ok) return mine ?? { ok: false, trouble: "unverified" };
    const below = theirs.flatMap((one) => (one.ok ? one.room.below : []));
    const stacksWhere = (holds: (their: Outcome | undefined) => boolean | undefined) =>
      others.flatMap(({ stack }, index) => (holds(theirs[index]) ? [stack] : []));
    const silent = stacksWhere((their) => !their?.ok);
    const lagging = stacksWhere((their) => their?.ok && their.room.place.key.gen < mine.room.place.key.gen);
    return { ok: true, room: { ...mine.room, below: [...mine.room.below, ...below], silent, lagging } };
  }

  /** The stack of a unit below. */
  const stackOf = (unit: UnitCode): StackRoom => others.find(({ stack }) => unit.startsWith(stack)) ?? own;

  /** Why nothing that she signs now counts in that stack, or would not once her own key has changed. */
  function standsBack({ lagging, waiting }: KnownRoom, { stack }: StackRoom): ActTrouble | undefined {
    if (lagging.includes(stack)) return "stack-lags";
    return waiting && stack !== own.stack ? "own-set-waits" : undefined;
  }

  async function perform<T>(
    made: T | ActTrouble | Promise<T | ActTrouble>,
    send: (body: T) => Promise<Answer<unknown>>,
  ): Promise<Outcome> {
    // What the formats do not hold, or this device cannot seal, is an outcome too: nothing was sent.
    const body = await Promise.resolve(made).catch((): ActTrouble => "not-made");
    if (typeof body === "string") return { ok: false, trouble: body as ActTrouble };
    const answer = await send(body as T);
    return answer.ok ? look() : answer;
  }

  return {
    look,
    /** @returns the link too, whose secret nobody else knows: it is shown once */
    async invite(unit: UnitCode): Promise<{ readonly outcome: Outcome; readonly link: string }> {
      const invitation = newInvitation(unit);
      const { api, origin } = stackOf(unit);
      return { link: invitationLink(origin, invitation), outcome: await perform(invitation, api.invite) };
    },
    withdraw: (what: Withdrawal) =>
      perform(what, what.what === "newcomer" ? api.withdraw : stackOf(what.unit).api.withdraw),
    admit: (room: KnownRoom, newcomer: KnownNewcomer, typed: string) =>
      perform(admit(room, newcomer, typed, keyFile), api.edition),
    amend: (room: KnownRoom, change: Pick<Roll, "until" | "desk">) =>
      perform(amend(room, change, keyFile), api.edition),
    rotate: (
      room: KnownRoom,
      change: { stay: ReadonlySet<MemberId>; until: string; desk?: Roll["desk"]; recovery?: Recipient },
    ) => perform(rotate(room, change, keyFile, now()), api.set),
    vouch: (room: KnownRoom, set: KnownSet, typed: string, mandate: Mandate) =>
      perform(
        standsBack(room, stackOf(set.request.unit)) ?? vouchFor(room, set, typed, mandate, now()),
        stackOf(set.request.unit).api.vouches,
      ),
    /** Stack by stack: one that does not answer keeps no other from being renewed. */
    async renewAll(room: KnownRoom): Promise<Outcome> {
      const renewed: Outcome[] = [];
      for (const stack of [own, ...others]) {
        const below = room.below.filter(({ unit, standing }) => standing && stackOf(unit) === stack);
        const made = standsBack(room, stack) ?? renewAll(room, below, now());
        if (below.length > 0) renewed.push(await perform(made, stack.api.vouches));
      }
      return renewed.find(({ ok }) => !ok) ?? look();
    },
    card: (room: KnownRoom, change: { address: string; awayUntil?: string }) =>
      perform(newerCard(room, change, keyFile, now()), api.card),
  };
}
export type KeyRoom = ReturnType<typeof keyRoom>;
