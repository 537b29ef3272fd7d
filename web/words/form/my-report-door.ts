const id = {
  title: "Laporan saya",
  opening: "Membuka…",
  offline: "Tidak ada sambungan. Coba lagi bila jaringan sudah kembali.",
};

const en: typeof id = {
  title: "My report",
  opening: "Opening…",
  offline: "There is no connection. Try again when the network is back.",
};

export const myReportDoor = { id, en };
