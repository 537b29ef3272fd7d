import type {
  Answers,
  consents,
  contactKinds,
  contexts,
  evidenceKinds,
  happenings,
  identityModes,
  needs,
  powers,
  respondentStatuses,
  retaliations,
  roles,
} from "../../shared/content/report.ts";

/**
 * What the reader of a report sees for each code. The reporter is asked in other words, in `form.id.ts`: a question to
 * her and a line in a case file are not the same sentence.
 */
type Labels<T extends readonly string[]> = Readonly<Record<T[number], string>>;

export interface AnswerWords {
  readonly questions: Readonly<Record<keyof Answers, string>>;
  readonly yesNoUnknown: Readonly<Record<"YA" | "TIDAK" | "TIDAK_TAHU", string>>;
  readonly repeated: { readonly yes: string; readonly no: string };
  readonly victimAgrees: Readonly<Record<NonNullable<Answers["victimAgrees"]>, string>>;
  readonly roles: Labels<typeof roles>;
  readonly statuses: Labels<typeof respondentStatuses>;
  readonly powers: Labels<typeof powers>;
  readonly contexts: Labels<typeof contexts>;
  readonly happenings: Labels<typeof happenings>;
  readonly evidenceKinds: Labels<typeof evidenceKinds>;
  readonly needs: Labels<typeof needs>;
  readonly retaliations: Labels<typeof retaliations>;
  readonly identityModes: Labels<typeof identityModes>;
  readonly contactKinds: Labels<typeof contactKinds>;
  readonly consents: Labels<typeof consents>;
  readonly respondent: Readonly<Record<keyof NonNullable<Answers["respondents"]>[number], string>>;
}

