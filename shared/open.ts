import { Decrypter, webauthn } from "age-encryption";
import type { Identity } from "./seal.ts";

/** Opening what `seal.ts` sealed. Nothing in `functions/` may import this file. */

type NotOpened = { readonly status: "wrong-key" | "damaged" | "newer-version" };
export type OpenedText = { readonly status: "opened"; readonly text: string } | NotOpened;
export type Opened = { readonly status: "opened"; readonly content: unknown } | NotOpened;

/** Opens what `sealText` made. Never throws for anything in `file`: the four outcomes are all there are. */
export const openText = (file: Uint8Array, identity: Identity): Promise<OpenedText> =>
  read(file, (decrypter) => decrypter.addIdentity(identity));

/** As {@link openText}, parsed: `damaged` when it is no JSON. */
export const open = async (file: Uint8Array, identity: Identity): Promise<Opened> =>
  parsed(await openText(file, identity));

/** Opens what `sealWithPassphrase` made. */
export const openWithPassphrase = async (file: Uint8Array, passphrase: string): Promise<Opened> =>
  parsed(await read(file, (decrypter) => decrypter.addPassphrase(passphrase)));

/** Asks for any of this site's passkeys. Browser only. @throws DOMException when the person declines. */
export const openWithPasskey = async (file: Uint8Array): Promise<Opened> =>
  parsed(await read(file, (decrypter) => decrypter.addIdentity(new webauthn.WebAuthnIdentity())));

/** How a key file is locked, by the first stanza of its header. */
export function lockOf(file: Uint8Array): "passphrase" | "passkey" | "unknown" {
  const header = new TextDecoder().decode(file.subarray(0, 128));
  if (header.startsWith("age-encryption.org/v1\n-> scrypt ")) return "passphrase";
  if (header.startsWith("age-encryption.org/v1\n-> age-encryption.org/fido2prf ")) return "passkey";
  return "unknown";
}

function parsed(opened: OpenedText): Opened {
  if (opened.status !== "opened") return opened;
  try {
    return { status: "opened", content: JSON.parse(opened.text) };
  } catch {
    return { status: "damaged" };
  }
}

async function read(file: Uint8Array, unlock: (decrypter: Decrypter) => void): Promise<OpenedText> {
  const version = new TextDecoder().decode(file.subarray(0, 64)).match(/^age-encryption\.org\/v(\d+)\n/)?.[1];
  if (version === undefined) return { status: "damaged" };
  if (version !== "1") return { status: "newer-version" };
  const decrypter = new Decrypter();
  unlock(decrypter);
  try {
    return { status: "opened", text: await decrypter.decrypt(file, "text") };
  } catch (error) {
    // WebAuthn's refusals are the person's or her device's, not the file's.
    if (error instanceof DOMException && error.name !== "OperationError") throw error;
    if (error instanceof Error && error.message.startsWith("PRF extension not available")) throw error;
    const noMatch = error instanceof Error && error.message === "no identity matched any of the file's recipients";
    return { status: noMatch ? "wrong-key" : "damaged" };
  }
}
