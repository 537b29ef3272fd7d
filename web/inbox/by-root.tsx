import { useState } from "preact/hooks";
import { mayVouch, ROOT, readVouch } from "../../shared/satgas/vouch.ts";
import type { Refusal } from "../api.ts";
import { download } from "../download.ts";
import { arrivalApi } from "../satgas/api.ts";
import type { KnownSet } from "../satgas/room.ts";
import { useSpeech } from "../words/inbox.ts";
import { FileButton } from "./parts.tsx";

interface ByRootProps {
  readonly set: KnownSet;
  readonly onVouched: () => void;
}

/** Longer than any vouch. */
const LIMIT = 8 * 1024;

/**
 * For a set that the root vouches for: the request as a file, for `npm run root -- vouch request.json`, and the vouch
 * that it printed, brought back. The root's word needs nobody's sign-in.
 */
export function ByRoot({ set, onVouched }: ByRootProps) {
  const { words, language } = useSpeech();
  const { byRoot: text } = words.arrival;
  const [trouble, setTrouble] = useState<"none" | Refusal>();
  const { unit } = set.request;
  if (!mayVouch(ROOT, unit)) return null;

  const bring = async (file: File) => {
    setTrouble(undefined);
    const vouch = file.size > LIMIT ? "" : (await file.text()).trim();
    const read = readVouch(vouch);
    if (read?.iss !== ROOT || read.unit !== unit) return setTrouble("none");
    const answer = await arrivalApi.vouch({ vouches: [{ unit, vouch }] });
    if (answer.ok) onVouched();
    else setTrouble(answer);
  };

  return (
    <details>
      <summary>{text.summary}</summary>
      <p>{text.intro}</p>
      <div class="row-of-buttons apart">
        <button
          type="button"
          class="button"
          onClick={() => {
            const request = JSON.stringify({ ...set.request, roll: set.hash }, null, 2);
            download(new TextEncoder().encode(`${request}\n`), "request.json");
          }}
        >
          {text.request}
        </button>
        <FileButton onFile={bring}>{text.vouch}</FileButton>
      </div>
      {trouble && (
        <p class="note warm" role="alert">
          {trouble === "none" ? text.notOne : trouble.words[language]}
        </p>
      )}
    </details>
  );
}
