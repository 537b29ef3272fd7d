/** Every word of the inbox. `inbox.en.ts` must have the same shape, so a missing translation does not compile. */
export const inboxId = {
  title: "Kotak masuk Satgas",
  switchTo: "English",
  lock: "Kunci",
  retry: "Coba lagi",
  back: "Kembali ke kotak masuk",
  offline: "Tidak ada sambungan. Tidak ada yang hilang. Periksa jaringan Anda, lalu coba lagi.",

  farewell: {
    idle: "Kotak masuk terkunci sendiri karena 10 menit tidak dipakai. Tidak ada yang hilang; buka lagi dengan berkas kunci Anda.",
    asked: "Kotak masuk sudah dikunci. Tidak ada kunci atau isi laporan yang tertinggal di halaman ini.",
    left: "Kotak masuk dikunci karena halaman ini ditinggalkan. Buka lagi dengan berkas kunci Anda.",
  },
  idle: {
    warning: "Kotak masuk akan terkunci dalam satu menit karena tidak dipakai.",
    stay: "Tetap buka",
  },

  unlock: {
    intro:
      "Hanya anggota Satgas dengan berkas kunci yang dapat membuka laporan. Laporan dibuka di perangkat ini; server tidak pernah melihat isinya.",
    choose: "Pilih berkas kunci",
    drop: "atau seret berkas ke halaman ini. Namanya berakhir dengan .age.",
    remembered: "Berkas kunci tersimpan di perangkat ini.",
    chosen: (name: string) => `Berkas kunci: ${name}`,
    other: "Pakai berkas kunci lain",
    forget: "Lupakan berkas kunci di perangkat ini",
    forgotten: "Berkas kunci sudah dilupakan di perangkat ini. Berkas yang Anda simpan di tempat lain tetap berlaku.",
    passphrase: "Kata sandi berkas kunci",
    passphraseHint: "20 huruf dan angka. Huruf besar atau kecil, spasi, dan tanda hubung tidak berpengaruh.",
    show: "Tampilkan kata sandi",
    remember: "Simpan berkas kunci di perangkat ini",
    rememberHint:
      "Yang disimpan hanya berkas yang masih terkunci. Jangan dicentang pada komputer yang dipakai bersama.",
    notRemembered: "Browser ini tidak mengizinkan penyimpanan. Berkas kunci tidak disimpan di perangkat ini.",
    withPassphrase: "Buka kotak masuk",
    withPasskey: "Buka dengan passkey",
    passkeyHint: "Perangkat akan meminta sidik jari, wajah, atau PIN Anda.",
    opening: "Membuka…",
    signingIn: "Kunci terbuka. Menghubungi server…",
    lost: "Berkas atau kata sandi hilang? Beri tahu rekan Satgas dan operator. Laporan tetap dapat dibuka oleh anggota lain yang memegang kunci.",
  },

  session: {
    unverified:
      "Kunci dan daftar anggota Satgas Anda tidak dapat diperiksa sampai ke akarnya, jadi kotak masuk tidak dibuka. Ini bukan kesalahan Anda. Beri tahu operator.",
    "went-back":
      "Server memberikan daftar anggota Satgas yang lebih lama daripada yang sudah dilihat di sini, jadi tidak dipakai. Bila ini berulang, beri tahu operator.",
    "not-in-roll":
      "Kunci ini tidak ada dalam daftar anggota Satgas. Pakai berkas kunci Anda yang terbaru, atau tanyakan kepada rekan Satgas.",
  },

  keyTrouble: {
    "not-a-key-file": "Ini bukan berkas kunci Posko. Pilih berkas kunci Anda; namanya berakhir dengan .age.",
    "is-report": "Ini laporan terkunci, bukan berkas kunci. Buka kotak masuk dulu, lalu buka laporan ini di sana.",
    "wrong-passphrase": "Kata sandi tidak cocok dengan berkas ini. Periksa lagi tiap huruf dan angkanya.",
    "no-passphrase": "Isi kata sandi berkas kunci dulu.",
    "wrong-passkey": "Passkey ini bukan yang mengunci berkas ini. Coba lagi dan pilih passkey yang lain.",
    declined:
      "Passkey tidak jadi dipakai, atau tidak ada passkey untuk halaman ini di perangkat ini. Coba lagi, atau pakai berkas kunci dengan kata sandi.",
    "no-prf":
      "Passkey di perangkat ini tidak dapat menyegel berkas (tanpa dukungan PRF). Pakai berkas kunci dengan kata sandi.",
    "not-supported": "Browser ini tidak mendukung passkey. Pakai browser lain atau berkas kunci dengan kata sandi.",
    "not-answering": "Perangkat tidak menjawab permintaan passkey. Tunggu sebentar, lalu coba lagi.",
    "passkey-failed":
      "Berkas kunci ini tidak terbuka dengan passkey: berkasnya rusak, atau passkey di perangkat ini tidak mendukung PRF. Pakai salinan lain, atau berkas kunci dengan kata sandi.",
    damaged: "Berkas kunci ini rusak dan tidak dapat dibuka. Ambil salinannya yang lain.",
    "newer-version": "Berkas kunci ini dibuat oleh Posko versi lebih baru. Muat ulang halaman ini, lalu coba lagi.",
  },

  list: {
    heading: "Laporan",
    count: (reports: number, unopened: number, more: boolean) =>
      `${reports} laporan${more ? " terbaru" : ""} · ${unopened === 0 ? "semua sudah dibuka" : `${unopened} belum dibuka`}`,
    asOf: (when: string) => `Menurut server, ${when}`,
    refresh: "Segarkan",
    loading: "Mengambil daftar laporan…",
    empty: "Belum ada laporan.",
    emptyHint: "Bila ada laporan masuk, anggota Satgas menerima email pemberitahuan dan laporan muncul di sini.",
    report: "Laporan",
    arrived: (when: string) => `Tiba ${when}`,
    unopened: "Belum dibuka",
    opened: (when: string) => `Dibuka ${when}`,
    newer: "Ditulis versi lebih baru",
    more: "Muat lagi",
    openFile: "Buka berkas terkunci",
    openFileHint:
      "Untuk laporan yang dibawa dengan cara lain (misalnya catatan.dat). Bisa juga diseret ke halaman ini.",
    dropHere: "Lepaskan berkas terkunci di sini",
    changeLock: "Ganti cara membuka",
    keyring: {
      none: "Kunci Satgas belum dibagikan kepada kunci Anda, jadi isi laporan belum dapat dibuka. Minta rekan Satgas atau operator membagikannya.",
      older: "Kunci Satgas yang terbaru tidak terbuka, jadi dipakai yang sebelumnya. Beri tahu rekan Satgas.",
      mismatch:
        "Kunci Satgas dari server: kunci ini tidak cocok dengan yang disahkan, jadi tidak dipakai. Beri tahu operator.",
    },
    dates: {
      expired:
        "Menurut tanggal perangkat ini, pengesahan Satgas sudah berakhir. Laporan yang ada tetap dapat dikerjakan, tetapi laporan baru tidak dikirim ke sini. Beri tahu Satgas di atas Anda.",
      "not-yet": "Menurut tanggal perangkat ini, pengesahan Satgas belum mulai. Periksa tanggal perangkat Anda.",
    },
  },

  report: {
    heading: (number: string) => `Laporan ${number}`,
    fromFile: "Laporan dari berkas",
    fetching: "Mengambil laporan…",
    opening: "Membuka laporan…",
    print: "Cetak",
    printHint: "Simpan cetakan di tempat terkunci. Jangan mengirim isinya lewat email atau WhatsApp.",
    confidential: "Rahasia. Hanya untuk Satgas penerima.",
    writtenIn: { id: "Ditulis dalam bahasa Indonesia", en: "Ditulis dalam bahasa Inggris" },
    fileBanner:
      "Berkas ini tidak berasal dari kotak masuk dan mungkin belum ada di server. Tidak ada tanda buka yang dikirim, jadi pelapor belum dapat melihat bahwa laporannya sudah dibuka. Simpan berkas ini di tempat aman.",
    asOf: (when: string) =>
      `Isi laporan sudah diperiksa di perangkat ini. Waktu tiba dan tahap adalah menurut server, ${when}.`,
    flawed:
      "Sebagian catatan laporan ini tidak dapat diperiksa, atau ada yang hilang. Catat nomornya dan beri tahu operator.",
    proofSending: "Mengirim tanda buka…",
    proofSent: "Tanda buka terkirim. Pelapor dapat melihat bahwa laporannya sudah dibuka.",
    proofFailed: "Tanda buka belum terkirim. Pelapor belum dapat melihat bahwa laporannya sudah dibuka.",
    proofRetry: "Kirim tanda buka lagi",
  },

  unreadable: {
    heading: "Laporan ini belum dapat dibaca",
    "wrong-key":
      "Laporan ini bukan untuk Satgas ini, atau dikunci dengan kunci Satgas yang belum dibagikan kepada Anda. Minta rekan Satgas yang lebih lama membukanya, atau hubungi operator.",
    damaged:
      "Isi laporan ini rusak atau terpotong. Segarkan daftar dan coba lagi; bila tetap begini, catat nomornya dan hubungi operator. Jangan menghapus apa pun.",
    "newer-version": "Laporan ini dibuat oleh Posko versi lebih baru. Muat ulang halaman ini, lalu buka lagi.",
    mismatch:
      "Isi laporan ini bukan yang ditandatangani pelapornya untuk nomor dan Satgas ini, jadi tidak ditampilkan. Catat nomornya dan hubungi operator. Jangan menghapus apa pun.",
    pass: "Nyatakan tidak terbaca",
    ask: "Nyatakan laporan ini tidak terbaca? Satgas berikutnya yang dipilih pelapor langsung mendapatnya. Bila tidak ada lagi Satgas di atasnya, dua anggota harus menyatakannya dan operator diberi tahu. Tercatat bahwa Anda yang menyatakan, dan pelapor melihatnya. Ini tidak dapat dibatalkan.",
    yes: "Ya, nyatakan",
    no: "Batal",
    passing: "Mencatat…",
    passed: "Sudah dicatat.",
    "not-sealed":
      "Berkas ini bukan laporan terkunci Posko, atau rusak dan terpotong. Minta dikirim ulang dari asalnya bila aman bagi pelapor.",
    "not-hybrid":
      "Segel berkas ini bukan segel Posko yang berlaku (bukan segel hibrida), jadi berkas ini tidak dibuka. Tanyakan dari mana asalnya.",
    "key-file": "Ini berkas kunci, bukan laporan. Berkas kunci dipakai untuk membuka kotak masuk.",
    "too-large": "Berkas ini lebih besar dari 512 KiB. Laporan terkunci Posko tidak pernah sebesar itu.",
  },

  reading: {
    urgent: "Perlu segera diperhatikan",
    danger:
      "Pelapor menyatakan sedang dalam bahaya. Dahulukan laporan ini, dan hubungi hanya dengan cara aman di bawah. Polisi 110, SAPA 129.",
    dangerUnknown: "Pelapor tidak tahu apakah ia sedang dalam bahaya. Anggap mungkin, sampai jelas aman.",
    under18:
      "Korban di bawah 18 tahun. Segera libatkan UPTD PPA setempat sebelum langkah lain, dan jangan meminta keterangan anak tanpa pendamping.",
    under18Unknown:
      "Umur korban tidak diketahui; mungkin di bawah 18 tahun. Pastikan lebih dulu, libatkan UPTD PPA bila ragu.",
    victimRefuses: "Korban tidak setuju dengan laporan ini. Jangan melangkah lebih jauh tanpa korban.",
    needs: "Yang dibutuhkan",
    contact: "Menghubungi dengan aman",
    noMessage: "Jangan meninggalkan pesan apa pun, juga pada orang yang mengangkat.",
    messageUnsaid: "Tidak disebutkan. Jangan meninggalkan pesan.",
    messageAllowed: "Boleh",
    noContactConsent: "Pelapor tidak menyatakan setuju dihubungi oleh Satgas.",
    noContacts: "Tidak ada kontak. Pelapor melihat status laporan ini dengan kode laporannya.",
    reporter: "Pelapor",
    happened: "Yang terjadi",
    respondents: "Terlapor",
    respondent: (number: number) => `Terlapor ${number}`,
    retaliation: "Pembalasan",
    evidence: "Bukti",
    consents: "Persetujuan pelapor",
    given: "Disetujui",
    notGiven: "Belum disetujui",
    notGivenNote: "Yang belum disetujui tidak boleh dilakukan tanpa bertanya dulu kepada pelapor.",
    routing: "Siapa yang dapat membuka laporan ini",
    seats: "Terkunci untuk",
    seat: (unit: string) => `Satgas ${unit}`,
    noConflict: "Tidak ada",
    conflictUnknown: "Pelapor tidak tahu",
    skipped: "Tidak diisi",
    skippedNote: "Semua pertanyaan boleh dilewati.",
  },

  changeLock: {
    heading: "Ganti cara membuka",
    intro:
      "Berkas kunci baru berisi kunci yang sama. Berkas lama tetap dapat dipakai selama masih ada; hapus bila tidak diperlukan.",
    passkeyHeading: "Passkey",
    passkeyText:
      "Kotak masuk dibuka dengan sidik jari, wajah, atau PIN perangkat ini. Perangkat akan bertanya dua kali. Simpan juga berkas kunci dengan kata sandi sebagai cadangan: bila passkey hilang, berkas ini tidak dapat dibuka.",
    makePasskey: "Pasang passkey di perangkat ini",
    makingPasskey: "Menunggu passkey…",
    passkeyDone: "Berkas kunci baru sudah diunduh. Berkas itu dibuka dengan passkey perangkat ini.",
    passphraseHeading: "Kata sandi",
    passphraseText: "Kata sandi dibuatkan, tidak dipilih sendiri, agar tidak dapat ditebak.",
    makePassphrase: "Buat berkas kunci dengan kata sandi baru",
    making: "Mengunci…",
    newPassphrase: "Kata sandi baru Anda",
    once: "Tulis sekarang di kertas dan simpan terpisah dari berkasnya. Kata sandi ini hanya ditampilkan sekali.",
    download: "Sudah dicatat, unduh berkas kunci",
    passphraseDone: "Berkas kunci baru sudah diunduh. Berkas itu dibuka dengan kata sandi yang Anda catat.",
    replaced: "Berkas kunci yang tersimpan di perangkat ini juga sudah diganti.",
    failed: "Berkas kunci baru belum dibuat. Yang lama tetap berlaku. Coba lagi.",
  },
};

export type InboxWords = typeof inboxId;
