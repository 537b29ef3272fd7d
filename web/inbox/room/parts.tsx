import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useSpeech } from "../../words/inbox.ts";
import { momentOfSeconds } from "../../words/moments.ts";
import { Form, TextField } from "../parts.tsx";
import type { Acting } from "./use-room.ts";

/** What stood in the way of the act at this place, if that was the last one. */
export function TroubleAt({ acting: { trouble, busy }, where }: { readonly acting: Acting; readonly where: string }) {
  const { words, language } = useSpeech();
  if (busy === where) {
    return (
      <p role="status" class="quiet small">
        {words.room.working}
      </p>
    );
  }
  if (trouble?.where !== where) return null;
  const { why } = trouble;
  const said =
    "trouble" in why
      ? words.room.trouble[why.trouble]
      : why.code === "offline"
        ? words.common.offline
        : why.words[language];
  return (
    <p class="note warm" role="alert">
      {said}
    </p>
  );
}

interface AskedProps {
  readonly label: string;
  readonly question: string;
  readonly onYes: () => void;
}

/** A button whose harm is asked about first. The focus goes where the eye goes: to the question's way out, and back. */
export function Asked({ label, question, onYes }: AskedProps) {
  const { room } = useSpeech().words;
  const [asking, setAsking] = useState<"asking" | "taken-back">();
  const focused = (button: HTMLButtonElement | null) => button?.focus();
  if (asking !== "asking") {
    return (
      <button
        type="button"
        class="button plain"
        ref={asking === "taken-back" ? focused : null}
        onClick={() => setAsking("asking")}
      >
        {label}
      </button>
    );
  }
  return (
    <div class="note warm" role="alert">
      <p>{question}</p>
      <div class="row-of-buttons apart">
        <button
          type="button"
          class="button"
          onClick={() => {
            setAsking("taken-back");
            onYes();
          }}
        >
          {room.yes}
        </button>
        <button type="button" class="button primary" ref={focused} onClick={() => setAsking("taken-back")}>
          {room.no}
        </button>
      </div>
    </div>
  );
}

interface CodeFormProps {
  readonly label: string;
  readonly submit: string;
  readonly onCode: (typed: string) => void;
  readonly children?: ComponentChildren;
}

/** A code as it is heard on the telephone, typed. */
export function CodeForm({ label, submit, onCode, children }: CodeFormProps) {
  const { newcomers } = useSpeech().words.room;
  const [typed, setTyped] = useState("");
  return (
    <Form onDone={() => onCode(typed)}>
      {children}
      <TextField label={label} hint={newcomers.codeHint} value={typed} onInput={setTyped} mono />
      <button type="submit" class="button primary">
        {submit}
      </button>
    </Form>
  );
}

/** A link that nobody else knows, and that is not shown again. */
export function InvitationLink({ text }: { readonly text: string }) {
  const { link } = useSpeech().words.room;
  const [copied, setCopied] = useState<"copied" | "notCopied">();
  return (
    <div class="note link-note">
      <h3>{link.heading}</h3>
      <p>{link.hint}</p>
      <p class="number link">{text}</p>
      <div class="row-of-buttons apart">
        <button
          type="button"
          class="button primary"
          onClick={() =>
            navigator.clipboard
              .writeText(text)
              .then(() => setCopied("copied"))
              .catch(() => setCopied("notCopied"))
          }
        >
          {link.copy}
        </button>
        {"share" in navigator && (
          // Whoever closes the sheet has not failed at anything.
          <button type="button" class="button" onClick={() => navigator.share({ text }).catch(() => {})}>
            {link.share}
          </button>
        )}
      </div>
      <p role="status">{copied && link[copied]}</p>
    </div>
  );
}

/** An invitation that nobody has used yet. */
export function OpenInvitation({ expires, onWithdraw }: { readonly expires: number; readonly onWithdraw: () => void }) {
  const { words, language } = useSpeech();
  const { link } = words.room;
  return (
    <li class="open-invitation">
      <span>{link.open(momentOfSeconds(expires, language))}</span>
      <button type="button" class="button plain" onClick={onWithdraw}>
        {link.withdraw}
      </button>
    </li>
  );
}
