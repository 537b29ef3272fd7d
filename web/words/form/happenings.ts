const id = {
  title: "Apa yang terjadi?",
  hint: "Sebelum menandai: bagian ini menyebut bentuk-bentuk kekerasan seksual. Tandai yang sesuai, atau lewati. Anda tidak perlu tahu istilah hukumnya.",
};

const en: typeof id = {
  title: "What happened?",
  hint: "Before you go on: this part names forms of sexual violence. Tick what fits, or skip it. You do not need to know what the law calls it.",
};

export const happenings = { id, en };
