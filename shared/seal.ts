import { Encrypter, generateHybridIdentity, identityToRecipient, webauthn } from "age-encryption";
import { sizeClasses } from "./envelope.ts";

/**
 * Sealing with age (https://age-encryption.org/v1). What is sealed is text, padded with spaces: `age -d` gives lines of
 * JSON that any reader takes, in thirty years too. Opening is `open.ts`, so that the server cannot even import it.
 */

export type Recipient = string;
export type Identity = string;

class SealError extends Error {
  readonly code: "no-recipient" | "not-hybrid" | "too-large";
  constructor(code: SealError["code"], options?: ErrorOptions) {
    super(code, options);
    this.name = "SealError";
    this.code = code;
  }
}

/** A new hybrid identity, with its recipient. */
export async function newIdentity(): Promise<{
  identity: Identity;
  recipient: Recipient;
}> {
  const identity = await generateHybridIdentity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** The recipient of an identity. @throws Error when it is none */
export const recipientOf = (identity: Identity): Promise<Recipient> => identityToRecipient(identity);

function pad(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  const size = sizeClasses.find((size) => bytes.length <= size);
  if (size === undefined) throw new SealError("too-large");
  const padded = new Uint8Array(size).fill(0x20);
  padded.set(bytes);
  return padded;
}

/**
 * Seals to hybrid recipients (ML-KEM-768 + X25519) only. The library would accept a classical recipient among them,
 * and one such stanza takes the post-quantum protection from the whole file.
 *
 * @throws SealError when there is no recipient, one is not hybrid, or the content is past the largest size class.
 */
export async function sealText(text: string, recipients: readonly Recipient[]): Promise<Uint8Array<ArrayBuffer>> {
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
  return new Uint8Array(await encrypter.encrypt(pad(text)));
}

/** As {@link sealText}, of a value as JSON. */
export const seal = (content: unknown, recipients: readonly Recipient[]) =>
  sealText(JSON.stringify(content), recipients);

/** Seals a key file to a generated passphrase: the only content that is not sealed to recipients. */
export async function sealWithPassphrase(content: unknown, passphrase: string): Promise<Uint8Array<ArrayBuffer>> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  // Passphrases are generated with 80 bits; these 2^14 rounds are worth ten more, and 2^18 would take a phone half a minute.
  encrypter.setScryptWorkFactor(14);
  return new Uint8Array(await encrypter.encrypt(pad(JSON.stringify(content))));
}

/** Makes a passkey and seals to it. Browser only. @throws DOMException as WebAuthn does; Error without PRF. */
export async function sealWithPasskey(content: unknown, keyName: string): Promise<Uint8Array<ArrayBuffer>> {
  const identity = await webauthn.createCredential({ keyName });
  const encrypter = new Encrypter();
  encrypter.addRecipient(new webauthn.WebAuthnRecipient({ identity }));
  return new Uint8Array(await encrypter.encrypt(pad(JSON.stringify(content))));
}
