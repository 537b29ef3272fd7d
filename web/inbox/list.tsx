import type { Hour } from "../../shared/moment.ts";
import { type UnitCode, unitName } from "../../shared/work-unit.ts";
import type { Refusal } from "../api.ts";
import { useSpeech } from "../words/inbox.ts";
import { momentInWords } from "../words/moments.ts";
import { FileButton, Heading, Refused } from "./parts.tsx";
import { Alerts, anyRed, Below, Quiet } from "./readiness.tsx";
import type { Reports } from "./reports.ts";
import { Rows } from "./rows.tsx";
import type { Met } from "./session.ts";
import type { ManyStacks, StackState } from "./stacks.ts";
import type { View } from "./views.ts";

interface ListProps {
  readonly met: Met;
  /** What the server said last of this Satgas was not believed. */
  readonly disbelieved: Refusal | undefined;
  readonly reports: Reports;
  readonly stacks: Pick<ManyStacks, "stackOf" | "states">;
  readonly refresh: () => void;
  /** The hours whose bursts are unfolded. */
  readonly unfolded: ReadonlySet<string>;
  readonly fold: (hour: Hour) => void;
  readonly lastId: string | undefined;
  readonly go: (view: View) => void;
}

/** The list holds ciphertext only, so a row says when it came and whether anybody has opened it. */
export function List({ met, disbelieved, reports, stacks, refresh, unfolded, fold, lastId, go }: ListProps) {
  const { words, language } = useSpeech();
  const { rows, next, asOf, loading, refusal } = reports;
  const list = words.list;
  const { me, place } = met;
  const unopened = rows?.filter(({ openedAt, newer }) => openedAt === undefined && !newer).length ?? 0;

  return (
    <>
      <div class="list-head">
        <div>
          <Heading>{list.heading}</Heading>
          <p class="quiet" role="status">
            {loading ? list.loading : rows && rows.length > 0 && list.count(rows.length, unopened, next !== undefined)}
          </p>
        </div>
        <button type="button" class="button" aria-disabled={loading} onClick={refresh}>
          {list.refresh}
        </button>
      </div>
      {asOf && <p class="quiet small">{list.asOf(momentInWords(asOf, language))}</p>}

      <Alerts me={me} names={place.names} />
      {anyRed(me.below) && <Below below={me.below} />}
      {disbelieved && (
        <p class="note alarm" role="alert">
          {disbelieved.words[language]}
        </p>
      )}
      {place.dates !== "trusted" && <p class="note warm">{list.dates[place.dates]}</p>}
      {met.keyring !== "opened" && <p class="note warm">{list.keyring[met.keyring]}</p>}
      <Elsewhere states={stacks.states()} />
      {rows?.length === 0 && (
        <div class="card empty">
          <p>
            <strong>{list.empty}</strong>
          </p>
          <p class="quiet">{list.emptyHint}</p>
        </div>
      )}
      {rows && rows.length > 0 && (
        <Rows
          rows={rows}
          more={next !== undefined}
          stackOf={stacks.stackOf}
          unfolded={unfolded}
          fold={fold}
          lastId={lastId}
          go={go}
        />
      )}
      {refusal && <Refused refusal={refusal} retry={reports.retry} />}
      {next !== undefined && !refusal && (
        <button type="button" class="button wide" aria-disabled={loading} onClick={reports.more}>
          {list.more}
        </button>
      )}

      {!anyRed(me.below) && <Below below={me.below} />}
      <Quiet readiness={me.readiness} />

      <section class="beside">
        <button type="button" class="button" onClick={() => go({ at: "room" })}>
          {words.room.enter}
        </button>
        <button type="button" class="button" onClick={() => go({ at: "change-lock" })}>
          {list.changeLock}
        </button>
        <FileButton onFile={(file) => go({ at: "file", file })} describedBy="sealed-file-hint">
          {list.openFile}
        </FileButton>
        <p class="quiet small" id="sealed-file-hint">
          {list.openFileHint}
        </p>
      </section>
    </>
  );
}

/** Which other stacks do not answer, or do not know this Satgas as it is now: what lies there is not in the list. */
function Elsewhere({ states }: { readonly states: ReadonlyMap<UnitCode, StackState> }) {
  const { list } = useSpeech().words;
  const named = (state: StackState) => [...states].flatMap(([stack, is]) => (is === state ? [unitName(stack)] : []));
  const [silent, lagging] = [named("silent"), named("lags")];
  return (
    <>
      {silent.length > 0 && <p class="note warm">{list.silent(silent.join(", "))}</p>}
      {lagging.length > 0 && <p class="note warm">{list.lagging(lagging.join(", "))}</p>}
    </>
  );
}
