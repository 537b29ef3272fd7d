import { useState } from "preact/hooks";
import { tellsSomething } from "../../shared/telling.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import { download } from "../download.ts";
import type { Language } from "../words/language.ts";
import { answersOf, conflictUnits, type Draft } from "./draft.ts";
import type { Code, HandIn, Outcome, Phase } from "./outcome.ts";
import type { Screen } from "./steps.ts";
import type { Post } from "./submit.ts";

interface Handing {
  readonly post: Post;
  readonly draft: Draft;
  readonly language: Language;
  readonly agreed: readonly UnitCode[] | undefined;
  readonly go: (screen: Screen) => void;
  readonly clear: () => void;
  /** True while a send is under way. */
  readonly busy: { current: boolean };
}

/** Handing in, above all screens: whichever one shows when the answer comes, the code must not be missed. */
export function useHandingIn({ post, draft, language, agreed, go, clear, busy }: Handing) {
  const [phase, setPhase] = useState<Phase>();
  const [outcome, setOutcome] = useState<Outcome>();
  const [tellsNothing, setTellsNothing] = useState(false);
  const [code, setCode] = useState<Code>();
  /** Of a report that may exist: it stays on the screen, whatever she changes. */
  const [mayExist, setMayExist] = useState<Code>();

  const handIn = (): HandIn | undefined => {
    const { unit } = draft;
    if (unit === undefined || agreed === undefined) return undefined;
    const answers = answersOf({ ...draft, unit });
    return { answers, language, agreed, conflicts: conflictUnits(unit, draft.conflicts) };
  };

  async function send(): Promise<void> {
    const hand = handIn();
    // A ref, not state: the second of two quick taps comes before the next render.
    if (!hand || busy.current) return;
    const told = tellsSomething(hand.answers);
    setTellsNothing(!told);
    if (!told) return;
    busy.current = true;
    setOutcome(undefined);
    const ended = await post.send(hand, setPhase);
    busy.current = false;
    setPhase(undefined);
    setOutcome(ended);
    if (ended.status === "seats-changed") go("recipients");
    if (ended.status === "failed" && ended.mayExist) setMayExist(ended.mayExist);
    if (ended.status !== "sent") return;
    setMayExist(undefined);
    setCode(ended);
    clear();
    post.forget();
    go("receipt");
  }

  async function saveFile(): Promise<boolean> {
    const hand = handIn();
    const saved = hand && (await post.sealedFile(hand).catch(() => undefined));
    if (!saved) return false;
    download(saved.file, "catatan.dat");
    setMayExist(saved);
    return true;
  }

  return {
    phase,
    outcome,
    tellsNothing,
    code,
    mayExist,
    asItWas: outcome?.status === "sent" && outcome.asItWas,
    seatsChanged: outcome?.status === "seats-changed",
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
