import { holidaysMissing } from "../../shared/calendar.ts";
import { momentOf, plusMinutes } from "../../shared/moment.ts";
import { handlerOf } from "../../shared/seats.ts";
import { errorName } from "../log.ts";
import { createSending, type SendingParts } from "../sending.ts";
import { createSteps, type StepParts } from "../steps.ts";
import type { BodyStore } from "../table/body.ts";
import type { ClockedReport, ClockStore } from "../table/clock.ts";
import type { LetterStore } from "../table/letter.ts";
import { forEachConcurrently } from "../table/toolbox.ts";

export interface WatchParts extends StepParts, SendingParts {
  readonly clocks: StepParts["clocks"] & Pick<ClockStore, "due">;
  readonly letters: SendingParts["letters"] & Pick<LetterStore, "due">;
  readonly bodies: BodyStore;
}

/** Minutes after which a run takes no further step, and no further letter: what is left is due for the next one. */
const ENOUGH = { steps: 3, letters: 4 };
/**
 * Units whose reports are minded at the same time, and whose letters are sent. Within one unit, reports are minded one
 * after the other: they share one letter.
 */
const AT_A_TIME = 8;
/** Minutes after which a letter that waits is late: longer than the quiet and two visits. */
const LATE_MINUTES = 30;

/**
 * Comes by every five minutes and does what is due: letters whose quiet has ended, second letters, climbs, alarms,
 * stages that last too long, what was kept long enough, bodies of attempts that broke off. Two runs may overlap and one may be cut short anywhere.
 */
export function createWatch(parts: WatchParts) {
  const { clocks, letters, bodies, now, log } = parts;

  return async (): Promise<void> => {
    const [steps, sending] = [createSteps(parts), createSending(parts)];
    const start = now();
    const goesOn = (minutes: number) => now() < plusMinutes(start, minutes);
    let failed = 0;
    const failing = (error: unknown) => {
      failed += 1;
      log({ event: "step-failed", error: errorName(error) });
    };
    const unreadable = (error: Error) => log({ event: "clock-unreadable", error: error.name });
    const trying = async (what: () => Promise<unknown>): Promise<unknown> => {
      try {
        return await what();
      } catch (error) {
        // One report that cannot be minded must not keep the others from their step.
        failing(error);
        return undefined;
      }
    };

    // Steps come first, and order what is to be sent: a mail service that answers slowly must not hold up a climb.
    let due = 0;
    await trying(async () => {
      for await (const page of clocks.due(now(), unreadable)) {
        due += page.length;
        await forEachConcurrently(byHandler(page), AT_A_TIME, async (reports) => {
          for (const report of reports) if (goesOn(ENOUGH.steps)) await trying(() => steps.advance(report));
        });
        if (!goesOn(ENOUGH.steps)) break;
      }
    });
    let late = 0;
    await trying(async () => {
      const longAgo = momentOf(plusMinutes(start, -LATE_MINUTES));
      await forEachConcurrently(await letters.due(now()), AT_A_TIME, async ({ unit, orderedAt }) => {
        const outcome = goesOn(ENOUGH.letters) ? await trying(() => sending.send(unit)) : undefined;
        const left = outcome === "sent" || outcome === "nobody";
        if (!left && orderedAt !== undefined && orderedAt < longAgo) late += 1;
      });
    });
    let swept = 0;
    await trying(async () => {
      if (goesOn(ENOUGH.letters)) swept = await bodies.sweep(now());
    });

    const [sent, { climbs: climbed, purges: purged }] = [sending.count(), steps.counts];
    if (sent > 0) log({ event: "letters-sent", letters: sent });
    if (late > 0) log({ event: "letters-late", letters: late });
    const year = holidaysMissing(now());
    if (year !== undefined) log({ event: "holidays-missing", year });
    log({ event: "watch-done", due, climbed, purged, swept, failed });
    // Lambda counts it as an error, and the alarm of the function sounds.
    if (failed > 0) throw new Error("some steps failed; they are due again");
  };
}

function byHandler(reports: readonly ClockedReport[]): ClockedReport[][] {
  const groups = new Map<string, ClockedReport[]>();
  for (const report of reports) {
    const { unit } = handlerOf(report.seats);
    groups.set(unit, [...(groups.get(unit) ?? []), report]);
  }
  return [...groups.values()];
}
