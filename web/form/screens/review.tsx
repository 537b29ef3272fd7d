import { CodeSheet, type ScreenProps, SpaceLeft, Title } from "../parts.tsx";
import { summary } from "../summary.ts";
import { nameOf } from "../units.ts";
import type { SubmissionState } from "../use-submission.ts";
import { NotSent } from "./not-sent.tsx";

export function Review({ submission, ...props }: ScreenProps & { submission: SubmissionState }) {
  const { words, draft, names, agreed, go, edit, back } = props;
  const { review, common, recipients, conflict } = words;
  const { phase, outcome, tellsNothing, mayExist } = submission;
  const busy = phase !== undefined;
  const failed = outcome !== undefined && outcome.status !== "sent";
  return (
    <>
      <Title>{review.title}</Title>
      <p class="hint">{review.hint}</p>
      <dl class="summary">
        {summary(draft, words, names).map(({ step, title, lines }) => (
          <div key={step}>
            <dt>{title}</dt>
            <dd class="edit">
              <EditLink title={title} words={words} busy={busy} onEdit={() => edit(step)} />
            </dd>
            <dd>
              {lines.length > 0 ? lines.map((line) => <p key={line}>{line}</p>) : <p class="quiet">{review.empty}</p>}
            </dd>
          </div>
        ))}
        <div>
          <dt>{review.recipients}</dt>
          <dd class="edit">
            <EditLink title={review.recipients} words={words} busy={busy} onEdit={() => edit("recipients")} />
          </dd>
          <dd>
            {agreed ? (
              agreed.map((unit) => <p key={unit}>Satgas {nameOf(names, unit)}</p>)
            ) : (
              <p class="quiet">{review.notAgreed}</p>
            )}
          </dd>
        </div>
      </dl>
      <SpaceLeft {...props} />
      {tellsNothing && (
        <div class="note warm" role="alert">
          <p>{review.tellUs}</p>
          <p class="links">
            {(["account", "happenings", "needs"] as const).map((step) => (
              <button type="button" class="link" key={step} onClick={() => edit(step)}>
                {words[step].title}
              </button>
            ))}
          </p>
        </div>
      )}
      {draft.unit === undefined && <p class="note warm">{recipients.needsUnit}</p>}
      {failed && <NotSent {...props} submission={submission} outcome={outcome} />}
      {mayExist && (
        <>
          <p class="note warm" role="alert">
            <strong>{review.mayExist}</strong>
          </p>
          <CodeSheet words={words} code={mayExist} />
        </>
      )}
      <p role="status" class={busy ? "working" : "visually-hidden"}>
        {busy && review.phases[phase]}
      </p>
      <div class="actions">
        {draft.unit === undefined ? (
          <button type="button" class="button primary" onClick={() => edit("unit")}>
            {conflict.toUnit}
          </button>
        ) : agreed ? (
          <button type="button" class="button primary" aria-disabled={busy} onClick={() => busy || submission.send()}>
            {failed ? common.retry : review.send}
          </button>
        ) : (
          <button type="button" class="button primary" onClick={() => go("recipients")}>
            {recipients.title}
          </button>
        )}
        <button type="button" class="button plain" aria-disabled={busy} onClick={() => busy || back()}>
          {common.back}
        </button>
      </div>
    </>
  );
}

interface EditProps extends Pick<ScreenProps, "words"> {
  readonly title: string;
  readonly busy: boolean;
  readonly onEdit: () => void;
}

const EditLink = ({ title, words, busy, onEdit }: EditProps) => (
  <button
    type="button"
    class="link"
    aria-label={`${words.review.edit}: ${title}`}
    aria-disabled={busy}
    onClick={() => busy || onEdit()}
  >
    {words.review.edit}
  </button>
);
