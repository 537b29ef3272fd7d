const id = {
  title: "Kapan dan di mana?",
  hint: "Perkiraan sudah cukup.",
  when: "Kapan terjadi",
  whenHint: "Misalnya “awal Februari, malam” atau “sejak pelatihan”.",
  where: "Di mana",
  repeated: "Apakah terjadi lebih dari sekali?",
  ongoing: "Apakah masih berlangsung?",
  contexts: "Dalam suasana apa",
};

const en: typeof id = {
  title: "When and where?",
  hint: "A guess is enough.",
  when: "When it happened",
  whenHint: "For example “early February, at night” or “since the training”.",
  where: "Where",
  repeated: "Did it happen more than once?",
  ongoing: "Is it still going on?",
  contexts: "On what occasion",
};

export const whenWhere = { id, en };
