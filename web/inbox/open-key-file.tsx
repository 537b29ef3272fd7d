import type { ComponentChildren } from "preact";
import { useCallback, useRef, useState } from "preact/hooks";
import type { KeyFile } from "../../shared/satgas/key-file.ts";
import { useSpeech } from "../words/inbox.ts";
import {
  KEY_FILE_LIMIT,
  type KeyTrouble,
  recogniseKeyFile,
  type SealedKeyFile,
  type Unlocked,
  unlockByPasskey,
  unlockWithPassphrase,
} from "./key-file.ts";
import { FileButton, useDrop } from "./parts.tsx";
import { forget, remember, remembered } from "./remembered.ts";
import { UnlockForm } from "./unlock-form.tsx";

type Step =
  | { readonly at: "choosing" }
  | { readonly at: "chosen"; readonly file: SealedKeyFile; readonly busy: boolean; readonly fromDevice: boolean };

interface OpenKeyFileProps {
  readonly onOpened: (keyFile: KeyFile) => void;
  /** What a passphrase opens, as the button says it: the inbox when absent. */
  readonly opens?: string;
  /** Beside the card: what else may be done here. */
  readonly children?: ComponentChildren;
}

/** From a key file, on this device or chosen, to the keys in it. */
export function OpenKeyFile({ onOpened, opens, children }: OpenKeyFileProps) {
  const { words } = useSpeech();
  const [step, setStep] = useState<Step>(() => {
    const file = remembered();
    return file ? { at: "chosen", file, busy: false, fromDevice: true } : { at: "choosing" };
  });
  const [trouble, setTrouble] = useState<KeyTrouble>();
  const [notice, setNotice] = useState<"forgotten" | "notRemembered">();
  /** A state change is drawn a moment later; a second click comes sooner than that. */
  const busy = useRef(false);

  const choose = useCallback(async (file: File) => {
    if (busy.current) return;
    setNotice(undefined);
    const recognised =
      file.size > KEY_FILE_LIMIT
        ? "not-a-key-file"
        : recogniseKeyFile(file.name, new Uint8Array(await file.arrayBuffer()));
    if (typeof recognised === "string") return setTrouble(recognised);
    setTrouble(undefined);
    setStep({ at: "chosen", file: recognised, busy: false, fromDevice: false });
  }, []);
  const over = useDrop(choose);

  const chooseAnother = () => {
    setTrouble(undefined);
    setStep({ at: "choosing" });
  };

  async function unlock(chosen: Step & { at: "chosen" }, key: () => Promise<Unlocked>, keep: boolean) {
    if (busy.current) return;
    busy.current = true;
    setTrouble(undefined);
    setStep({ ...chosen, busy: true });
    const unlocked = await key();
    busy.current = false;
    if (!unlocked.ok) {
      setTrouble(unlocked.trouble);
      return setStep({ ...chosen, busy: false });
    }
    if (keep && !remember(chosen.file.bytes)) setNotice("notRemembered");
    onOpened(unlocked.keyFile);
  }

  return (
    <>
      {notice && (
        <p class="note" role="status">
          {words.unlock[notice]}
        </p>
      )}
      {children}
      <section class="card" data-over={over}>
        {step.at === "choosing" && (
          <>
            <FileButton primary onFile={choose} describedBy="key-file-hint">
              {words.unlock.choose}
            </FileButton>
            <p class="quiet small" id="key-file-hint">
              {words.unlock.drop}
            </p>
            {trouble && (
              <p class="note warm" role="alert">
                {words.unlock.keyTrouble[trouble]}
              </p>
            )}
          </>
        )}
        {step.at === "chosen" && (
          <>
            <p class="key-file">{step.fromDevice ? words.unlock.remembered : words.unlock.chosen(step.file.name)}</p>
            <UnlockForm
              lock={step.file.lock}
              opens={opens}
              busy={step.busy}
              offerToRemember={!step.fromDevice}
              onPassphrase={(typed, keep) => unlock(step, () => unlockWithPassphrase(step.file, typed), keep)}
              onPasskey={(keep) => unlock(step, () => unlockByPasskey(step.file), keep)}
              trouble={trouble}
            />
            <div class="row-of-buttons">
              <button type="button" class="button plain" onClick={chooseAnother}>
                {words.unlock.other}
              </button>
              {step.fromDevice && (
                <button
                  type="button"
                  class="button plain"
                  onClick={() => {
                    forget();
                    setNotice("forgotten");
                    chooseAnother();
                  }}
                >
                  {words.unlock.forget}
                </button>
              )}
            </div>
          </>
        )}
      </section>
    </>
  );
}
