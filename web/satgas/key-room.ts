import type { MemberId } from "../../shared/kind.ts";
import type { Withdrawal } from "../../shared/satgas/contract.ts";
import { type Invitation, newInvitation } from "../../shared/satgas/invitation.ts";
import type { KeyFile } from "../../shared/satgas/key-file.ts";
import type { Roll } from "../../shared/satgas/roll.ts";
import type { Recipient } from "../../shared/seal.ts";
import type { Mandate } from "../../shared/seats.ts";
import type { Verifier } from "../../shared/verifier.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import type { Answer, Refusal } from "../api.ts";
import { type ActTrouble, admit, amend, newerCard, renewAll, rotate, vouchFor } from "./acts.ts";
import type { SatgasApi } from "./api.ts";
import { type KnownNewcomer, type KnownRoom, type KnownSet, verifyRoom } from "./room.ts";

/** What an act led to: the room as it is now, verified anew; or why not, and then nothing has changed by it. */
export type Outcome =
  | { readonly ok: true; readonly room: KnownRoom }
  | { readonly ok: false; readonly trouble: ActTrouble | "unverified" | "not-in-roll" }
  | Refusal;

export interface KeyRoomParts {
  readonly api: SatgasApi;
  readonly keyFile: KeyFile;
  readonly root: Verifier;
  /** Unix seconds. */
  readonly now: () => number;
}

/**
 * The key room of a member: every act is made from the room as it was verified last, sent, and the room asked for anew.
 * Nothing is kept between acts, so that one that was cut goes on from wherever it stands, on any device.
 */
export function keyRoom({ api, keyFile, root, now }: KeyRoomParts) {
  async function look(): Promise<Outcome> {
    const answer = await api.room();
    if (!answer.ok) return answer;
    const room = await verifyRoom(answer.value, keyFile, { root, now: now() });
    return typeof room === "string" ? { ok: false, trouble: room } : { ok: true, room };
  }

  async function perform<T>(
    made: T | ActTrouble | Promise<T | ActTrouble>,
    send: (body: T) => Promise<Answer<unknown>>,
  ): Promise<Outcome> {
    const body = await made;
    if (typeof body === "string") return { ok: false, trouble: body as ActTrouble };
    const answer = await send(body as T);
    return answer.ok ? look() : answer;
  }

  return {
    look,
    /** @returns the invitation too, whose secret nobody else knows: it is shown once */
    async invite(unit: UnitCode): Promise<{ readonly outcome: Outcome; readonly invitation: Invitation }> {
      const invitation = newInvitation(unit);
      return { invitation, outcome: await perform(invitation, api.invite) };
    },
    withdraw: (what: Withdrawal) => perform(what, api.withdraw),
    admit: (room: KnownRoom, newcomer: KnownNewcomer, typed: string) =>
      perform(admit(room, newcomer, typed, keyFile), api.edition),
    amend: (room: KnownRoom, change: Pick<Roll, "until" | "desk">) =>
      perform(amend(room, change, keyFile), api.edition),
    rotate: (
      room: KnownRoom,
      change: { stay: ReadonlySet<MemberId>; until: string; desk?: Roll["desk"]; recovery?: Recipient },
    ) => perform(rotate(room, change, keyFile, now()), api.set),
    vouch: (room: KnownRoom, set: KnownSet, typed: string, mandate: Mandate) =>
      perform(vouchFor(room, set, typed, mandate, now()), api.vouches),
    renewAll: (room: KnownRoom) => perform(renewAll(room, room.below, now()), api.vouches),
    card: (room: KnownRoom, change: { address: string; awayUntil?: string }) =>
      perform(newerCard(room, change, keyFile, now()), api.card),
  };
}
export type KeyRoom = ReturnType<typeof keyRoom>;
