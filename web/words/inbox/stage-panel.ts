const id = {
  label: "Tahap",
  change: "Ubah tahap",
  to: "Pindahkan ke",
  choose: "Pilih tahap…",
  missing: "Pilih tahapnya dulu.",
  again: (stage: string) => `Perpanjang: ${stage}`,
  seen: "Pelapor melihat tahap ini dengan kode laporannya.",
  move: "Pindahkan",
  moving: "Memindahkan…",
  ask: (stage: string) =>
    `Pindahkan ke “${stage}”? Pelapor akan melihat tahap ini, dan Posko tidak lagi mengingatkan Anda tentang laporan ini.`,
  yes: "Ya, pindahkan",
  no: "Batal",
  moved: (stage: string) => `Tersimpan. Pelapor sekarang membaca: ${stage}.`,
};

const en: typeof id = {
  label: "Stage",
  change: "Change stage",
  to: "Move to",
  choose: "Choose a stage…",
  missing: "Please choose the stage first.",
  again: (stage: string) => `Extend: ${stage}`,
  seen: "The reporter sees this stage with the report code.",
  move: "Move",
  moving: "Moving…",
  ask: (stage: string) =>
    `Move to “${stage}”? The reporter will see this stage, and Posko will not remind you of this report any more.`,
  yes: "Yes, move it",
  no: "Cancel",
  moved: (stage: string) => `Saved. The reporter now reads: ${stage}.`,
};

export const stagePanel = { id, en };
