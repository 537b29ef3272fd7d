const id = {
  title: "Kotak masuk Satgas",
  switchTo: "English",
  lock: "Kunci",
  retry: "Coba lagi",
  back: "Kembali ke kotak masuk",
  tooLong: (limit: number) => `Paling banyak ${limit} huruf. Pendekkan dulu; tidak ada yang hilang.`,
  offline: "Tidak ada sambungan. Tidak ada yang hilang. Periksa jaringan Anda, lalu coba lagi.",
  idle: {
    warning: "Kotak masuk akan terkunci dalam satu menit karena tidak dipakai.",
    stay: "Tetap buka",
  },
};

const en: typeof id = {
  title: "Satgas inbox",
  switchTo: "Bahasa Indonesia",
  lock: "Lock",
  retry: "Try again",
  back: "Back to the inbox",
  tooLong: (limit) => `At most ${limit} characters. Please shorten it; nothing is lost.`,
  offline: "There is no connection. Nothing is lost. Check your network, then try again.",
  idle: {
    warning: "The inbox will lock in one minute because it is not being used.",
    stay: "Keep it open",
  },
};

export const common = { id, en };
