import { useCallback, useState } from "preact/hooks";
import type { KeyFile } from "../../shared/satgas/key-file.ts";
import type { Refusal } from "../api.ts";
import { useSpeech } from "../words/inbox.ts";
import { OpenKeyFile } from "./open-key-file.tsx";
import { Heading, Refused } from "./parts.tsx";
import { type Session, startSession, whatWaits } from "./session.ts";

type Step =
  | { readonly at: "locked" }
  | { readonly at: "signing-in" }
  | { readonly at: "refused"; readonly refusal: Refusal; readonly keyFile: KeyFile };

/** Why the inbox was locked: the first thing a person reads who finds it closed. */
export type Farewell = "idle" | "asked" | "left";

interface UnlockProps {
  readonly farewell: Farewell | undefined;
  readonly onUnlocked: (session: Session) => void;
  /** She has keys that no roll knows yet: her card or her set waits for somebody. */
  readonly onWaiting: (keyFile: KeyFile) => void;
}

/** From a key file to an open inbox. */
export function Unlock({ farewell, onUnlocked, onWaiting }: UnlockProps) {
  const { words } = useSpeech();
  const [step, setStep] = useState<Step>({ at: "locked" });

  const signInWith = useCallback(
    async (keyFile: KeyFile) => {
      setStep({ at: "signing-in" });
      const session = await startSession(keyFile);
      if (session.ok) return onUnlocked(session.value);
      if (session.code === "not-signed-in" && (await whatWaits(keyFile)).ok) return onWaiting(keyFile);
      setStep({ at: "refused", refusal: session, keyFile });
    },
    [onUnlocked, onWaiting],
  );

  return (
    <main class="narrow">
      <Heading>{words.common.title}</Heading>
      {farewell && (
        <p class="note" role="status">
          {words.unlock.farewell[farewell]}
        </p>
      )}
      {step.at === "locked" ? (
        <OpenKeyFile onOpened={signInWith}>
          <p>{words.unlock.intro}</p>
        </OpenKeyFile>
      ) : (
        <section class="card">
          {step.at === "signing-in" && <p role="status">{words.unlock.signingIn}</p>}
          {step.at === "refused" && (
            <>
              <Refused refusal={step.refusal} retry={() => signInWith(step.keyFile)} />
              <button type="button" class="button plain" onClick={() => setStep({ at: "locked" })}>
                {words.unlock.other}
              </button>
            </>
          )}
        </section>
      )}
      <p class="quiet small">{words.unlock.lost}</p>
    </main>
  );
}
