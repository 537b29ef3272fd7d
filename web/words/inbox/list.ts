const id = {
  heading: "Laporan",
  count: (reports: number, unopened: number, more: boolean) =>
    `${reports} laporan${more ? " terbaru" : ""} · ${unopened === 0 ? "semua sudah dibuka" : `${unopened} belum dibuka`}`,
  asOf: (when: string) => `Menurut server, ${when}`,
  refresh: "Segarkan",
  loading: "Mengambil daftar laporan…",
  empty: "Belum ada laporan.",
  emptyHint: "Bila ada laporan masuk, anggota Satgas menerima email pemberitahuan dan laporan muncul di sini.",
  report: "Laporan",
  arrived: (when: string) => `Tiba ${when}`,
  unopened: "Belum dibuka",
  opened: (when: string) => `Dibuka ${when}`,
  newer: "Ditulis versi lebih baru",
  more: "Muat lagi",
  openFile: "Buka berkas terkunci",
  openFileHint: "Untuk laporan yang dibawa dengan cara lain (misalnya catatan.dat). Bisa juga diseret ke halaman ini.",
  dropHere: "Lepaskan berkas terkunci di sini",
  changeLock: "Ganti cara membuka",
  silent: (stacks: string) => `Tidak menjawab: ${stacks}. Laporan dari sana tidak ada dalam daftar ini. Coba segarkan.`,
  lagging: (stacks: string) =>
    `Belum mengenal daftar anggota yang terbaru: ${stacks}. Laporan dari sana tidak ada dalam daftar ini. Minta operator menjalankan carry.`,
  keyring: {
    none: "Kunci Satgas belum dibagikan kepada kunci Anda, jadi isi laporan belum dapat dibuka. Minta rekan Satgas atau operator membagikannya.",
    older: "Kunci Satgas yang terbaru tidak terbuka, jadi dipakai yang sebelumnya. Beri tahu rekan Satgas.",
    mismatch:
      "Kunci Satgas dari server: kunci ini tidak cocok dengan yang disahkan, jadi tidak dipakai. Beri tahu operator.",
  },
  dates: {
    expired:
      "Menurut tanggal perangkat ini, pengesahan Satgas sudah berakhir. Laporan yang ada tetap dapat dikerjakan, tetapi laporan baru tidak dikirim ke sini. Beri tahu Satgas di atas Anda.",
    "not-yet": "Menurut tanggal perangkat ini, pengesahan Satgas belum mulai. Periksa tanggal perangkat Anda.",
  },

  burst: {
    title: (count: number, more: boolean, when: string) => `${count}${more ? " atau lebih" : ""} laporan tiba ${when}`,
    hint: "Banyak laporan dalam satu jam, dikumpulkan di sini. Laporan yang sungguhan bisa ada di antaranya.",
    unfold: "Tampilkan",
    fold: "Lipat",
  },
};

const en: typeof id = {
  heading: "Reports",
  count: (reports: number, unopened: number, more: boolean) =>
    `${more ? "Newest " : ""}${reports} ${reports === 1 ? "report" : "reports"} · ${unopened === 0 ? "all opened" : `${unopened} not opened yet`}`,
  asOf: (when) => `As the server told it, ${when}`,
  refresh: "Refresh",
  loading: "Fetching the list of reports…",
  empty: "No reports yet.",
  emptyHint: "When a report arrives, the members of the Satgas get a letter and the report appears here.",
  report: "Report",
  arrived: (when: string) => `Arrived ${when}`,
  unopened: "Not opened yet",
  opened: (when: string) => `Opened ${when}`,
  newer: "Written by a newer version",
  more: "Load more",
  openFile: "Open locked file",
  openFileHint: "For a report carried by other means (catatan.dat, for example). You can also drop it on this page.",
  dropHere: "Drop the locked file here",
  changeLock: "Change how to unlock",
  silent: (stacks) => `No answer: ${stacks}. Reports from there are not in this list. Try to refresh.`,
  lagging: (stacks) =>
    `Does not know the newest list of members yet: ${stacks}. Reports from there are not in this list. Ask the operator to run carry.`,
  keyring: {
    none: "The Satgas key has not been shared with your key yet, so reports cannot be opened. Ask a colleague or the operator to share it.",
    older: "The newest key of the Satgas does not open, so the one before is used. Please tell your colleagues.",
    mismatch:
      "The Satgas key from the server: this key does not match the one vouched for, so it is not used. Please tell the operator.",
  },
  dates: {
    expired:
      "By the date of this device, the vouch for this Satgas has ended. Work on the reports that are here goes on, but new reports do not come here. Please tell the Satgas above yours.",
    "not-yet":
      "By the date of this device, the vouch for this Satgas has not begun. Please check the date of your device.",
  },

  burst: {
    title: (count: number, more: boolean, when: string) => `${count}${more ? " or more" : ""} reports arrived ${when}`,
    hint: "Many reports within one hour, gathered here. Real ones may be among them.",
    unfold: "Show",
    fold: "Fold",
  },
};

export const list = { id, en };
