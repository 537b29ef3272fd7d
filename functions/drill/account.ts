/** What a drill says, once it is opened. Everyone who reads it should know at once that nobody was hurt. */
export const drillAccount = `INI LATIHAN. Tidak ada kejadian dan tidak ada pelapor.

Laporan ini dikirim sistem sebulan sekali untuk memastikan bahwa laporan sungguhan akan dibuka. Terima kasih sudah membukanya. Mintalah satu rekan Satgas membukanya juga.

THIS IS A DRILL. Nothing happened and nobody reported anything. Thank you for opening it; please ask one colleague to open it too.`;
