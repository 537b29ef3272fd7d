const id = {
  heading: (number: string) => `Laporan ${number}`,
  fromFile: "Laporan dari berkas",
  fetching: "Mengambil laporan…",
  opening: "Membuka laporan…",
  print: "Cetak",
  printHint: "Simpan cetakan di tempat terkunci. Jangan mengirim isinya lewat email atau WhatsApp.",
  confidential: "Rahasia. Hanya untuk Satgas penerima.",
  writtenIn: { id: "Ditulis dalam bahasa Indonesia", en: "Ditulis dalam bahasa Inggris" },
  fileBanner:
    "Berkas ini tidak berasal dari kotak masuk dan mungkin belum ada di server. Tidak ada tanda buka yang dikirim, jadi pelapor belum dapat melihat bahwa laporannya sudah dibuka. Simpan berkas ini di tempat aman.",
  asOf: (when: string) =>
    `Isi laporan sudah diperiksa di perangkat ini. Waktu tiba dan tahap adalah menurut server, ${when}.`,
  flawed:
    "Sebagian catatan laporan ini tidak dapat diperiksa, atau ada yang hilang. Catat nomornya dan beri tahu operator.",
  proofSending: "Mengirim tanda buka…",
  proofSent: "Tanda buka terkirim. Pelapor dapat melihat bahwa laporannya sudah dibuka.",
  proofFailed: "Tanda buka belum terkirim. Pelapor belum dapat melihat bahwa laporannya sudah dibuka.",
  proofRetry: "Kirim tanda buka lagi",
};

const en: typeof id = {
  heading: (number: string) => `Report ${number}`,
  fromFile: "Report from a file",
  fetching: "Fetching the report…",
  opening: "Opening the seal…",
  print: "Print",
  printHint: "Keep prints locked away. Do not send the content by e-mail or WhatsApp.",
  confidential: "Confidential. For the addressed Satgas only.",
  writtenIn: { id: "Written in Indonesian", en: "Written in English" },
  fileBanner:
    "This file does not come from the inbox and may not be on the server yet. No proof of opening was sent, so the reporter cannot see yet that it was opened. Keep this file in a safe place.",
  asOf: (when) =>
    `The content was verified on this device. When it arrived and its stage are as the server told them, ${when}.`,
  flawed:
    "Some of what was noted about this report could not be verified, or is missing. Note its number and tell the operator.",
  proofSending: "Sending proof of opening…",
  proofSent: "Proof of opening sent. The reporter can see that the report was opened.",
  proofFailed: "Proof of opening not sent. The reporter cannot see yet that the report was opened.",
  proofRetry: "Send proof again",
};

export const oneReport = { id, en };
