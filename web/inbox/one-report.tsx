import type { ComponentChildren } from "preact";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { caseNumber } from "../../shared/case-number.ts";
import { readLog } from "../../shared/content/log.ts";
import type { InboxReport, Readiness } from "../../shared/contract.ts";
import type { ReportId } from "../../shared/kind.ts";
import { type Hour, type Moment, momentOf } from "../../shared/moment.ts";
import type { Stage } from "../../shared/stage.ts";
import type { Refusal } from "../api.ts";
import { useSpeech } from "../words/inbox.ts";
import { momentInWords } from "../words/moments.ts";
import { actsOn, type Take } from "./acts.ts";
import { Drill } from "./drill.tsx";
import { type OpenedReport, openReport, openSealedFile } from "./opening.ts";
import { Back, Heading, Refused } from "./parts.tsx";
import { Proof } from "./proof.tsx";
import { ReportView } from "./report-view.tsx";
import type { Session } from "./session.ts";
import { StagePanel } from "./stage-panel.tsx";
import { Unreadable } from "./unreadable.tsx";

interface FromInboxProps {
  readonly session: Session;
  readonly row: { readonly id: ReportId; readonly arrived: Hour };
  readonly back: () => void;
  readonly onOpened: (id: ReportId, opened: Hour) => void;
  readonly onStage: (id: ReportId, stage: Stage) => void;
  readonly onReadiness: (readiness: Readiness) => void;
}

/** A report as it was fetched and opened. */
interface Held {
  readonly report: InboxReport;
  readonly outcome: OpenedReport;
  readonly take: Take;
  /** Something of what was noted about it could not be verified, or is missing. */
  readonly flawed: boolean;
  /** When the server handed it out. */
  readonly asOf: Moment;
}

/** A report of the inbox: fetched, opened here, and its opening proved to the server. */
export function FromInbox({ session, row, back, onOpened, onStage, onReadiness }: FromInboxProps) {
  const { words, language } = useSpeech();
  const [held, setHeld] = useState<Held>();
  const [refusal, setRefusal] = useState<Refusal>();
  const [stage, setStage] = useState<Stage>("DITERIMA");
  /** The server has a proof of opening: only then may its stage be changed. */
  const [proved, setProved] = useState(false);
  const alive = useAlive();
  const { api } = session;
  const { id, arrived } = row;

  const fetchReport = useCallback(async () => {
    setRefusal(undefined);
    const answer = await api.report(id);
    if (!alive.current) return;
    if (!answer.ok) return setRefusal(answer);
    const report = answer.value;
    setStage(report.stage);
    onStage(id, report.stage);
    const stack = api.stackOf(id);
    const asOf = momentOf(new Date());
    const open = () => {
      const { place, readers } = session.met();
      return openReport(id, report, readers, { unit: place.unit, stack });
    };
    let outcome = await open();
    // The Satgas may have rotated since this inbox was opened.
    if (outcome.status === "wrong-key" && (await session.meet()).ok) outcome = await open();
    const logs = await Promise.all([
      readLog(report.logs.reporter, { id, stack, log: "reporter" }),
      readLog(report.logs.satgas, { id, stack, log: "satgas" }),
    ]);
    const take = actsOn({ ...report, id }, { ...session, signer: session.keyFile.signer, stack });
    if (alive.current) setHeld({ report, outcome, take, asOf, flawed: logs.some(({ flaws }) => flaws.length > 0) });
  }, [session, api, id, alive, onStage]);

  useEffect(() => {
    fetchReport();
  }, [fetchReport]);

  const isOpened = useCallback(
    (id: ReportId, opened: Hour) => {
      setProved(true);
      onOpened(id, opened);
    },
    [onOpened],
  );
  const moved = useCallback(
    (id: ReportId, stage: Stage) => {
      setStage(stage);
      onStage(id, stage);
    },
    [onStage],
  );

  const read = held?.outcome.status === "read" ? held.outcome : undefined;
  // Said by its signed text and by the server: who invents a drill of her own has written a report.
  const isDrill = read?.content.kind === "drill" && held?.report.drill === true;
  return (
    <>
      <Back back={back} />
      <article>
        <header class="report-head">
          <Heading>{words.oneReport.heading(caseNumber(id))}</Heading>
          <p class="quiet">
            {words.list.arrived(momentInWords(arrived, language))}
            {read && !isDrill && ` · ${words.oneReport.writtenIn[read.content.language]}`}
          </p>
          {held?.flawed && <p class="note warm">{words.oneReport.flawed}</p>}
          {held && read && !isDrill && (
            <>
              <p class="quiet small">{words.oneReport.asOf(momentInWords(held.asOf, language))}</p>
              <Proof take={held.take} id={id} proof={read.content.proof} onOpened={isOpened} />
              <Paper />
            </>
          )}
        </header>
        {refusal && <Refused refusal={refusal} retry={fetchReport} />}
        {!refusal && !held && <p role="status">{words.oneReport.fetching}</p>}
        {held && !isDrill && (
          <Content outcome={held.outcome} take={session.met().readers.size > 0 ? held.take : undefined}>
            {proved && <StagePanel take={held.take} id={id} stage={stage} onStage={moved} reload={fetchReport} />}
          </Content>
        )}
        {held && read && isDrill && (
          <Drill
            take={held.take}
            id={id}
            arrived={arrived}
            stage={stage}
            drill={read}
            meet={session.meet}
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
    openSealedFile(file, session.met().readers, session.met().place.unit).then((opened) => {
      if (alive.current) setOutcome(opened);
    });
  }, [file, session, alive]);

  return (
    <>
      <Back back={back} />
      <article>
        <header class="report-head">
          <Heading>{words.oneReport.fromFile}</Heading>
          {outcome?.status === "read" && (
            <>
              <p class="quiet">{words.oneReport.writtenIn[outcome.content.language]}</p>
              <p class="note warm">{words.oneReport.fileBanner}</p>
              <Paper />
            </>
          )}
        </header>
        {!outcome && <p role="status">{words.oneReport.opening}</p>}
        {outcome && <Content outcome={outcome} />}
      </article>
    </>
  );
}

interface ContentProps {
  readonly outcome: OpenedReport;
  readonly take?: Take | undefined;
  readonly children?: ComponentChildren;
}

function Content({ outcome, take, children }: ContentProps) {
  if (outcome.status !== "read") return <Unreadable why={outcome.status} take={take} />;
  const { content, entry } = outcome;
  return (
    <ReportView report={content} seats={entry.seats}>
      {children}
    </ReportView>
  );
}

function Paper() {
  const { words } = useSpeech();
  return (
    <>
      <p class="on-paper">{words.oneReport.confidential}</p>
      <div class="paper">
        <button type="button" class="button" onClick={() => print()}>
          {words.oneReport.print}
        </button>
        <p class="quiet small">{words.oneReport.printHint}</p>
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
