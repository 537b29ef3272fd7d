import type { HelpContact } from "../shared/contract.ts";
import { settings } from "./settings.ts";

/**
 * People to call who are there without a report: they come with the page, so that no server can send her elsewhere.
 * Only the two national numbers are written here; what is local is the operator's to add, with the day on which
 * somebody rang it, and is built in.
 */
const national: readonly HelpContact[] = [
  {
    name: "SAPA 129",
    call: "129",
    note: {
      id: "Layanan Kementerian PPPA untuk perempuan dan anak. WhatsApp 08111-129-129.",
      en: "Service of the Ministry of Women and Children. WhatsApp 08111-129-129.",
    },
  },
  {
    name: "Polisi",
    call: "110",
    note: {
      id: "Bila Anda dalam bahaya sekarang.",
      en: "If you are in danger now.",
    },
  },
];

export const helpContacts: readonly HelpContact[] = [...national, ...settings.help];
