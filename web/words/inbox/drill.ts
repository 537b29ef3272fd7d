const id = {
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
};

const en: typeof id = {
  title: "This is a drill",
  nothing: "Nothing happened and nobody reported anything. Thank you for opening it.",
  sending: "Noting that you have opened it…",
  failed: "It is not noted yet that you have opened it.",
  retry: "Note it again",
  noted: "It is noted that you have opened it.",
  ask: (number: string, until: string) =>
    `Please ask a colleague to open this report too, before ${until}. Its number is ${number}.`,
  late: (number: string) =>
    `The 7 days are over, but it is not too late. Please ask a colleague to open this report too. Its number is ${number}.`,
  enough: "Your Satgas is ready. Nothing else is to be done about this report.",
  past: "This drill is over; there is a newer one. Nothing is to be done about this report.",
  content: "See what it says",
};

export const drill = { id, en };
