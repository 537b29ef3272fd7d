import type { Stage } from "../../shared/stage.ts";

/**
 * The stages in words. Reporter and Satgas read the same ones: whoever moves a case sees what will be read with the
 * code. LATIHAN never comes to a reporter, unless a report was called a drill by mistake.
 */
const id: Readonly<Record<Stage, string>> = {
  DITERIMA: "Diterima",
  TELAAH: "Sedang ditelaah",
  PEMERIKSAAN: "Sedang diperiksa",
  KESIMPULAN_REKOMENDASI: "Penyusunan kesimpulan dan rekomendasi",
  TINDAK_LANJUT: "Tindak lanjut oleh pimpinan",
  PEMANTAUAN: "Dalam pemantauan",
  DITANGGUHKAN: "Ditunda sementara",
  SELESAI: "Selesai",
  DIRUJUK: "Dirujuk ke lembaga lain",
  DICABUT: "Dicabut oleh pelapor",
  TIDAK_DITERUSKAN: "Tidak dapat diteruskan",
  LATIHAN: "Dicatat sebagai latihan",
};

const en: typeof id = {
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

export const stages = { id, en };
