import { useEffect, useState } from "preact/hooks";
import { caseNumber } from "../../../shared/case-number.ts";
import type { InboxRow } from "../../../shared/contract.ts";
import { unitName } from "../../../shared/work-unit.ts";
import type { KnownRoom, KnownSet } from "../../satgas/room.ts";
import { useSpeech } from "../../words/inbox.ts";
import { momentOfSeconds } from "../../words/moments.ts";
import { Heading } from "../parts.tsx";
import type { Session } from "../session.ts";

interface RecordProps {
  readonly session: Session;
  readonly room: KnownRoom;
  readonly next: KnownSet;
  readonly close: () => void;
}

/** The record of a hand-over (berita acara), to be printed and signed: who left, who goes on, which cases. No content. */
export function Record({ session, room, next, close }: RecordProps) {
  const { words, language } = useSpeech();
  const { record: text } = words.handOver;
  const { members } = words.room;
  const { roles } = words.arrival.about;
  const [rows, setRows] = useState<readonly InboxRow[]>();
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    allRows(session).then((all) => {
      setRows(all.rows);
      setBroken(!all.complete);
    });
  }, [session]);
  const stays = new Set(next.roll.members.map(({ id }) => id));
  const line = ({ id, office }: KnownRoom["place"]["roll"]["members"][number]) =>
    `${room.place.names.get(id) ?? members.nameless} (${[roles[office.role], office.body].filter(Boolean).join(", ")})`;
  const left = room.place.roll.members.filter(({ id }) => !stays.has(id));
  return (
    <article class="record">
      <Heading>{text.heading}</Heading>
      <p>{text.unit(unitName(room.place.unit))}</p>
      <p>{text.made(momentOfSeconds(Date.now() / 1000, language))}</p>
      <Names heading={text.left} lines={left.map(line)} none={text.none} />
      <Names heading={text.stay} lines={next.roll.members.map(line)} none={text.none} />
      {rows ? (
        <Names
          heading={text.cases}
          lines={rows.map((row) => text.caseLine(caseNumber(row.id), "stage" in row ? words.stages[row.stage] : ""))}
          none={text.none}
        />
      ) : (
        <p role="status">{text.loading}</p>
      )}
      {broken && <p class="note warm">{text.incomplete}</p>}
      <p>{text.noContent}</p>
      <h2>{text.signs}</h2>
      {[...left, ...next.roll.members].map((one) => (
        <p class="signature" key={one.id}>
          {room.place.names.get(one.id) ?? members.nameless}
        </p>
      ))}
      <div class="row-of-buttons apart">
        <button type="button" class="button primary" aria-disabled={!rows} onClick={() => print()}>
          {text.print}
        </button>
        <button type="button" class="button" onClick={close}>
          {text.close}
        </button>
      </div>
    </article>
  );
}

function Names(props: { readonly heading: string; readonly lines: readonly string[]; readonly none: string }) {
  return (
    <>
      <h2>{props.heading}</h2>
      {props.lines.length === 0 ? (
        <p>{props.none}</p>
      ) : (
        <ul>
          {props.lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Every row of the list, page by page; what came until the connection broke. */
async function allRows({ api }: Session): Promise<{ readonly rows: readonly InboxRow[]; readonly complete: boolean }> {
  const rows: InboxRow[] = [];
  let from: string | undefined;
  do {
    const page = await api.page(from);
    if (!page.ok) return { rows, complete: false };
    rows.push(...page.value.reports);
    from = page.value.next;
  } while (from !== undefined);
  return { rows, complete: true };
}
