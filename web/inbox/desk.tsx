import { useCallback, useEffect, useState } from "preact/hooks";
import { useSpeech } from "../words/inbox.ts";
import { ChangeLock } from "./change-lock.tsx";
import { List } from "./list.tsx";
import { useDrop } from "./parts.tsx";
import { FromFile, FromInbox } from "./reader.tsx";
import { useReports } from "./reports.ts";
import type { Session } from "./session.ts";
import { useViews } from "./views.ts";

interface DeskProps {
  readonly session: Session;
}

/** The unlocked inbox: the list, and what was opened from it. */
export function Desk({ session }: DeskProps) {
  const { words } = useSpeech();
  const { view, serial, go, back } = useViews();
  const reports = useReports(session.api);
  /** The row to come back to. */
  const [lastId, setLastId] = useState<string>();
  const over = useDrop(useCallback((file: File) => go({ at: "file", file }), [go]));

  const { refresh } = reports;
  useEffect(() => {
    refresh();
  }, [refresh]);

  return (
    <>
      <main class={view.at === "change-lock" ? "narrow" : "wide-page"}>
        {view.at === "list" && (
          <List
            session={session}
            reports={reports}
            lastId={lastId}
            go={(view) => {
              setLastId(view.at === "report" ? view.id : undefined);
              go(view);
            }}
          />
        )}
        {view.at === "report" && (
          <FromInbox key={serial} session={session} row={view} back={back} onOpened={reports.markOpened} />
        )}
        {view.at === "file" && <FromFile key={serial} session={session} file={view.file} back={back} />}
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
