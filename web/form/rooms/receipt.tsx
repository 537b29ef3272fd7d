import { quickExit } from "../exit.ts";
import type { Code } from "../outcome.ts";
import { CodeSheet, Help, type RoomProps, Title } from "../parts.tsx";

interface ReceiptProps extends RoomProps {
  readonly code: Code;
  readonly asItWas: boolean;
  readonly noted: () => void;
}

/** The code, once. */
export function Receipt({ words, code, asItWas, noted }: ReceiptProps) {
  const { receipt } = words;
  return (
    <>
      <Title>{receipt.title}</Title>
      <p class="lead">{receipt.thanks}</p>
      {asItWas && <p class="note">{receipt.asItWas}</p>}
      <CodeSheet words={words} code={code} />
      <p class="note warm">
        <strong>{receipt.note}</strong>
      </p>
      <p>{receipt.use}</p>
      <p>{receipt.shared}</p>
      <div class="actions">
        <button type="button" class="button primary" onClick={noted}>
          {receipt.noted}
        </button>
      </div>
    </>
  );
}

/** What happens next and by when; nothing is promised that others would have to keep. */
export function After(props: RoomProps) {
  const { words, go } = props;
  const { after } = words;
  return (
    <>
      <Title>{after.title}</Title>
      <ol class="points">
        {after.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p class="note">{after.back}</p>
      <h2>{after.help}</h2>
      <Help {...props} />
      <div class="actions">
        <button type="button" class="button primary" onClick={quickExit}>
          {after.leave}
        </button>
        <button type="button" class="button" onClick={() => go("mine")}>
          {after.toMine}
        </button>
      </div>
    </>
  );
}
