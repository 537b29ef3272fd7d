/** Of what a page asks a server, in the form and in the inbox. */
export const connection = {
  offline: {
    id: "Tidak ada sambungan. Tulisan Anda masih ada di halaman ini. Coba lagi bila jaringan sudah kembali.",
    en: "There is no connection. Your words are still on this page. Try again when the network is back.",
  },
  unavailable: {
    id: "Layanan sedang tidak dapat dipakai. Tidak ada yang hilang; coba lagi sebentar lagi.",
    en: "The service cannot be reached right now. Nothing is lost; try again in a moment.",
  },
} as const;
