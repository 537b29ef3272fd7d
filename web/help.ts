import type { HelpContact } from "../shared/contract.ts";
import { POLICE, SAPA, SAPA_WHATSAPP } from "./elsewhere.ts";
import { settings } from "./settings.ts";

/**
 * People to call who are there without a report: they come with the page, so that no server can send her elsewhere.
 * Only the two national ones are written here; what is local is the operator's to add, with the day on which somebody
 * rang it, and is built in.
 */
const national: readonly HelpContact[] = [
  {
    name: `SAPA ${SAPA}`,
    call: SAPA,
    note: {
      id: `Layanan Kementerian PPPA untuk perempuan dan anak. WhatsApp ${SAPA_WHATSAPP}.`,
      en: `Service of the Ministry of Women and Children. WhatsApp ${SAPA_WHATSAPP}.`,
    },
  },
  {
    name: "Polisi",
    call: POLICE,
    note: {
      id: "Bila Anda dalam bahaya sekarang.",
      en: "If you are in danger now.",
    },
  },
];

export const helpContacts: readonly HelpContact[] = [...national, ...settings.help];
