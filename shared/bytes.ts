import { sha256 as digest } from "@noble/hashes/sha2.js";
import { base64urlnopad } from "@scure/base";

/** base64url without padding. */
export const toBase64url = (bytes: Uint8Array): string => base64urlnopad.encode(bytes);

/** @throws Error when the text is not canonical unpadded base64url (RFC 4648 section 5). */
export const fromBase64url = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(base64urlnopad.decode(text));

export const randomBytes = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length));

/** SHA-256. For what is short: WebCrypto's own job costs more than the hash of a few KB. */
export const sha256 = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(digest(bytes));
