const id = {
  title: "Apa yang boleh dilakukan Satgas?",
  hint: "Tandai hanya yang Anda setujui. Semua boleh dikosongkan; laporan tetap dibaca.",
};

const en: typeof id = {
  title: "What may the Satgas do?",
  hint: "Tick only what you agree to. All may be left empty; the report is read anyway.",
};

export const consents = { id, en };
