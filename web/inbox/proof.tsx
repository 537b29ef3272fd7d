import { useCallback, useEffect, useState } from "preact/hooks";
import type { ReportId } from "../../shared/kind.ts";
import { type Hour, hourOf } from "../../shared/moment.ts";
import type { Refusal } from "../api.ts";
import { useSpeech } from "../words/inbox.ts";
import type { Take } from "./acts.ts";

interface ProofProps {
  readonly take: Take;
  readonly id: ReportId;
  readonly proof: string;
  readonly onOpened: (id: ReportId, opened: Hour) => void;
}

/**
 * Signs that she has opened the report, with the proof found inside: this stops its clock, and the reporter's page can
 * check it. Signed once by each member; tried each time until the server has it.
 */
export function Proof({ take, id, proof, onOpened }: ProofProps) {
  const { words, language } = useSpeech();
  const [state, setState] = useState<"sending" | "sent" | Refusal>("sending");

  const send = useCallback(async () => {
    setState("sending");
    const answer = await take({ kind: "opened", of: 1, proof });
    setState(answer.ok ? "sent" : answer);
    if (answer.ok) onOpened(id, answer.value.openedAt ?? hourOf(new Date()));
  }, [take, id, proof, onOpened]);

  useEffect(() => {
    send();
  }, [send]);

  if (typeof state === "string") {
    return (
      <p class="proof quiet small" role="status">
        {state === "sent" ? words.oneReport.proofSent : words.oneReport.proofSending}
      </p>
    );
  }
  return (
    <div class="note warm proof" role="alert">
      <p>
        <strong>{words.oneReport.proofFailed}</strong>{" "}
        {state.code === "offline" ? words.common.offline : state.words[language]}
      </p>
      {/* A proof that does not match will not match the second time either. */}
      {state.code !== "wrong-proof" && (
        <button type="button" class="button" onClick={send}>
          {words.oneReport.proofRetry}
        </button>
      )}
    </div>
  );
}
