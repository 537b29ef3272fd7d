import type { InboxMe } from "../../shared/contract.ts";
import type { StandingRequest, Waiting } from "../../shared/satgas/contract.ts";
import type { KeyFile } from "../../shared/satgas/key-file.ts";
import type { Identity } from "../../shared/seal.ts";
import { memberToken } from "../../shared/sign-in.ts";
import { KPU_RI, OUTSIDE } from "../../shared/work-unit.ts";
import { type Answer, apiOrigin, type Refusal } from "../api.ts";
import { satgasApi } from "../satgas/api.ts";
import { askOffering, editionKept, keep, kept } from "../satgas/kept.ts";
import { type KeyRoom, keyRoom } from "../satgas/key-room.ts";
import { type KeyringState, openNewest, readersIn } from "../satgas/keyrings.ts";
import { isOlder, type Place, placeOf } from "../satgas/place.ts";
import { settings } from "../settings.ts";
import { speech } from "../words/inbox.ts";
import { inboxApi } from "./api.ts";
import { remembered } from "./remembered.ts";
import { type ManyStacks, overStacks } from "./stacks.ts";

interface Keys {
  /** The Satgas's private keys by generation. */
  readonly readers: ReadonlyMap<number, Identity>;
  readonly keyring: KeyringState;
}

/** What the server said last, what of it was verified, and what that opened. */
export interface Met extends Keys {
  readonly me: InboxMe;
  readonly place: Place;
}

/** What an unlocked inbox holds, in memory only: dropped as a whole when it locks. */
export interface Session {
  readonly keyFile: KeyFile;
  readonly api: ManyStacks;
  readonly keyRoom: KeyRoom;
  readonly met: () => Met;
  /** Asks again, and verifies again. What fails changes nothing. */
  readonly meet: () => Promise<Answer<Met>>;
}

const seconds = () => Math.floor(Date.now() / 1000);

export async function startSession(keyFile: KeyFile): Promise<Answer<Session>> {
  const { signer, unit, identity } = keyFile;
  let met: Met | undefined;
  // On a device that is her own: an older list of members than this browser has seen is not taken.
  const seen = remembered() ? kept(settings.stack, unit) : undefined;
  const edition = () => met?.place.edition ?? editionKept(seen);
  const tokenFor = (origin: string) => () => memberToken(signer, unit, edition(), origin, seconds());
  // KPU RI's members sit in every stack, and unlock at their own alone.
  const sitsElsewhere = unit === KPU_RI || unit === OUTSIDE;
  const others = (sitsElsewhere && settings.others) || [];
  const api = overStacks(
    { stack: settings.stack, api: inboxApi(tokenFor(apiOrigin())) },
    others.map(({ stack, origin }) => ({ stack, api: inboxApi(tokenFor(origin), origin) })),
  );

  async function meet(): Promise<Answer<Met>> {
    const me = await askOffering(api.me, seen);
    if (!me.ok) return me;
    const place = await placeOf(me.value.satgas, keyFile, { root: settings.root, now: seconds() }, me.value.before);
    if (typeof place === "string") return refusalFor(place);
    if (met && isOlder(place, met.place)) return refusalFor("went-back");
    // Each time: after a rotation the newest keyring has a reader more.
    const { keyring, state } = await openNewest(me.value.keyrings, identity, place.key);
    met = { me: me.value, place, readers: readersIn(keyring), keyring: state };
    return { ok: true, value: met };
  }

  const first = await meet();
  if (!first.ok) return first;
  const room = {
    ...{ keyFile, root: settings.root, now: seconds },
    onStanding: (standing: StandingRequest) => void (remembered() && keep(settings.stack, standing)),
    own: { stack: settings.stack, origin: apiOrigin(), api: satgasApi(tokenFor(apiOrigin())) },
    others: others.map(({ stack, origin }) => ({ stack, origin, api: satgasApi(tokenFor(origin), origin) })),
  };
  return { ok: true, value: { keyFile, api, keyRoom: keyRoom(room), met: () => met ?? first.value, meet } };
}

/** What of hers waits for a colleague, or for the Satgas above: asked with keys that no roll may know yet. */
export const whatWaits = ({ signer, unit }: KeyFile): Promise<Answer<Waiting>> =>
  satgasApi(() => memberToken(signer, unit, 0, apiOrigin(), seconds())).waiting();

function refusalFor(trouble: "unverified" | "not-in-roll" | "went-back"): Refusal {
  const words = { id: speech.id.words.unlock.session[trouble], en: speech.en.words.unlock.session[trouble] };
  return { ok: false, code: "refused", words };
}
