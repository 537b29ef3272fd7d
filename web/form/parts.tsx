import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { HelpContact } from "../../shared/contract.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import type { FormWords } from "../words/form.ts";
import type { Language } from "../words/language.ts";
import type { Draft } from "./draft.ts";
import type { Screen } from "./steps.ts";
import type { Post } from "./submit.ts";
import type { DirectoryState } from "./units.ts";

/** What every room is given. */
export interface RoomProps {
  readonly words: FormWords;
  readonly language: Language;
  readonly draft: Draft;
  readonly set: (patch: Draft) => void;
  readonly directory: DirectoryState;
  readonly loadDirectory: () => void;
  readonly post: Post;
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

interface ActionsProps extends Pick<RoomProps, "words" | "next" | "back" | "editing"> {
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

/** A way to reach somebody; only what is a telephone number becomes a link. */
function Contact({ contact, language, words }: { contact: HelpContact } & Pick<RoomProps, "language" | "words">) {
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

/** People to call: what the directory knows, and without it the two numbers that hold everywhere. */
export function Help({ words, language, directory }: Pick<RoomProps, "words" | "language" | "directory">) {
  const { police, sapa } = words.outside;
  const both = (note: string) => ({ id: note, en: note });
  const builtIn: HelpContact[] = [
    { name: police.name, call: "110", note: both(police.note) },
    { name: sapa.name, call: "129", note: both(sapa.note) },
  ];
  const known = directory.status === "ready" && directory.value.help.length > 0 ? directory.value.help : builtIn;
  return (
    <ul class="people">
      {known.map((contact) => (
        <Contact key={contact.name} contact={contact} language={language} words={words} />
      ))}
    </ul>
  );
}

/** Who is there, beside the people to call, when nobody inside KPU stands above the person reported. */
export function Outside({ words }: Pick<RoomProps, "words">) {
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
