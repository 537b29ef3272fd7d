import { useState } from "preact/hooks";
import { unreadableReasons } from "../../shared/content/entry.ts";
import type { Refusal } from "../api.ts";
import { useSpeech } from "../words/inbox.ts";
import type { Take } from "./acts.ts";
import type { OpenedReport } from "./opening.ts";

interface UnreadableProps {
  readonly why: Exclude<OpenedReport["status"], "read">;
  /** Absent for a file: no log is kept of it. And for a reader without keys: then it is not the report. */
  readonly take?: Take | undefined;
}

/** A report that cannot be shown: what to do about it, and a way on to the next Satgas, asked for twice. */
export function Unreadable({ why, take }: UnreadableProps) {
  const { words, language } = useSpeech();
  const { unreadable } = words;
  const [state, setState] = useState<"offered" | "asking" | "sending" | "sent" | Refusal>("offered");
  const reason = unreadableReasons.find((one) => one === why);
  const refusal = typeof state === "object" ? state : undefined;
  const pass = async () => {
    if (!reason || !take || state === "sending") return;
    setState("sending");
    const answer = await take({ kind: "unreadable", of: 1, why: reason });
    setState(answer.ok ? "sent" : answer);
  };
  return (
    <>
      <div class="note alarm" role="alert">
        <h2>{unreadable.heading}</h2>
        <p>{unreadable[why]}</p>
      </div>
      {take && reason && (
        <div class="card">
          {(state === "offered" || refusal) && (
            <button type="button" class="button" onClick={() => setState("asking")}>
              {unreadable.pass}
            </button>
          )}
          {(state === "asking" || state === "sending") && (
            <>
              <p role="alert">{unreadable.ask}</p>
              <div class="buttons">
                <button type="button" class="button primary" aria-disabled={state === "sending"} onClick={pass}>
                  {unreadable.yes}
                </button>
                <button type="button" class="button" onClick={() => setState("offered")}>
                  {unreadable.no}
                </button>
              </div>
            </>
          )}
          <p role="status">{state === "sending" ? unreadable.passing : state === "sent" && unreadable.passed}</p>
          {refusal && (
            <p class="note warm" role="alert">
              {refusal.code === "offline" ? words.common.offline : refusal.words[language]}
            </p>
          )}
        </div>
      )}
    </>
  );
}
