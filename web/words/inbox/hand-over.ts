const id = {
  waiting: {
    heading: "Kunci baru menunggu pengesahan",
    tell: (unit: string) =>
      `Telepon anggota Satgas ${unit} dan bacakan kode ini. Setelah ia mengetiknya, kunci baru berlaku.`,
    tellRoot: "Telepon pemegang kunci akar KPU dan bacakan kode ini. Setelah ia mengetiknya, kunci baru berlaku.",
    until: "Sampai saat itu kunci lama tetap berlaku, dan semua laporan tetap diterima.",
    outdated:
      "Sesuatu berubah sejak kunci baru ini disiapkan, jadi tidak dapat disahkan lagi. Batalkan, lalu siapkan sekali lagi.",
    withdraw: "Batalkan pergantian",
    withdrawSure: "Batalkan pergantian kunci ini? Yang dikeluarkan dapat masuk lagi.",
    record: "Berita acara serah terima",
  },

  rotation: {
    heading: "Ganti anggota atau serah terima",
    intro:
      "Satgas mendapat kunci baru, yang hanya dipegang anggota yang tetap. Yang keluar langsung tidak dapat masuk lagi, dan tidak dapat membuka laporan berikutnya. Yang sudah pernah ia baca tidak dapat ditarik kembali.",
    first: "Anggota yang baru perlu diundang dan diterima lebih dahulu.",
    stay: "Siapa yang tetap?",
    until: "SK Satgas berlaku sampai",
    leaving: (names: string) => `Yang keluar: ${names}.`,
    nobody: "Tidak ada yang keluar; kunci tetap diganti.",
    none: "Anggota terakhir tidak dapat dikeluarkan. Undang penggantinya lebih dahulu, atau minta Satgas di atas menutup Satgas ini.",
    prepare: "Buat kunci baru",
    preparing: "Membuat kunci baru…",
  },

  record: {
    heading: "Berita acara serah terima",
    unit: (unit: string) => `Satgas Pencegahan dan Penanganan Kekerasan Seksual, ${unit}`,
    made: (when: string) => `Dibuat ${when}`,
    left: "Yang keluar",
    stay: "Yang melanjutkan",
    cases: "Perkara yang diserahkan",
    caseLine: (number: string, stage: string) => `${number} · ${stage}`,
    none: "Tidak ada",
    loading: "Mengambil daftar perkara…",
    incomplete: "Daftar perkara belum lengkap: sambungan terputus.",
    noContent: "Berita acara ini tidak memuat isi laporan.",
    signs: "Tanda tangan",
    print: "Cetak",
    close: "Tutup",
  },
};

const en: typeof id = {
  waiting: {
    heading: "The new key waits to be vouched for",
    tell: (unit) =>
      `Call a member of the Satgas of ${unit} and read this code out. Once she has typed it, the new key counts.`,
    tellRoot: "Call the keeper of KPU's root key and read this code out. Once she has typed it, the new key counts.",
    until: "Until then the old key counts, and all reports are still received.",
    outdated:
      "Something has changed since this new key was prepared, so it can no longer be vouched for. Withdraw it, then prepare it once more.",
    withdraw: "Withdraw the change",
    withdrawSure: "Withdraw this change of keys? Whoever was left out can come in again.",
    record: "Record of the hand-over",
  },

  rotation: {
    heading: "Change members or hand over",
    intro:
      "The Satgas gets a new key, held by those who stay alone. Whoever leaves cannot come in any more from now on, and opens no later report. What she has read before cannot be taken back.",
    first: "New members have to be invited and taken in first.",
    stay: "Who stays?",
    until: "The decree (SK) runs until",
    leaving: (names) => `Leaving: ${names}.`,
    nobody: "Nobody leaves; the key is changed all the same.",
    none: "The last member cannot be removed. Invite her successor first, or ask the Satgas above to close this one.",
    prepare: "Make the new key",
    preparing: "Making the new key…",
  },

  record: {
    heading: "Record of the hand-over",
    unit: (unit) => `Task force (Satgas) against sexual violence, ${unit}`,
    made: (when) => `Made ${when}`,
    left: "Leaving",
    stay: "Going on",
    cases: "Cases handed over",
    caseLine: (number, stage) => `${number} · ${stage}`,
    none: "None",
    loading: "Fetching the list of cases…",
    incomplete: "The list of cases is not complete: the connection broke.",
    noContent: "This record holds nothing of any report.",
    signs: "Signatures",
    print: "Print",
    close: "Close",
  },
};

export const handOver = { id, en };
