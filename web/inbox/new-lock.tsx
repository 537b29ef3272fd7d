import { useRef, useState } from "preact/hooks";
import { canonicalPassphrase, newPassphrase } from "../../shared/passphrase.ts";
import type { KeyFile } from "../../shared/satgas/key-file.ts";
import { sealWithPassphrase } from "../../shared/seal.ts";
import { useSpeech } from "../words/inbox.ts";
import type { Lock } from "./key-file.ts";
import { Form, TextField } from "./parts.tsx";
import { lockWithPasskey, type PasskeyTrouble } from "./passkey.ts";

export interface NewKeyFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly lock: Lock;
}

interface NewLockProps {
  readonly keyFile: KeyFile;
  readonly onSealed: (file: NewKeyFile) => void;
  /** Which one was made last, to be said where it was made. */
  readonly done?: { readonly lock: Lock; readonly replaced: boolean } | undefined;
}

type Doing =
  | { readonly at: "nothing" | "asking-passkey" | "sealing" | "failed" }
  | { readonly at: "passkey-trouble"; readonly trouble: PasskeyTrouble }
  | { readonly at: "showing" | "typing" | "differs"; readonly passphrase: string; readonly bytes: NewKeyFile["bytes"] };

/** A way to unlock a key file, passkey first; a passphrase counts once it was typed back from where it was written. */
export function NewLock({ keyFile, onSealed, done }: NewLockProps) {
  const { words } = useSpeech();
  const text = words.changeLock;
  const [doing, setDoing] = useState<Doing>({ at: "nothing" });
  const [typed, setTyped] = useState("");
  const busy = useRef(false);

  /** One at a time: two passkeys for one key file would leave the person guessing which. */
  const once = (work: () => Promise<void>) => async () => {
    if (busy.current) return;
    busy.current = true;
    try {
      await work();
    } catch {
      setDoing({ at: "failed" });
    } finally {
      busy.current = false;
    }
  };

  const makePasskey = once(async () => {
    setDoing({ at: "asking-passkey" });
    const answer = await lockWithPasskey(keyFile);
    setDoing(answer.ok ? { at: "nothing" } : { at: "passkey-trouble", trouble: answer.trouble });
    if (answer.ok) onSealed({ bytes: answer.value, lock: "passkey" });
  });

  const makePassphrase = once(async () => {
    setDoing({ at: "sealing" });
    const passphrase = newPassphrase();
    const bytes = await sealWithPassphrase(keyFile, passphrase);
    setTyped("");
    setDoing({ at: "showing", passphrase, bytes });
  });

  return (
    <>
      <section class="card">
        <h2>{text.passkeyHeading}</h2>
        <p>{text.passkeyText}</p>
        {doing.at === "passkey-trouble" && (
          <p class="note warm" role="alert">
            {words.unlock.keyTrouble[doing.trouble]} {/* It was made before it turned out that it cannot seal. */}
            {(doing.trouble === "no-prf" || doing.trouble === "not-answering") && text.inVain}
          </p>
        )}
        {done?.lock === "passkey" && <Done said={text.passkeyDone} replaced={done.replaced} />}
        <button
          type="button"
          class="button primary"
          aria-disabled={doing.at === "asking-passkey"}
          onClick={makePasskey}
        >
          {doing.at === "asking-passkey" ? text.makingPasskey : text.makePasskey}
        </button>
      </section>
      <section class="card">
        <h2>{text.passphraseHeading}</h2>
        <p>{text.passphraseText}</p>
        {doing.at === "failed" && (
          <p class="note warm" role="alert">
            {text.failed}
          </p>
        )}
        {done?.lock === "passphrase" && <Done said={text.passphraseDone} replaced={done.replaced} />}
        {doing.at === "showing" ? (
          <>
            <p class="label" id="new-passphrase">
              {text.newPassphrase}
            </p>
            <p class="passphrase" role="status" aria-labelledby="new-passphrase">
              {doing.passphrase.replaceAll("-", " ")}
            </p>
            <p class="note warm">{text.once}</p>
            <button type="button" class="button primary" onClick={() => setDoing({ ...doing, at: "typing" })}>
              {text.written}
            </button>
          </>
        ) : doing.at === "typing" || doing.at === "differs" ? (
          <Form
            onDone={() => {
              if (canonicalPassphrase(typed) !== doing.passphrase) return setDoing({ ...doing, at: "differs" });
              setDoing({ at: "nothing" });
              onSealed({ bytes: doing.bytes, lock: "passphrase" });
            }}
          >
            <TextField
              label={text.typeBack}
              hint={text.typeBackHint}
              error={doing.at === "differs" ? text.differs : undefined}
              value={typed}
              onInput={setTyped}
              autofocus
            />
            <div class="row-of-buttons apart">
              <button type="submit" class="button primary">
                {text.download}
              </button>
              <button type="button" class="button plain" onClick={() => setDoing({ ...doing, at: "showing" })}>
                {text.showAgain}
              </button>
            </div>
          </Form>
        ) : (
          <button type="button" class="button" aria-disabled={doing.at === "sealing"} onClick={makePassphrase}>
            {doing.at === "sealing" ? text.making : text.makePassphrase}
          </button>
        )}
      </section>
    </>
  );
}

function Done({ said, replaced }: { readonly said: string; readonly replaced: boolean }) {
  const { words } = useSpeech();
  return (
    <p class="note" role="status">
      {said} {replaced && words.changeLock.replaced}
    </p>
  );
}
