import { useCallback, useEffect, useLayoutEffect, useState } from "preact/hooks";
import { type Invitation, readInvitation } from "../../shared/satgas/invitation.ts";
import type { KeyFile } from "../../shared/satgas/key-file.ts";
import { unitName } from "../../shared/work-unit.ts";
import { SpeechContext, speech } from "../words/inbox.ts";
import type { Language } from "../words/language.ts";
import { Arrival } from "./arrival/arrival.tsx";
import { WaitingForCode } from "./arrival/waiting.tsx";
import { useIdle } from "./idle.ts";
import type { Session } from "./session.ts";
import { type Farewell, Unlock } from "./unlock.tsx";
import { Unlocked } from "./unlocked.tsx";

export interface InboxProps {
  readonly farewell: Farewell | undefined;
  readonly lock: (farewell: Farewell | undefined) => void;
}

export function Inbox({ farewell, lock }: InboxProps) {
  const [language, setLanguage] = useState<Language>(() => (document.documentElement.lang === "en" ? "en" : "id"));
  const [session, setSession] = useState<Session>();
  const [arriving, setArriving] = useState<Invitation | KeyFile | undefined>(() => readInvitation(location.hash));
  const { words } = speech[language];

  useLayoutEffect(() => {
    document.documentElement.lang = language;
    document.title = words.common.title;
  }, [language, words]);

  // Before the inbox is open too: a key that the server refused, or a passphrase half typed, lies in memory as well.
  const end = useCallback((why: Farewell) => lock(session ? why : farewell), [lock, session, farewell]);
  const { warned, stay } = useIdle(useCallback(() => end("idle"), [end]));

  useEffect(() => {
    const leave = () => end("left");
    addEventListener("pagehide", leave);
    return () => removeEventListener("pagehide", leave);
  }, [end]);

  const switchLanguage = useCallback(() => setLanguage((language) => (language === "id" ? "en" : "id")), []);

  /** The link is used up: it need not stand in the address any longer. */
  const sent = useCallback((keyFile: KeyFile) => {
    history.replaceState(history.state, "", location.pathname);
    setArriving(keyFile);
  }, []);

  return (
    <SpeechContext.Provider value={speech[language]}>
      <header class="top">
        <div class="top-inner">
          <p class="brand">
            {session ? (
              <>
                <strong>{unitName(session.met().place.unit)}</strong>
                <span>{session.met().place.name}</span>
              </>
            ) : (
              <strong>Posko</strong>
            )}
          </p>
          <div class="top-tools">
            <button type="button" class="button plain" lang={language === "id" ? "en" : "id"} onClick={switchLanguage}>
              {words.common.switchTo}
            </button>
            {session && (
              <button type="button" class="button" onClick={() => lock("asked")}>
                <LockIcon />
                {words.common.lock}
              </button>
            )}
          </div>
        </div>
      </header>
      <div class="idle-place" role="alert">
        {(session || arriving) && warned && (
          <div class="idle-warning">
            <p>{words.common.idle.warning}</p>
            <button type="button" class="button primary" onClick={stay}>
              {words.common.idle.stay}
            </button>
          </div>
        )}
      </div>
      {session ? (
        <Unlocked session={session} />
      ) : arriving === undefined ? (
        <Unlock farewell={farewell} onUnlocked={setSession} onWaiting={setArriving} />
      ) : "secret" in arriving ? (
        <Arrival invitation={arriving} onSent={sent} onUnlock={() => setArriving(undefined)} />
      ) : (
        <WaitingForCode keyFile={arriving} onUnlocked={setSession} />
      )}
    </SpeechContext.Provider>
  );
}

const LockIcon = () => (
  <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
    <path d="M5 7V5a3 3 0 0 1 6 0v2m-7.5 0h9v7h-9z" />
  </svg>
);
