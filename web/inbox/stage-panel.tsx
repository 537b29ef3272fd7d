import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { ReportId } from "../../shared/kind.ts";
import { isEnded, mayMove, type Stage, stages } from "../../shared/stage.ts";
import type { Refusal } from "../api.ts";
import { useSpeech } from "../words/inbox.ts";
import type { Take } from "./acts.ts";

interface StagePanelProps {
  readonly take: Take;
  readonly id: ReportId;
  readonly stage: Stage;
  readonly onStage: (id: ReportId, stage: Stage) => void;
  /** Fetches the stage as it is now. */
  readonly reload: () => Promise<void>;
}

/**
 * What a report may be moved to from here. That it is a drill is for its seal to say, and that it is withdrawn for the
 * reporter, not for a reader.
 */
const nextOf = (stage: Stage): Stage[] =>
  stages.filter((next) => next !== "LATIHAN" && next !== "DICABUT" && mayMove(stage, next));

type Result = { readonly kind: "moved"; readonly stage: Stage } | { readonly kind: "refused"; readonly why: Refusal };

/** Where the case is. The reporter reads the same words, so nothing ends without a question. */
export function StagePanel({ take, id, stage, onStage, reload }: StagePanelProps) {
  const { words, language } = useSpeech();
  const text = words.stagePanel;
  const [open, setOpen] = useState(false);
  const [to, setTo] = useState<Stage>();
  const [missing, setMissing] = useState(false);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<Result>();
  const toggle = useRef<HTMLButtonElement>(null);
  const select = useRef<HTMLSelectElement>(null);
  const question = useRef<HTMLParagraphElement>(null);
  const form = useId();

  useEffect(() => {
    if (asking) question.current?.focus();
    else if (open) select.current?.focus();
  }, [open, asking]);

  const close = () => {
    setOpen(false);
    setAsking(false);
    setMissing(false);
    setTo(undefined);
  };

  async function move(next: Stage): Promise<void> {
    if (busy) return;
    setBusy(true);
    setResult(undefined);
    const answer = await take({ kind: "stage", was: stage, stage: next });
    if (answer.ok) onStage(id, next);
    else if (answer.code === "stage-moved") await reload();
    setBusy(false);
    setResult(answer.ok ? { kind: "moved", stage: next } : { kind: "refused", why: answer });
    if (answer.ok || answer.code === "stage-moved") {
      close();
      toggle.current?.focus();
    } else setAsking(false);
  }

  const submit = () => {
    setMissing(to === undefined);
    setResult(undefined);
    if (to === undefined) select.current?.focus();
    else if (isEnded(to)) setAsking(true);
    else move(to);
  };

  return (
    <div class="card stage">
      <div class="stage-now">
        <p>
          <span class="quiet">{text.label}:</span> <strong>{words.stages[stage]}</strong>
        </p>
        <button
          type="button"
          ref={toggle}
          class="button"
          aria-expanded={open}
          aria-controls={form}
          onClick={() => {
            setResult(undefined);
            if (open) close();
            else setOpen(true);
          }}
        >
          {text.change}
        </button>
      </div>
      <div id={form} class="stage-form" hidden={!open}>
        <label class="label" for={`${form}-to`}>
          {text.to}
        </label>
        <select
          id={`${form}-to`}
          ref={select}
          class="text"
          value={to ?? ""}
          disabled={asking || busy}
          aria-describedby={`${form}-seen`}
          onChange={({ currentTarget }) => {
            setMissing(false);
            setTo(nextOf(stage).find((next) => next === currentTarget.value));
          }}
        >
          <option value="">{text.choose}</option>
          {nextOf(stage).map((next) => (
            <option key={next} value={next}>
              {next === stage ? text.again(words.stages[next]) : words.stages[next]}
            </option>
          ))}
        </select>
        <p class="quiet small" id={`${form}-seen`}>
          {text.seen}
        </p>
        {asking && to ? (
          <div class="note warm">
            <p ref={question} tabIndex={-1}>
              {text.ask(words.stages[to])}
            </p>
            <div class="buttons">
              <button type="button" class="button primary" aria-disabled={busy} onClick={() => move(to)}>
                {text.yes}
              </button>
              <button type="button" class="button" onClick={() => setAsking(false)}>
                {text.no}
              </button>
            </div>
          </div>
        ) : (
          <button type="button" class="button primary" aria-disabled={busy} onClick={submit}>
            {text.move}
          </button>
        )}
      </div>
      <div role="status">
        {busy && <p class="quiet">{text.moving}</p>}
        {result?.kind === "moved" && <p class="note">{text.moved(words.stages[result.stage])}</p>}
      </div>
      <div role="alert">
        {missing && <p class="note warm">{text.missing}</p>}
        {result?.kind === "refused" && (
          <p class="note warm">{result.why.code === "offline" ? words.common.offline : result.why.words[language]}</p>
        )}
      </div>
    </div>
  );
}
