import { hashOfText, type Jws, peekJws, signJws, verifyJws } from "../jws.ts";
import type { Signer } from "../key.ts";
import { type Hash, isHash, isUnitCode } from "../kind.ts";
import type { Mandate } from "../seats.ts";
import { isVerifier, type Verifier } from "../verifier.ts";
import { OUTSIDE, parentOf, type UnitCode } from "../work-unit.ts";

/**
 * What a parent says of a Satgas below it: these are the public keys of its generation `gen`, and this is what it may
 * do. Checked by hand: a form must parse it, and a schema library would cost every reporter 8 KB.
 */

/** What is asked to be vouched for. A spoken code covers it (`spoken.ts`). */
export interface VouchRequest {
  readonly unit: UnitCode;
  readonly gen: number;
  readonly mandate: Mandate;
  /** SHA-256 of the age recipient, base64url: the recipient itself is 2 KB. */
  readonly recipient: Hash;
  /** Verifies the generation's signer. */
  readonly verifier: Verifier;
}

/** The hash of an age recipient, as a vouch and a roll name it. */
export const recipientHash = (recipient: string): Promise<Hash> => hashOfText(recipient);

/** The root signs as `root`; every other issuer is the unit above. */
export const ROOT = "root";

export interface Vouch extends VouchRequest {
  readonly iss: typeof ROOT | UnitCode;
  /** Unix seconds. */
  readonly iat: number;
  readonly exp: number;
}

export const DAY_SECONDS = 24 * 3600;
/** Days for which a vouch may be given: a Satgas changes each year, and the root's paper leaves its safe once a year. */
const LONGEST_DAYS = { unit: 200, root: 400 };

/** Days for which an issuer may vouch at most. */
export const longestDays = (iss: Vouch["iss"]): number => (iss === ROOT ? LONGEST_DAYS.root : LONGEST_DAYS.unit);

/** Signs a vouch from `now`, in Unix seconds. @param days at most {@link longestDays} of the issuer. @throws RangeError above it, or when the issuer may not */
export async function signVouch(
  request: VouchRequest,
  issuer: { readonly iss: Vouch["iss"]; readonly signer: Signer },
  now: number,
  days: number = longestDays(issuer.iss),
): Promise<Jws> {
  const { unit, gen, mandate, recipient, verifier } = request;
  if (!mayVouch(issuer.iss, unit)) throw new RangeError(`${issuer.iss} does not vouch for ${unit}`);
  if (days > longestDays(issuer.iss)) throw new RangeError(`a vouch of ${issuer.iss} ends sooner`);
  const iat = Math.floor(now);
  return signJws(
    "vouch+jwt",
    { iss: issuer.iss, sub: unit, gen, mandate, recipient, verifier, iat, exp: iat + days * DAY_SECONDS },
    issuer.signer,
  );
}

/** Whether an issuer may vouch for a unit. The root vouches for KPU RI, for the outside seat and, as long as KPU RI has no Satgas, for a province. */
export const mayVouch = (iss: Vouch["iss"], unit: UnitCode): boolean =>
  iss === ROOT ? unit.length === 2 : unit !== OUTSIDE && parentOf(unit) === iss;

/** What a vouch says, before anything of it is believed. */
export function readVouch(jws: Jws): Vouch | undefined {
  const { iss, sub, gen, mandate, recipient, verifier, iat, exp } = Object(peekJws(jws)) as Record<string, unknown>;
  if ((iss !== ROOT && !isUnitCode(iss)) || !isUnitCode(sub)) return undefined;
  if (typeof gen !== "number" || !Number.isInteger(gen) || gen < 1) return undefined;
  if (mandate !== "handle" && mandate !== "receive") return undefined;
  if (!isHash(recipient) || !isVerifier(verifier)) return undefined;
  if (typeof iat !== "number" || typeof exp !== "number") return undefined;
  return { iss, unit: sub, gen, mandate, recipient, verifier, iat, exp };
}

/** The public half of a Satgas key at the end of a verified chain. */
export interface SatgasKey extends VouchRequest {
  /** Unix seconds at which the first vouch of the chain ends. */
  readonly expires: number;
}

/**
 * - `trusted`: a first report may be sealed to it
 * - `expired`, `not-yet`: authentic; by `now` it is too late or a day too early for a first report. Letters, sign-in and
 *   everything after a first report go on under it.
 * - `missing`: a vouch of the chain is not there
 * - `forged`: one is not signed by the key above it, or by nobody who may, or for longer than may be
 */
export type Chain =
  | { readonly status: "trusted" | "expired" | "not-yet"; readonly key: SatgasKey }
  | { readonly status: "missing" | "forged" };

/**
 * Verifies the vouches from the root down to one Satgas.
 *
 * @param vouchOf the current vouch of each unit, compact
 * @param trust `root`: the public key this code was built with; `now`: Unix seconds
 */
export async function verifyChain(
  vouchOf: (unit: UnitCode) => Jws | undefined,
  unit: UnitCode,
  trust: { readonly root: Verifier; readonly now: number },
): Promise<Chain> {
  const jws = vouchOf(unit);
  if (jws === undefined) return { status: "missing" };
  const vouch = readVouch(jws);
  if (!vouch || vouch.unit !== unit || !mayVouch(vouch.iss, unit)) return { status: "forged" };
  const above = vouch.iss === ROOT ? undefined : await verifyChain(vouchOf, vouch.iss, trust);
  if (above && !("key" in above)) return above;
  const length = vouch.exp - vouch.iat;
  const authentic =
    length > 0 &&
    length <= longestDays(vouch.iss) * DAY_SECONDS &&
    (await verifyJws(jws, "vouch+jwt", above?.key.verifier ?? trust.root)) !== undefined;
  if (!authentic) return { status: "forged" };
  const { gen, mandate, recipient, verifier } = vouch;
  const expires = Math.min(vouch.exp, above?.key.expires ?? Number.POSITIVE_INFINITY);
  const key = { unit, gen, mandate, recipient, verifier, expires };
  if (expires <= trust.now) return { status: "expired", key };
  // A phone's clock is often hours off; a vouch that begins after tomorrow is not explained by that.
  if (vouch.iat > trust.now + DAY_SECONDS || above?.status === "not-yet") return { status: "not-yet", key };
  return { status: "trusted", key };
}
