import { mineEn } from "./form.mine.en.ts";
import { type MineWords, mineId } from "./form.mine.id.ts";
import type { Language } from "./language.ts";
import { stagesEn } from "./stages.en.ts";
import { stagesId } from "./stages.id.ts";

/** In the chunk of "my report" alone. */
export const mineWords: Readonly<Record<Language, MineWords & { readonly stages: typeof stagesId }>> = {
  id: { ...mineId, stages: stagesId },
  en: { ...mineEn, stages: stagesEn },
};
