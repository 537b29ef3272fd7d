import { useId, useState } from "preact/hooks";
import type { MailboxStatus } from "../../../shared/contract.ts";
import { reporterApi } from "../../api.ts";
import { hourInWords } from "../../words/language.ts";
import { type RoomProps, Title, useOnce } from "../parts.tsx";
import type { Sealing } from "../submit.ts";

type Result =
  | { readonly status: "found"; readonly mailbox: MailboxStatus }
  | { readonly status: "refused"; readonly sentence: string };

/** Her report, by its code. Nothing of it stays when the screen changes. */
export function Mine({ words, language, post, back }: RoomProps) {
  const { mine, common } = words;
  const [typed, setTyped] = useState("");
  const [result, setResult] = useState<Result>();
  const id = useId();

  const refuse = (sentence: string) => setResult({ status: "refused", sentence });
  const [busy, open] = useOnce(async () => {
    setResult(undefined);
    const sealing = await post.sealing();
    if (!sealing) return refuse(mine.offline);
    const read = sealing.readReceipt(typed);
    if (read.status !== "read") return refuse(slipOf(read));
    const { token } = await sealing.reporterKeys(read.receipt);
    const answer = await reporterApi.mailbox(token);
    if (answer.ok) return setResult({ status: "found", mailbox: answer.value });
    if (answer.code === "offline") return refuse(mine.offline);
    return refuse(answer.code === "not-found" ? mine.notFound : answer.words[language]);
  });

  type Slip = Exclude<ReturnType<Sealing["readReceipt"]>, { status: "read" }>;
  function slipOf(slip: Slip): string {
    switch (slip.status) {
      case "wrong-length":
        return mine.wrongLength(slip.length, slip.expected);
      case "wrong-character":
        return mine.wrongCharacter(slip.character);
      case "typing-slip":
        return mine.slip;
    }
  }

  const at = (hour: string) => hourInWords(hour, language);
  const found = result?.status === "found" ? result.mailbox : undefined;
  return (
    <>
      <Title>{mine.title}</Title>
      {!found && (
        <div class="field">
          <label for={id}>{mine.label}</label>
          <p id={`${id}-hint`} class="hint">
            {mine.hint}
          </p>
          <input
            id={id}
            class="code-field"
            type="text"
            value={typed}
            maxLength={60}
            aria-describedby={`${id}-hint`}
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            onInput={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => event.key === "Enter" && open()}
          />
        </div>
      )}
      <div role="alert">{result?.status === "refused" && <p class="note warm">{result.sentence}</p>}</div>
      <p role="status" class={busy ? "working" : "visually-hidden"}>
        {busy && mine.opening}
      </p>
      <div aria-live="polite">
        {found && (
          <div class="note">
            {[
              mine.arrived(at(found.arrived)),
              found.climbedAt && mine.climbed(at(found.climbedAt)),
              found.told ? mine.told : !found.openedAt && mine.telling,
            ].map((line) => line && <p key={line}>{line}</p>)}
            <p>
              <strong>{found.openedAt ? mine.opened(at(found.openedAt)) : mine.unopened}</strong>
            </p>
            <p>
              {mine.stage}: <strong>{words.stages[found.stage]}</strong>
            </p>
            {found.openedAt ? null : <p>{mine.unopenedHint}</p>}
          </div>
        )}
      </div>
      <p class="quiet">{mine.kept}</p>
      <div class="actions">
        {found ? (
          <button
            type="button"
            class="button"
            onClick={() => {
              setTyped("");
              setResult(undefined);
            }}
          >
            {mine.again}
          </button>
        ) : (
          <button type="button" class="button primary" aria-disabled={busy} onClick={open}>
            {mine.open}
          </button>
        )}
        <button type="button" class="button plain" onClick={back}>
          {common.back}
        </button>
      </div>
    </>
  );
}
