import type { ComponentChildren } from "preact";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { LINE } from "../../shared/limits.ts";
import type { Refusal } from "../api.ts";
import { useSpeech } from "../words/inbox.ts";

/** Parts that several screens of the inbox share. */

/** The heading of a screen. It takes the focus, so that a screen reader starts where the eye does. */
export function Heading({ children }: { readonly children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    heading.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, []);
  return (
    <h1 tabIndex={-1} ref={heading}>
      {children}
    </h1>
  );
}

export function Back({ back }: { readonly back: () => void }) {
  const { words } = useSpeech();
  return (
    <button type="button" class="button plain back" onClick={back}>
      <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
        <path d="M10 3 5 8l5 5" />
      </svg>
      {words.common.back}
    </button>
  );
}

/** A refusal of the API, in the inbox's own words where the API speaks to a reporter. */
export function Refused({ refusal, retry }: { readonly refusal: Refusal; readonly retry: () => void }) {
  const { words, language } = useSpeech();
  return (
    <div class="note warm" role="alert">
      <p>{refusal.code === "offline" ? words.common.offline : refusal.words[language]}</p>
      <button type="button" class="button" onClick={retry}>
        {words.common.retry}
      </button>
    </div>
  );
}

interface FormProps {
  readonly class?: string;
  readonly onDone: () => void;
  readonly children: ComponentChildren;
}

/** What is sent by Enter too. What is wrong with it is said beside its fields, not by the browser. */
export function Form({ class: name, onDone, children }: FormProps) {
  return (
    <form
      class={name}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onDone();
      }}
    >
      {children}
    </form>
  );
}

interface TextFieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly type?: "text" | "email" | "date" | "tel";
  readonly autocomplete?: string;
  /** For codes, which are read letter by letter. */
  readonly mono?: boolean;
  readonly autofocus?: boolean;
  /** Characters that it may have; more are kept, and said. */
  readonly limit?: number;
}

/** One line to be typed, with what is wrong with it said beside it. */
export function TextField(props: TextFieldProps) {
  const { label, hint, value, onInput, type = "text", autocomplete = "off", mono, autofocus, limit = LINE } = props;
  const { words } = useSpeech();
  const error = value.trim().length > limit ? words.common.tooLong(limit) : props.error;
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (autofocus || props.error) field.current?.focus();
  }, [autofocus, props.error]);
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && (
        <p class="quiet small" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <input
        id={id}
        ref={field}
        class={mono ? "text passphrase-input" : "text"}
        {...({ type } as { type: "text" })}
        value={value}
        autocomplete={autocomplete as "off"}
        autocapitalize={mono ? "characters" : undefined}
        spellcheck={false}
        aria-describedby={described || undefined}
        aria-invalid={error !== undefined}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
      {error && (
        <p class="note warm" role="alert" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}

/** A button that opens the file chooser; a label, so that it is one without a script. */
export function FileButton(props: {
  readonly onFile: (file: File) => void;
  readonly primary?: boolean;
  readonly describedBy?: string;
  readonly children: ComponentChildren;
}) {
  return (
    <label class={`button file-button ${props.primary ? "primary" : ""}`}>
      {props.children}
      <input
        type="file"
        class="visually-hidden"
        aria-describedby={props.describedBy}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          // So that choosing the same file again is a choice too.
          currentTarget.value = "";
          if (file) props.onFile(file);
        }}
      />
    </label>
  );
}

/**
 * Takes a file dropped anywhere on the page. Everywhere, because a file dropped beside the target would otherwise
 * replace the page, and with it an unlocked inbox.
 */
export function useDrop(onFile: (file: File) => void): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef(onFile);
  latest.current = onFile;

  useEffect(() => {
    const hover = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (file) latest.current(file);
    };
    addEventListener("dragover", hover);
    addEventListener("dragleave", leave);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragover", hover);
      removeEventListener("dragleave", leave);
      removeEventListener("drop", drop);
    };
  }, []);

  return over;
}
