const id = {
  title: "Apakah ada tekanan atau balasan karena kejadian ini?",
  hint: "Terhadap Anda, orang yang mengalaminya, atau saksi.",
};

const en: typeof id = {
  title: "Has there been pressure or payback because of this?",
  hint: "Against you, the person it happened to, or a witness.",
};

export const retaliation = { id, en };
