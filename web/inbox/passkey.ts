import { type Opened, openWithPasskey } from "../../shared/open.ts";
import type { KeyFile } from "../../shared/satgas/key-file.ts";
import { sealWithPasskey } from "../../shared/seal.ts";

/**
 * WebAuthn says little and says it vaguely, on purpose. What it says is given a meaning here, once; everywhere else
 * there are only these codes.
 */
export type PasskeyTrouble = "declined" | "no-prf" | "not-supported" | "not-answering";

export type WithPasskey<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly trouble: PasskeyTrouble };

export const unlockWithPasskey = (file: Uint8Array): Promise<WithPasskey<Opened>> => asked(() => openWithPasskey(file));

/** Asks the person twice: to make the passkey, and to seal with it. Its name says when it was made: one made in vain is told apart. */
export const lockWithPasskey = (keyFile: KeyFile): Promise<WithPasskey<Uint8Array<ArrayBuffer>>> =>
  asked(() => sealWithPasskey(keyFile, `${keyFile.name} (${keyFile.unit}), ${new Date().toLocaleString("id-ID")}`));

async function asked<T>(ask: () => Promise<T>): Promise<WithPasskey<T>> {
  // Absent in old WebViews and on pages without HTTPS.
  if (typeof PublicKeyCredential === "undefined" || !navigator.credentials)
    return { ok: false, trouble: "not-supported" };
  try {
    return { ok: true, value: await ask() };
  } catch (error) {
    return { ok: false, trouble: meaningOf(error) };
  }
}

function meaningOf(error: unknown): PasskeyTrouble {
  // The library's own words for an authenticator without PRF, and for one that answers half of it.
  if (!(error instanceof DOMException)) {
    return error instanceof Error && /PRF/.test(error.message) ? "no-prf" : "not-answering";
  }
  switch (error.name) {
    // Declined, timed out, or no passkey for this site: the browser does not tell these apart.
    case "NotAllowedError":
    case "AbortError":
      return "declined";
    // The page's address is no domain a passkey can be bound to, or no algorithm is shared.
    case "SecurityError":
    case "NotSupportedError":
      return "not-supported";
    // No authenticator that can verify the person, which PRF needs.
    case "ConstraintError":
      return "no-prf";
    default:
      return "not-answering";
  }
}
