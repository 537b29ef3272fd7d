/** "My report" in Bahasa Indonesia, in the chunk of that screen: who writes a report does not wait for these words. */
export const myReportId = {
  label: "Kode laporan",
  hint: "25 huruf dan angka. Huruf besar atau kecil, spasi, dan tanda hubung tidak berpengaruh.",
  open: "Buka",
  wrongLength: (length: number, expected: number) =>
    `Kode terdiri atas ${expected} huruf dan angka. Yang Anda ketik ada ${length}.`,
  wrongCharacter: (character: string) => `Tanda “${character}” tidak dipakai dalam kode. Periksa lagi catatan Anda.`,
  slip: "Sepertinya ada salah ketik: satu huruf keliru atau dua huruf tertukar. Periksa lagi catatan Anda.",
  notFound:
    "Tidak ada laporan dengan kode ini di sini. Pastikan Anda membuka halaman kantor yang sama seperti saat melapor.",
  stage: "Tahap",
  arrived: (when: string) => `Masuk pada ${when}`,
  told: "Pemberitahuan sudah dikirim kepada Satgas",
  telling: "Pemberitahuan kepada Satgas sedang dikirim",
  climbed: (when: string) => `Karena belum dibuka, laporan diteruskan ke Satgas berikutnya pada ${when}`,
  opened: (when: string) => `Dibuka oleh Satgas pada ${when}`,
  proved: (unit: string, when: string) => `Terbukti: dibuka oleh anggota Satgas ${unit}, ${when}`,
  unreadable: (unit: string) =>
    `Satgas ${unit} tidak dapat membaca laporan ini dan meminta Satgas berikutnya membukanya.`,
  signed: "ditandatangani anggota Satgas",
  serverSays: "menurut server",
  asOf: (when: string) =>
    `Keadaan pada ${when}. Yang terbukti atau bertanda tangan sudah diperiksa di perangkat Anda; yang lain menurut server.`,
  flawed:
    "Sebagian catatan laporan ini tidak dapat diperiksa. Bila ini berulang, hubungi 129 (SAPA) atau Satgas di atasnya.",
  unopened: "Belum dibuka",
  unopenedHint: "Jika keadaan mendesak, jangan menunggu. Hubungi 110 (polisi) atau 129 (SAPA).",
  again: "Periksa kode lain",
  kept: "Kode dan status ini tidak disimpan di ponsel Anda.",
};
export type MyReportWords = typeof myReportId;
