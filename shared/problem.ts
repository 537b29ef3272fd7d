/**
 * Every refusal of the API (RFC 9457): a stable code, a status and a sentence in two languages. A refused request
 * changes nothing.
 */
export const problems = {
  "body-too-large": {
    status: 413,
    id: "Kiriman ini terlalu besar. Persingkat lalu coba lagi.",
    en: "This is too large to send. Shorten it and try again.",
  },
  "not-json": {
    status: 400,
    id: "Kiriman ini tidak terbaca. Muat ulang halaman lalu coba lagi.",
    en: "This could not be read. Reload the page and try again.",
  },
  "invalid-fields": {
    status: 422,
    id: "Bentuk kiriman ini tidak dikenali. Mungkin halaman Anda versi lama; buka halaman baru lalu coba lagi.",
    en: "The form of this request is not known here. Your page may be an old version; open a new one and try again.",
  },
  "not-sealed": {
    status: 422,
    id: "Laporan ini tidak tersegel dengan benar. Tidak ada yang disimpan.",
    en: "This report is not sealed properly. Nothing was stored.",
  },
  "not-hybrid": {
    status: 422,
    id: "Segel laporan ini terlalu lemah. Tidak ada yang disimpan.",
    en: "The seal of this report is too weak. Nothing was stored.",
  },
  "seat-count": {
    status: 422,
    id: "Jumlah penerima tidak sama dengan jumlah kunci pada segel. Tidak ada yang disimpan.",
    en: "The number of recipients differs from the number of keys on the seal. Nothing was stored.",
  },
  "unknown-seat": {
    status: 422,
    id: "Satgas penerima tidak dikenal di sini. Tidak ada yang disimpan.",
    en: "The Satgas addressed is not known here. Nothing was stored.",
  },
  "outdated-seat": {
    status: 409,
    id: "Kunci Satgas baru saja diganti. Laporan akan disegel ulang dengan kunci yang baru; tidak ada yang hilang.",
    en: "The key of the Satgas has just changed. The report will be sealed again with the new one; nothing is lost.",
  },
  "wrong-stamp": {
    status: 422,
    id: "Tanda kirim belum sah. Halaman akan menghitungnya lagi; tulisan Anda tetap ada.",
    en: "The stamp does not hold yet. The page will compute it again; your words are still there.",
  },
  "report-differs": {
    status: 409,
    id: "Laporan lain sudah tersimpan dengan kode ini. Laporan itu tidak diubah.",
    en: "Another report is already stored under this code. It was not changed.",
  },
  "report-deleted": {
    status: 410,
    id: "Laporan dengan kode ini sudah dihapus, dan kodenya tidak dapat dipakai lagi. Buat laporan baru dengan kode baru.",
    en: "The report under this code was deleted, and its code cannot be used again. Please make a new report.",
  },
  "not-found": {
    status: 404,
    id: "Tidak ditemukan. Periksa lagi kode atau alamatnya.",
    en: "Not found. Please check the code or the address.",
  },
  "not-signed-in": {
    status: 401,
    id: "Kunci ini tidak dikenal di kotak masuk ini. Pastikan Anda memakai berkas kunci Satgas Anda yang masih berlaku.",
    en: "This inbox does not know this key. Make sure you use the current key file of your own Satgas.",
  },
  "clock-off": {
    status: 401,
    id: "Jam perangkat Anda berbeda lebih dari lima menit dari jam server. Atur tanggal dan jam secara otomatis, lalu coba lagi.",
    en: "The clock of your device is more than five minutes off. Set date and time to automatic, then try again.",
  },
  "wrong-proof": {
    status: 422,
    id: "Isi laporan ini tidak cocok dengan tanda bukanya. Kejadian ini dicatat; laporkan kepada operator.",
    en: "The content of this report does not match its proof of opening. This was recorded; please tell the operator.",
  },
  "no-such-step": {
    status: 422,
    id: "Tahap itu tidak dapat dipilih dari tahap sekarang. Tidak ada yang diubah.",
    en: "That stage cannot follow the present one. Nothing was changed.",
  },
  "not-in-charge": {
    status: 403,
    id: "Laporan ini sudah ditangani Satgas lain, jadi tahapnya diubah di sana. Tidak ada yang diubah.",
    en: "Another Satgas has taken this report on, so its stage is changed there. Nothing was changed.",
  },
  "stage-moved": {
    status: 409,
    id: "Rekan Anda baru saja mengubah tahap laporan ini. Lihat tahap yang sekarang, lalu putuskan lagi.",
    en: "A colleague has just changed the stage of this report. Look at it as it is now, then decide again.",
  },
  "log-moved": {
    status: 409,
    id: "Rekan Anda baru saja mencatat sesuatu pada laporan ini. Catatan Anda belum masuk; coba lagi.",
    en: "A colleague has just noted something about this report. Your own note was not taken; please try again.",
  },
  "roll-moved": {
    status: 409,
    id: "Daftar anggota Satgas baru saja berubah. Catatan Anda belum masuk; coba lagi.",
    en: "The list of members of the Satgas has just changed. Your note was not taken; please try again.",
  },
  "roll-behind": {
    status: 409,
    id: "Perangkat Anda mengenal daftar anggota yang lebih baru daripada server ini. Beri tahu operator.",
    en: "Your device knows a newer list of members than this server. Please tell the operator.",
  },
  suspended: {
    status: 403,
    id: "Rekan Anda sedang mengganti kunci Satgas tanpa Anda, jadi kotak masuk ini tertutup untuk Anda. Bila ini keliru, hubungi Satgas di atasnya.",
    en: "Your colleagues are changing the key of the Satgas without you, so this inbox is closed to you. If that is a mistake, call the Satgas above.",
  },
  "invitation-unknown": {
    status: 404,
    id: "Undangan ini tidak dikenal. Salin tautannya sekali lagi secara lengkap, atau minta yang baru.",
    en: "This invitation is not known here. Copy the whole link once more, or ask for a new one.",
  },
  "invitation-used": {
    status: 410,
    id: "Undangan ini sudah dipakai. Bila bukan oleh Anda, segera telepon yang mengundang Anda.",
    en: "This invitation was used already. If it was not by you, call the person who invited you at once.",
  },
  "invitation-expired": {
    status: 410,
    id: "Undangan ini sudah lewat tujuh hari. Minta yang baru kepada yang mengundang Anda.",
    en: "This invitation is older than seven days. Ask the person who invited you for a new one.",
  },
  "card-refused": {
    status: 422,
    id: "Kartu anggota ini tidak ditandatangani dengan kunci pemiliknya, atau lebih lama daripada yang sudah ada. Tidak ada yang disimpan.",
    en: "This card is not signed with its owner's key, or is older than the one that is there. Nothing was stored.",
  },
  "roll-refused": {
    status: 422,
    id: "Daftar anggota ini tidak menyambung daftar yang berlaku. Tidak ada yang diubah.",
    en: "This list of members does not follow the one that stands. Nothing was changed.",
  },
  "keyring-refused": {
    status: 422,
    id: "Berkas kunci Satgas ini tidak terkunci untuk semua anggotanya. Tidak ada yang diubah.",
    en: "This key file of the Satgas is not sealed to all of its members. Nothing was changed.",
  },
  "vouch-refused": {
    status: 422,
    id: "Pengesahan ini tidak berasal dari Satgas di atasnya, atau bukan untuk kunci ini. Tidak ada yang diubah.",
    en: "This vouch is not from the Satgas above, or not for this key. Nothing was changed.",
  },
  "set-waiting": {
    status: 409,
    id: "Pergantian kunci lain sedang menunggu pengesahan. Selesaikan atau batalkan yang itu dahulu.",
    en: "Another change of keys waits to be vouched for. Finish or withdraw that one first.",
  },
  "set-outdated": {
    status: 409,
    id: "Sesuatu berubah sejak pergantian kunci ini disiapkan. Anggota yang menyiapkannya perlu membuka ruang kunci dan menyiapkannya lagi.",
    en: "Something has changed since this change of keys was prepared. The member who prepared it has to open the key room and prepare it again.",
  },
  "nothing-waiting": {
    status: 404,
    id: "Tidak ada yang menunggu di sini. Mungkin rekan Anda sudah menyelesaikannya.",
    en: "Nothing waits here. A colleague may have finished it already.",
  },
  "not-yours-to-do": {
    status: 403,
    id: "Satgas Anda tidak dapat melakukan ini untuk satuan kerja itu. Tidak ada yang diubah.",
    en: "Your Satgas cannot do this for that work unit. Nothing was changed.",
  },
  "forged-entry": {
    status: 422,
    id: "Tanda tangan pada catatan ini tidak cocok dengan kunci Anda. Tidak ada yang dicatat.",
    en: "The signature of this note does not match your key. Nothing was noted.",
  },
  unavailable: {
    status: 503,
    id: "Layanan sedang tidak dapat dipakai. Tidak ada yang hilang; coba lagi sebentar lagi.",
    en: "The service cannot be reached right now. Nothing is lost; try again in a moment.",
  },
} as const;

export type ProblemCode = keyof typeof problems;

/** The body of `application/problem+json`. */
export interface Problem {
  readonly type: `posko:${ProblemCode}`;
  readonly code: ProblemCode;
  readonly status: number;
  readonly title: string;
  readonly detail: { readonly id: string; readonly en: string };
}
