const id = {
  site: "Posko",
  otherLanguage: "English",
  exit: "Keluar cepat",
  exitHint:
    "Tombol “Keluar cepat” (atau tekan Shift tiga kali) menutup halaman, tetapi tidak menghapus riwayat browser.",
  step: (number: number, of: number) => `Langkah ${number} dari ${of}`,
  next: "Lanjut",
  skip: "Lewati dulu",
  back: "Kembali",
  toReview: "Simpan dan lihat ringkasan",
  clear: "Kosongkan jawaban ini",
  several: "Boleh pilih lebih dari satu.",
  choose: "Pilih…",
  yes: "Ya",
  no: "Tidak",
  retry: "Coba lagi",
  spaceLeft: (characters: number) => `Masih ada ruang untuk sekitar ${characters} huruf.`,
  spaceOver: (characters: number) =>
    `Tulisan Anda tersimpan utuh di halaman ini, tetapi lebih panjang sekitar ${characters} huruf dari yang dapat dikirim sekaligus. Persingkat sedikit sebelum dikirim.`,
};

const en: typeof id = {
  site: "Posko",
  otherLanguage: "Indonesia",
  exit: "Quick exit",
  exitHint: "“Quick exit” (or pressing Shift three times) closes this page, but does not erase the browser history.",
  step: (number, of) => `Step ${number} of ${of}`,
  next: "Next",
  skip: "Skip for now",
  back: "Back",
  toReview: "Keep and see the summary",
  clear: "Clear this answer",
  several: "You may choose more than one.",
  choose: "Choose…",
  yes: "Yes",
  no: "No",
  retry: "Try again",
  spaceLeft: (characters) => `There is room for about ${characters} more letters.`,
  spaceOver: (characters) =>
    `Your words are all still on this page, but they are about ${characters} letters longer than what can be sent at once. Shorten them a little before sending.`,
};

export const common = { id, en };
