import { useRef, useState } from "preact/hooks";
import { newPassphrase } from "../../shared/passphrase.ts";
import type { KeyFile } from "../../shared/satgas/key-file.ts";
import { sealWithPassphrase } from "../../shared/seal.ts";
import { download } from "../download.ts";
import { useSpeech } from "../words/inbox.ts";
import { Back, Heading } from "./parts.tsx";
import { lockWithPasskey, type PasskeyTrouble } from "./passkey.ts";
import { remember, remembered } from "./remembered.ts";

interface ChangeLockProps {
  readonly keyFile: KeyFile;
  readonly back: () => void;
}

type Doing =
  | { readonly at: "nothing" | "asking-passkey" | "sealing" | "failed" }
  | { readonly at: "passkey-trouble"; readonly trouble: PasskeyTrouble }
  | { readonly at: "showing"; readonly passphrase: string; readonly sealed: Uint8Array<ArrayBuffer> }
  | { readonly at: "done"; readonly lock: "passkey" | "passphrase"; readonly replaced: boolean };

/** Seals the same keys in a new way. The server has no part in it: it never sees a key file. */
export function ChangeLock({ keyFile, back }: ChangeLockProps) {
  const { words } = useSpeech();
  const text = words.changeLock;
  const [doing, setDoing] = useState<Doing>({ at: "nothing" });
  const busy = useRef(false);

  const hand = (sealed: Uint8Array<ArrayBuffer>, lock: "passkey" | "passphrase") => {
    download(sealed, `posko-kunci-${keyFile.unit}.age`);
    const replaced = remembered() !== undefined && remember(sealed);
    setDoing({ at: "done", lock, replaced });
  };

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
    if (answer.ok) hand(answer.value, "passkey");
    else setDoing({ at: "passkey-trouble", trouble: answer.trouble });
  });

  const makePassphrase = once(async () => {
    setDoing({ at: "sealing" });
    const passphrase = newPassphrase();
    setDoing({ at: "showing", passphrase, sealed: await sealWithPassphrase(keyFile, passphrase) });
  });

  return (
    <>
      <Back back={back} />
      <Heading>{text.heading}</Heading>
      <p>{text.intro}</p>
      <section class="card">
        <h2>{text.passkeyHeading}</h2>
        <p>{text.passkeyText}</p>
        {doing.at === "passkey-trouble" && (
          <p class="note warm" role="alert">
            {words.unlock.keyTrouble[doing.trouble]}
          </p>
        )}
        {doing.at === "done" && doing.lock === "passkey" && <Done said={text.passkeyDone} replaced={doing.replaced} />}
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
        {doing.at === "done" && doing.lock === "passphrase" && (
          <Done said={text.passphraseDone} replaced={doing.replaced} />
        )}
        {doing.at === "showing" ? (
          <>
            <p class="label" id="new-passphrase">
              {text.newPassphrase}
            </p>
            <p class="passphrase" role="status" aria-labelledby="new-passphrase">
              {doing.passphrase}
            </p>
            <p class="note warm">{text.once}</p>
            <button type="button" class="button primary" onClick={() => hand(doing.sealed, "passphrase")}>
              {text.download}
            </button>
          </>
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
