import type { ReportId } from "../../shared/kind.ts";
import type { Hour } from "../../shared/moment.ts";
import { activeUnits } from "../../shared/seats.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import { errorName } from "../log.ts";
import { createSending, type SendingParts } from "../sending.ts";
import { createSteps, type StepParts } from "../steps.ts";
import type { ClockStore } from "../table/clock.ts";
import type { LoadStore } from "../table/load.ts";
import { newReportIn, type StreamRecord } from "../table/stream.ts";
import { forEachConcurrently } from "../table/toolbox.ts";

export interface AlertParts extends StepParts, SendingParts {
  readonly clocks: StepParts["clocks"] & Pick<ClockStore, "read">;
  readonly load: Pick<LoadStore, "add">;
}

export interface StreamBatch {
  readonly Records: readonly StreamRecord[];
}

/** Lambda's partial batch response: the records from the first failed one on are delivered again. */
export interface BatchResponse {
  readonly batchItemFailures: { readonly itemIdentifier: string }[];
}

/** Units whose letters leave at the same time: one after the other, 37 that hang would outlast the run. */
const AT_A_TIME = 8;

/**
 * Tells the members of the handling Satgas that there is something in their inbox, seconds after it came.
 *
 * It only hurries: the clock of each report is due from its first moment, and `watch` comes by every five minutes. So a
 * record that is lost, late or delivered twice changes nothing but the hour of a letter.
 */
export function createAlert(parts: AlertParts) {
  const { clocks, load, log } = parts;

  return async ({ Records }: StreamBatch): Promise<BatchResponse> => {
    const [steps, sending] = [createSteps(parts), createSending(parts)];
    const failed = new Set<StreamRecord>();
    const byUnit = new Map<UnitCode, StreamRecord[]>();
    const arrivals = new Map<Hour, number>();
    const newReports = new Map<ReportId, StreamRecord>();
    for (const record of Records) {
      const id = newReportIn(record);
      if (id !== undefined) newReports.set(id, record);
    }
    const failing = (error: unknown, records: Iterable<StreamRecord>) => {
      log({ event: "record-failed", error: errorName(error) });
      for (const record of records) failed.add(record);
    };
    // A record brings keys alone. What is not there any more, or cannot be read, is passed by: `watch` says so.
    const reports = await clocks.read([...newReports.keys()]).catch((error) => {
      failing(error, newReports.values());
      return [];
    });
    for (const report of reports) {
      const record = newReports.get(report.id);
      // One that was restored may have been opened long ago: it asks for nothing that cannot wait for `watch`.
      if (!record || report.openedAt !== undefined) continue;
      try {
        const moved = await steps.advance(report);
        if (moved) arrivals.set(report.arrived, (arrivals.get(report.arrived) ?? 0) + 1);
        for (const unit of activeUnits((moved ?? report).seats)) {
          byUnit.set(unit, [...(byUnit.get(unit) ?? []), record]);
        }
      } catch (error) {
        failing(error, [record]);
      }
    }
    await forEachConcurrently([...byUnit], AT_A_TIME, async ([unit, records]) => {
      try {
        // What is ordered stays ordered, and `watch` sends it. Lambda is asked to try sooner if nobody was told.
        if ((await sending.send(unit)) === "failed") for (const record of records) failed.add(record);
      } catch (error) {
        failing(error, records);
      }
    });
    const letters = sending.count();
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
