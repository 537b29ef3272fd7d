/** The stage of a case, the drill and what keeps reports from being opened; the rest of the inbox is in `inbox.id.ts`. */
export const caseId = {
  readiness: {
    heading: "Kesiapan Satgas",
    running: "Latihan sedang berjalan",
    red: "Belum siap: laporan baru melewati Satgas ini",
    ready: (month: string) => `Kesiapan: siap. Latihan ${month} sudah dibuka.`,
    untried: "Kesiapan: belum diuji. Sebulan sekali datang satu laporan latihan; yang pertama belum datang.",
    count: (opened: number, needed: number) => `${opened} dari ${needed} anggota sudah membuka laporan latihan.`,
    unknownOne: "Laporan itu tampak seperti laporan lain, jadi bukalah semua yang belum dibuka.",
    knownOne: (arrived: string) => `Laporan itu tiba ${arrived}; bukalah juga bila Anda belum.`,
    ask: (until: string) => `Mintalah rekan membuka kotak masuknya sebelum ${until}.`,
    after: "Bila tidak, laporan baru akan melewati Satgas ini untuk sementara.",
    missed: (month: string) =>
      `Latihan ${month} tidak dibuka cukup anggota dalam 7 hari, jadi laporan baru ditujukan kepada Satgas di atasnya.`,
    again: "Begitu cukup anggota membukanya, laporan baru datang lagi ke sini.",
  },

  below: {
    heading: "Satgas di bawah Satgas Anda",
    red: (count: number) => `${count} belum siap`,
    amber: (count: number) => `${count} belum diuji`,
    green: (count: number) => `${count} siap`,
    redTitle: "Belum siap",
    redNote:
      "Sampai laporan latihan di sana dibuka, laporan baru ditujukan kepada Satgas di atasnya. Hubungi rekan di sana.",
    amberTitle: "Belum diuji",
    amberNote: "Belum ada laporan latihan yang dibuka, dan belum ada yang terlewat.",
  },

  unreachable: {
    heading: "Email pemberitahuan tidak sampai",
    intro: "Alamat email rekan ini menolak email dari Posko:",
    nameless: "seorang anggota",
    todo: "Sampaikan sendiri bila ada laporan, dan minta operator memperbaiki alamatnya.",
  },

  drill: {
    title: "Ini latihan",
    nothing: "Tidak ada kejadian dan tidak ada pelapor. Terima kasih sudah membukanya.",
    sending: "Mencatat bahwa Anda sudah membukanya…",
    failed: "Belum tercatat bahwa Anda sudah membukanya.",
    retry: "Catat lagi",
    noted: "Tercatat bahwa Anda sudah membukanya.",
    ask: (number: string, until: string) =>
      `Mintalah rekan membuka laporan ini juga, sebelum ${until}. Nomornya ${number}.`,
    late: (number: string) =>
      `Batas 7 hari sudah lewat, tetapi belum terlambat. Mintalah rekan membuka laporan ini juga. Nomornya ${number}.`,
    enough: "Satgas Anda siap. Tidak ada yang perlu dilakukan lagi dengan laporan ini.",
    past: "Latihan ini sudah lewat; ada yang lebih baru. Tidak ada yang perlu dilakukan dengan laporan ini.",
    content: "Lihat isinya",
  },

  stage: {
    label: "Tahap",
    change: "Ubah tahap",
    to: "Pindahkan ke",
    choose: "Pilih tahap…",
    missing: "Pilih tahapnya dulu.",
    again: (stage: string) => `Perpanjang: ${stage}`,
    seen: "Pelapor melihat tahap ini dengan kode laporannya.",
    move: "Pindahkan",
    moving: "Memindahkan…",
    ask: (stage: string) =>
      `Pindahkan ke “${stage}”? Pelapor akan melihat tahap ini, dan Posko tidak lagi mengingatkan Anda tentang laporan ini.`,
    yes: "Ya, pindahkan",
    no: "Batal",
    moved: (stage: string) => `Tersimpan. Pelapor sekarang membaca: ${stage}.`,
  },

  burst: {
    title: (count: number, more: boolean, when: string) => `${count}${more ? " atau lebih" : ""} laporan tiba ${when}`,
    hint: "Banyak laporan dalam satu jam, dikumpulkan di sini. Laporan yang sungguhan bisa ada di antaranya.",
    unfold: "Tampilkan",
    fold: "Lipat",
  },
};
export type CaseWords = typeof caseId;
