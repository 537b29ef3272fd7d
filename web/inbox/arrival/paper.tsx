import { useEffect, useState } from "preact/hooks";
import { encode } from "uqr";
import { PAPER_LINES, readPaper } from "../../../shared/paper.ts";
import { recoveryFromPaper, recoveryOnPaper } from "../../../shared/satgas/recovery-paper.ts";
import { type Identity, newIdentity } from "../../../shared/seal.ts";
import { type UnitCode, unitName } from "../../../shared/work-unit.ts";
import { useSpeech } from "../../words/inbox.ts";
import { momentOfSeconds } from "../../words/moments.ts";
import { Form, Heading, TextField } from "../parts.tsx";

const LINES = Array.from({ length: PAPER_LINES }, (_, index) => index);

/** A new recovery paper. It counts once it was typed back from where it was written. */
export function NewPaper({
  unit,
  onTypedBack,
}: {
  readonly unit: UnitCode;
  readonly onTypedBack: (identity: Identity) => void;
}) {
  const { words, language } = useSpeech();
  const { paper } = words.arrival;
  const [identity, setIdentity] = useState<Identity>();
  const [typing, setTyping] = useState(false);
  useEffect(() => {
    newIdentity().then((made) => setIdentity(made.identity));
  }, []);
  if (identity === undefined) return <p role="status" />;

  if (typing) {
    return (
      <TypedPaper
        heading={paper.typeBack}
        intro={paper.typeBackHint}
        expected={recoveryOnPaper(identity)}
        submit={paper.done}
        onTyped={() => onTypedBack(identity)}
      >
        <button type="button" class="button plain" onClick={() => setTyping(false)}>
          {paper.showAgain}
        </button>
      </TypedPaper>
    );
  }
  return (
    <>
      <Heading>{paper.heading}</Heading>
      <p>{paper.intro}</p>
      <section class="card recovery-paper" aria-label={paper.title(unitName(unit))}>
        <p class="on-paper">{paper.title(unitName(unit))}</p>
        <p class="on-paper">{paper.made(momentOfSeconds(Date.now() / 1000, language))}</p>
        <ol>
          {recoveryOnPaper(identity).map((line) => (
            <li class="number" key={line}>
              {line}
            </li>
          ))}
        </ol>
        <QrCode text={identity} label={paper.qr} />
        <p>{paper.keep}</p>
      </section>
      <div class="row-of-buttons apart">
        <button type="button" class="button primary" onClick={() => setTyping(true)}>
          {paper.written}
        </button>
        <button type="button" class="button" onClick={() => print()}>
          {paper.print}
        </button>
      </div>
    </>
  );
}

function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { size, data } = encode(text, { border: 2 });
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg class="qr" role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`}>
      <path d={squares.join("")} />
    </svg>
  );
}

/** The old paper of a Satgas that begins anew, or her word that there is none. */
export function OldPaper({
  onTyped,
}: {
  readonly onTyped: (typed: Identity | undefined) => Promise<"wrong" | "unverified" | undefined>;
}) {
  const { oldPaper } = useSpeech().words.arrival;
  const [asking, setAsking] = useState(false);
  const [trouble, setTrouble] = useState<"wrong" | "unverified">();
  return (
    <TypedPaper
      heading={oldPaper.heading}
      intro={oldPaper.intro}
      submit={oldPaper.open}
      onTyped={async (identity) => setTrouble(await onTyped(identity))}
    >
      {trouble && (
        <p class="note warm" role="alert">
          {oldPaper[trouble]}
        </p>
      )}
      {asking ? (
        <div class="note warm">
          <p>{oldPaper.noneSure}</p>
          <div class="row-of-buttons apart">
            <button type="button" class="button" onClick={async () => setTrouble(await onTyped(undefined))}>
              {oldPaper.noneYes}
            </button>
            <button type="button" class="button primary" onClick={() => setAsking(false)}>
              {oldPaper.noneNo}
            </button>
          </div>
        </div>
      ) : (
        <button type="button" class="button plain" onClick={() => setAsking(true)}>
          {oldPaper.none}
        </button>
      )}
    </TypedPaper>
  );
}

interface TypedPaperProps {
  readonly heading: string;
  readonly intro: string;
  readonly submit: string;
  /** The lines that it must be, as `recoveryOnPaper` writes them; any paper when absent. */
  readonly expected?: readonly string[];
  readonly onTyped: (identity: Identity) => void;
  readonly children: preact.ComponentChildren;
}

/** Four lines typed from a paper; a slip is told by its line. */
function TypedPaper({ heading, intro, submit, expected, onTyped, children }: TypedPaperProps) {
  const { paper } = useSpeech().words.arrival;
  const [typed, setTyped] = useState<readonly string[]>(LINES.map(() => ""));
  const [wrong, setWrong] = useState<{ readonly line: number; readonly why: "lineWrong" | "lineDiffers" }>();

  const check = () => {
    const lines = typed.map(readPaper);
    const bad = lines.indexOf(undefined);
    if (bad >= 0) return setWrong({ line: bad, why: "lineWrong" });
    const other = expected?.findIndex((line, index) => readPaper(line, index) !== lines[index]) ?? -1;
    if (other >= 0) return setWrong({ line: other, why: "lineDiffers" });
    setWrong(undefined);
    const identity = recoveryFromPaper(lines.map((line) => line ?? ""));
    if (identity === undefined) return setWrong({ line: 0, why: "lineWrong" });
    onTyped(identity);
  };

  return (
    <>
      <Heading>{heading}</Heading>
      <p>{intro}</p>
      <Form class="card" onDone={check}>
        {LINES.map((line) => (
          <TextField
            key={line}
            label={paper.line(line + 1)}
            error={wrong?.line === line ? paper[wrong.why](line + 1) : undefined}
            value={typed[line] ?? ""}
            onInput={(value) => setTyped(typed.map((one, index) => (index === line ? value : one)))}
            mono
            autofocus={line === 0}
          />
        ))}
        <button type="submit" class="button primary wide">
          {submit}
        </button>
      </Form>
      {children}
    </>
  );
}
