const id = {
  title: "Di kantor mana Anda bekerja?",
  why: "Ini menentukan Satgas mana yang menerima laporan. Badan adhoc (PPK, PPS, KPPS, Pantarlih) memilih KPU kabupaten atau kotanya.",
  search: "Cari nama kabupaten, kota, atau provinsi",
  chosen: "Kantor Anda",
  change: "Ganti kantor",
  results: "Pilih kantor",
  found: (count: number) => (count === 0 ? "Tidak ada yang cocok." : `${count} kantor cocok.`),
  more: (count: number) => `Masih ada ${count} kantor lain. Ketik lebih banyak huruf.`,
  notListed: "Kantor saya tidak ada di daftar",
  inWords: "Tulis nama kantor Anda",
  inWordsHint: "Laporan akan ditujukan kepada Satgas KPU RI.",
  status: "Status Anda di sana",
  missing: "Pilih kantor Anda dulu, supaya laporan sampai ke Satgas yang tepat.",
  loading: "Daftar kantor sedang dimuat…",
  failed: "Daftar kantor belum dapat dimuat. Anda boleh terus menulis dan memilih kantor nanti.",
  later: "Pilih kantor nanti",
};

const en: typeof id = {
  title: "In which office do you work?",
  why: "This decides which Satgas receives the report. Ad hoc bodies (PPK, PPS, KPPS, Pantarlih) choose the KPU of their regency or city.",
  search: "Search a regency, city or province",
  chosen: "Your office",
  change: "Change office",
  results: "Choose an office",
  found: (count) =>
    count === 0 ? "Nothing matches." : `${count} ${count === 1 ? "office matches" : "offices match"}.`,
  more: (count) => `There are ${count} more. Type a few more letters.`,
  notListed: "My office is not in the list",
  inWords: "Write the name of your office",
  inWordsHint: "The report will be addressed to the Satgas of KPU RI.",
  status: "Your status there",
  missing: "Please choose your office first, so that the report reaches the right Satgas.",
  loading: "Loading the list of offices…",
  failed: "The list of offices could not be loaded yet. You may go on writing and choose the office later.",
  later: "Choose the office later",
};

export const unit = { id, en };
