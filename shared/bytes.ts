import { base64urlnopad } from "@scure/base";

export const toBase64url = (bytes: Uint8Array): string => base64urlnopad.encode(bytes);

/** @throws Error when the text is not canonical unpadded base64url (RFC 4648 section 5). */
export const fromBase64url = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(base64urlnopad.decode(text));

export const randomBytes = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length));

export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}
