import { DKPP_SITE, KOMNAS_MAIL } from "../../elsewhere.ts";

const id = {
  dkpp: { name: "DKPP", note: `Dewan etik untuk anggota KPU dan Bawaslu. Alamat resminya ${DKPP_SITE}.` },
  komnas: { name: "Komnas Perempuan", note: `Email ${KOMNAS_MAIL}` },
};

const en: typeof id = {
  dkpp: { name: "DKPP", note: `The ethics council for members of KPU and Bawaslu. Its address is ${DKPP_SITE}.` },
  komnas: { name: "Komnas Perempuan", note: `E-mail ${KOMNAS_MAIL}` },
};

export const outside = { id, en };
