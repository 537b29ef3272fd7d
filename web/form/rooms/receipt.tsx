import { useRef, useState } from "preact/hooks";
import { quickExit } from "../exit.ts";
import { copyText, Help, type RoomProps, Title } from "../parts.tsx";

interface ReceiptProps extends RoomProps {
  readonly code: string;
  readonly asItWas: boolean;
  readonly noted: () => void;
}

/** The code, once. Large and in groups, to be copied by hand without a slip. */
export function Receipt({ words, code, asItWas, noted }: ReceiptProps) {
  const { receipt } = words;
  const shown = useRef<HTMLParagraphElement>(null);
  const [copied, setCopied] = useState<boolean>();
  return (
    <>
      <Title>{receipt.title}</Title>
      <p class="lead">{receipt.thanks}</p>
      {asItWas && <p class="note">{receipt.asItWas}</p>}
      <section class="sheet code-sheet" aria-labelledby="code-title">
        <h2 id="code-title">
          <span class="on-screen">{receipt.code}</span>
          <span class="on-paper">{receipt.sheetTitle}</span>
        </h2>
        <p class="code" ref={shown}>
          {(code.match(/[^-]+-?/g) ?? []).map((group, index) => (
            // Groups have no identity but their place in the code.
            <span key={index}>{group}</span>
          ))}
        </p>
      </section>
      <p class="note warm">
        <strong>{receipt.note}</strong>
      </p>
      <p>{receipt.use}</p>
      <p>{receipt.shared}</p>
      <p class="calls">
        <button type="button" class="button" onClick={() => copyText(code, shown.current).then(setCopied)}>
          {receipt.copy}
        </button>
        <button type="button" class="button" onClick={() => print()}>
          {receipt.print}
        </button>
      </p>
      <p role="status">{copied !== undefined && (copied ? receipt.copied : receipt.copyByHand)}</p>
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
