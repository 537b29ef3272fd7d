const id = {
  looking: "Memeriksa undangan…",
  heading: {
    found: (unit: string) => `Mendirikan Satgas ${unit}`,
    join: (unit: string) => `Bergabung dengan Satgas ${unit}`,
    recover: (unit: string) => `Memulihkan Satgas ${unit}`,
  },
  intro: {
    found:
      "Anda anggota pertama Satgas ini. Isi data Anda, buat kunci, tulis kertas pemulihan, lalu bacakan satu kode lewat telepon. Kira-kira 10 menit. Siapkan kertas dan pena.",
    join: "Rekan Anda mengundang Anda. Isi data Anda, buat kunci, lalu bacakan satu kode kepadanya lewat telepon. Kira-kira 5 menit. Siapkan kertas dan pena.",
    recover:
      "Semua anggota Satgas ini kehilangan kunci, jadi Anda memulai lagi dari awal. Siapkan kertas pemulihan bila ada, kertas baru, dan pena. Kira-kira 15 menit.",
  },
  expires: (when: string) => `Undangan ini berlaku sampai ${when}, untuk satu orang.`,
  used: "Bila Anda sendiri yang memakainya, buka dengan berkas kunci Anda: kode Anda masih ada di sana.",
  toUnlock: "Buka dengan berkas kunci",
  step: (step: number, of: number) => `Langkah ${step} dari ${of}`,
  next: "Lanjut",

  about: {
    heading: "Data Anda",
    name: "Nama lengkap",
    nameHint: "Seperti di SK. Pelapor melihat nama ini sebelum mengirim laporan.",
    role: "Jabatan di Satgas",
    roles: { KETUA: "Ketua", SEKRETARIS: "Sekretaris", ANGGOTA: "Anggota" },
    body: "Asal lembaga, bila bukan KPU (boleh kosong)",
    address: "Alamat email untuk pemberitahuan",
    addressHint:
      "Emailnya hanya berbunyi: lihat kotak masuk. Tidak ada isi laporan. Pakai alamat yang hanya Anda sendiri yang membukanya.",
    until: "SK Satgas berlaku sampai",
    missing: {
      name: "Isi nama Anda dulu.",
      role: "Pilih jabatan Anda dulu.",
      address: "Ini belum tampak seperti alamat email. Contoh: nama@kpu.go.id",
      until: "Pilih tanggal berakhirnya SK.",
    },
  },

  key: {
    heading: "Buat kunci Anda",
    intro:
      "Kunci dibuat di perangkat ini dan tidak pernah dikirim kepada siapa pun. Tanpa kunci ini, Anda tidak dapat membuka laporan.",
    own: "Ini perangkat saya sendiri. Simpan berkas kunci yang terkunci di sini.",
    ownHint: "Jangan dicentang pada komputer yang dipakai bersama. Berkasnya juga diunduh.",
  },

  oldPaper: {
    heading: "Kertas pemulihan yang lama",
    intro:
      "Ketik empat baris dari kertas pemulihan Satgas ini. Dengan kertas itu laporan-laporan lama dapat dibuka lagi.",
    open: "Buka dengan kertas ini",
    none: "Kertasnya tidak ada",
    noneSure: "Tanpa kertas, semua laporan lama tetap tertutup untuk selamanya. Laporan baru tetap dapat dibuka.",
    noneYes: "Lanjut tanpa kertas",
    noneNo: "Saya cari dulu kertasnya",
    wrong: "Kertas ini tidak membuka kunci Satgas. Mungkin kertas dari sebelum pergantian kunci yang terakhir.",
    unverified: "Kunci Satgas ini tidak dapat diperiksa sampai ke akarnya. Beri tahu operator. Tidak ada yang diubah.",
  },

  paper: {
    heading: "Tulis kertas pemulihan",
    intro:
      "Bila suatu hari semua anggota kehilangan kunci, hanya kertas ini yang dapat membuka laporan lama. Tulis keempat baris ini, atau cetak.",
    keep: "Simpan di brankas kantor, dalam amplop tertutup. Jangan difoto dan jangan dikirim.",
    title: (unit: string) => `Kertas pemulihan Satgas ${unit}`,
    made: (when: string) => `Dibuat ${when}`,
    line: (line: number) => `Baris ${line}`,
    qr: "Kode QR dengan isi yang sama",
    print: "Cetak",
    written: "Sudah ditulis",
    typeBack: "Ketik kembali dari kertas",
    typeBackHint: "Huruf besar atau kecil, spasi, dan tanda hubung tidak berpengaruh.",
    lineWrong: (line: number) => `Baris ${line} belum cocok. Periksa lagi tiap hurufnya.`,
    lineDiffers: (line: number) => `Baris ${line} bukan baris dari kertas ini.`,
    showAgain: "Tampilkan lagi",
    done: "Kertas sudah benar",
  },

  sending: "Mengirim… Jangan tutup halaman ini.",
  failed: "Belum terkirim. Kunci Anda masih ada di halaman ini.",

  waiting: {
    heading: "Bacakan kode ini lewat telepon",
    join: "Telepon rekan yang mengundang Anda. Ia mengetik kode ini di Ruang kunci.",
    found: (unit: string) =>
      `Telepon anggota Satgas ${unit}. Ia mengetik kode ini di Ruang kunci, lalu Satgas Anda disahkan.`,
    foundRoot:
      "Telepon pemegang kunci akar KPU. Ia mengetik kode ini, lalu Satgas Anda disahkan dan kotak masuk terbuka.",
    aloud: "Bacakan per kelompok. Hanya angka dan huruf besar; tidak ada huruf I, L, O, atau U.",
    you: (name: string, role: string) => `${name} · ${role}`,
    stay: "Setelah itu kotak masuk terbuka di halaman ini.",
    close:
      "Halaman ini boleh ditutup. Buka lagi halaman kotak masuk dengan berkas kunci Anda; kode yang sama tampil di sana.",
    check: "Periksa sekarang",
    checking: "Memeriksa…",
    notYet: "Belum. Kode Anda masih menunggu diketik.",
    lies: "Server memberikan kartu yang lain daripada milik Anda. Jangan bacakan kode apa pun, dan beri tahu yang mengundang Anda.",
    gone: "Permintaan Anda tidak lagi menunggu dan Anda belum ada dalam daftar anggota. Minta undangan baru.",
  },

  byRoot: {
    summary: "Disahkan dengan kunci akar",
    intro:
      "Untuk KPU RI, dan untuk provinsi selama KPU RI belum punya Satgas. Bawa berkas permintaan ke pemegang kunci akar, bacakan kode di atas, lalu buka berkas pengesahan yang ia berikan di sini.",
    request: "Unduh permintaan",
    vouch: "Buka berkas pengesahan",
    notOne: "Berkas ini bukan pengesahan dari kunci akar untuk Satgas ini.",
  },
};

