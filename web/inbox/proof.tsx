import { useCallback, useEffect, useState } from "preact/hooks";
import type { InboxApi, Refusal } from "../api.ts";
import { useSpeech } from "../words/inbox.ts";

interface ProofProps {
  readonly api: InboxApi;
  readonly id: string;
  readonly proof: string;
  readonly onOpened: (id: string, openedAt: string) => void;
}

/**
 * Proves to the server that a key holder has opened the report: this stops its clock, and the reporter sees it. Sent
 * each time, since repeating it changes nothing and a proof that was lost would leave her waiting.
 */
export function Proof({ api, id, proof, onOpened }: ProofProps) {
  const { words, language } = useSpeech();
  const [state, setState] = useState<"sending" | "sent" | Refusal>("sending");

  const send = useCallback(async () => {
    setState("sending");
    const answer = await api.opened(id, proof);
    setState(answer.ok ? "sent" : answer);
    if (answer.ok) onOpened(id, answer.value.openedAt);
  }, [api, id, proof, onOpened]);

  useEffect(() => {
    send();
  }, [send]);

  if (typeof state === "string") {
    return (
      <p class="proof quiet small" role="status">
        {state === "sent" ? words.report.proofSent : words.report.proofSending}
      </p>
    );
  }
  return (
    <div class="note warm proof" role="alert">
      <p>
        <strong>{words.report.proofFailed}</strong> {state.code === "offline" ? words.offline : state.words[language]}
      </p>
      {/* A proof that does not match will not match the second time either. */}
      {state.code !== "wrong-proof" && (
        <button type="button" class="button" onClick={send}>
          {words.report.proofRetry}
        </button>
      )}
    </div>
  );
}
