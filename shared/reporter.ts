import { mapHashToField } from "@noble/curves/abstract/modular.js";
import { p256 } from "@noble/curves/nist.js";
import { bech32 } from "@scure/base";
import { toBase64url } from "./bytes.ts";
import { reportIdOf, type Signer, verifierOf } from "./key.ts";
import type { ReportId } from "./kind.ts";
import type { Receipt } from "./receipt.ts";
import { type Recipient, recipientOf } from "./seal.ts";

/** What a reporter is, once her receipt is typed. All of it is derived; nothing of it leads back to the receipt. */
export interface ReporterKeys {
  /** Signs her entries and her requests. */
  readonly voice: Signer;
  /** Of the report: RFC 7638 thumbprint of `voice`. Only who has the receipt can write under it. */
  readonly id: ReportId;
  /** A hybrid age identity: opens what the Satgas writes to her, and nothing of what she wrote. */
  readonly replyIdentity: string;
  readonly replyRecipient: Recipient;
  /** 32 bytes, base64url: the proof of opening of the one text of hers whose entry carries this salt. */
  proofOf(salt: string): Promise<string>;
}

/**
 * HKDF-SHA-256 (RFC 5869) with an empty salt, told apart by `info`: `posko/v2/voice`, `posko/v2/reply`,
 * `posko/v2/proof/<salt>`. The voice is a P-256 scalar from 48 bytes, so that no scalar is likelier than another
 * (FIPS 186-5 A.2.1, as noble's `mapHashToField` does it).
 */
export async function reporterKeys(receipt: Receipt): Promise<ReporterKeys> {
  const text = new TextEncoder();
  const secret = await crypto.subtle.importKey("raw", text.encode(receipt), "HKDF", false, ["deriveBits"]);
  const derive = async (name: string, bytes: number) => {
    const info = text.encode(`posko/v2/${name}`);
    const algorithm = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info };
    return new Uint8Array(await crypto.subtle.deriveBits(algorithm, secret, bytes * 8));
  };
  const voice = signerFromScalar(mapHashToField(await derive("voice", 48), p256.Point.CURVE().n));
  // The form in which the age format writes a hybrid identity: 32 bytes in Bech32, upper case.
  const replyIdentity = bech32.encodeFromBytes("AGE-SECRET-KEY-PQ-", await derive("reply", 32)).toUpperCase();
  return {
    voice,
    id: await reportIdOf(verifierOf(voice)),
    replyIdentity,
    replyRecipient: await recipientOf(replyIdentity),
    proofOf: async (salt) => toBase64url(await derive(`proof/${salt}`, 32)),
  };
}

/** @param scalar 32 bytes, a P-256 private key. WebCrypto signs with it, but cannot find its public point. */
export function signerFromScalar(scalar: Uint8Array): Signer {
  const point = p256.getPublicKey(scalar, false);
  return {
    kty: "EC",
    crv: "P-256",
    x: toBase64url(point.subarray(1, 33)),
    y: toBase64url(point.subarray(33)),
    d: toBase64url(scalar),
  };
}
