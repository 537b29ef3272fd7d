import type { Answers } from "../../shared/content/report.ts";

/**
 * What a person reads for each code of a report. The order here is the order on the screen, and a code without words
 * does not compile.
 */
type Single<K extends keyof Answers> = Record<Extract<NonNullable<Answers[K]>, string>, string>;
type Several<K extends keyof Answers> =
  NonNullable<Answers[K]> extends readonly (infer Code extends string)[] ? Record<Code, string> : never;
type Respondent = NonNullable<Answers["respondents"]>[number];
type Contact = NonNullable<Answers["contacts"]>[number];

export interface CodeWords {
  readonly yesNoUnknown: Single<"dangerNow">;
  readonly role: Single<"role">;
  readonly victimAgrees: Single<"victimAgrees">;
  readonly status: Single<"status">;
  readonly respondentStatus: Record<NonNullable<Respondent["status"]>, string>;
  readonly needs: Several<"needs">;
  readonly contexts: Several<"contexts">;
  readonly happenings: Several<"happenings">;
  readonly power: Single<"power">;
  readonly retaliation: Several<"retaliation">;
  readonly evidence: Several<"evidence">;
  readonly identity: Single<"identity">;
  readonly contact: Record<Contact["kind"], string>;
  readonly zone: Single<"zone">;
  readonly consents: Several<"consents">;
}

const statusId = {
  KPPS: "KPPS",
  PPS: "PPS",
  PPK: "PPK",
  PANTARLIH: "Pantarlih",
  SEKRETARIAT_PPS: "Sekretariat PPS",
  SEKRETARIAT_PPK: "Sekretariat PPK",
  ASN: "PNS",
  PPPK: "PPPK",
  HONORER: "Honorer atau PPNPN",
  MAGANG: "Magang",
  KOMISIONER: "Anggota KPU (komisioner)",
  PPLN: "PPLN",
  KPPSLN: "KPPSLN",
  ALIH_DAYA: "Alih daya (satpam, kebersihan, sopir)",
  MASYARAKAT: "Tamu atau warga",
  LAIN: "Lainnya",
};

const id = {
  yesNo: { YA: "Ya", TIDAK: "Tidak" },
  status: statusId,
  respondentStatus: {
    ...statusId,
    BAWASLU: "Bawaslu atau Panwas",
    PESERTA_PEMILU: "Peserta pemilu (calon, tim, saksi partai)",
    POLISI_TNI: "Polisi atau TNI",
    VENDOR: "Penyedia barang atau jasa",
  },
  needs: {
    MEDIS: "Bantuan medis",
    PSIKOLOGIS: "Bantuan psikologis, teman bicara",
    HUKUM: "Bantuan hukum",
    PELINDUNGAN: "Pelindungan dari ancaman",
    RUMAH_AMAN: "Tempat yang aman untuk tinggal",
    PENYESUAIAN_KERJA: "Perubahan tempat, jam, atau tugas kerja",
    HAPUS_KONTEN: "Foto, video, atau pesan dihapus dari internet",
    JURU_BAHASA: "Juru bahasa atau bahasa isyarat",
    PENDAMPING_SEJENIS: "Pendamping dengan jenis kelamin yang sama",
    CUKUP_DICATAT: "Cukup dicatat dulu",
  },
  contexts: {
    KANTOR: "Di kantor",
    BIMTEK_HOTEL: "Saat bimtek, rapat, atau di hotel",
    PERJALANAN_DINAS: "Saat perjalanan dinas",
    LOGISTIK_MALAM: "Saat urusan logistik atau kerja malam",
    TPS: "Di TPS",
    RUMAH: "Di rumah",
    DARING: "Lewat ponsel atau internet",
    LAIN: "Di tempat lain",
  },
  happenings: {
    UCAPAN: "Ucapan, siulan, atau candaan bernada seksual",
    TATAPAN_ISYARAT: "Tatapan, isyarat, atau gerakan bernada seksual",
    PESAN_GAMBAR: "Pesan, gambar, atau video seksual yang dikirimkan",
    SEBAR_FOTO_VIDEO: "Foto atau video pribadi yang disebarkan, atau diancam disebarkan",
    DIINTIP_DIREKAM: "Diintip, difoto, atau direkam diam-diam",
    SENTUHAN: "Sentuhan yang tidak diinginkan",
    CIUMAN_PELUKAN: "Ciuman atau pelukan yang dipaksakan",
    DIPAKSA_MENYENTUH: "Dipaksa menyentuh orang lain atau diri sendiri",
    HUBUNGAN_DIPAKSA: "Hubungan seksual yang dipaksakan",
    PERCOBAAN: "Percobaan untuk melakukan salah satunya",
    IMBALAN_ANCAMAN: "Janji atau ancaman soal pekerjaan agar menuruti permintaan seksual",
    DIKUNTIT: "Diikuti atau dihubungi terus-menerus",
    LAINNYA: "Hal lain",
  },
  power: {
    ATASAN: "Atasan",
    SETARA: "Setara",
    BAWAHAN: "Bawahan",
    PENENTU_KONTRAK: "Orang yang menentukan kontrak atau honor",
    LAIN: "Hubungan lain",
  },
  retaliation: {
    ANCAMAN: "Ancaman",
    TEKANAN: "Tekanan untuk diam atau berdamai",
    MUTASI: "Dipindahkan",
    DEMOSI: "Diturunkan dari jabatan atau tugas",
    KONTRAK_HONOR: "Kontrak atau honor ditahan",
    PENYEBARAN: "Cerita atau data pribadi disebarkan",
    GUGATAN: "Digugat atau dilaporkan balik",
    TIDAK_ADA: "Tidak ada",
  },
  evidence: {
    TANGKAPAN_LAYAR: "Pesan atau tangkapan layar",
    FOTO: "Foto",
    VIDEO: "Video",
    REKAMAN: "Rekaman suara",
    SAKSI: "Orang yang melihat, mendengar, atau diberi tahu",
    VISUM: "Visum atau surat dokter",
    CCTV: "Kamera CCTV di tempat kejadian",
    DOKUMEN: "Surat atau dokumen",
    BELUM_ADA: "Belum ada",
  },
  identity: {
    ANONIM: "Tanpa nama",
    NAMA_SAMARAN: "Dengan nama samaran",
  },
  contact: { TELEPON: "Telepon", WHATSAPP: "WhatsApp", EMAIL: "Email", LAIN: "Cara lain" },
  zone: { WIB: "WIB", WITA: "WITA", WIT: "WIT" },
};

