import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { arrival } from "./inbox/arrival.ts";
import { below } from "./inbox/below.ts";
import { changeLock } from "./inbox/change-lock.ts";
import { readerCodes } from "./inbox/codes.ts";
import { common } from "./inbox/common.ts";
import { drill } from "./inbox/drill.ts";
import { handOver } from "./inbox/hand-over.ts";
import { list } from "./inbox/list.ts";
import { oneReport } from "./inbox/one-report.ts";
import { readiness } from "./inbox/readiness.ts";
import { reportView } from "./inbox/report-view.ts";
import { room } from "./inbox/room.ts";
import { stagePanel } from "./inbox/stage-panel.ts";
import { unlock } from "./inbox/unlock.ts";
import { unreadable } from "./inbox/unreadable.ts";
import { type InLanguage, type Language, pick } from "./language.ts";
import { stages } from "./stages.ts";

const screens = {
  ...{ common, unlock, arrival, list, readiness, oneReport, unreadable, reportView, stagePanel, drill, changeLock },
  ...{ room, handOver, below },
  ...{ codes: readerCodes, stages },
};

/** Everything the inbox says, in one language. */
export interface Speech {
  readonly language: Language;
  readonly words: InLanguage<typeof screens>;
}

export const speech: Readonly<Record<Language, Speech>> = {
  id: { language: "id", words: pick(screens, "id") },
  en: { language: "en", words: pick(screens, "en") },
};

export const SpeechContext = createContext<Speech>(speech.id);
export const useSpeech = (): Speech => useContext(SpeechContext);
