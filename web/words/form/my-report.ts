import { POLICE, SAPA } from "../../elsewhere.ts";

/** In the chunk of this screen alone: who writes a report does not wait for these words. */
const id = {
  label: "Kode laporan",
  hint: "25 huruf dan angka. Huruf besar atau kecil, spasi, dan tanda hubung tidak berpengaruh.",
  open: "Buka",
  wrongLength: (length: number, expected: number) =>
    `Kode terdiri atas ${expected} huruf dan angka. Yang Anda ketik ada ${length}.`,
  wrongCharacter: (character: string) => `Tanda “${character}” tidak dipakai dalam kode. Periksa lagi catatan Anda.`,
  slip: "Sepertinya ada salah ketik: satu huruf keliru atau dua huruf tertukar. Periksa lagi catatan Anda.",
  notFound:
    "Tidak ada laporan dengan kode ini di sini. Pastikan Anda membuka halaman kantor yang sama seperti saat melapor.",
  stage: "Tahap",
  arrived: (when: string) => `Masuk pada ${when}`,
  told: "Pemberitahuan sudah dikirim kepada Satgas",
  telling: "Pemberitahuan kepada Satgas sedang dikirim",
  climbed: (when: string) => `Karena belum dibuka, laporan diteruskan ke Satgas berikutnya pada ${when}`,
  opened: (when: string) => `Dibuka oleh Satgas pada ${when}`,
  proved: (unit: string, when: string) => `Terbukti: dibuka oleh anggota Satgas ${unit}, ${when}`,
  unreadable: (unit: string) =>
    `Satgas ${unit} tidak dapat membaca laporan ini dan meminta Satgas berikutnya membukanya.`,
  signed: "ditandatangani anggota Satgas",
  serverSays: "menurut server",
  asOf: (when: string) =>
    `Keadaan pada ${when}. Yang terbukti atau bertanda tangan sudah diperiksa di perangkat Anda; yang lain menurut server.`,
  flawed: `Sebagian catatan laporan ini tidak dapat diperiksa. Bila ini berulang, hubungi ${SAPA} (SAPA) atau Satgas di atasnya.`,
  unopened: "Belum dibuka",
  unopenedHint: `Jika keadaan mendesak, jangan menunggu. Hubungi ${POLICE} (polisi) atau ${SAPA} (SAPA).`,
  again: "Periksa kode lain",
  kept: "Kode dan status ini tidak disimpan di ponsel Anda.",
};

const en: typeof id = {
  label: "Report code",
  hint: "25 letters and digits. Capitals, spaces and dashes make no difference.",
  open: "Open",
  wrongLength: (length, expected) => `The code has ${expected} letters and digits. You typed ${length}.`,
  wrongCharacter: (character) => `“${character}” is never part of a code. Please look at your note again.`,
  slip: "This looks like a typing slip: one wrong letter, or two swapped. Please look at your note again.",
  notFound:
    "There is no report with this code here. Make sure that this is the page of the same office as when you reported.",
  stage: "Stage",
  arrived: (when) => `Arrived on ${when}`,
  told: "A notice was sent to the Satgas",
  telling: "A notice to the Satgas is being sent",
  climbed: (when) => `As it was not opened, the report went on to the next Satgas on ${when}`,
  opened: (when) => `Opened by the Satgas on ${when}`,
  proved: (unit, when) => `Proved: opened by a member of the Satgas of ${unit}, ${when}`,
  unreadable: (unit) => `The Satgas of ${unit} could not read this report and asked the next Satgas to open it.`,
  signed: "signed by a member of the Satgas",
  serverSays: "the server says",
  asOf: (when) =>
    `As of ${when}. What is proved or signed was checked on your device; the rest is what the server says.`,
  flawed: `Some of what was noted about this report could not be verified. If this happens again, call ${SAPA} (SAPA) or the Satgas above.`,
  unopened: "Not opened yet",
  unopenedHint: `If it is urgent, do not wait. Call ${POLICE} (police) or ${SAPA} (SAPA).`,
  again: "Check another code",
  kept: "Neither the code nor this status is kept on your phone.",
};

export const myReport = { id, en };