const statusEn: typeof statusId = {
  KPPS: "KPPS (polling station staff)",
  PPS: "PPS (village committee)",
  PPK: "PPK (sub-district committee)",
  PANTARLIH: "Pantarlih (voter-data officer)",
  SEKRETARIAT_PPS: "PPS secretariat",
  SEKRETARIAT_PPK: "PPK secretariat",
  ASN: "Civil servant (PNS)",
  PPPK: "Contract civil servant (PPPK)",
  HONORER: "Honorary or PPNPN staff",
  MAGANG: "Intern",
  KOMISIONER: "KPU member (commissioner)",
  PPLN: "PPLN (overseas committee)",
  KPPSLN: "KPPSLN (overseas polling staff)",
  ALIH_DAYA: "Outsourced (guard, cleaner, driver)",
  MASYARAKAT: "Visitor or member of the public",
  LAIN: "Other",
};

const en: typeof id = {
  yesNo: { YA: "Yes", TIDAK: "No" },
  status: statusEn,
  respondentStatus: {
    ...statusEn,
    BAWASLU: "Bawaslu or Panwas (election supervision)",
    PESERTA_PEMILU: "Election contestant (candidate, team, party witness)",
    POLISI_TNI: "Police or military",
    VENDOR: "Supplier",
  },
  needs: {
    MEDIS: "Medical help",
    PSIKOLOGIS: "Psychological help, someone to talk to",
    HUKUM: "Legal help",
    PELINDUNGAN: "Protection from threats",
    RUMAH_AMAN: "A safe place to stay",
    PENYESUAIAN_KERJA: "A change of workplace, hours or tasks",
    HAPUS_KONTEN: "Photos, videos or messages removed from the internet",
    JURU_BAHASA: "An interpreter or sign language",
    PENDAMPING_SEJENIS: "A companion of the same sex",
    CUKUP_DICATAT: "Just keep a record for now",
  },
  contexts: {
    KANTOR: "At the office",
    BIMTEK_HOTEL: "At a training, a meeting or a hotel",
    PERJALANAN_DINAS: "On a business trip",
    LOGISTIK_MALAM: "During logistics or night work",
    TPS: "At the polling station",
    RUMAH: "At home",
    DARING: "By phone or on the internet",
    LAIN: "Somewhere else",
  },
  happenings: {
    UCAPAN: "Sexual remarks, whistling or jokes",
    TATAPAN_ISYARAT: "Sexual looks, signs or gestures",
    PESAN_GAMBAR: "Sexual messages, pictures or videos that were sent",
    SEBAR_FOTO_VIDEO: "Private photos or videos that were shared, or a threat to share them",
    DIINTIP_DIREKAM: "Being watched, photographed or recorded in secret",
    SENTUHAN: "Unwanted touch",
    CIUMAN_PELUKAN: "A forced kiss or hug",
    DIPAKSA_MENYENTUH: "Being made to touch someone else or oneself",
    HUBUNGAN_DIPAKSA: "Forced sex",
    PERCOBAAN: "An attempt at one of these",
    IMBALAN_ANCAMAN: "A promise or threat about work in return for something sexual",
    DIKUNTIT: "Being followed or contacted again and again",
    LAINNYA: "Something else",
  },
  power: {
    ATASAN: "A superior",
    SETARA: "An equal",
    BAWAHAN: "A subordinate",
    PENENTU_KONTRAK: "Someone who decides on contracts or pay",
    LAIN: "Something else",
  },
  retaliation: {
    ANCAMAN: "Threats",
    TEKANAN: "Pressure to stay silent or to settle",
    MUTASI: "A transfer",
    DEMOSI: "A lower position or fewer tasks",
    KONTRAK_HONOR: "A contract or pay held back",
    PENYEBARAN: "The story or personal data being spread",
    GUGATAN: "A lawsuit or a counter-report",
    TIDAK_ADA: "None",
  },
  evidence: {
    TANGKAPAN_LAYAR: "Messages or screenshots",
    FOTO: "Photos",
    VIDEO: "Video",
    REKAMAN: "Sound recording",
    SAKSI: "People who saw, heard or were told",
    VISUM: "A forensic report or doctor's letter",
    CCTV: "A CCTV camera at the place",
    DOKUMEN: "Letters or documents",
    BELUM_ADA: "None yet",
  },
  identity: {
    ANONIM: "Without a name",
    NAMA_SAMARAN: "Under another name",
  },
  contact: { TELEPON: "Phone", WHATSAPP: "WhatsApp", EMAIL: "E-mail", LAIN: "Another way" },
  zone: { WIB: "WIB (west)", WITA: "WITA (central)", WIT: "WIT (east)" },
};

/**
 * The codes in words that ask and tell alike: the Satgas reads what she ticked. What she says of herself stands in
 * `form/codes.ts`, and what a reader is told of her in `inbox/codes.ts`.
 */
export const codes = { id, en };