export const answersId: AnswerWords = {
  questions: {
    dangerNow: "Dalam bahaya saat ini",
    role: "Peran pelapor",
    victimAgrees: "Korban tahu dan setuju",
    victimUnder18: "Korban di bawah 18 tahun",
    unit: "Satuan kerja pelapor",
    unitInWords: "Satuan kerja, dengan kata pelapor",
    status: "Status pelapor",
    conflicts: "Benturan kepentingan yang dinyatakan",
    needs: "Kebutuhan",
    needsInWords: "Kebutuhan, dengan kata pelapor",
    when: "Kapan",
    repeated: "Berulang",
    ongoing: "Masih berlangsung",
    where: "Tempat",
    contexts: "Situasi",
    happenings: "Yang dialami",
    account: "Uraian",
    respondents: "Terlapor",
    power: "Kedudukan terlapor terhadap korban",
    retaliation: "Pembalasan atau tekanan",
    evidence: "Bukti yang disebutkan",
    evidenceInWords: "Bukti, dengan kata pelapor",
    identity: "Cara tampil",
    name: "Nama atau sebutan",
    contacts: "Kontak",
    safeTimes: "Waktu aman",
    zone: "Zona waktu",
    safeManner: "Cara aman",
    mayLeaveMessage: "Meninggalkan pesan",
    introduceAs: "Perkenalkan diri sebagai",
    consents: "Persetujuan",
    mayClimb: "Boleh diteruskan ke Satgas di atasnya bila laporan ini lama tidak dibuka",
  },
  yesNoUnknown: { YA: "Ya", TIDAK: "Tidak", TIDAK_TAHU: "Tidak tahu" },
  repeated: { yes: "Ya, lebih dari sekali", no: "Satu kali" },
  victimAgrees: { YA: "Ya", TIDAK: "Tidak", BELUM_SEMPAT: "Belum sempat ditanyakan" },
  roles: {
    KORBAN: "Korban sendiri",
    SAKSI: "Saksi",
    PENDAMPING: "Pendamping",
    KELUARGA: "Keluarga korban",
    REKAN: "Rekan kerja korban",
  },
  statuses: {
    KPPS: "KPPS",
    PPS: "PPS",
    PPK: "PPK",
    PANTARLIH: "Pantarlih/PPDP",
    SEKRETARIAT_PPS: "Sekretariat PPS",
    SEKRETARIAT_PPK: "Sekretariat PPK",
    ASN: "ASN (PNS)",
    PPPK: "PPPK",
    HONORER: "Honorer/PPNPN",
    MAGANG: "Magang",
    KOMISIONER: "Anggota KPU (komisioner)",
    PPLN: "PPLN",
    KPPSLN: "KPPSLN",
    ALIH_DAYA: "Tenaga alih daya",
    MASYARAKAT: "Tamu atau masyarakat",
    LAIN: "Lainnya",
    BAWASLU: "Bawaslu dan jajarannya",
    PESERTA_PEMILU: "Peserta pemilu, tim, atau saksi partai",
    POLISI_TNI: "Polisi atau TNI",
    VENDOR: "Penyedia atau rekanan",
    TIDAK_DIKENAL: "Tidak dikenal pelapor",
  },
  powers: {
    ATASAN: "Atasan",
    SETARA: "Setara",
    BAWAHAN: "Bawahan",
    PENENTU_KONTRAK: "Menentukan kontrak, honor, atau penugasan",
    LAIN: "Lainnya",
  },
  contexts: {
    KANTOR: "Di kantor",
    BIMTEK_HOTEL: "Bimtek, rapat, atau hotel",
    PERJALANAN_DINAS: "Perjalanan dinas",
    LOGISTIK_MALAM: "Logistik atau kerja malam",
    TPS: "Di TPS",
    RUMAH: "Di rumah atau tempat tinggal",
    DARING: "Daring (ponsel, media sosial)",
    LAIN: "Lainnya",
  },
  happenings: {
    UCAPAN: "Ucapan, candaan, atau komentar seksual",
    TATAPAN_ISYARAT: "Tatapan atau isyarat seksual",
    PESAN_GAMBAR: "Dikirimi pesan atau gambar seksual",
    SEBAR_FOTO_VIDEO: "Foto atau video disebarkan atau diancam disebarkan",
    DIINTIP_DIREKAM: "Diintip atau direkam",
    SENTUHAN: "Sentuhan yang tidak dikehendaki",
    CIUMAN_PELUKAN: "Ciuman atau pelukan yang tidak dikehendaki",
    DIPAKSA_MENYENTUH: "Dipaksa menyentuh",
    HUBUNGAN_DIPAKSA: "Hubungan seksual yang dipaksakan",
    PERCOBAAN: "Percobaan",
    IMBALAN_ANCAMAN: "Tuntutan seksual dengan imbalan atau ancaman",
    DIKUNTIT: "Dikuntit atau terus dihubungi",
    LAINNYA: "Lainnya",
    TIDAK_TAHU: "Pelapor tidak tahu harus menyebutnya apa",
  },
  evidenceKinds: {
    TANGKAPAN_LAYAR: "Tangkapan layar",
    FOTO: "Foto",
    VIDEO: "Video",
    REKAMAN: "Rekaman suara",
    SAKSI: "Saksi",
    VISUM: "Visum",
    CCTV: "CCTV",
    DOKUMEN: "Dokumen",
    BELUM_ADA: "Belum ada",
  },
  needs: {
    MEDIS: "Bantuan medis",
    PSIKOLOGIS: "Dukungan psikologis",
    HUKUM: "Bantuan hukum",
    PELINDUNGAN: "Pelindungan",
    RUMAH_AMAN: "Rumah aman",
    PENYESUAIAN_KERJA: "Penyesuaian kerja (tempat, jam, cuti)",
    HAPUS_KONTEN: "Penghapusan konten elektronik",
    JURU_BAHASA: "Juru bahasa atau juru bahasa isyarat",
    PENDAMPING_SEJENIS: "Pendamping dengan jenis kelamin yang sama",
    CUKUP_DICATAT: "Untuk saat ini cukup dicatat",
  },
  retaliations: {
    ANCAMAN: "Ancaman",
    TEKANAN: "Tekanan",
    MUTASI: "Mutasi",
    DEMOSI: "Demosi",
    KONTRAK_HONOR: "Kontrak atau honor ditahan",
    PENYEBARAN: "Cerita atau foto disebarkan",
    GUGATAN: "Ancaman gugatan atau laporan balik",
    TIDAK_ADA: "Tidak ada",
  },
  identityModes: { ANONIM: "Tanpa nama", NAMA_SAMARAN: "Dengan nama samaran", BERNAMA: "Dengan nama" },
  contactKinds: { TELEPON: "Telepon", WHATSAPP: "WhatsApp", EMAIL: "E-mail", LAIN: "Lainnya" },
  consents: {
    rujuk: "Dirujuk ke layanan (UPTD PPA, psikolog, bantuan hukum)",
    teruskanDkpp: "Diteruskan ke DKPP",
    teruskanPolisi: "Diteruskan ke polisi",
    hubungiSaya: "Dihubungi oleh Satgas",
  },
  respondent: {
    name: "Nama",
    position: "Jabatan",
    status: "Status",
    unit: "Satuan kerja",
    relation: "Hubungan dengan korban",
  },
};
