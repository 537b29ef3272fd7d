import { useId, useState } from "preact/hooks";
import { caseNumber } from "../../../shared/case-number.ts";
import type { MailboxStatus } from "../../../shared/contract.ts";
import { type Hour, type Moment, momentOf } from "../../../shared/moment.ts";
import { readReceipt } from "../../../shared/receipt.ts";
import { reporterKeys } from "../../../shared/reporter.ts";
import { reporterToken } from "../../../shared/sign-in.ts";
import { apiOrigin, serverTime } from "../../api.ts";
import { settings } from "../../settings.ts";
import { myReport as myReportWords } from "../../words/form/my-report.ts";
import { momentInWords } from "../../words/moments.ts";
import { stages } from "../../words/stages.ts";
import { reporterApi } from "../answers.ts";
import { type MyReport, myReport } from "../my-report.ts";
import { type ScreenProps, useOnce } from "../parts.tsx";
import { nameOf } from "../units.ts";

interface Found {
  readonly mailbox: MailboxStatus;
  readonly report: MyReport;
  readonly number: string;
  /** When the server said so: what it keeps back cannot be proved. */
  readonly asOf: Moment;
}

type Result = ({ readonly status: "found" } & Found) | { readonly status: "refused"; readonly sentence: string };

/** Her report, by its code. Nothing of it stays when the screen changes. */
export function MyReportByCode({ words, language, names, back }: ScreenProps) {
  const { common } = words;
  const said = myReportWords[language];
  const [typed, setTyped] = useState("");
  const [result, setResult] = useState<Result>();
  const id = useId();

  const refuse = (sentence: string) => setResult({ status: "refused", sentence });
  const [busy, open] = useOnce(async () => {
    setResult(undefined);
    const read = readReceipt(typed);
    if (read.status !== "read") return refuse(slipOf(read));
    // First, because its answer also tells the server's time, for the token; anew, because members change.
    const listed = await reporterApi.directory();
    const keys = await reporterKeys(read.receipt);
    const now = Math.floor((serverTime() ?? Date.now()) / 1000);
    const answer = await reporterApi.mailbox(await reporterToken(keys.voice, apiOrigin(), now));
    if (!answer.ok) {
      if (answer.code === "offline") return refuse(words.myReportDoor.offline);
      return refuse(answer.code === "not-found" ? said.notFound : answer.words[language]);
    }
    const asOf = momentOf(new Date());
    const report = await myReport(answer.value, keys, listed.ok ? listed.value : undefined, settings);
    setResult({ status: "found", mailbox: answer.value, report, number: caseNumber(keys.id), asOf });
  });

  type Slip = Exclude<ReturnType<typeof readReceipt>, { status: "read" }>;
  function slipOf(slip: Slip): string {
    switch (slip.status) {
      case "wrong-length":
        return said.wrongLength(slip.length, slip.expected);
      case "wrong-character":
        return said.wrongCharacter(slip.character);
      case "typing-slip":
        return said.slip;
    }
  }

  const at = (hour: Hour) => momentInWords(hour, language);
  const found = result?.status === "found" ? result : undefined;
  /** Proved lines, else the server's one, else that nobody has. */
  const openedLines = ({ mailbox, report }: Found): string[] => {
    if (report.openings.length > 0)
      return report.openings.map(({ unit, at }) => said.proved(nameOf(names, unit), momentInWords(at, language)));
    return [mailbox.openedAt ? `${said.opened(at(mailbox.openedAt))} (${said.serverSays})` : said.unopened];
  };
  const isOpened = found && (found.report.openings.length > 0 || found.mailbox.openedAt !== undefined);
  return (
    <>
      {!found && (
        <div class="field">
          <label for={id}>{said.label}</label>
          <p id={`${id}-hint`} class="hint">
            {said.hint}
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
        {busy && words.myReportDoor.opening}
      </p>
      <div aria-live="polite">
        {found && (
          <div class="note">
            <p>{words.receipt.number(found.number)}</p>
            {[
              said.arrived(at(found.mailbox.arrived)),
              found.mailbox.climbedAt && said.climbed(at(found.mailbox.climbedAt)),
              found.mailbox.told ? said.told : !isOpened && said.telling,
            ].map((line) => line && <p key={line}>{line}</p>)}
            {openedLines(found).map((line) => (
              <p key={line}>
                <strong>{line}</strong>
              </p>
            ))}
            {found.report.unreadable.map((unit) => (
              <p key={unit}>{said.unreadable(nameOf(names, unit))}</p>
            ))}
            <p>
              {said.stage}: <strong>{stages[language][found.report.stage.name]}</strong> (
              {found.report.stage.signed ? said.signed : said.serverSays})
            </p>
            {found.report.flawed && <p>{said.flawed}</p>}
            {isOpened ? null : <p>{said.unopenedHint}</p>}
            <p class="quiet">{said.asOf(momentInWords(found.asOf, language))}</p>
          </div>
        )}
      </div>
      <p class="quiet">{said.kept}</p>
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
            {said.again}
          </button>
        ) : (
          <button type="button" class="button primary" aria-disabled={busy} onClick={open}>
            {said.open}
          </button>
        )}
        <button type="button" class="button plain" onClick={back}>
          {common.back}
        </button>
      </div>
    </>
  );
}
