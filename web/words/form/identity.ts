const id = {
  title: "Dengan nama atau tanpa nama?",
  hint: "Semua pilihan sama baiknya.",
  limit:
    "Tanpa nama pun laporan tetap dibaca. Beberapa langkah, seperti pengaduan ke DKPP, memerlukan identitas; Anda bisa memutuskannya nanti.",
  realName: "Nama Anda",
  otherName: "Nama samaran Anda",
  contact: "Bolehkah Satgas menghubungi Anda?",
  contactHint:
    "Tambahkan nomor atau alamat hanya jika itu aman bagi Anda. Tanpa itu, kode laporan menunjukkan apakah laporan sudah dibuka.",
  add: "Tambah cara menghubungi",
  kind: (number: number) => `Cara menghubungi ke-${number}`,
  value: (number: number) => `Nomor atau alamat ke-${number}`,
  removeContact: (number: number) => `Hapus cara menghubungi ke-${number}`,
  times: "Hari dan jam yang aman",
  zone: "Zona waktu",
  manner: "Cara yang aman",
  mannerHint: "Misalnya “kirim pesan dulu, jangan telepon”.",
  leaveMessage: "Bolehkah meninggalkan pesan?",
  introduceAs: "Jika orang lain yang menjawab, Satgas memperkenalkan diri sebagai",
};

const en: typeof id = {
  title: "With or without a name?",
  hint: "All of these are equally good.",
  limit:
    "A report without a name is read as well. Some steps, such as a complaint to DKPP, need an identity; you can decide that later.",
  realName: "Your name",
  otherName: "The name you want to use",
  contact: "May the Satgas contact you?",
  contactHint:
    "Add a number or address only if that is safe for you. Without one, the report code shows whether the report was opened.",
  add: "Add a way to reach me",
  kind: (number) => `Way to reach you ${number}`,
  value: (number) => `Number or address ${number}`,
  removeContact: (number) => `Remove way to reach you ${number}`,
  times: "Safe days and hours",
  zone: "Time zone",
  manner: "The safe way",
  mannerHint: "For example “send a message first, do not call”.",
  leaveMessage: "May a message be left?",
  introduceAs: "If somebody else answers, the Satgas introduces itself as",
};

export const identity = { id, en };
