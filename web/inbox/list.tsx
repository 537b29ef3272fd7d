import { useLayoutEffect, useRef } from "preact/hooks";
import type { InboxRow } from "../../shared/contract.ts";
import { useSpeech } from "../words/inbox.ts";
import { hourInWords } from "../words/language.ts";
import { FileButton, Heading, Refused } from "./parts.tsx";
import { type Reports, shortNumber } from "./reports.ts";
import type { Session } from "./session.ts";
import type { View } from "./views.ts";

interface ListProps {
  readonly session: Session;
  readonly reports: Reports;
  readonly lastId: string | undefined;
  readonly go: (view: View) => void;
}

/** The list holds ciphertext only, so a row says when it came and whether anybody has opened it. */
export function List({ session, reports, lastId, go }: ListProps) {
  const { words } = useSpeech();
  const { rows, next, loading, refusal } = reports;
  const list = words.list;
  const unopened = rows?.filter(({ opened }) => opened === undefined).length ?? 0;

  return (
    <>
      <div class="list-head">
        <div>
          <Heading>{list.heading}</Heading>
          <p class="quiet" role="status">
            {loading ? list.loading : rows && rows.length > 0 && list.count(rows.length, unopened, next !== undefined)}
          </p>
        </div>
        <button type="button" class="button" aria-disabled={loading} onClick={reports.refresh}>
          {list.refresh}
        </button>
      </div>

      {session.identities.size === 0 && <p class="note warm">{list.noKeys}</p>}
      {rows?.length === 0 && (
        <div class="card empty">
          <p>
            <strong>{list.empty}</strong>
          </p>
          <p class="quiet">{list.emptyHint}</p>
        </div>
      )}
      {rows && rows.length > 0 && (
        <ul class="reports">
          {rows.map((row) => (
            <li key={row.id}>
              <Row row={row} cameFrom={row.id === lastId} go={go} />
            </li>
          ))}
        </ul>
      )}
      {refusal && <Refused refusal={refusal} retry={reports.retry} />}
      {next !== undefined && !refusal && (
        <button type="button" class="button wide" aria-disabled={loading} onClick={reports.more}>
          {list.more}
        </button>
      )}

      <section class="beside">
        <FileButton onFile={(file) => go({ at: "file", file })} describedBy="sealed-file-hint">
          {list.openFile}
        </FileButton>
        <button type="button" class="button" onClick={() => go({ at: "change-lock" })}>
          {list.changeLock}
        </button>
        <p class="quiet small" id="sealed-file-hint">
          {list.openFileHint}
        </p>
      </section>
    </>
  );
}

function Row({
  row,
  cameFrom,
  go,
}: {
  readonly row: InboxRow;
  readonly cameFrom: boolean;
  readonly go: ListProps["go"];
}) {
  const { words, language } = useSpeech();
  const button = useRef<HTMLButtonElement>(null);
  const { id, arrived, opened } = row;

  // Who comes back from a report goes on where she left the list.
  useLayoutEffect(() => {
    if (cameFrom) button.current?.focus();
  }, []);

  return (
    <button
      type="button"
      ref={button}
      class={opened ? "report-row" : "report-row unopened"}
      onClick={() => go({ at: "report", id, arrived })}
    >
      <span class="report-name">
        {words.list.report} <span class="number">{shortNumber(id)}</span>
      </span>
      <span class="report-when">{words.list.arrived(hourInWords(arrived, language))}</span>
      <span class="report-state">
        {opened ? words.list.opened(hourInWords(opened, language)) : words.list.unopened}
      </span>
    </button>
  );
}
