import { Decrypter, Encrypter, generateHybridIdentity, identityToRecipient, webauthn } from "age-encryption";
import { sizeClasses } from "./envelope.ts";

/**
 * The only file that knows age (https://age-encryption.org/v1). What is sealed is JSON text, padded with spaces:
 * `age -d` gives a file that any JSON reader takes, in thirty years too.
 */

export type Recipient = string;
export type Identity = string;

export class SealError extends Error {
  readonly code: "no-recipient" | "not-hybrid" | "too-large";
  constructor(code: SealError["code"], options?: ErrorOptions) {
    super(code, options);
    this.name = "SealError";
    this.code = code;
  }
}

export async function newIdentity(): Promise<{
  identity: Identity;
  recipient: Recipient;
}> {
  const identity = await generateHybridIdentity();
  return { identity, recipient: await identityToRecipient(identity) };
}

export const recipientOf = (identity: Identity): Promise<Recipient> => identityToRecipient(identity);

function pad(content: unknown): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(content));
  const size = sizeClasses.find((size) => text.length <= size);
  if (size === undefined) throw new SealError("too-large");
  const padded = new Uint8Array(size).fill(0x20);
  padded.set(text);
  return padded;
}

/**
 * Seals to hybrid recipients (ML-KEM-768 + X25519) only. The library would accept a classical recipient among them,
 * and one such stanza takes the post-quantum protection from the whole file.
 *
 * @throws SealError when there is no recipient, one is not hybrid, or the content is past the largest size class.
 */
export async function seal(content: unknown, recipients: readonly Recipient[]): Promise<Uint8Array<ArrayBuffer>> {
  if (recipients.length === 0) throw new SealError("no-recipient");
  const encrypter = new Encrypter();
  for (const recipient of recipients) {
    if (!recipient.startsWith("age1pq1")) throw new SealError("not-hybrid");
    try {
      encrypter.addRecipient(recipient);
    } catch (cause) {
      throw new SealError("not-hybrid", { cause });
    }
  }
  return new Uint8Array(await encrypter.encrypt(pad(content)));
}

export type Opened =
  | { readonly status: "opened"; readonly content: unknown }
  | { readonly status: "wrong-key" | "damaged" | "newer-version" };

/** Opens what {@link seal} made. Never throws for anything in `file`: the four outcomes are all there are. */
export const open = (file: Uint8Array, identity: Identity): Promise<Opened> =>
  read(file, (decrypter) => decrypter.addIdentity(identity));

/** Seals a key file to a generated passphrase: the only content that is not sealed to recipients. */
export async function sealWithPassphrase(content: unknown, passphrase: string): Promise<Uint8Array<ArrayBuffer>> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  // Passphrases are generated with 100 bits, so the slow hash is a courtesy; 2^18 would take a phone half a minute.
  encrypter.setScryptWorkFactor(14);
  return new Uint8Array(await encrypter.encrypt(pad(content)));
}

export const openWithPassphrase = (file: Uint8Array, passphrase: string): Promise<Opened> =>
  read(file, (decrypter) => decrypter.addPassphrase(passphrase));

/** Makes a passkey and seals to it. Browser only. @throws DOMException as WebAuthn does; Error without PRF. */
export async function sealWithPasskey(content: unknown, keyName: string): Promise<Uint8Array<ArrayBuffer>> {
  const identity = await webauthn.createCredential({ keyName });
  const encrypter = new Encrypter();
  encrypter.addRecipient(new webauthn.WebAuthnRecipient({ identity }));
  return new Uint8Array(await encrypter.encrypt(pad(content)));
}

/** Asks for any of this site's passkeys. Browser only. @throws DOMException when the person declines. */
export const openWithPasskey = (file: Uint8Array): Promise<Opened> =>
  read(file, (decrypter) => decrypter.addIdentity(new webauthn.WebAuthnIdentity()));

/** How a key file is locked, by the first stanza of its header. */
export function lockOf(file: Uint8Array): "passphrase" | "passkey" | "unknown" {
  const header = new TextDecoder().decode(file.subarray(0, 128));
  if (header.startsWith("age-encryption.org/v1\n-> scrypt ")) return "passphrase";
  if (header.startsWith("age-encryption.org/v1\n-> age-encryption.org/fido2prf ")) return "passkey";
  return "unknown";
}

async function read(file: Uint8Array, unlock: (decrypter: Decrypter) => void): Promise<Opened> {
  const version = new TextDecoder().decode(file.subarray(0, 64)).match(/^age-encryption\.org\/v(\d+)\n/)?.[1];
  if (version === undefined) return { status: "damaged" };
  if (version !== "1") return { status: "newer-version" };
  const decrypter = new Decrypter();
  unlock(decrypter);
  try {
    return {
      status: "opened",
      content: JSON.parse(await decrypter.decrypt(file, "text")),
    };
  } catch (error) {
    // WebAuthn's refusals are the person's or her device's, not the file's.
    if (error instanceof DOMException && error.name !== "OperationError") throw error;
    if (error instanceof Error && error.message.startsWith("PRF extension not available")) throw error;
    const noMatch = error instanceof Error && error.message === "no identity matched any of the file's recipients";
    return { status: noMatch ? "wrong-key" : "damaged" };
  }
}
