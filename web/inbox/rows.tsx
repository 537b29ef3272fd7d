import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { caseNumber } from "../../shared/case-number.ts";
import type { InboxRow } from "../../shared/contract.ts";
import type { ReportId } from "../../shared/kind.ts";
import type { Hour } from "../../shared/moment.ts";
import { type UnitCode, unitName } from "../../shared/work-unit.ts";
import { settings } from "../settings.ts";
import { useSpeech } from "../words/inbox.ts";
import { momentInWords } from "../words/moments.ts";
import { foldBursts } from "./bursts.ts";
import type { View } from "./views.ts";

interface RowsProps {
  readonly rows: readonly InboxRow[];
  /** There are more that were not fetched yet. */
  readonly more: boolean;
  /** In which stack a case lies: said when it is another one than this page's. */
  readonly stackOf: (id: ReportId) => UnitCode;
  readonly unfolded: ReadonlySet<string>;
  readonly fold: (hour: Hour) => void;
  readonly lastId: string | undefined;
  readonly go: (view: View) => void;
}

/** The reports, newest first; a flood of them as one row that can be unfolded. */
export function Rows({ rows, more, stackOf, unfolded, fold, lastId, go }: RowsProps) {
  const oldest = rows[rows.length - 1]?.arrived;
  return (
    <ul class="reports">
      {foldBursts(rows).map((entry) =>
        "row" in entry ? (
          <li key={entry.row.id}>
            <Row row={entry.row} stackOf={stackOf} cameFrom={entry.row.id === lastId} go={go} />
          </li>
        ) : (
          <li key={entry.hour}>
            <Burst
              {...entry}
              stackOf={stackOf}
              more={more && entry.hour === oldest}
              open={unfolded.has(entry.hour)}
              fold={() => fold(entry.hour)}
              lastId={lastId}
              go={go}
            />
          </li>
        ),
      )}
    </ul>
  );
}

interface BurstProps extends Pick<RowsProps, "rows" | "more" | "stackOf" | "lastId" | "go"> {
  readonly hour: Hour;
  readonly open: boolean;
  readonly fold: () => void;
}

function Burst({ hour, rows, more, stackOf, open, fold, lastId, go }: BurstProps) {
  const { words, language } = useSpeech();
  const { list } = words;
  const inside = useId();
  return (
    <>
      <button
        type="button"
        class="report-row unopened burst"
        aria-expanded={open}
        aria-controls={inside}
        aria-describedby={`${inside}-hint`}
        onClick={fold}
      >
        <span class="report-name">{list.burst.title(rows.length, more, momentInWords(hour, language))}</span>
        <span class="report-when" id={`${inside}-hint`}>
          {list.burst.hint}
        </span>
        <span class="report-state">{list.unopened}</span>
        <span class="burst-fold" aria-hidden="true">
          {open ? list.burst.fold : list.burst.unfold}
        </span>
      </button>
      <ul class="reports inside" id={inside} hidden={!open}>
        {open &&
          rows.map((row) => (
            <li key={row.id}>
              <Row row={row} stackOf={stackOf} cameFrom={row.id === lastId} go={go} />
            </li>
          ))}
      </ul>
    </>
  );
}

interface RowProps extends Pick<RowsProps, "stackOf" | "go"> {
  readonly row: InboxRow;
  readonly cameFrom: boolean;
}

function Row({ row, stackOf, cameFrom, go }: RowProps) {
  const { words, language } = useSpeech();
  const button = useRef<HTMLButtonElement>(null);
  const { id, arrived, openedAt: opened, stage, newer } = row;

  const stack = stackOf(id);
  const arrivedAt = words.list.arrived(momentInWords(arrived, language));
  const when = stack === settings.stack ? arrivedAt : `${unitName(stack)} · ${arrivedAt}`;

  // Who comes back from a report goes on where she left the list.
  useLayoutEffect(() => {
    if (cameFrom) button.current?.focus();
  }, []);

  if (newer) {
    return (
      <div class="report-row">
        <span class="report-name">
          {words.list.report} <span class="number">{caseNumber(id)}</span>
        </span>
        <span class="report-when">{when}</span>
        <span class="report-state">{words.list.newer}</span>
      </div>
    );
  }
  return (
    <button
      type="button"
      ref={button}
      class={opened ? "report-row" : "report-row unopened"}
      onClick={() => go({ at: "report", id, arrived })}
    >
      <span class="report-name">
        {words.list.report} <span class="number">{caseNumber(id)}</span>
      </span>
      <span class="report-when">{when}</span>
      <span class="report-state">
        {opened ? words.list.opened(momentInWords(opened, language)) : words.list.unopened}
        {opened && stage !== "DITERIMA" && <strong>{words.stages[stage]}</strong>}
      </span>
    </button>
  );
}
