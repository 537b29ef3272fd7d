import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import type { HelpContact } from "../../shared/contract.ts";
import type { UsableSatgas } from "../../shared/routing.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import { helpContacts } from "../help.ts";
import type { FormWords } from "../words/form.ts";
import type { Language } from "../words/language.ts";
import { type Draft, roomLeft } from "./draft.ts";
import type { Code } from "./outcome.ts";
import type { Screen } from "./steps.ts";
import type { Sender } from "./submit.ts";
import type { Names } from "./units.ts";

/** What every room is given. */
export interface ScreenProps {
  readonly words: FormWords;
  readonly language: Language;
  readonly draft: Draft;
  readonly set: (patch: Draft) => void;
  readonly names: Names;
  readonly loadNames: () => void;
  /** Whose keys verify among those above her office; nothing while it is not known. */
  readonly usable: UsableSatgas | undefined;
  /** Loads behind the questions; fails when it could not be loaded, and is then asked for again. */
  readonly sender: () => Promise<Sender>;
  readonly go: (screen: Screen) => void;
  /** To one screen to change it; the way on leads back. */
  readonly edit: (screen: Screen) => void;
  readonly next: () => void;
  readonly back: () => void;
  /** She came from the summary to change one thing. */
  readonly editing: boolean;
  /** The seats she was shown and agreed to; gone as soon as an answer changes that decides about them. */
  readonly agreed: readonly UnitCode[] | undefined;
  readonly agree: (seats: readonly UnitCode[]) => void;
}

/** The title takes the focus when its screen comes, so that a screen reader begins there. */
export const Title = ({ children }: { readonly children: ComponentChildren }) => (
  <h1 tabIndex={-1} aria-describedby="progress">
    {children}
  </h1>
);

interface ActionsProps extends Pick<ScreenProps, "words" | "next" | "back" | "editing"> {
  /** Nothing was answered here: the way on is called "skip". */
  readonly empty?: boolean;
  readonly label?: string | undefined;
}

export function Actions({ words, next, back, editing, empty = false, label }: ActionsProps) {
  const { common } = words;
  const onward = label ?? (editing ? common.toReview : empty ? common.skip : common.next);
  return (
    <div class="actions">
      <button type="button" class={empty ? "button" : "button primary"} onClick={next}>
        {onward}
      </button>
      <button type="button" class="button plain" onClick={back}>
        {common.back}
      </button>
    </div>
  );
}

/** Told only to someone who comes near the limit. */
export function SpaceLeft({ words, draft }: Pick<ScreenProps, "words" | "draft">) {
  const left = roomLeft(draft);
  const { spaceLeft, spaceOver } = words.common;
  return (
    <div role="status">
      {left !== undefined && (
        <p class={left < 0 ? "note warm" : "hint"}>{left < 0 ? spaceOver(-left) : spaceLeft(left)}</p>
      )}
    </div>
  );
}

/** A way to reach somebody; only what is a telephone number becomes a link. */
function Contact({ contact, language, words }: { contact: HelpContact } & Pick<ScreenProps, "language" | "words">) {
  const number = contact.call.replace(/[\s().-]/g, "");
  return (
    <li>
      <strong>{contact.name}</strong>{" "}
      {/^\+?\d{3,15}$/.test(number) ? <a href={`tel:${number}`}>{contact.call}</a> : <span>{contact.call}</span>}
      <br />
      <span class="quiet">
        {contact.note[language]}
        {contact.lastVerified && ` (${words.after.checked(contact.lastVerified)})`}
      </span>
    </li>
  );
}

/** People to call. They came with the page. */
export const Help = ({ words, language }: Pick<ScreenProps, "words" | "language">) => (
  <ul class="people">
    {helpContacts.map((contact) => (
      <Contact key={contact.name} contact={contact} language={language} words={words} />
    ))}
  </ul>
);

/** Her code: large and in groups, to be copied by hand without a slip. */
export function CodeSheet({ words, code }: Pick<ScreenProps, "words"> & { readonly code: Code }) {
  const { receipt } = words;
  const shown = useRef<HTMLParagraphElement>(null);
  const [copied, setCopied] = useState<boolean>();
  return (
    <>
      <section class="sheet code-sheet" aria-labelledby="code-title">
        <h2 id="code-title">
          <span class="on-screen">{receipt.code}</span>
          <span class="on-paper">{receipt.sheetTitle}</span>
        </h2>
        <p class="code" ref={shown}>
          {(code.code.match(/[^-]+-?/g) ?? []).map((group, index) => (
            // Groups have no identity but their place in the code.
            <span key={index}>{group}</span>
          ))}
        </p>
        <p>{receipt.number(code.number)}</p>
      </section>
      <p class="calls">
        <button type="button" class="button" onClick={() => copyText(code.code, shown.current).then(setCopied)}>
          {receipt.copy}
        </button>
        <button type="button" class="button" onClick={() => print()}>
          {receipt.print}
        </button>
      </p>
      <p role="status">{copied !== undefined && (copied ? receipt.copied : receipt.copyByHand)}</p>
    </>
  );
}

/** Who is there, beside the people to call, when nobody inside KPU stands above the person reported. */
export function Outside({ words }: Pick<ScreenProps, "words">) {
  const { dkpp, komnas } = words.outside;
  return (
    <ul class="people">
      {[dkpp, komnas].map(({ name, note }) => (
        <li key={name}>
          <strong>{name}</strong>
          <br />
          <span class="quiet">{note}</span>
        </li>
      ))}
    </ul>
  );
}

/** Copies. Where the browser keeps the clipboard from a frame, the older way; the text stays selected for her hand. */
export async function copyText(text: string, shown: HTMLElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    if (!shown) return false;
    getSelection()?.selectAllChildren(shown);
    return document.execCommand("copy");
  }
}

/** `started` stays true until `run` has ended: a second tap does nothing. */
export function useOnce(run: () => Promise<void>): readonly [boolean, () => void] {
  const [busy, setBusy] = useState(false);
  const start = () => {
    if (busy) return;
    setBusy(true);
    run().finally(() => setBusy(false));
  };
  return [busy, start];
}
