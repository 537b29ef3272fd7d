const id = {
  title: "Ceritakan dengan kata-kata Anda",
  hint: "Sebanyak atau sesedikit yang Anda mau. Urutannya tidak harus rapi.",
  label: "Cerita Anda",
};

const en: typeof id = {
  title: "Tell it in your own words",
  hint: "As much or as little as you want. It need not be in order.",
  label: "Your account",
};

export const account = { id, en };
