const id = {
  title: "Periksa sebelum mengirim",
  hint: "Semua masih dapat diubah.",
  edit: "Ubah",
  empty: "Tidak diisi",
  noUnit: "Kantor belum dipilih.",
  recipients: "Penerima",
  tellUs:
    "Masih kurang satu hal: ceritakan sedikit, tandai apa yang terjadi, atau tandai apa yang Anda butuhkan, supaya Satgas dapat membantu.",
  notAgreed: "Sebelum mengirim, lihat dulu siapa yang akan dapat membukanya.",
  send: "Kirim laporan",
  phases: {
    sealing: "Mengunci laporan di perangkat Anda…",
    stamping: "Menyiapkan pengiriman. Ini dapat memakan waktu sebentar…",
    sending: "Mengirim. Pada jaringan lambat ini dapat memakan waktu satu menit…",
    resealing: "Kunci Satgas baru saja diganti. Laporan dikunci ulang; tidak ada yang hilang…",
  },
  failed: "Belum terkirim. Tulisan Anda masih ada di halaman ini.",
  unknown: "Kami belum tahu apakah laporan sudah sampai. Coba lagi: laporan tidak akan terkirim dua kali.",
  mayExist: "Catat kode ini sekarang. Bila laporan ternyata sudah sampai, kode ini membukanya.",
  tooLarge:
    "Laporan ini lebih panjang dari yang dapat dikirim sekaligus. Tulisan Anda masih utuh; persingkat sedikit lalu coba lagi.",
  file: "Simpan berkas terkunci",
  fileHint:
    "Berkas ini tersimpan di ponsel. Isinya terkunci, tetapi namanya terlihat. Hanya anggota Satgas penerima yang dapat membukanya. Anda dapat mengantarkannya dengan cara lain, misalnya lewat orang yang Anda percaya.",
  fileSaved: "Bila berkas tidak muncul, salin tulisan Anda di bawah.",
  fileFailed: "Berkas belum dapat dibuat karena kunci Satgas belum dapat diperiksa.",
  people: "Anda juga dapat menghubungi:",
};

const en: typeof id = {
  title: "Check before sending",
  hint: "Everything can still be changed.",
  edit: "Change",
  empty: "Left empty",
  noUnit: "No office chosen yet.",
  recipients: "Recipients",
  tellUs:
    "One thing is still missing: tell a little, tick what happened, or tick what you need, so that the Satgas can help.",
  notAgreed: "Before sending, please see who will be able to open it.",
  send: "Send the report",
  phases: {
    sealing: "Locking the report on your device…",
    stamping: "Preparing to send. This may take a moment…",
    sending: "Sending. On a slow network this may take a minute…",
    resealing: "The key of the Satgas has just changed. The report is being locked again; nothing is lost…",
  },
  failed: "Not sent yet. Your words are still on this page.",
  unknown: "We do not know yet whether the report has arrived. Try again: it will not be sent twice.",
  mayExist: "Write this code down now. If the report has arrived after all, this code opens it.",
  tooLarge:
    "This report is longer than what can be sent at once. Your words are all still there; shorten them a little and try again.",
  file: "Save a locked file",
  fileHint:
    "This file is kept on the phone. Its content is locked, but its name can be seen. Only members of the receiving Satgas can open it. You can get it to them by other means, for example through someone you trust.",
  fileSaved: "If no file appears, copy your words below.",
  fileFailed: "The file cannot be made yet because the keys of the Satgas could not be checked.",
  people: "You can also turn to:",
};

export const review = { id, en };
