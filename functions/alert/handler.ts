import { hourOf } from "../../shared/contract.ts";
import { errorName, type Log } from "../log.ts";
import type { Letter, Mailer } from "../mail.ts";
import type { ReportStore } from "../store-report.ts";
import type { Member, SatgasStore } from "../store-satgas.ts";
import { type NewReport, newReportIn, type StreamRecord } from "../store-stream.ts";

export interface AlertParts {
  readonly reports: Pick<ReportStore, "events" | "record">;
  readonly satgas: Pick<SatgasStore, "activeMembers">;
  readonly mail: Mailer;
  readonly letter: Letter;
  readonly now: () => Date;
  readonly log: Log;
}

export interface StreamBatch {
  readonly Records: readonly StreamRecord[];
}

/** Lambda's partial batch response: the records from the first failed one on are delivered again. */
export interface BatchResponse {
  readonly batchItemFailures: { readonly itemIdentifier: string }[];
}

/**
 * Tells the members of the handling Satgas that there is something in their inbox.
 *
 * However many reports one batch brings, a member gets one letter. Every letter is noted at every report it covers,
 * so a batch that is delivered again writes only to those who were not written to: at least once to each, and twice
 * only if this process dies between SES's yes and the note of it.
 */
export function createAlert({ reports, satgas, mail, letter, now, log }: AlertParts) {
  /** Writes to everyone who has not heard of all these reports. Says whether each report was told to each member. */
  async function tell(members: readonly Member[], fresh: readonly NewReport[]): Promise<boolean> {
    const heard = new Map<string, Set<string>>();
    for (const { id } of fresh) {
      const letters = (await reports.events(id)).filter(({ event }) => event === "LETTER");
      heard.set(id, new Set(letters.map(({ member }) => member)));
    }
    let complete = true;
    let sent = 0;
    for (const member of members) {
      const untold = fresh.filter(({ id }) => !heard.get(id)?.has(member.id));
      if (untold.length === 0) continue;
      try {
        await mail(member.email, letter);
        sent += 1;
      } catch (error) {
        // One bad address must not keep her colleagues from their letter.
        complete = false;
        log({ event: "letter-failed", error: errorName(error) });
        continue;
      }
      const at = hourOf(now());
      await Promise.all(untold.map(({ id }) => reports.record(id, { event: "LETTER", at, member: member.id })));
    }
    if (sent > 0) log({ event: "letters-sent", letters: sent });
    return complete;
  }

  return async ({ Records }: StreamBatch): Promise<BatchResponse> => {
    const failed = new Set<StreamRecord>();
    const byUnit = new Map<string, { record: StreamRecord; report: NewReport }[]>();
    for (const record of Records) {
      try {
        const report = newReportIn(record);
        const unit = report?.seats[0]?.unit;
        if (report && unit) byUnit.set(unit, [...(byUnit.get(unit) ?? []), { record, report }]);
      } catch (error) {
        log({ event: "record-unreadable", error: errorName(error) });
        failed.add(record);
      }
    }
    for (const [unit, news] of byUnit) {
      try {
        const told = await tell(
          await satgas.activeMembers(unit),
          news.map(({ report }) => report),
        );
        if (told) continue;
      } catch (error) {
        log({ event: "letter-failed", error: errorName(error) });
      }
      for (const { record } of news) failed.add(record);
    }
    return {
      batchItemFailures: [...failed].map(({ dynamodb }) => ({
        itemIdentifier: dynamodb?.SequenceNumber ?? "",
      })),
    };
  };
}
