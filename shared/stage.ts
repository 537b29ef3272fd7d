/**
 * The stages of a case, where each may lead, and how long it may last.
 *
 * There is no stage of mediation or peace and there never will be: UU TPKS article 23 bars a settlement out of court.
 * Nor one of escalation: a report that nobody opens, or that has a conflict of interest, is lifted by its clock to
 * another seat, which changes who handles it and not how far it has come.
 *
 * KPU's own time limits (Keputusan 1341/2024) are not known here. Each limit is a default, taken from an analogue or
 * inferred, as its comment says.
 */

export const stages = [
  "DITERIMA",
  "TELAAH",
  "PEMERIKSAAN",
  "KESIMPULAN_REKOMENDASI",
  "TINDAK_LANJUT",
  "PEMANTAUAN",
  "DITANGGUHKAN",
  "SELESAI",
  "DIRUJUK",
  "DICABUT",
  "TIDAK_DITERUSKAN",
  "LATIHAN",
] as const;

export type Stage = (typeof stages)[number];

/**
 * Counted from the entry into the stage. `workingDays` as in `workingDayEnd`, `days` of 24 hours; `checks` are the
 * days on which somebody asks before that.
 */
export type Limit = { readonly workingDays: number } | { readonly days: number; readonly checks?: readonly number[] };

/**
 * A stage has a limit or has ended; there is no third. A stage among its own next ones may be entered anew, which
 * starts its limit again and leaves an event with its reason.
 */
type Rule =
  | { readonly next: readonly Stage[]; readonly limit: Limit }
  | { readonly next: readonly Stage[]; readonly ended: true };

/**
 * Every ended case may be taken up again, and only into TELAAH. New facts come after a decision; a partner hands a case
 * back; and an end that could not be undone would be the way to bury a report, by calling it withdrawn. She sees the
 * stage with her code, so it does not happen behind her back. Nothing is due in an ended stage.
 */
const ended: Rule = { next: ["TELAAH"], ended: true };

const rules: Readonly<Record<Stage, Rule>> = {
  // Not dismissed nor handed on from here: somebody reviews it first. The first human reply: inferred.
  DITERIMA: { next: ["TELAAH", "DICABUT"], limit: { workingDays: 1 } },
  // Permendikbudristek 55/2024, in secondary sources that say 3 or 7 days. To PEMANTAUAN when she wants it recorded, or
  // support alone, and no examination.
  TELAAH: {
    next: ["PEMERIKSAAN", "PEMANTAUAN", "DITANGGUHKAN", "DIRUJUK", "DICABUT", "TIDAK_DITERUSKAN"],
    limit: { workingDays: 3 },
  },
  // Permendikbudristek 30/2021 article 41; 55/2024 lets it be extended, which is to enter it anew. What was examined
  // ends in a conclusion, so there is no way from here to TIDAK_DITERUSKAN.
  PEMERIKSAAN: {
    next: ["PEMERIKSAAN", "KESIMPULAN_REKOMENDASI", "DITANGGUHKAN", "DIRUJUK", "DICABUT"],
    limit: { workingDays: 30 },
  },
  // Inferred. Back when facts are missing; straight to PEMANTAUAN when there is nothing for the leaders to do.
  KESIMPULAN_REKOMENDASI: {
    next: ["PEMERIKSAAN", "TINDAK_LANJUT", "PEMANTAUAN", "DITANGGUHKAN", "DIRUJUK", "DICABUT"],
    limit: { workingDays: 7 },
  },
  // Permendikbudristek 55/2024, in secondary sources. DIRUJUK: DKPP decides about commissioners.
  TINDAK_LANJUT: { next: ["PEMANTAUAN", "DITANGGUHKAN", "DIRUJUK", "DICABUT"], limit: { workingDays: 5 } },
  // Inferred. The respondent may still lead the office after the decision (DKPP 5-PKE-DKPP/I/2024), so this is the only
  // door to SELESAI. Anew when watching must go on; TELAAH when there is retaliation or a new fact.
  PEMANTAUAN: {
    next: ["PEMANTAUAN", "TELAAH", "SELESAI", "DIRUJUK", "DICABUT"],
    limit: { days: 90, checks: [30, 60, 90] },
  },
  // Inferred; her wish, or a process of the police, whose result may stand in for an examination. Anew after a review
  // that leaves it so. Leaders act on a conclusion alone, so there is no way from here to TINDAK_LANJUT.
  DITANGGUHKAN: {
    next: ["DITANGGUHKAN", "TELAAH", "PEMERIKSAAN", "KESIMPULAN_REKOMENDASI", "DIRUJUK", "DICABUT"],
    limit: { days: 30 },
  },
  SELESAI: ended,
  // The partner is in charge. Support by a partner while the case goes on here is no stage.
  DIRUJUK: ended,
  // By the reporter, from every stage that has not ended; support may go on.
  DICABUT: ended,
  TIDAK_DITERUSKAN: ended,
  // A readiness drill that was opened: the one stage that it may go to, and a report never may.
  LATIHAN: { next: [], ended: true },
};

/** Whether a case may go from one stage to another. @param drill whether the report is a drill, as the server knows */
export const mayMove = (from: Stage, to: Stage, drill = false): boolean =>
  drill ? from === "DITERIMA" && to === "LATIHAN" : rules[from].next.includes(to);

/** Whether nothing is due in a stage any more, but the end of its retention. */
export const isEnded = (stage: Stage): boolean => "ended" in rules[stage];

/** How long a stage may last; nothing for an ended one. */
export function stageLimit(stage: Stage): Limit | undefined {
  const rule = rules[stage];
  return "limit" in rule ? rule.limit : undefined;
}
