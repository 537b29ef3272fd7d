import { SAPA } from "../../elsewhere.ts";

const id = {
  title: "Siapa Anda dalam kejadian ini?",
  agrees: "Apakah orang yang mengalaminya tahu dan setuju dengan laporan ini?",
  under18: "Apakah orang itu berusia di bawah 18 tahun?",
  under18Self: "Apakah usia Anda di bawah 18 tahun?",
  under18Help: `Untuk anak tersedia bantuan khusus: hubungi ${SAPA} (SAPA) atau UPTD PPA di daerah Anda.`,
};

const en: typeof id = {
  title: "Who are you in this?",
  agrees: "Does the person it happened to know of this report and agree with it?",
  under18: "Is that person younger than 18?",
  under18Self: "Are you under 18?",
  under18Help: `There is special help for children: call ${SAPA} (SAPA) or the UPTD PPA in your region.`,
};

export const role = { id, en };
