import { type CodeWords, codes } from "../codes.ts";

/** As she says it of herself. */
const id: CodeWords = {
  ...codes.id,
  yesNoUnknown: { ...codes.id.yesNo, TIDAK_TAHU: "Tidak tahu" },
  role: {
    KORBAN: "Saya yang mengalaminya",
    SAKSI: "Saya melihat atau mendengarnya",
    PENDAMPING: "Saya mendampingi orang yang mengalaminya",
    KELUARGA: "Saya keluarganya",
    REKAN: "Saya rekan kerjanya",
  },
  victimAgrees: { ...codes.id.yesNo, BELUM_SEMPAT: "Belum sempat bertanya" },
  respondentStatus: { ...codes.id.respondentStatus, TIDAK_DIKENAL: "Tidak saya kenal" },
  happenings: { ...codes.id.happenings, TIDAK_TAHU: "Saya tidak tahu menyebutnya apa" },
  identity: { ...codes.id.identity, BERNAMA: "Dengan nama saya" },
  consents: {
    rujuk: "Satgas boleh menghubungkan saya dengan layanan medis, psikologis, atau hukum.",
    teruskanDkpp: "Satgas boleh meneruskan laporan ini ke DKPP (dewan etik penyelenggara pemilu).",
    teruskanPolisi: "Satgas boleh meneruskan laporan ini ke polisi.",
    hubungiSaya: "Satgas boleh menghubungi saya.",
  },
};

const en: CodeWords = {
  ...codes.en,
  yesNoUnknown: { ...codes.en.yesNo, TIDAK_TAHU: "I do not know" },
  role: {
    KORBAN: "It happened to me",
    SAKSI: "I saw or heard it",
    PENDAMPING: "I accompany the person it happened to",
    KELUARGA: "I am a member of the family",
    REKAN: "I am a colleague",
  },
  victimAgrees: { ...codes.en.yesNo, BELUM_SEMPAT: "I have not been able to ask yet" },
  respondentStatus: { ...codes.en.respondentStatus, TIDAK_DIKENAL: "Somebody I do not know" },
  happenings: { ...codes.en.happenings, TIDAK_TAHU: "I do not know what to call it" },
  identity: { ...codes.en.identity, BERNAMA: "Under my own name" },
  consents: {
    rujuk: "The Satgas may put me in touch with medical, psychological or legal services.",
    teruskanDkpp: "The Satgas may pass this report on to DKPP (the ethics council of election organisers).",
    teruskanPolisi: "The Satgas may pass this report on to the police.",
    hubungiSaya: "The Satgas may contact me.",
  },
};

export const reporterCodes = { id, en };
