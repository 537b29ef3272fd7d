import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Report } from "../../shared/report.ts";
import type { Refusal } from "../api.ts";
import { useSpeech } from "../words/inbox.ts";
import { hourInWords } from "../words/language.ts";
import { type OpenedReport, openReport, openSealedFile } from "./opening.ts";
import { Back, Heading, Refused } from "./parts.tsx";
import { Proof } from "./proof.tsx";
import { ReportView } from "./report-view.tsx";
import { shortNumber } from "./reports.ts";
import type { Session } from "./session.ts";

interface FromInboxProps {
  readonly session: Session;
  readonly row: { readonly id: string; readonly arrived: string };
  readonly back: () => void;
  readonly onOpened: (id: string, opened: string) => void;
}

/** A report of the inbox: fetched, opened here, and its opening proved to the server. */
export function FromInbox({ session, row, back, onOpened }: FromInboxProps) {
  const { words, language } = useSpeech();
  const [outcome, setOutcome] = useState<OpenedReport>();
  const [refusal, setRefusal] = useState<Refusal>();
  const alive = useAlive();
  const { api, identities } = session;
  const { id, arrived } = row;

  const fetchReport = useCallback(async () => {
    setRefusal(undefined);
    const answer = await api.report(id);
    if (!alive.current) return;
    if (!answer.ok) return setRefusal(answer);
    const opened = await openReport(answer.value.sealed, answer.value.gen, identities);
    if (alive.current) setOutcome(opened);
  }, [api, id, identities, alive]);

  useEffect(() => {
    fetchReport();
  }, [fetchReport]);

  return (
    <>
      <Back back={back} />
      <article>
        <header class="report-head">
          <Heading>{words.report.heading(shortNumber(id))}</Heading>
          <p class="quiet">
            {words.list.arrived(hourInWords(arrived, language))}
            {outcome?.status === "opened" && ` · ${words.report.writtenIn[outcome.report.language]}`}
          </p>
          {outcome?.status === "opened" && (
            <>
              <Proof api={api} id={id} proof={outcome.report.proof} onOpened={onOpened} />
              <Paper />
            </>
          )}
        </header>
        {refusal && <Refused refusal={refusal} retry={fetchReport} />}
        {!refusal && !outcome && <p role="status">{words.report.fetching}</p>}
        {outcome && <Content outcome={outcome} />}
      </article>
    </>
  );
}

interface FromFileProps {
  readonly session: Session;
  readonly file: Blob;
  readonly back: () => void;
}

/** A sealed file that came by other means. Nothing is sent anywhere. */
export function FromFile({ session, file, back }: FromFileProps) {
  const { words } = useSpeech();
  const [outcome, setOutcome] = useState<OpenedReport>();
  const alive = useAlive();

  useEffect(() => {
    openSealedFile(file, session.identities).then((opened) => {
      if (alive.current) setOutcome(opened);
    });
  }, [file, session, alive]);

  return (
    <>
      <Back back={back} />
      <article>
        <header class="report-head">
          <Heading>{words.report.fromFile}</Heading>
          {outcome?.status === "opened" && (
            <>
              <p class="quiet">{words.report.writtenIn[outcome.report.language]}</p>
              <p class="note warm">{words.report.fileBanner}</p>
              <Paper />
            </>
          )}
        </header>
        {!outcome && <p role="status">{words.report.opening}</p>}
        {outcome && <Content outcome={outcome} />}
      </article>
    </>
  );
}

function Content({ outcome }: { readonly outcome: OpenedReport }) {
  const { words } = useSpeech();
  if (outcome.status === "opened") return <ReportView report={outcome.report satisfies Report} />;
  return (
    <div class="note alarm" role="alert">
      <h2>{words.unreadable.heading}</h2>
      <p>{words.unreadable[outcome.status]}</p>
    </div>
  );
}

function Paper() {
  const { words } = useSpeech();
  return (
    <>
      <p class="on-paper">{words.report.confidential}</p>
      <div class="paper">
        <button type="button" class="button" onClick={() => print()}>
          {words.report.print}
        </button>
        <p class="quiet small">{words.report.printHint}</p>
      </div>
    </>
  );
}

/** What arrives after the view was left must not be drawn, nor kept. */
function useAlive() {
  const alive = useRef(true);
  useEffect(
    () => () => {
      alive.current = false;
    },
    [],
  );
  return alive;
}
