import { myReportEn } from "./form.my-report.en.ts";
import { type MyReportWords, myReportId } from "./form.my-report.id.ts";
import type { Language } from "./language.ts";
import { stagesEn } from "./stages.en.ts";
import { stagesId } from "./stages.id.ts";

/** In the chunk of "my report" alone. */
export const myReportWords: Readonly<Record<Language, MyReportWords & { readonly stages: typeof stagesId }>> = {
  id: { ...myReportId, stages: stagesId },
  en: { ...myReportEn, stages: stagesEn },
};
