const id = {
  title: "Laporan terkirim",
  thanks: "Terima kasih sudah menyampaikannya.",
  asItWas: "Yang sampai adalah laporan sebelum perubahan terakhir Anda.",
  code: "Kode laporan Anda",
  number: (number: string) => `Nomor kasus: ${number}`,
  note: "Catat kode ini. Kami tidak menyimpannya dan tidak dapat memulihkannya. Kode ini hanya ditampilkan sekali.",
  use: "Dengan kode ini Anda dapat melihat apakah laporan sudah dibuka. Siapa pun yang memegangnya dapat melihat hal yang sama.",
  shared:
    "Jika ponsel ini dipakai bersama, catat di kertas. Jangan simpan tangkapan layar, dan ingat bahwa yang disalin bisa muncul saat orang menempel (paste).",
  copy: "Salin kode",
  copied: "Kode tersalin.",
  copyByHand: "Kode sudah disorot. Tekan lama lalu pilih Salin.",
  print: "Cetak kode",
  sheetTitle: "Catatan",
  noted: "Sudah saya catat",
};

const en: typeof id = {
  title: "The report was sent",
  thanks: "Thank you for telling us.",
  asItWas: "What arrived is the report as it was before your last changes.",
  code: "Your report code",
  number: (number) => `Case number: ${number}`,
  note: "Write this code down. We do not keep it and cannot restore it. It is shown only once.",
  use: "With this code you can see whether the report was opened. Anyone who holds it can see the same.",
  shared:
    "If this phone is shared, write it on paper. Do not keep a screenshot, and remember that what is copied may appear when someone pastes.",
  copy: "Copy the code",
  copied: "The code was copied.",
  copyByHand: "The code is selected. Press and hold it, then choose Copy.",
  print: "Print the code",
  sheetTitle: "Note",
  noted: "I have written it down",
};

export const receipt = { id, en };
