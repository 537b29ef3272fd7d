import { fromBase64url } from "../../shared/bytes.ts";
import { type Keyring, openKeyring } from "../../shared/satgas/keyring.ts";
import type { SatgasKey } from "../../shared/satgas/vouch.ts";
import type { Identity } from "../../shared/seal.ts";

/** How the Satgas's keyring opened; `older`: the newest did not, the one before did. */
export type KeyringState = "opened" | "older" | "mismatch" | "none";

/** The newest keyring that opens and holds what the chain vouches for. */
export async function openNewest(
  keyrings: readonly { readonly edition: number; readonly sealed: string }[],
  identity: Identity,
  key: SatgasKey,
): Promise<{ readonly keyring?: Keyring; readonly state: KeyringState }> {
  let trouble: KeyringState | undefined;
  for (const { sealed } of [...keyrings].sort((a, b) => b.edition - a.edition)) {
    const opened = await openKeyring(bytesOf(sealed), identity, key);
    if (opened.status === "opened") {
      return { keyring: opened.value, state: trouble === "mismatch" ? "mismatch" : trouble ? "older" : "opened" };
    }
    trouble = trouble === "mismatch" || opened.status === "mismatch" ? "mismatch" : "none";
  }
  return { state: trouble ?? "none" };
}

/** The Satgas's private keys by generation; none without a keyring. */
export const readersIn = (keyring: Keyring | undefined): ReadonlyMap<number, Identity> =>
  new Map((keyring?.readers ?? []).map(({ gen, identity }) => [gen, identity] as const));

/** Bytes in base64url; none when it is none. */
export function bytesOf(sealed: string): Uint8Array<ArrayBuffer> {
  try {
    return fromBase64url(sealed);
  } catch {
    return new Uint8Array();
  }
}
