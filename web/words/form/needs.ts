const id = {
  title: "Apa yang Anda butuhkan sekarang?",
  hint: "Satgas membaca bagian ini lebih dulu.",
  inWords: "Kebutuhan lain, dengan kata-kata Anda",
};

const en: typeof id = {
  title: "What do you need now?",
  hint: "The Satgas reads this part first.",
  inWords: "Other needs, in your own words",
};

export const needs = { id, en };
