import type { MemberId } from "../shared/kind.ts";
import { verifyMemberToken } from "../shared/sign-in.ts";
import type { UnitCode } from "../shared/work-unit.ts";
import { Refusal } from "./http.ts";
import type { Rolls, VerifiedSatgas } from "./rolls.ts";

/** Whoever signed in, as the verified roll of her Satgas has her. */
export interface SignedIn {
  readonly unit: UnitCode;
  readonly id: MemberId;
  readonly gen: number;
  readonly edition: number;
  /** Who stands for that edition of the roll. */
  readonly by?: string | undefined;
  readonly satgas: VerifiedSatgas;
}

interface SignInParts {
  readonly rolls: Pick<Rolls, "verified">;
  /** The audience of every token. */
  readonly origin: string;
  readonly now: () => Date;
}

/**
 * Whoever a token is from, if the verified roll of her Satgas has her.
 *
 * @throws Refusal: `not-signed-in`, `clock-off`, `roll-behind`, `suspended`
 */
export const signingIn =
  ({ rolls, origin, now }: SignInParts) =>
  async (token: string | undefined): Promise<SignedIn> => {
    const claim =
      token === undefined ? undefined : await verifyMemberToken(token, origin, Math.floor(now().getTime() / 1000));
    if (claim?.status === "clock-off") throw new Refusal("clock-off");
    const satgas = claim?.status === "signed-in" ? await rolls.verified(claim.unit) : undefined;
    if (claim?.status !== "signed-in" || !satgas) throw new Refusal("not-signed-in");
    const { gen, edition, members } = satgas.roll;
    // Her browser has seen a newer edition than lies here: an older table was brought back, or this stack lags behind.
    if (edition < claim.edition) throw new Refusal("roll-behind");
    if (!members.some(({ id }) => id === claim.member)) throw new Refusal("not-signed-in");
    if (satgas.current.suspended?.includes(claim.member)) throw new Refusal("suspended");
    return { unit: claim.unit, id: claim.member, gen, edition, by: satgas.current.by, satgas };
  };
