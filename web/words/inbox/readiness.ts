const id = {
  heading: "Kesiapan Satgas",
  running: "Latihan sedang berjalan",
  red: "Belum siap: laporan baru melewati Satgas ini",
  ready: (month: string) => `Kesiapan: siap. Latihan ${month} sudah dibuka.`,
  untried: "Kesiapan: belum diuji. Sebulan sekali datang satu laporan latihan; yang pertama belum datang.",
  count: (opened: number, needed: number) => `${opened} dari ${needed} anggota sudah membuka laporan latihan.`,
  unknownOne: "Laporan itu tampak seperti laporan lain, jadi bukalah semua yang belum dibuka.",
  knownOne: (arrived: string) => `Laporan itu tiba ${arrived}; bukalah juga bila Anda belum.`,
  ask: (until: string) => `Mintalah rekan membuka kotak masuknya sebelum ${until}.`,
  after: "Bila tidak, laporan baru akan melewati Satgas ini untuk sementara.",
  missed: (month: string) =>
    `Latihan ${month} tidak dibuka cukup anggota dalam 7 hari, jadi laporan baru ditujukan kepada Satgas di atasnya.`,
  again: "Begitu cukup anggota membukanya, laporan baru datang lagi ke sini.",

  below: {
    heading: "Satgas di bawah Satgas Anda",
    red: (count: number) => `${count} belum siap`,
    amber: (count: number) => `${count} belum diuji`,
    green: (count: number) => `${count} siap`,
    redTitle: "Belum siap",
    redNote:
      "Sampai laporan latihan di sana dibuka, laporan baru ditujukan kepada Satgas di atasnya. Hubungi rekan di sana.",
    amberTitle: "Belum diuji",
    amberNote: "Belum ada laporan latihan yang dibuka, dan belum ada yang terlewat.",
  },

  unreachable: {
    heading: "Email pemberitahuan tidak sampai",
    intro: "Alamat email rekan ini menolak email dari Posko:",
    nameless: "seorang anggota",
    todo: "Sampaikan sendiri bila ada laporan, dan minta operator memperbaiki alamatnya.",
  },
};

const en: typeof id = {
  heading: "Readiness of this Satgas",
  running: "A drill is under way",
  red: "Not ready: new reports pass this Satgas by",
  ready: (month: string) => `Readiness: ready. The drill of ${month} was opened.`,
  untried: "Readiness: not tried yet. One drill comes every month; the first has not come yet.",
  count: (opened: number, needed: number) => `${opened} of ${needed} members have opened the drill.`,
  unknownOne: "It looks like any other report, so please open all that are not opened yet.",
  knownOne: (arrived: string) => `It arrived ${arrived}; please open it too if you have not.`,
  ask: (until: string) => `Please ask a colleague to open the inbox before ${until}.`,
  after: "Otherwise new reports will pass this Satgas by for a while.",
  missed: (month: string) =>
    `The drill of ${month} was not opened by enough members within 7 days, so new reports go to the Satgas above.`,
  again: "As soon as enough members have opened it, new reports come here again.",

  below: {
    heading: "Satgas below yours",
    red: (count: number) => `${count} not ready`,
    amber: (count: number) => `${count} not tried yet`,
    green: (count: number) => `${count} ready`,
    redTitle: "Not ready",
    redNote: "Until the drill there is opened, new reports go to the Satgas above. Please call your colleagues there.",
    amberTitle: "Not tried yet",
    amberNote: "No drill has been opened there yet, and none was missed.",
  },

  unreachable: {
    heading: "Letters that do not arrive",
    intro: "The e-mail address of these colleagues refuses letters from Posko:",
    nameless: "a member",
    todo: "Please tell them yourself when a report arrives, and ask the operator to correct the address.",
  },
};

export const readiness = { id, en };
