import { base64 } from "@scure/base";
import { recogniseKeyFile, type SealedKeyFile } from "./key-file.ts";

/**
 * The only thing the inbox ever stores on a device, and only when asked: the key file as it is, still sealed. Storage
 * may be switched off, full, or filled by somebody else, so nothing here throws.
 */
const SLOT = "posko-key-file";

export function remember(bytes: Uint8Array): boolean {
  try {
    localStorage.setItem(SLOT, base64.encode(bytes));
    return true;
  } catch {
    return false;
  }
}

/** Whether this browser would keep it: asked before she relies on it. */
export function mayRemember(): boolean {
  try {
    localStorage.setItem(`${SLOT}-asked`, "");
    localStorage.removeItem(`${SLOT}-asked`);
    return true;
  } catch {
    return false;
  }
}

export function remembered(): SealedKeyFile | undefined {
  try {
    const stored = localStorage.getItem(SLOT);
    if (stored === null) return undefined;
    const file = recogniseKeyFile("", new Uint8Array(base64.decode(stored)));
    return typeof file === "string" ? undefined : file;
  } catch {
    return undefined;
  }
}

export function forget(): void {
  try {
    localStorage.removeItem(SLOT);
  } catch {
    // Without storage there is nothing to forget.
  }
}
