import * as z from "zod/mini";
import type { HelpContact } from "../shared/contract.ts";

/**
 * People to call who are there without a report. Only the two national numbers are built in; what is local is the
 * operator's to add, with the day on which somebody rang it.
 */
const builtIn: readonly HelpContact[] = [
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

const contactSchema = z.strictObject({
  name: z.string(),
  call: z.string().check(z.regex(/^[\d-]{3,20}$/)),
  note: z.strictObject({ id: z.string(), en: z.string() }),
  lastVerified: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/)),
});

/** @param configured JSON list of further contacts. @throws when it is not one: a wrong number must not be deployed */
export function helpContacts(configured?: string): HelpContact[] {
  return [...builtIn, ...(configured ? z.parse(z.array(contactSchema), JSON.parse(configured)) : [])];
}
