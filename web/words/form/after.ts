const id = {
  title: "Apa yang terjadi selanjutnya",
  steps: [
    "Anggota Satgas mendapat pemberitahuan netral, tanpa isi laporan.",
    "Target: dibuka dalam 1 hari kerja. Ini target, bukan jaminan.",
    "Setelah dibuka, halaman “Buka laporan saya” menunjukkan tanggalnya.",
  ],
  back: "Untuk kembali: buka halaman ini lagi, pilih “Buka laporan saya”, lalu masukkan kode Anda.",
  help: "Jika Anda perlu bicara dengan seseorang",
  toMyReport: "Buka laporan saya",
  checked: (day: string) => `Diperiksa ${day}`,
  leave: "Tutup halaman ini",
};

const en: typeof id = {
  title: "What happens next",
  steps: [
    "The members of the Satgas get a neutral notice without anything of the report.",
    "Target: opened within 1 working day. This is a target, not a guarantee.",
    "Once it is opened, “Open my report” shows the date.",
  ],
  back: "To come back: open this page again, choose “Open my report” and enter your code.",
  help: "If you need to talk to someone",
  toMyReport: "Open my report",
  checked: (day) => `Checked ${day}`,
  leave: "Close this page",
};

export const after = { id, en };
