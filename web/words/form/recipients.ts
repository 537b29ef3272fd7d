const id = {
  title: "Siapa yang akan dapat membuka laporan ini",
  checking: "Memeriksa kunci Satgas…",
  handler: (unit: string) =>
    `Laporan ini terkunci untuk Satgas di ${unit}. Anggota Satgas itulah yang dapat membukanya.`,
  outside: (body: string) => `Laporan ini terkunci untuk ${body}. Anggotanya yang dapat membukanya.`,
  byServer: "Tanggal di ponsel Anda berbeda dari tanggal server. Kunci Satgas diperiksa dengan tanggal server.",
  nearer: (units: string) => `Menurut server, Satgas di ${units} saat ini belum dapat menerima laporan.`,
  skipped: "Satgas yang Anda tandai tidak menerima apa pun dan tidak diberi tahu.",
  skippedUnknown:
    "Karena Anda belum tahu apakah ada hubungan dekat, Satgas kantor Anda sendiri tidak menerima apa pun.",
  climb: (units: string) => `Bolehkah laporan ini juga dapat dibuka Satgas di ${units}?`,
  climbHint:
    "Gunanya bila Satgas pertama lama tidak membukanya. Tanpa persetujuan Anda, laporan tidak dikunci untuk mereka.",
  climbYes: "Boleh",
  climbNo: "Tidak, cukup yang pertama",
  climbMissing: "Pilih salah satu dulu. Keduanya sama baiknya.",
  and: " dan ",
  beyond: "Anda menandai KPU RI, dan di atasnya tidak ada Satgas lain. Pertimbangkan juga pihak di luar KPU:",
  beyondOutside: "Anda menandai KPU RI. Anda juga dapat menghubungi pihak lain di luar KPU:",
  changed: "Penerimanya baru saja berubah. Laporan belum dikirim. Periksa lagi di bawah ini sebelum mengirim.",
  nobody:
    "Saat ini tidak ada Satgas yang dapat menerima laporan ini dengan aman, jadi laporan tidak dikirim. Tulisan Anda tetap di halaman ini. Salin atau cetak bila itu aman bagi Anda, dan hubungi pihak berikut:",
  clock: "Periksa juga tanggal dan jam ponsel Anda. Bila keliru, kunci Satgas tidak dapat diperiksa.",
  failed: "Kunci Satgas belum dapat diperiksa. Tulisan Anda masih ada di halaman ini.",
  noSealing:
    "Bagian yang mengunci laporan belum termuat. Tulisan Anda masih ada di halaman ini. Coba lagi bila jaringan membaik.",
  needsUnit: "Pilih dulu kantor Anda, supaya jelas Satgas mana yang menerima laporan ini.",
  editUnit: "Ubah kantor",
  editConflict: "Ubah jawaban tentang hubungan dengan Satgas",
  copyOwn: "Salin tulisan saya",
  copied: "Tersalin.",
  printOwn: "Cetak tulisan saya",
};

const en: typeof id = {
  title: "Who will be able to open this report",
  checking: "Checking the keys of the Satgas…",
  handler: (unit) => `This report is locked for the Satgas at ${unit}. The members of that Satgas can open it.`,
  outside: (body) => `This report is locked for ${body}. Its members can open it.`,
  byServer:
    "The date of your phone differs from the server's. The keys of the Satgas were checked by the server's date.",
  nearer: (units) => `The server says that the Satgas of ${units} cannot take reports at present.`,
  skipped: "A Satgas that you ticked receives nothing and is not told.",
  skippedUnknown:
    "Because you do not know yet whether there are close ties, the Satgas of your own office receives nothing.",
  climb: (units) => `May this report also be opened by the Satgas at ${units}?`,
  climbHint:
    "This is for the case that the first Satgas leaves it unopened for long. Without your consent the report is not locked for them.",
  climbYes: "Yes, it may",
  climbNo: "No, the first one only",
  climbMissing: "Please choose one. Both are equally good.",
  and: " and ",
  beyond: "You ticked KPU RI, and there is no other Satgas above it. Consider these outside KPU as well:",
  beyondOutside: "You ticked KPU RI. You can also turn to others outside KPU:",
  changed: "The recipients have just changed. The report was not sent. Please look at them again before sending.",
  nobody:
    "At the moment no Satgas can receive this report safely, so it is not sent. Your words stay on this page. Copy or print them if that is safe for you, and turn to these:",
  clock:
    "Please also check the date and time of your phone. If they are wrong, the keys of a Satgas cannot be checked.",
  failed: "The keys of the Satgas could not be checked yet. Your words are still on this page.",
  noSealing:
    "The part that locks the report has not loaded yet. Your words are still on this page. Try again when the network is better.",
  needsUnit: "Please choose your office first, so that it is clear which Satgas receives this report.",
  editUnit: "Change office",
  editConflict: "Change the answer about ties to the Satgas",
  copyOwn: "Copy my words",
  copied: "Copied.",
  printOwn: "Print my words",
};

export const recipients = { id, en };
