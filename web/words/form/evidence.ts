const id = {
  title: "Adakah yang dapat menunjukkan kejadian ini?",
  hint: "Tidak punya bukti? Anda tetap bisa melapor. Di sini cukup ditandai; berkasnya tidak dikirim.",
  keep: "Simpan aslinya, jangan diubah atau dihapus. Jika aman bagi Anda, simpan juga salinannya di tempat lain.",
  inWords: "Keterangan, misalnya siapa yang melihat atau di mana disimpan",
};

const en: typeof id = {
  title: "Is there anything that shows what happened?",
  hint: "No evidence? You can still report. Just tick it here; no file is sent.",
  keep: "Keep the originals, unchanged. If it is safe for you, keep a copy in another place too.",
  inWords: "Notes, for example who saw it or where it is kept",
};

export const evidence = { id, en };
