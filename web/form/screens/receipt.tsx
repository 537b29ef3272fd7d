import type { Code } from "../outcome.ts";
import { CodeSheet, type ScreenProps, Title } from "../parts.tsx";

interface ReceiptProps extends ScreenProps {
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
