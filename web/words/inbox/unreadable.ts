const id = {
  heading: "Laporan ini belum dapat dibaca",
  "wrong-key":
    "Laporan ini bukan untuk Satgas ini, atau dikunci dengan kunci Satgas yang belum dibagikan kepada Anda. Minta rekan Satgas yang lebih lama membukanya, atau hubungi operator.",
  damaged:
    "Isi laporan ini rusak atau terpotong. Segarkan daftar dan coba lagi; bila tetap begini, catat nomornya dan hubungi operator. Jangan menghapus apa pun.",
  "newer-version": "Laporan ini dibuat oleh Posko versi lebih baru. Muat ulang halaman ini, lalu buka lagi.",
  mismatch:
    "Isi laporan ini bukan yang ditandatangani pelapornya untuk nomor dan Satgas ini, jadi tidak ditampilkan. Catat nomornya dan hubungi operator. Jangan menghapus apa pun.",
  pass: "Nyatakan tidak terbaca",
  ask: "Nyatakan laporan ini tidak terbaca? Satgas berikutnya yang dipilih pelapor langsung mendapatnya. Bila tidak ada lagi Satgas di atasnya, dua anggota harus menyatakannya dan operator diberi tahu. Tercatat bahwa Anda yang menyatakan, dan pelapor melihatnya. Ini tidak dapat dibatalkan.",
  yes: "Ya, nyatakan",
  no: "Batal",
  passing: "Mencatat…",
  passed: "Sudah dicatat.",
  "not-sealed":
    "Berkas ini bukan laporan terkunci Posko, atau rusak dan terpotong. Minta dikirim ulang dari asalnya bila aman bagi pelapor.",
  "not-hybrid":
    "Segel berkas ini bukan segel Posko yang berlaku (bukan segel hibrida), jadi berkas ini tidak dibuka. Tanyakan dari mana asalnya.",
  "key-file": "Ini berkas kunci, bukan laporan. Berkas kunci dipakai untuk membuka kotak masuk.",
  "too-large": "Berkas ini lebih besar dari 512 KiB. Laporan terkunci Posko tidak pernah sebesar itu.",
};

const en: typeof id = {
  heading: "This report cannot be read yet",
  "wrong-key":
    "This report is not for this Satgas, or it was sealed to a Satgas key not shared with you yet. Ask a longer-serving colleague to open it, or tell the operator.",
  damaged:
    "The content of this report is damaged or cut off. Refresh the list and try again; if it stays so, note the number and tell the operator. Do not delete anything.",
  "newer-version": "This report was made by a newer version of Posko. Reload this page, then open it again.",
  mismatch:
    "The content of this report is not what its reporter signed for this number and this Satgas, so it is not shown. Note the number and tell the operator. Do not delete anything.",
  pass: "Say that it cannot be read",
  ask: "Say that this report cannot be read? The next Satgas that the reporter chose gets it at once. If there is none above, two members have to say so and the operator is told. It is noted that you said it, and the reporter sees it. This cannot be undone.",
  yes: "Yes, say so",
  no: "Cancel",
  passing: "Noting it…",
  passed: "It was noted.",
  "not-sealed":
    "This file is no sealed Posko report, or it is damaged or cut off. Ask for it to be sent again if that is safe for the reporter.",
  "not-hybrid":
    "The seal of this file is not the one Posko uses (not a hybrid seal), so it was not opened. Ask where it comes from.",
  "key-file": "This is a key file, not a report. Key files are for unlocking the inbox.",
  "too-large": "This file is larger than 512 KiB. A sealed Posko report never is.",
};

export const unreadable = { id, en };
