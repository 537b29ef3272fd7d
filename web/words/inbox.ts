import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { answersEn } from "./answers.en.ts";
import { type AnswerWords, answersId } from "./answers.id.ts";
import { caseEn } from "./inbox.case.en.ts";
import { type CaseWords, caseId } from "./inbox.case.id.ts";
import { inboxEn } from "./inbox.en.ts";
import { type InboxWords, inboxId } from "./inbox.id.ts";
import type { Language } from "./language.ts";
import { stagesEn } from "./stages.en.ts";
import { stagesId } from "./stages.id.ts";

/** Everything the inbox says, in one language. */
export interface Speech {
  readonly language: Language;
  readonly words: InboxWords & CaseWords & { readonly stages: typeof stagesId };
  readonly answers: AnswerWords;
}

export const speech: Readonly<Record<Language, Speech>> = {
  id: { language: "id", words: { ...inboxId, ...caseId, stages: stagesId }, answers: answersId },
  en: { language: "en", words: { ...inboxEn, ...caseEn, stages: stagesEn }, answers: answersEn },
};

export const SpeechContext = createContext<Speech>(speech.id);
export const useSpeech = (): Speech => useContext(SpeechContext);
