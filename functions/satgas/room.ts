import { toBase64url } from "../../shared/bytes.ts";
import type { BelowUnit, Room } from "../../shared/satgas/contract.ts";
import { OUTSIDE, parentOf, upwards, workUnits } from "../../shared/work-unit.ts";
import { listedSatgas } from "../rolls.ts";
import type { SignedIn } from "../sign-in.ts";
import { belongs, shownSet, waitingCard } from "./arrivals.ts";
import type { SatgasAppParts } from "./parts.ts";

/** All that a member's browser needs to act for her Satgas and those below it. */
export const createRoom =
  ({ satgas, join, stack, now }: SatgasAppParts) =>
  async ({ unit, id, edition, satgas: { current, key } }: SignedIn): Promise<Room> => {
    const [listed, before, recipient, address, cards, keyrings, signer, invitations, newcomers, waiting] =
      await Promise.all([
        satgas.listed(),
        edition > 1 ? satgas.rollOf(unit, edition - 1) : undefined,
        satgas.recipient(unit, key.gen),
        satgas.address(unit, id),
        satgas.cards(unit),
        satgas.keyrings(unit),
        satgas.signer(unit, key.gen),
        join.invitations(unit),
        join.newcomers(unit),
        join.waitingSet(unit),
      ]);
    const line = unit === OUTSIDE ? [unit] : upwards(unit);
    const standing = new Map(listed.satgas.map((one) => [one.unit, one]));
    const seconds = now().getTime() / 1000;
    const open = (expires: number, usedBy: unknown) => usedBy === undefined && expires > seconds;
    const below = workUnits()
      .map(({ code }) => code)
      .filter((code) => parentOf(code) === unit && belongs(code, stack))
      .map(async (code): Promise<BelowUnit> => {
        const one = standing.get(code);
        const [asks, set] = await Promise.all([join.invitations(code), join.waitingSet(code)]);
        const ends = asks
          .filter((it) => it.to === "first" && open(it.expires, it.usedBy))
          .map(({ expires }) => expires);
        return {
          unit: code,
          ...(one && { satgas: listedSatgas(one, listed.readiness.get(code) === "red") }),
          ...(set && { waiting: shownSet(set) }),
          ...(one?.by && { by: one.by }),
          ...(one?.fewUntil && { fewUntil: one.fewUntil }),
          ...(ends.length > 0 && { invitedUntil: Math.max(...ends) }),
        };
      });
    return {
      satgas: Object.fromEntries(
        line.flatMap((code) => {
          const one = code === unit ? current : standing.get(code);
          return one ? [[code, listedSatgas(one, listed.readiness.get(code) === "red")]] : [];
        }),
      ),
      current: { vouch: current.vouch, roll: current.roll, ...(current.by && { by: current.by }) },
      ...(before !== undefined && { before: { roll: before, ...(current.by && { by: current.by }) } }),
      recipient: recipient ?? "",
      ...(address && { address: { address: address.address, salt: address.salt } }),
      cards,
      keyrings: keyrings.map((one) => ({ edition: one.edition, sealed: toBase64url(one.sealed) })),
      signer: toBase64url(signer ?? new Uint8Array()),
      invitations: invitations
        .filter((one) => one.to === "join" && open(one.expires, one.usedBy))
        .map(({ hash, expires }) => ({ hash, expires })),
      newcomers: newcomers.map(waitingCard),
      ...(waiting && { waiting: shownSet(waiting) }),
      suspended: current.suspended ?? [],
      below: await Promise.all(below),
    };
  };
