import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { unknownWord } from "../../shared/passphrase.ts";
import { useSpeech } from "../words/inbox.ts";
import type { KeyTrouble, Lock } from "./key-file.ts";
import { Form } from "./parts.tsx";

interface UnlockFormProps {
  readonly lock: Lock;
  /** What a passphrase opens, as the button says it: the inbox when absent. */
  readonly opens?: string | undefined;
  readonly busy: boolean;
  readonly offerToRemember: boolean;
  readonly trouble: KeyTrouble | undefined;
  readonly onPassphrase: (typed: string, keep: boolean) => void;
  readonly onPasskey: (keep: boolean) => void;
}

export function UnlockForm({ lock, opens, busy, offerToRemember, trouble, onPassphrase, onPasskey }: UnlockFormProps) {
  const { words } = useSpeech();
  const [shown, setShown] = useState(false);
  const [keep, setKeep] = useState(false);
  /** Not in a state: what is typed here needs no drawing, and is gone with the field. */
  const field = useRef<HTMLInputElement>(null);

  const unknown = unknownWord(field.current?.value ?? "");

  useLayoutEffect(() => {
    if (trouble) field.current?.focus();
  }, [trouble]);

  return (
    <Form
      class="unlock-form"
      onDone={() => {
        if (lock === "passphrase") onPassphrase(field.current?.value ?? "", keep);
        else onPasskey(keep);
      }}
    >
      {lock === "passphrase" && (
        <div class="field">
          <label for="passphrase">{words.unlock.passphrase}</label>
          <p class="quiet small" id="passphrase-hint">
            {words.unlock.passphraseHint}
          </p>
          <input
            id="passphrase"
            ref={field}
            class="text passphrase-input"
            {...(shown ? { type: "text" as const } : { type: "password" as const })}
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            aria-describedby={trouble ? "unlock-trouble passphrase-hint" : "passphrase-hint"}
            aria-invalid={trouble !== undefined}
          />
          <label class="tick">
            <input type="checkbox" checked={shown} onChange={() => setShown(!shown)} />
            <span>{words.unlock.show}</span>
          </label>
        </div>
      )}
      {trouble && (
        <p class="note warm" role="alert" id="unlock-trouble">
          {words.unlock.keyTrouble[trouble]}{" "}
          {trouble === "wrong-passphrase" && unknown !== undefined && words.unlock.unknownWord(unknown)}
        </p>
      )}
      {offerToRemember && (
        <div class="field">
          <label class="tick">
            <input type="checkbox" checked={keep} aria-describedby="remember-hint" onChange={() => setKeep(!keep)} />
            <span>{words.unlock.remember}</span>
          </label>
          <p class="quiet small indented" id="remember-hint">
            {words.unlock.rememberHint}
          </p>
        </div>
      )}
      {lock === "passkey" && <p class="quiet small">{words.unlock.passkeyHint}</p>}
      <button type="submit" class="button primary wide" aria-disabled={busy}>
        {busy
          ? words.unlock.opening
          : lock === "passkey"
            ? words.unlock.withPasskey
            : (opens ?? words.unlock.withPassphrase)}
      </button>
    </Form>
  );
}
