import { useState } from "preact/hooks";
import { tellsSomething } from "../../shared/telling.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import { download } from "../download.ts";
import type { Language } from "../words/language.ts";
import { type Draft, handInOf } from "./draft.ts";
import type { Code, Outcome, Phase } from "./outcome.ts";
import type { Screen } from "./steps.ts";
import type { Sender } from "./submit.ts";

interface Given {
  readonly sender: () => Promise<Sender>;
  readonly draft: Draft;
  readonly language: Language;
  readonly agreed: readonly UnitCode[] | undefined;
  readonly go: (screen: Screen) => void;
  readonly clear: () => void;
  /** True while a send is under way. */
  readonly busy: { current: boolean };
}

/** Sending, above all screens: whichever one shows when the answer comes, the code must not be missed. */
export function useSubmission({ sender, draft, language, agreed, go, clear, busy }: Given) {
  const [phase, setPhase] = useState<Phase>();
  const [outcome, setOutcome] = useState<Outcome>();
  const [tellsNothing, setTellsNothing] = useState(false);
  const [code, setCode] = useState<Code>();
  /** Of a report that may exist: it stays on the screen, whatever she changes. */
  const [mayExist, setMayExist] = useState<Code>();

  async function send(): Promise<void> {
    const hand = handInOf(draft, language, agreed);
    // A ref, not state: the second of two quick taps comes before the next render.
    if (!hand || busy.current) return;
    const enough = tellsSomething(hand.answers);
    setTellsNothing(!enough);
    if (!enough) return;
    busy.current = true;
    setOutcome(undefined);
    setPhase("sealing");
    const ended = await sender().then(
      (loaded) => loaded.send(hand, setPhase),
      (): Outcome => ({ status: "failed", failure: { ok: false, code: "no-sealing" } }),
    );
    busy.current = false;
    setPhase(undefined);
    setOutcome(ended);
    if (ended.status === "seats-changed") go("recipients");
    if (ended.status === "failed" && ended.mayExist) setMayExist(ended.mayExist);
    if (ended.status !== "sent") return;
    setMayExist(undefined);
    setCode(ended);
    clear();
    go("receipt");
  }

  async function saveFile(): Promise<boolean> {
    const hand = handInOf(draft, language, agreed);
    const saved =
      hand &&
      (await sender()
        .then((loaded) => loaded.sealedFile(hand))
        .catch(() => undefined));
    if (!saved) return false;
    download(saved.file, "catatan.dat");
    setMayExist(saved);
    return true;
  }

  return {
    phase,
    /** How the last attempt ended, as long as she has not changed anything since. */
    outcome,
    /** Nothing a Satgas could act on was written. */
    tellsNothing,
    /** Of the report that arrived. */
    code,
    /** The code of a report that may exist: sent without an answer, or saved as a file. */
    mayExist,
    send: () => void send(),
    saveFile,
    /** She changed something: what was said about the last attempt no longer holds. */
    touched: () => {
      setOutcome(undefined);
      setTellsNothing(false);
    },
    noted: () => setCode(undefined),
  };
}
export type SubmissionState = ReturnType<typeof useSubmission>;
