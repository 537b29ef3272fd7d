import type { Language } from "./language.ts";

/** For a page that was built without a stack, a root and people to call, or that somebody has damaged. */
export const noSettings: Record<Language, string> = {
  id: "Halaman ini tidak disiapkan dengan benar, sehingga tidak dapat mengunci atau membuka laporan. Tidak ada yang dikirim. Beri tahu kantor yang memasang halaman ini.",
  en: "This page was not set up properly, so it can neither lock nor open a report. Nothing is sent. Please tell the office that put up this page.",
};
