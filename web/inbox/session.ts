import { fromBase64url } from "../../shared/bytes.ts";
import type { InboxMe } from "../../shared/contract.ts";
import { type KeyFile, readContent, satgasPrivateKeySchema } from "../../shared/report.ts";
import { type Identity, open } from "../../shared/seal.ts";
import { signIn } from "../../shared/sign-in.ts";
import { type Answer, type InboxApi, inboxApi } from "../api.ts";

/** What an unlocked inbox holds, in memory only: dropped as a whole when it locks. */
export interface Session {
  readonly keyFile: KeyFile;
  readonly api: InboxApi;
  readonly me: InboxMe;
  /** The Satgas's private keys by generation. One not shared with this member is missing. */
  readonly identities: ReadonlyMap<number, Identity>;
}

export async function startSession(keyFile: KeyFile): Promise<Answer<Session>> {
  const api = inboxApi(() => signIn(keyFile.signer, keyFile.unit, location.origin, Math.floor(Date.now() / 1000)));
  const me = await api.me();
  if (!me.ok) return me;
  const opened = await Promise.all(me.value.keys.map(({ sealed }) => satgasIdentity(sealed, keyFile)));
  const identities = new Map(opened.flatMap((key) => (key ? [[key.gen, key.identity] as const] : [])));
  return { ok: true, value: { keyFile, api, me: me.value, identities } };
}

/** The generation is read inside the seal: what a server says beside it is only a hint. */
async function satgasIdentity(sealed: string, { identity, unit }: KeyFile) {
  let file: Uint8Array;
  try {
    file = fromBase64url(sealed);
  } catch {
    return undefined;
  }
  const opened = await open(file, identity);
  if (opened.status !== "opened") return undefined;
  const read = readContent(satgasPrivateKeySchema, opened.content);
  return read.status === "read" && read.value.unit === unit ? read.value : undefined;
}
