import { POLICE, SAPA } from "../../elsewhere.ts";

const id = {
  title: "Yang terjadi bukan salah Anda.",
  lead: "Anda yang menentukan seberapa banyak ingin bercerita.",
  what: "Di sini Anda dapat melaporkan kekerasan seksual di lingkungan KPU kepada Satgas, satuan tugas yang menanganinya.",
  danger: "Apakah Anda sedang dalam bahaya?",
  dangerCall: "Hubungi bantuan sekarang. Formulir ini tidak dipantau 24 jam.",
  police: `Telepon ${POLICE}, polisi`,
  sapa: `Telepon ${SAPA}, SAPA`,
  dangerGoOn: "Anda tetap boleh melanjutkan laporan, sekarang atau nanti.",
  points: [
    "Sekitar 10 menit. Anda boleh berhenti kapan saja.",
    "Hanya nama kantor yang diperlukan. Pertanyaan lain boleh dilewati, nama Anda juga.",
    "Isi laporan dikunci di perangkat Anda. Hanya anggota Satgas penerima yang dapat membukanya.",
    "Jika bisa, pakai ponsel sendiri dan jaringan seluler, bukan komputer atau Wi-Fi kantor.",
    "Tulisan Anda tidak disimpan di ponsel. Bila halaman ini ditutup sebelum terkirim, tulisan itu hilang.",
  ],
  start: "Mulai bercerita",
  myReport: "Buka laporan saya",
};

const en: typeof id = {
  title: "What happened is not your fault.",
  lead: "You decide how much you want to tell.",
  what: "Here you can report sexual violence within KPU to the Satgas, the task force that handles it.",
  danger: "Are you in danger right now?",
  dangerCall: "Call for help now. This form is not watched around the clock.",
  police: `Call ${POLICE}, police`,
  sapa: `Call ${SAPA}, SAPA`,
  dangerGoOn: "You may still go on with the report, now or later.",
  points: [
    "About 10 minutes. You may stop at any time.",
    "Only the name of the office is needed. Every other question may be skipped, your name too.",
    "The report is locked on your device. Only members of the receiving Satgas can open it.",
    "If you can, use your own phone and mobile network, not an office computer or office Wi-Fi.",
    "What you write is not kept on the phone. If this page is closed before it is sent, it is gone.",
  ],
  start: "Begin",
  myReport: "Open my report",
};

export const opening = { id, en };
