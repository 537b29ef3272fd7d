const id = {
  title: "Apakah orang yang Anda laporkan anggota Satgas, pimpinan kantor, atau dekat dengan mereka?",
  hint: "Jika ya, laporan dikirim ke tingkat di atasnya. Satgas yang Anda tandai tidak menerima apa pun dan tidak diberi tahu.",
  at: (unit: string) => `Ya, di ${unit}`,
  no: "Tidak",
  unknown: "Tidak tahu",
  unknownHint: "Bila Anda tidak tahu atau melewati pertanyaan ini, laporan dikirim satu tingkat di atas kantor Anda.",
  needsUnit: "Pilih dulu kantor Anda; pertanyaan ini menyusul setelahnya.",
  toUnit: "Pilih kantor",
  above: "Di atas KPU RI tidak ada Satgas lain. Anda dapat menghubungi pihak di luar KPU:",
  belowGoOn: "Anda tetap boleh mengirim laporan kepada Satgas yang tidak Anda tandai.",
  nobody:
    "Saat ini tidak ada Satgas yang dapat menerima laporan ini dengan aman. Tulisan Anda tetap di halaman ini; Anda boleh terus menulis lalu menyalin atau mencetaknya. Pihak berikut dapat membantu:",
};

const en: typeof id = {
  title: "Is the person you report a member of the Satgas, a leader of the office, or close to them?",
  hint: "If so, the report goes to the level above. A Satgas that you tick receives nothing and is not told.",
  at: (unit) => `Yes, at ${unit}`,
  no: "No",
  unknown: "I do not know",
  unknownHint: "If you do not know or skip this, the report goes one level above your office.",
  needsUnit: "Please choose your office first; this question follows from it.",
  toUnit: "Choose the office",
  above: "There is no other Satgas above KPU RI. You can turn to these outside KPU:",
  belowGoOn: "You may still send it to a Satgas that you did not tick.",
  nobody:
    "At the moment no Satgas can receive this report safely. Your words stay on this page; you may go on writing and then copy or print them. These can help:",
};

export const conflict = { id, en };
