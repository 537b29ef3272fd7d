import { useState } from "preact/hooks";
import type { Outcome } from "../outcome.ts";
import { Help, type ScreenProps, useOnce } from "../parts.tsx";
import type { SubmissionState } from "../use-submission.ts";
import { OwnWords } from "./own-words.tsx";

/** Nothing is lost: what went wrong, another try, the sealed file, and people to call. */
export function NotSent({
  submission,
  outcome,
  ...props
}: ScreenProps & { submission: SubmissionState; outcome: Outcome }) {
  const { words, language } = props;
  const { review, recipients } = words;
  const [saved, setSaved] = useState<boolean>();
  const [saving, save] = useOnce(async () => setSaved(await submission.saveFile()));
  if (outcome.status === "too-large") {
    return (
      <p class="note warm" role="alert">
        {review.tooLarge}
      </p>
    );
  }
  if (outcome.status !== "failed") return null;
  const { failure } = outcome;
  return (
    <>
      <div class="note warm">
        <div role="alert">
          <p>
            <strong>{outcome.mayExist ? review.unknown : review.failed}</strong>
          </p>
          <p>
            {failure.code === "no-sealing"
              ? recipients.noSealing
              : "words" in failure
                ? failure.words[language]
                : recipients.failed}
          </p>
        </div>
        <p>
          <button type="button" class="button" aria-disabled={saving} onClick={save}>
            {review.file}
          </button>
        </p>
        <p class="quiet">{review.fileHint}</p>
        <p role="status">{saved !== undefined && (saved ? review.fileSaved : review.fileFailed)}</p>
        <p>{review.people}</p>
        <Help {...props} />
      </div>
      {saved && <OwnWords {...props} />}
    </>
  );
}
