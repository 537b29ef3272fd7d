import type { stagesId } from "./stages.id.ts";

export const stagesEn: typeof stagesId = {
  DITERIMA: "Received",
  TELAAH: "Being reviewed",
  PEMERIKSAAN: "Being examined",
  KESIMPULAN_REKOMENDASI: "Conclusion and recommendation being written",
  TINDAK_LANJUT: "With the leaders, to act on it",
  PEMANTAUAN: "Being monitored",
  DITANGGUHKAN: "Paused for now",
  SELESAI: "Finished",
  DIRUJUK: "Referred to another body",
  DICABUT: "Withdrawn by the reporter",
  TIDAK_DITERUSKAN: "Cannot be taken further",
  LATIHAN: "Recorded as a drill",
};
