import type { UnitCode } from "../shared/work-unit.ts";
import { errorName, type Log } from "./log.ts";
import { type Letter, type Mailer, NotSent } from "./mail.ts";
import type { Addressed, Rolls } from "./rolls.ts";
import type { LetterStore } from "./table/letter.ts";

export interface SendingParts {
  readonly letters: Pick<LetterStore, "claim" | "recordSent" | "release">;
  readonly rolls: Pick<Rolls, "reachable">;
  readonly mail: Mailer;
  readonly letter: Letter;
  readonly now: () => Date;
  readonly log: Log;
}

/** `waits`: nothing is ordered, or it is quiet. `nobody`: no letter can reach anybody there. */
export type Sending = "sent" | "failed" | "waits" | "nobody";

/**
 * Sends the letters that steps have ordered. The stream and the schedule both come here, at the same time if it so
 * happens: a letter is sent by whoever claims it.
 */
export function createSending({ letters, rolls, mail, letter, now, log }: SendingParts) {
  let count = 0;

  /** Writes to one member. `unknown`: nobody knows whether SES has the letter. */
  async function write({ id, unit, address, mail: hash }: Addressed): Promise<"written" | "refused" | "unknown"> {
    try {
      await mail(address, letter, { member: id, unit, mail: hash });
      count += 1;
      return "written";
    } catch (error) {
      log({ event: "letter-failed", error: errorName(error) });
      return error instanceof NotSent ? "refused" : "unknown";
    }
  }

  return {
    /** Sends the letter that is ordered for a Satgas to each member who has not got it, unless one left a moment ago. */
    async send(unit: UnitCode): Promise<Sending> {
      const claim = await letters.claim(unit, now());
      if (!claim) return "waits";
      // Read after the claim: whoever could be reached when it was ordered is among them.
      const members = await rolls.reachable(unit);
      const missing = members.filter(({ id }) => !claim.writtenTo.has(id));
      const outcomes = await Promise.all(missing.map(write));
      const written = missing.filter((_, index) => outcomes[index] === "written").map(({ id }) => id);
      await letters.recordSent(claim, written, written.length === missing.length);
      if (written.length > 0) return "sent";
      if (missing.length === 0) return "nobody";
      // When nobody knows whether it left, the quiet that has begun stays: she must not get ten for one.
      if (!outcomes.includes("unknown")) await letters.release(claim, now());
      return "failed";
    },

    /** How many letters SES has taken so far. */
    count: () => count,
  };
}
