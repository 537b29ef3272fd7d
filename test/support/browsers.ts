import { expect, vi } from "vitest";
import type { StandingRequest } from "../../shared/satgas/contract.ts";
import { type Invitation, readInvitation } from "../../shared/satgas/invitation.ts";
import type { KeyFile } from "../../shared/satgas/key-file.ts";
import { type NewMember, newMember } from "../../shared/satgas/member.ts";
import { cardCode } from "../../shared/satgas/spoken.ts";
import { memberToken } from "../../shared/sign-in.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import { arrivalApi, satgasApi } from "../../web/satgas/api.ts";
import { joinRequest } from "../../web/satgas/arrival.ts";
import { type KeyRoom, keyRoom, type Outcome, type StackRoom } from "../../web/satgas/key-room.ts";
import type { KnownBelow, KnownRoom, KnownSet } from "../../web/satgas/room.ts";
import type { House } from "./house.ts";

/** What becomes of requests; `cut` counts down, and the one at zero is lost: on its way, or its answer. */
export interface Network {
  cut: number;
  loses: "request" | "answer";
  /** Origins that do not answer. */
  readonly silent: Set<string>;
}

/** Puts the apps of houses on the other end of `fetch`. @param houses the first answers what names no origin */
export function connect(houses: readonly [House, ...House[]]): Network {
  const network: Network = { cut: Number.POSITIVE_INFINITY, loses: "answer", silent: new Set() };
  vi.stubGlobal("fetch", async (path: string, { method, headers, body }: RequestInit) => {
    const lost = network.cut === 0;
    network.cut -= 1;
    const { origin, pathname, search } = new URL(path, houses[0].origin);
    if ((lost && network.loses === "request") || network.silent.has(origin)) throw new TypeError("no connection");
    const house = houses.find((one) => one.origin === origin) ?? houses[0];
    const [, , room] = pathname.split("/");
    const app = room === "satgas" ? house.satgasApp : room === "inbox" ? house.inbox : house.report;
    // What a fetch of a browser takes, and a request in memory does not know.
    const init = { ...(method && { method }), ...(headers && { headers }), ...(body && { body }) };
    const answer = await app.request(pathname + search, init);
    if (lost) throw new TypeError("no connection");
    return answer;
  });
  return network;
}

/** Whoever sits there first. */
export const first = ({ keyFiles: [keyFile] }: { readonly keyFiles: readonly KeyFile[] }): KeyFile => {
  if (!keyFile) throw new Error("nobody sits there");
  return keyFile;
};

/** The room, or what was said instead. */
export function seen(outcome: Outcome): KnownRoom {
  if (!outcome.ok) throw new Error(said(outcome));
  return outcome.room;
}
export const said = (outcome: Outcome): string =>
  outcome.ok
    ? "done"
    : "trouble" in outcome
      ? outcome.trouble
      : outcome.code === "refused"
        ? outcome.words.en
        : outcome.code;

export const belowIn = (room: KnownRoom, unit: UnitCode): KnownBelow => {
  const found = room.below.find((one) => one.unit === unit);
  if (!found) throw new Error("no such unit");
  return found;
};
export const waitingIn = (room: KnownRoom, unit: UnitCode): KnownSet => {
  const { waiting } = belowIn(room, unit);
  if (!waiting) throw new Error("nothing waits");
  return waiting;
};

export async function ok<T>(answer: Promise<{ readonly ok: boolean } & T>): Promise<void> {
  expect(await answer).toMatchObject({ ok: true });
}

/**
 * Members' browsers without their pages, in which each performs her own affairs. Their clock is the house's.
 *
 * @param house the one whose members they are, as it is at each act. @param others where KPU RI's members sit as well
 */
export function browsersAt(house: () => House, others: () => readonly House[] = () => []) {
  const seconds = () => Math.floor(house().now().getTime() / 1000);

  const apiOf = ({ signer, unit }: KeyFile, edition = 0, at: House = house()) =>
    satgasApi(() => memberToken(signer, unit, edition, at.origin, seconds()), at.origin);
  const stackOf = (keyFile: KeyFile, at: House): StackRoom => ({
    ...{ stack: at.stack, origin: at.origin, api: apiOf(keyFile, 0, at) },
  });

  const roomOf = (keyFile: KeyFile, onStanding?: (standing: StandingRequest) => void): KeyRoom =>
    keyRoom({
      ...{ keyFile, root: house().root, now: seconds, others: others().map((at) => stackOf(keyFile, at)) },
      ...{ own: stackOf(keyFile, house()), ...(onStanding && { onStanding }) },
    });
  const look = async (keyFile: KeyFile) => seen(await roomOf(keyFile).look());

  async function invite(keyFile: KeyFile, unit: UnitCode): Promise<Invitation> {
    const { outcome, link } = await roomOf(keyFile).invite(unit);
    seen(outcome);
    const invitation = readInvitation(new URL(link).hash);
    if (!invitation) throw new Error("no invitation");
    return invitation;
  }

  const person = (unit: UnitCode, name: string): Promise<NewMember> =>
    newMember(
      unit,
      { name, office: { role: "KETUA" }, address: `${name.split(" ")[0]?.toLowerCase()}@satgas.example` },
      seconds(),
    );

  /** One more at a Satgas: invited, and taken in by the code that she reads out. */
  async function joins(by: KeyFile, unit: UnitCode, name: string): Promise<NewMember> {
    const invitation = await invite(by, unit);
    const one = await person(unit, name);
    await ok(arrivalApi.join(joinRequest(invitation, one)));
    const room = await look(by);
    const newcomer = room.newcomers.find(({ member }) => member === one.id);
    if (!newcomer) throw new Error("nobody waits");
    seen(await roomOf(by).admit(room, newcomer, await cardCode(one.card, one.row)));
    return one;
  }

  return { seconds, apiOf, roomOf, look, invite, person, joins };
}
