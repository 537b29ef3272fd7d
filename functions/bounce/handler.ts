import * as z from "zod/mini";
import { hashSchema, memberIdSchema, unitSchema } from "../../shared/contract.ts";
import { hourOf } from "../../shared/moment.ts";
import { errorName, type Log } from "../log.ts";
import type { Rolls } from "../rolls.ts";
import type { ClockStore } from "../table/clock.ts";
import type { SatgasStore } from "../table/satgas.ts";

export interface BounceParts {
  readonly satgas: Pick<SatgasStore, "markBounced">;
  readonly rolls: Pick<Rolls, "seated">;
  readonly clocks: Pick<ClockStore, "makeDueNow">;
  readonly now: () => Date;
  readonly log: Log;
}

/** What SNS hands to Lambda, as far as it is read. */
export interface Notifications {
  readonly Records: readonly { readonly Sns?: { readonly Message?: string } }[];
}

/** What SES publishes of a letter: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html */
const feedbackSchema = z.object({
  eventType: z.string(),
  bounce: z.optional(z.object({ bounceType: z.string() })),
  /** Ours, as they were sent along (`functions/mail.ts`): so no address has to be looked for, or is read here. */
  mail: z.object({
    tags: z.object({ member: z.array(memberIdSchema), unit: z.array(unitSchema), mail: z.array(hashSchema) }),
  }),
});

/**
 * SES says that a letter did not arrive, or is not wanted. The address is marked, colleagues see it in their inbox, and
 * when nobody of the Satgas can be reached any more, its unopened reports go to the next one at once.
 */
export function createBounce({ satgas, rolls, clocks, now, log }: BounceParts) {
  return async ({ Records }: Notifications): Promise<void> => {
    for (const { Sns } of Records) {
      const feedback = read(Sns?.Message ?? "");
      if (!feedback) {
        log({ event: "feedback-unreadable" });
        continue;
      }
      const { eventType, bounce, mail } = feedback;
      // A full mailbox is a matter of days; SES itself tries such an address again.
      const lasting = eventType === "Complaint" || (eventType === "Bounce" && bounce?.bounceType === "Permanent");
      const { member: [id] = [], unit: [unit] = [], mail: [hash] = [] } = mail.tags;
      if (!lasting || unit === undefined || id === undefined || hash === undefined) continue;
      try {
        // A letter may come back days later, when the member has another address: then the mark says nothing of her.
        const news = await satgas.markBounced(unit, id, hash, hourOf(now()));
        const others = (await rolls.seated(unit)).filter(({ bounced, away }) => !bounced && !away);
        if (news) log({ event: "address-marked", left: others.length });
        // Also when the mark was there: whoever made it may have died before it came to this.
        if (others.length === 0) await clocks.makeDueNow(unit, now());
      } catch (error) {
        log({ event: "step-failed", error: errorName(error) });
        throw error;
      }
    }
  };
}

function read(message: string): z.infer<typeof feedbackSchema> | undefined {
  try {
    const parsed = z.safeParse(feedbackSchema, JSON.parse(message));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