const en: typeof id = {
  looking: "Checking the invitation…",
  heading: {
    found: (unit) => `Found the Satgas of ${unit}`,
    join: (unit) => `Join the Satgas of ${unit}`,
    recover: (unit) => `Recover the Satgas of ${unit}`,
  },
  intro: {
    found:
      "You are the first member of this Satgas. Say who you are, make your key, write down the recovery paper, then read one code out on the telephone. About 10 minutes. Have paper and a pen at hand.",
    join: "A colleague has invited you. Say who you are, make your key, then read one code out to her on the telephone. About 5 minutes. Have paper and a pen at hand.",
    recover:
      "All members of this Satgas have lost their keys, so you begin again. Have the recovery paper at hand if there is one, new paper, and a pen. About 15 minutes.",
  },
  expires: (when) => `This invitation is good until ${when}, for one person.`,
  used: "If it was you who used it, unlock with your key file: your code is still there.",
  toUnlock: "Unlock with a key file",
  step: (step, of) => `Step ${step} of ${of}`,
  next: "Next",

  about: {
    heading: "About you",
    name: "Full name",
    nameHint: "As in the decree (SK). Reporters see this name before they send a report.",
    role: "Role in the Satgas",
    roles: { KETUA: "Chair (ketua)", SEKRETARIS: "Secretary (sekretaris)", ANGGOTA: "Member (anggota)" },
    body: "The body you come from, if not KPU (may stay empty)",
    address: "E-mail address for notices",
    addressHint:
      "The e-mail only says: look in your inbox. Nothing of a report is in it. Use an address that only you open.",
    until: "The decree (SK) runs until",
    missing: {
      name: "Enter your name first.",
      role: "Choose your role first.",
      address: "This does not look like an e-mail address yet. Example: name@kpu.go.id",
      until: "Choose the day on which the decree ends.",
    },
  },

  key: {
    heading: "Make your key",
    intro: "Your key is made on this device and is never sent to anybody. Without it you cannot open any report.",
    own: "This is my own device. Store the sealed key file here.",
    ownHint: "Leave this unticked on a shared computer. The file is downloaded as well.",
  },

  oldPaper: {
    heading: "The old recovery paper",
    intro: "Type the four lines of this Satgas's recovery paper. With it the old reports can be opened again.",
    open: "Open with this paper",
    none: "There is no paper",
    noneSure: "Without the paper all old reports stay closed for ever. New reports can be opened.",
    noneYes: "Go on without the paper",
    noneNo: "I will look for the paper first",
    wrong: "This paper does not open the key of the Satgas. It may be from before the last change of keys.",
    unverified:
      "The key of this Satgas cannot be verified up to its root. Please tell the operator. Nothing was changed.",
  },

  paper: {
    heading: "Write the recovery paper",
    intro:
      "If one day all members have lost their keys, this paper alone can open the old reports. Write these four lines down, or print them.",
    keep: "Keep it in the office safe, in a closed envelope. Take no photo of it and send it to nobody.",
    title: (unit) => `Recovery paper, Satgas of ${unit}`,
    made: (when) => `Made ${when}`,
    line: (line) => `Line ${line}`,
    qr: "QR code of the same",
    print: "Print",
    written: "It is written down",
    typeBack: "Type it back from the paper",
    typeBackHint: "Upper or lower case, spaces and dashes do not matter.",
    lineWrong: (line) => `Line ${line} does not add up yet. Check each character again.`,
    lineDiffers: (line) => `Line ${line} is not a line of this paper.`,
    showAgain: "Show it again",
    done: "The paper is right",
  },

  sending: "Sending… Please keep this page open.",
  failed: "Not sent yet. Your key is still on this page.",

  waiting: {
    heading: "Read this code out on the telephone",
    join: "Call the colleague who invited you. She types this code in her key room.",
    found: (unit) => `Call a member of the Satgas of ${unit}. She types this code in her key room and vouches for you.`,
    foundRoot:
      "Call the keeper of KPU's root key. She types this code and vouches for your Satgas; then the inbox opens.",
    aloud: "Read it group by group. Digits and capital letters only; there is no I, L, O or U.",
    you: (name, role) => `${name} · ${role}`,
    stay: "After that the inbox opens on this page.",
    close: "You may close this page. Open the inbox again with your key file; the same code is shown there.",
    check: "Check now",
    checking: "Checking…",
    notYet: "Not yet. Your code still waits to be typed.",
    lies: "The server gave another card than yours. Read no code to anybody, and tell the person who invited you.",
    gone: "Your request waits no more, and you are not on the list of members. Ask for a new invitation.",
  },

  byRoot: {
    summary: "Vouched for with the root key",
    intro:
      "For KPU RI, and for a province as long as KPU RI has no Satgas. Take the request to the keeper of the root key, read the code above out, and open the vouch that she gives you here.",
    request: "Download the request",
    vouch: "Open the vouch",
    notOne: "This file is no vouch of the root key for this Satgas.",
  },
};

export const arrival = { id, en };
