import { type CodeWords, codes } from "../codes.ts";

/** As the Satgas reads it of a reporter. */
const id: CodeWords = {
  ...codes.id,
  yesNoUnknown: { ...codes.id.yesNo, TIDAK_TAHU: "Tidak tahu" },
  role: {
    KORBAN: "Korban sendiri",
    SAKSI: "Saksi",
    PENDAMPING: "Pendamping",
    KELUARGA: "Keluarga korban",
    REKAN: "Rekan kerja korban",
  },
  victimAgrees: { ...codes.id.yesNo, BELUM_SEMPAT: "Belum sempat ditanyakan" },
  respondentStatus: { ...codes.id.respondentStatus, TIDAK_DIKENAL: "Tidak dikenal pelapor" },
  happenings: { ...codes.id.happenings, TIDAK_TAHU: "Pelapor tidak tahu harus menyebutnya apa" },
  identity: { ...codes.id.identity, BERNAMA: "Dengan nama" },
  consents: {
    rujuk: "Dirujuk ke layanan (UPTD PPA, psikolog, bantuan hukum)",
    teruskanDkpp: "Diteruskan ke DKPP",
    teruskanPolisi: "Diteruskan ke polisi",
    hubungiSaya: "Dihubungi oleh Satgas",
  },
};

const en: CodeWords = {
  ...codes.en,
  yesNoUnknown: { ...codes.en.yesNo, TIDAK_TAHU: "Does not know" },
  role: {
    KORBAN: "The victim",
    SAKSI: "Witness",
    PENDAMPING: "Companion",
    KELUARGA: "Family of the victim",
    REKAN: "Colleague of the victim",
  },
  victimAgrees: { ...codes.en.yesNo, BELUM_SEMPAT: "Not asked yet" },
  respondentStatus: { ...codes.en.respondentStatus, TIDAK_DIKENAL: "Unknown to the reporter" },
  happenings: { ...codes.en.happenings, TIDAK_TAHU: "The reporter does not know what to call it" },
  identity: { ...codes.en.identity, BERNAMA: "By name" },
  consents: {
    rujuk: "Referral to services (UPTD PPA, psychologist, legal help)",
    teruskanDkpp: "Passing on to DKPP",
    teruskanPolisi: "Passing on to the police",
    hubungiSaya: "Being contacted by the Satgas",
  },
};

export const readerCodes = { id, en };
