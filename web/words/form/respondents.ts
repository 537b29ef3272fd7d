const id = {
  title: "Siapa yang Anda laporkan?",
  hint: "Isi yang Anda tahu saja.",
  person: (number: number) => `Orang ke-${number}`,
  name: "Nama atau sebutan",
  position: "Jabatan atau tugas",
  status: "Statusnya",
  unit: "Kantor atau tempat tugasnya",
  relation: "Hubungannya dengan orang yang mengalaminya",
  add: "Tambah orang lain",
  removePerson: (number: number) => `Hapus orang ke-${number}`,
  power: "Kedudukannya terhadap orang yang mengalaminya",
};

const en: typeof id = {
  title: "Whom do you report?",
  hint: "Fill in only what you know.",
  person: (number) => `Person ${number}`,
  name: "Name, or what they are called",
  position: "Position or task",
  status: "Their status",
  unit: "Their office or place of duty",
  relation: "Their relation to the person it happened to",
  add: "Add another person",
  removePerson: (number) => `Remove person ${number}`,
  power: "Their standing towards the person it happened to",
};

export const respondents = { id, en };
