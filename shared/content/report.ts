import * as z from "zod/mini";
import { proofSchema, saltSchema, unitSchema } from "../contract.ts";
import { recipientSchema } from "../key-schema.ts";
import { CONTACTS, LINE, RESPONDENTS, STORY } from "../limits.ts";

/**
 * What a first report tells. Versioned, because what is sealed today is opened in thirty years: a schema here is never
 * changed, only followed by the next. Nothing on the server side may import this file but the drill's writer, as types.
 *
 * Codes are KPU's and the law's own words; what a person reads for them is in `web/words/`.
 */

const yesNoUnknown = z.enum(["YA", "TIDAK", "TIDAK_TAHU"]);

/** A line and a story. The story is bounded by the seal's largest size class. */
const line = z.string().check(z.maxLength(LINE));
const story = z.string().check(z.maxLength(STORY));

const roles = ["KORBAN", "SAKSI", "PENDAMPING", "KELUARGA", "REKAN"] as const;
const statuses = [
  "KPPS",
  "PPS",
  "PPK",
  "PANTARLIH",
  "SEKRETARIAT_PPS",
  "SEKRETARIAT_PPK",
  "ASN",
  "PPPK",
  "HONORER",
  "MAGANG",
  "KOMISIONER",
  "PPLN",
  "KPPSLN",
  "ALIH_DAYA",
  "MASYARAKAT",
  "LAIN",
] as const;
const respondentStatuses = [...statuses, "BAWASLU", "PESERTA_PEMILU", "POLISI_TNI", "VENDOR", "TIDAK_DIKENAL"] as const;
const powers = ["ATASAN", "SETARA", "BAWAHAN", "PENENTU_KONTRAK", "LAIN"] as const;
const contexts = [
  "KANTOR",
  "BIMTEK_HOTEL",
  "PERJALANAN_DINAS",
  "LOGISTIK_MALAM",
  "TPS",
  "RUMAH",
  "DARING",
  "LAIN",
] as const;
/** Plain descriptions that a reporter may tick; the Satgas maps them to UU 12/2022 Ps 4. */
const happenings = [
  "UCAPAN",
  "TATAPAN_ISYARAT",
  "PESAN_GAMBAR",
  "SEBAR_FOTO_VIDEO",
  "DIINTIP_DIREKAM",
  "SENTUHAN",
  "CIUMAN_PELUKAN",
  "DIPAKSA_MENYENTUH",
  "HUBUNGAN_DIPAKSA",
  "PERCOBAAN",
  "IMBALAN_ANCAMAN",
  "DIKUNTIT",
  "LAINNYA",
  "TIDAK_TAHU",
] as const;
const evidenceKinds = [
  "TANGKAPAN_LAYAR",
  "FOTO",
  "VIDEO",
  "REKAMAN",
  "SAKSI",
  "VISUM",
  "CCTV",
  "DOKUMEN",
  "BELUM_ADA",
] as const;
const needs = [
  "MEDIS",
  "PSIKOLOGIS",
  "HUKUM",
  "PELINDUNGAN",
  "RUMAH_AMAN",
  "PENYESUAIAN_KERJA",
  "HAPUS_KONTEN",
  "JURU_BAHASA",
  "PENDAMPING_SEJENIS",
  "CUKUP_DICATAT",
] as const;
/** Keputusan KPU 915/2025 and UU 12/2022 Ps 69. */
const retaliations = [
  "ANCAMAN",
  "TEKANAN",
  "MUTASI",
  "DEMOSI",
  "KONTRAK_HONOR",
  "PENYEBARAN",
  "GUGATAN",
  "TIDAK_ADA",
] as const;
const identityModes = ["ANONIM", "NAMA_SAMARAN", "BERNAMA"] as const;
const contactKinds = ["TELEPON", "WHATSAPP", "EMAIL", "LAIN"] as const;
const zones = ["WIB", "WITA", "WIT"] as const;

/** Asked for separately, never ticked beforehand. */
export const consents = ["rujuk", "teruskanDkpp", "teruskanPolisi", "hubungiSaya"] as const;

const respondentSchema = z.strictObject({
  name: z.optional(line),
  position: z.optional(line),
  status: z.optional(z.enum(respondentStatuses)),
  unit: z.optional(line),
  relation: z.optional(line),
});

const contactSchema = z.strictObject({
  kind: z.enum(contactKinds),
  value: line,
});

/** Everything but `unit` may be left out; a question that was skipped has no field. */
const answersSchema = z.strictObject({
  dangerNow: z.optional(yesNoUnknown),
  role: z.optional(z.enum(roles)),
  victimAgrees: z.optional(z.enum(["YA", "TIDAK", "BELUM_SEMPAT"])),
  victimUnder18: z.optional(yesNoUnknown),

  /** Code of the reporter's work unit, and its name in her own words when it is not in the list. */
  unit: unitSchema,
  unitInWords: z.optional(line),
  status: z.optional(z.enum(statuses)),

  /** Units whose Satgas or leaders are tied to a respondent, or that she does not know. */
  conflicts: z.optional(z.union([z.literal("TIDAK_TAHU"), z.array(unitSchema)])),

  needs: z.optional(z.array(z.enum(needs))),
  needsInWords: z.optional(story),

  when: z.optional(line),
  repeated: z.optional(z.boolean()),
  ongoing: z.optional(yesNoUnknown),
  where: z.optional(line),
  contexts: z.optional(z.array(z.enum(contexts))),
  happenings: z.optional(z.array(z.enum(happenings))),
  account: z.optional(story),

  respondents: z.optional(z.array(respondentSchema).check(z.maxLength(RESPONDENTS))),
  power: z.optional(z.enum(powers)),
  retaliation: z.optional(z.array(z.enum(retaliations))),

  evidence: z.optional(z.array(z.enum(evidenceKinds))),
  evidenceInWords: z.optional(story),

  identity: z.optional(z.enum(identityModes)),
  name: z.optional(line),
  contacts: z.optional(z.array(contactSchema).check(z.maxLength(CONTACTS))),
  safeTimes: z.optional(line),
  zone: z.optional(z.enum(zones)),
  safeManner: z.optional(line),
  mayLeaveMessage: z.optional(z.boolean()),
  introduceAs: z.optional(line),

  consents: z.optional(z.array(z.enum(consents))),
  /** Whether a standby seat may be asked when the first one stays silent. */
  mayClimb: z.optional(z.boolean()),
});
export type Answers = z.infer<typeof answersSchema>;

/**
 * Line 1 inside the seal of a first report.
 */
export const reportContentSchema = z.strictObject({
  v: z.literal(1),
  /** `drill`: nobody was hurt; the system wrote it to learn whether it is opened. */
  kind: z.enum(["report", "drill"]),
  language: z.enum(["id", "en"]),
  answers: answersSchema,
  /** To whom the Satgas seals what it writes to her. */
  reply: recipientSchema,
  /** Proof of opening, base64url: its SHA-256 lies outside, in the entry. */
  proof: proofSchema,
  /** 128 random bits, so that the hash of this line is a guess at nothing. */
  random: saltSchema,
});
export type ReportContent = z.infer<typeof reportContentSchema>;
