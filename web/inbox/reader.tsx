import type { ComponentChildren } from "preact";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Readiness } from "../../shared/contract.ts";
import type { Report } from "../../shared/report.ts";
import type { Stage } from "../../shared/stage.ts";
import type { Refusal } from "../api.ts";
import { useSpeech } from "../words/inbox.ts";
import { hourInWords } from "../words/language.ts";
import { Drill } from "./drill.tsx";
import { type OpenedReport, openReport, openSealedFile } from "./opening.ts";
import { Back, Heading, Refused } from "./parts.tsx";
import { Proof } from "./proof.tsx";
import { ReportView } from "./report-view.tsx";
import { shortNumber } from "./reports.ts";
import type { Session } from "./session.ts";
import { StagePanel } from "./stage-panel.tsx";

interface FromInboxProps {
  readonly session: Session;
  readonly row: { readonly id: string; readonly arrived: string };
  readonly back: () => void;
  readonly onOpened: (id: string, openedAt: string) => void;
  readonly onStage: (id: string, stage: Stage) => void;
  readonly onReadiness: (readiness: Readiness) => void;
}

/** A report of the inbox: fetched, opened here, and its opening proved to the server. */
export function FromInbox({ session, row, back, onOpened, onStage, onReadiness }: FromInboxProps) {
  const { words, language } = useSpeech();
  const [outcome, setOutcome] = useState<OpenedReport>();
  const [refusal, setRefusal] = useState<Refusal>();
  const [stage, setStage] = useState<Stage>("DITERIMA");
  /** The server has a proof of opening: only then may its stage be changed. */
  const [proved, setProved] = useState(false);
  const alive = useAlive();
  const { api, identities } = session;
  const { id, arrived } = row;

  const fetchReport = useCallback(async () => {
    setRefusal(undefined);
    const answer = await api.report(id);
    if (!alive.current) return;
    if (!answer.ok) return setRefusal(answer);
    setStage(answer.value.stage);
    onStage(id, answer.value.stage);
    const opened = await openReport(answer.value.sealed, answer.value.gen, identities);
    if (alive.current) setOutcome(opened);
  }, [api, id, identities, alive, onStage]);

  useEffect(() => {
    fetchReport();
  }, [fetchReport]);

  const isOpened = useCallback(
    (id: string, openedAt: string) => {
      setProved(true);
      onOpened(id, openedAt);
    },
    [onOpened],
  );
  const moved = useCallback(
    (id: string, stage: Stage) => {
      setStage(stage);
      onStage(id, stage);
    },
    [onStage],
  );

  const report = outcome?.status === "opened" ? outcome.report : undefined;
  return (
    <>
      <Back back={back} />
      <article>
        <header class="report-head">
          <Heading>{words.report.heading(shortNumber(id))}</Heading>
          <p class="quiet">
            {words.list.arrived(hourInWords(arrived, language))}
            {report && report.drill === undefined && ` · ${words.report.writtenIn[report.language]}`}
          </p>
          {report && report.drill === undefined && (
            <>
              <Proof api={api} id={id} proof={report.proof} onOpened={isOpened} />
              <Paper />
            </>
          )}
        </header>
        {refusal && <Refused refusal={refusal} retry={fetchReport} />}
        {!refusal && !outcome && <p role="status">{words.report.fetching}</p>}
        {report?.drill === undefined ? (
          outcome && (
            <Content outcome={outcome}>
              {proved && <StagePanel api={api} id={id} stage={stage} onStage={moved} reload={fetchReport} />}
            </Content>
          )
        ) : (
          <Drill
            api={api}
            id={id}
            arrived={arrived}
            stage={stage}
            report={report}
            token={report.drill}
            onOpened={onOpened}
            onStage={moved}
            onReadiness={onReadiness}
          />
        )}
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

function Content({ outcome, children }: { readonly outcome: OpenedReport; readonly children?: ComponentChildren }) {
  const { words } = useSpeech();
  if (outcome.status === "opened") return <ReportView report={outcome.report satisfies Report}>{children}</ReportView>;
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
