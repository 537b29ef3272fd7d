import { readContent } from "../../shared/content/read-content.ts";
import { inspectEnvelope } from "../../shared/envelope.ts";
import { lockOf, type Opened, openWithPassphrase } from "../../shared/open.ts";
import { canonicalPassphrase } from "../../shared/passphrase.ts";
import { type KeyFile, keyFileSchema } from "../../shared/satgas/key-file.ts";
import { type PasskeyTrouble, unlockWithPasskey } from "./passkey.ts";

/** A member's key file on its way from bytes to keys. Whatever the file is, the outcome is one of these codes. */
export type KeyTrouble =
  | PasskeyTrouble
  | "not-a-key-file"
  | "is-report"
  | "no-passphrase"
  | "wrong-passphrase"
  | "wrong-passkey"
  | "passkey-failed"
  | "damaged"
  | "newer-version";

export type Lock = "passphrase" | "passkey";

export interface SealedKeyFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly lock: Lock;
}

export type Unlocked =
  | { readonly ok: true; readonly keyFile: KeyFile }
  | { readonly ok: false; readonly trouble: KeyTrouble };

/** The smallest size class plus a header. What is much larger is some other file, and is not read into memory. */
export const KEY_FILE_LIMIT = 64 * 1024;

/** What it is called on her device. */
export const keyFileName = ({ unit }: Pick<KeyFile, "unit">): string => `posko-kunci-${unit}.age`;

export function recogniseKeyFile(name: string, bytes: Uint8Array<ArrayBuffer>): SealedKeyFile | KeyTrouble {
  const lock = lockOf(bytes);
  if (lock !== "unknown") return { name, bytes, lock };
  const { status } = inspectEnvelope(bytes);
  if (status === "newer-version") return "newer-version";
  return status === "sealed" ? "is-report" : "not-a-key-file";
}

export async function unlockWithPassphrase({ bytes }: SealedKeyFile, typed: string): Promise<Unlocked> {
  if (typed.trim() === "") return { ok: false, trouble: "no-passphrase" };
  return keysIn(await openWithPassphrase(bytes, canonicalPassphrase(typed)), "wrong-passphrase");
}

export async function unlockByPasskey({ bytes }: SealedKeyFile): Promise<Unlocked> {
  const answer = await unlockWithPasskey(bytes);
  if (!answer.ok) return answer;
  // An authenticator without PRF, and a file that is damaged, come out of the seal as one.
  if (answer.value.status === "damaged") return { ok: false, trouble: "passkey-failed" };
  return keysIn(answer.value, "wrong-passkey");
}

function keysIn(opened: Opened, wrongKey: KeyTrouble): Unlocked {
  if (opened.status === "wrong-key") return { ok: false, trouble: wrongKey };
  if (opened.status !== "opened") return { ok: false, trouble: opened.status };
  const read = readContent(keyFileSchema, opened.content);
  return read.status === "read" ? { ok: true, keyFile: read.value } : { ok: false, trouble: read.status };
}
