import { activeSeat } from "../../shared/clock.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import { errorName } from "../log.ts";
import { createSteps, type StepParts } from "../steps.ts";
import { type ClockedReport, clockOf } from "../table/clock.ts";
import type { LoadStore } from "../table/load.ts";
import { newReportIn, type StreamRecord } from "../table/stream.ts";

export interface AlertParts extends StepParts {
  readonly load: Pick<LoadStore, "add">;
}

export interface StreamBatch {
  readonly Records: readonly StreamRecord[];
}

/** Lambda's partial batch response: the records from the first failed one on are delivered again. */
export interface BatchResponse {
  readonly batchItemFailures: { readonly itemIdentifier: string }[];
}

/**
 * Tells the members of the handling Satgas that there is something in their inbox, seconds after it came.
 *
 * It only hurries: the clock of each report is due from its first moment, and `watch` comes by every five minutes. So a
 * record that is lost, late or delivered twice changes nothing but the hour of a letter.
 */
export function createAlert(parts: AlertParts) {
  const { load, log } = parts;

  return async ({ Records }: StreamBatch): Promise<BatchResponse> => {
    const steps = createSteps(parts);
    const failed = new Set<StreamRecord>();
    const byUnit = new Map<UnitCode, { record: StreamRecord; moved: ClockedReport | undefined }[]>();
    const arrivals = new Map<string, number>();
    for (const record of Records) {
      try {
        const report = newReportIn(record);
        // One that was restored may have been opened long ago: it asks for nothing that cannot wait for `watch`.
        if (!report || report.opened !== undefined) continue;
        const moved = await steps.take(report);
        if (moved) arrivals.set(report.arrived, (arrivals.get(report.arrived) ?? 0) + 1);
        const unit = activeSeat(clockOf(moved ?? report));
        byUnit.set(unit, [...(byUnit.get(unit) ?? []), { record, moved }]);
      } catch (error) {
        log({ event: "record-failed", error: errorName(error) });
        failed.add(record);
      }
    }
    let letters = 0;
    for (const [unit, news] of byUnit) {
      try {
        const { sent, failed: unsent } = await steps.sendTo(unit);
        letters += sent;
        // What is ordered stays ordered, and `watch` sends it. Lambda is asked to try sooner if nobody was told.
        if (sent === 0 && unsent > 0) for (const { record } of news) failed.add(record);
        if (sent > 0) for (const { moved } of news) if (moved) await steps.confirm(moved);
      } catch (error) {
        log({ event: "record-failed", error: errorName(error) });
        for (const { record } of news) failed.add(record);
      }
    }
    if (letters > 0) log({ event: "letters-sent", letters });
    for (const [hour, reports] of arrivals) {
      // How hard a stamp is follows from it; a count that is lost is worth no letter.
      await load.add(hour, reports).catch((error) => log({ event: "record-failed", error: errorName(error) }));
    }
    return {
      batchItemFailures: [...failed].map(({ dynamodb }) => ({
        itemIdentifier: dynamodb?.SequenceNumber ?? "",
      })),
    };
  };
}
