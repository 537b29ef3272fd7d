import { useCallback, useEffect, useState } from "preact/hooks";
import type { Readiness } from "../../shared/contract.ts";
import type { Hour } from "../../shared/moment.ts";
import type { Refusal } from "../api.ts";
import { useSpeech } from "../words/inbox.ts";
import { ChangeLock } from "./change-lock.tsx";
import { List } from "./list.tsx";
import { FromFile, FromInbox } from "./one-report.tsx";
import { useDrop } from "./parts.tsx";
import { useReports } from "./reports.ts";
import { KeyRoomDoor } from "./room/door.tsx";
import type { Met, Session } from "./session.ts";
import { useViews } from "./views.ts";

interface UnlockedProps {
  readonly session: Session;
}

/** The unlocked inbox: the list, and what was opened from it. */
export function Unlocked({ session }: UnlockedProps) {
  const { words } = useSpeech();
  const { view, serial, go, back } = useViews();
  const reports = useReports(session.api);
  const { met, disbelieved, refreshMe, setReadiness } = useMet(session);
  /** The hours whose bursts are unfolded, kept while a report is read. */
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  /** The row to come back to. */
  const [lastId, setLastId] = useState<string>();
  // What was done in the key room shows in the list as well.
  const inRoom = view.at === "room";
  useEffect(() => (inRoom ? () => void refreshMe() : undefined), [inRoom, refreshMe]);

  // At the door of the key room it is a key file that is dropped.
  const over = useDrop(useCallback((file: File) => !inRoom && go({ at: "file", file }), [go, inRoom]));

  const { refresh } = reports;
  useEffect(() => {
    refresh();
  }, [refresh]);

  return (
    <>
      <main class={view.at === "change-lock" || view.at === "room" ? "narrow" : "wide-page"}>
        {view.at === "list" && (
          <List
            met={met}
            disbelieved={disbelieved}
            reports={reports}
            stacks={session.api}
            refresh={() => {
              refresh();
              refreshMe();
            }}
            unfolded={unfolded}
            fold={(hour) => setUnfolded(toggled(unfolded, hour))}
            lastId={lastId}
            go={(view) => {
              setLastId(view.at === "report" ? view.id : undefined);
              go(view);
            }}
          />
        )}
        {view.at === "report" && (
          <FromInbox
            key={serial}
            session={session}
            row={view}
            back={back}
            onOpened={reports.markOpened}
            onStage={reports.markStage}
            onReadiness={setReadiness}
          />
        )}
        {view.at === "file" && <FromFile key={serial} session={session} file={view.file} back={back} />}
        {view.at === "room" && <KeyRoomDoor key={serial} session={session} back={back} />}
        {view.at === "change-lock" && <ChangeLock key={serial} keyFile={session.keyFile} back={back} />}
      </main>
      {over && (
        <p class="drop-here" aria-hidden="true">
          {words.list.dropHere}
        </p>
      )}
    </>
  );
}

/** What is known of the Satgas, newer than at the unlocking. An answer that fails changes nothing. */
function useMet({ met: latest, meet }: Session) {
  const [met, setMet] = useState<Met>(latest);
  const [disbelieved, setDisbelieved] = useState<Refusal>();
  const refreshMe = useCallback(async () => {
    const answer = await meet();
    if (answer.ok) setMet(answer.value);
    setDisbelieved(!answer.ok && answer.code === "refused" ? answer : undefined);
  }, [meet]);
  const setReadiness = useCallback(
    (readiness: Readiness) => setMet((met) => ({ ...met, me: { ...met.me, readiness } })),
    [],
  );
  return { met, disbelieved, refreshMe, setReadiness };
}

const toggled = (hours: ReadonlySet<string>, hour: Hour): ReadonlySet<string> =>
  new Set(hours.has(hour) ? [...hours].filter((other) => other !== hour) : [...hours, hour]);
