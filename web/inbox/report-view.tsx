import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import type { ReportEntry } from "../../shared/content/entry.ts";
import type { ReportContent } from "../../shared/content/report.ts";
import { useSpeech } from "../words/inbox.ts";
import type { Language } from "../words/language.ts";
import { type Item, layOut, type Notice } from "./reading.ts";

interface ReportViewProps {
  readonly report: ReportContent;
  /** For whom it was sealed, as its reporter signed it. */
  readonly seats: ReportEntry["seats"];
  /** Stands after what cannot wait. */
  readonly children?: ComponentChildren;
}

/** An opened report, for the screen and for paper. All of it is text: an address in it is not a link. */
export function ReportView({ report, seats, children }: ReportViewProps) {
  const speech = useSpeech();
  const { reportView } = speech.words;
  const { urgent, sections, consents, routing, skipped } = useMemo(
    () => layOut(report, seats, speech),
    [report, seats, speech],
  );

  return (
    <div class="report">
      {urgent.length > 0 && (
        <section class="urgent">
          <h2>{reportView.urgent}</h2>
          <Notices notices={urgent} />
        </section>
      )}
      {children}
      {sections.map(({ title, notices, items, groups }) => (
        <section key={title}>
          <h2>{title}</h2>
          <Notices notices={notices} />
          <Items items={items} language={report.language} />
          {groups.map((group) => (
            <div class="respondent" key={group.title}>
              <h3>{group.title}</h3>
              <Items items={group.items} language={report.language} />
            </div>
          ))}
        </section>
      ))}
      <section>
        <h2>{reportView.consents}</h2>
        <ul class="consents">
          {consents.map(({ label, given }) => (
            <li key={label} class={given ? "given" : "not-given"}>
              <span>{label}</span>
              <strong>{given ? reportView.given : reportView.notGiven}</strong>
            </li>
          ))}
        </ul>
        <p class="quiet small">{reportView.notGivenNote}</p>
      </section>
      <section>
        <h2>{reportView.routing}</h2>
        <Items items={routing} language={report.language} />
      </section>
      {skipped.length > 0 && (
        <section class="skipped">
          <h2>{reportView.skipped}</h2>
          <ul>
            {skipped.map((question) => (
              <li key={question}>{question}</li>
            ))}
          </ul>
          <p class="quiet small">{reportView.skippedNote}</p>
        </section>
      )}
    </div>
  );
}

const Notices = ({ notices }: { readonly notices: readonly Notice[] }) => (
  <>
    {notices.map(({ tone, text }) => (
      <p key={text} class={tone === "calm" ? "quiet" : `note ${tone}`}>
        {text}
      </p>
    ))}
  </>
);

/** Answers that were ticked are in the reader's language; what the reporter wrote is in the report's own. */
const Items = ({ items, language }: { readonly items: readonly Item[]; readonly language: Language }) =>
  items.length === 0 ? null : (
    <dl>
      {items.map(({ label, values, said, tone, long }, index) => (
        // Two contacts of one kind share a label.
        <div key={`${label}-${index}`} class={tone ? `item note ${tone}` : long ? "item long" : "item"}>
          <dt>{label}</dt>
          {values.map((value) => (
            <dd key={value} class={said ? "said" : ""} {...(said && { lang: language })}>
              {value}
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
