import { codesEn } from "./form.codes.en.ts";
import { codesId } from "./form.codes.id.ts";
import type { CodeWords } from "./form.codes.ts";
import { questionsEn } from "./form.en.ts";
import { handingEn } from "./form.handing.en.ts";
import { type HandingWords, handingId } from "./form.handing.id.ts";
import { type QuestionWords, questionsId } from "./form.id.ts";
import type { Language } from "./language.ts";

export type FormWords = QuestionWords & HandingWords & { readonly codes: CodeWords };

/** Both languages are in the page: changing must not need a network. */
export const formWords: Readonly<Record<Language, FormWords>> = {
  id: { ...questionsId, ...handingId, codes: codesId },
  en: { ...questionsEn, ...handingEn, codes: codesEn },
};
