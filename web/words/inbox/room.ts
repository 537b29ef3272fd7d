const id = {
  heading: "Ruang kunci",
  enter: "Ruang kunci",
  enterHint: "Anggota, undangan, serah terima, dan pengesahan.",
  door: "Di sini kunci Satgas sendiri dipakai: menerima anggota, mengganti kunci, mengesahkan Satgas di bawah. Karena itu buka berkas kunci Anda sekali lagi.",
  notHers: "Berkas kunci ini bukan milik yang sedang membuka kotak masuk. Pakai berkas kunci Anda sendiri.",
  loading: "Mengambil dan memeriksa kunci Satgas…",
  working: "Sedang dikerjakan…",
  refresh: "Segarkan",
  yes: "Ya, lanjut",
  no: "Tidak jadi",

  trouble: {
    "wrong-code":
      "Kode itu tidak cocok. Minta ia membacakannya sekali lagi, pelan-pelan, per kelompok. Bila tetap tidak cocok, jangan diterima: mungkin bukan dia yang menunggu.",
    "no-keyring": "Kunci Anda tidak membuka kunci Satgas, jadi ini harus dilakukan rekan Anda.",
    "no-signer": "Kunci Anda tidak membuka tanda tangan Satgas, jadi ini harus dilakukan rekan Anda.",
    "no-card":
      "Kartu seorang rekan tidak ada di server, jadi kunci tidak dapat dibagikan kepadanya. Beri tahu operator.",
    "stack-silent":
      "Tidak semua provinsi menjawab. Kunci KPU RI hanya dapat diganti bila semuanya menjawab. Coba lagi nanti, atau beri tahu operator.",
    "below-unverified":
      "Kunci sebuah Satgas di bawah tidak dapat diperiksa sampai ke akarnya. Beri tahu operator sebelum mengganti kunci.",
    unverified:
      "Yang diberikan server tidak dapat diperiksa sampai ke akarnya, jadi tidak dipakai. Beri tahu operator.",
    "not-in-roll": "Anda tidak lagi ada dalam daftar anggota Satgas ini.",
  },

  members: {
    heading: "Anggota",
    you: "Anda",
    nameless: "Seorang anggota",
    away: (until: string) => `tidak di tempat sampai ${until}`,
    suspended: "ditutup sementara oleh server, sampai kunci yang baru disahkan",
    until: (day: string) => `SK berlaku sampai ${day}.`,
    ended: (day: string) =>
      `SK berakhir ${day}. Laporan tetap diterima dan dapat dibuka. Perbarui tanggalnya, atau lakukan serah terima.`,
    alone:
      "Satgas ini hanya satu orang. Undang paling sedikit satu rekan, agar laporan tidak bergantung pada satu kunci.",
    invite: "Undang rekan",
    change: "Ganti anggota atau serah terima",
    amend: "Ubah SK dan meja layanan",
  },

  changed: {
    heading: "Daftar anggota berubah sejak Anda terakhir melihatnya",
    came: (names: string) => `Baru: ${names}.`,
    left: (names: string) => `Tidak lagi: ${names}.`,
    fresh:
      "Kunci Satgas dimulai baru tanpa persetujuan anggota lama. Bila Anda tidak tahu mengapa, telepon rekan Anda.",
    seen: "Saya sudah membacanya",
  },

  link: {
    heading: "Tautan undangan",
    hint: "Berikan langsung, atau kirim lewat chat pribadi. Siapa pun yang memegang tautan ini dapat memakainya: satu kali, dalam 7 hari. Tautan ini tidak ditampilkan lagi.",
    copy: "Salin tautan",
    copied: "Tautan sudah disalin.",
    notCopied: "Browser tidak mengizinkan penyalinan. Tekan lama pada tautan, lalu salin.",
    share: "Bagikan",
    open: (until: string) => `Undangan yang belum dipakai, berlaku sampai ${until}`,
    withdraw: "Batalkan",
  },

  newcomers: {
    heading: "Menunggu diterima",
    code: "Kode yang ia bacakan lewat telepon",
    codeHint: "20 huruf dan angka. Telepon nomor yang sudah Anda kenal; jangan terima kode lewat chat.",
    admit: "Terima",
    refuse: "Tolak",
    refuseSure: (name: string) => `Tolak ${name}? Ia perlu diundang lagi.`,
    admitted: (name: string) => `${name} sekarang anggota. Ia dapat membuka semua laporan Satgas ini.`,
  },

  waiting: {
    heading: "Kunci baru menunggu pengesahan",
    tell: (unit: string) =>
      `Telepon anggota Satgas ${unit} dan bacakan kode ini. Setelah ia mengetiknya, kunci baru berlaku.`,
    tellRoot: "Telepon pemegang kunci akar KPU dan bacakan kode ini. Setelah ia mengetiknya, kunci baru berlaku.",
    until: "Sampai saat itu kunci lama tetap berlaku, dan semua laporan tetap diterima.",
    withdraw: "Batalkan pergantian",
    withdrawSure: "Batalkan pergantian kunci ini? Yang dikeluarkan dapat masuk lagi.",
    record: "Berita acara serah terima",
  },

  rotation: {
    heading: "Ganti anggota atau serah terima",
    intro:
      "Satgas mendapat kunci baru, yang hanya dipegang anggota yang tetap. Yang keluar langsung tidak dapat masuk lagi, dan tidak dapat membuka laporan berikutnya. Yang sudah pernah ia baca tidak dapat ditarik kembali.",
    first: "Anggota yang baru perlu diundang dan diterima lebih dahulu.",
    stay: "Siapa yang tetap?",
    until: "SK Satgas berlaku sampai",
    leaving: (names: string) => `Yang keluar: ${names}.`,
    nobody: "Tidak ada yang keluar; kunci tetap diganti.",
    none: "Anggota terakhir tidak dapat dikeluarkan. Undang penggantinya lebih dahulu, atau minta Satgas di atas menutup Satgas ini.",
    prepare: "Buat kunci baru",
    preparing: "Membuat kunci baru…",
  },

  amend: {
    heading: "SK dan meja layanan",
    intro: "Pelapor melihat meja layanan ini, agar tahu ke mana bertanya. Semua boleh kosong kecuali tanggal SK.",
    until: "SK Satgas berlaku sampai",
    phone: "Telepon meja layanan",
    hours: "Jam layanan",
    place: "Tempat",
    save: "Simpan",
  },

  card: {
    heading: "Kartu saya",
    address: "Alamat email untuk pemberitahuan",
    away: "Tidak di tempat sampai (boleh kosong)",
    awayHint: "Paling lama 45 hari. Selama itu Anda tidak mendapat email, dan laporan tidak menunggu Anda.",
    tooLong: "Paling lama 45 hari dari hari ini.",
    save: "Simpan kartu",
    saved: "Kartu Anda sudah disimpan.",
    wrong: "Ini belum tampak seperti alamat email.",
  },

  below: {
    heading: "Satgas di bawah",
    silent: (stacks: string) => `Tidak menjawab: ${stacks}.`,
    none: "Belum ada Satgas",
    invited: (until: string) => `Undangan terbuka sampai ${until}`,
    invite: "Undang anggota pertama",
    stands: (members: number, until: string) => `${members} anggota · disahkan sampai ${until}`,
    jaring: "Jaring Informasi",
    ended: (until: string) => `Pengesahan berakhir ${until}: laporan baru tidak dikirim ke sana`,
    soon: "Segera perpanjang.",
    decree: (day: string) => `SK berakhir ${day}`,
    began: "dimulai baru, tanpa anggota yang lama",
    few: (until: string) => `Kurang dari dua anggota di tempat sampai ${until}, menurut server.`,
    unverified: "Tidak dapat diperiksa sampai ke akarnya. Beri tahu operator.",
    asks: "Meminta pengesahan",
    who: (names: string) => `Yang duduk di sana: ${names}.`,
    first: "Ini kunci pertama Satgas itu.",
    follows: "Kunci baru, disetujui seorang anggota yang duduk di sana.",
    fresh:
      "Kunci ini dimulai baru: tidak seorang pun dari anggota lama menyetujuinya. Pastikan lewat telepon, dengan orang yang Anda kenal, bahwa mereka memang memulai lagi.",
    refused:
      "Kunci ini tidak menyambung yang berlaku di sana, jadi tidak dapat disahkan. Tolak, dan minta mereka mengulang.",
    mandate: "Apa tugasnya?",
    handle: "Satgas: menerima dan menangani laporan",
    receive: "Jaring Informasi: menerima laporan dan meneruskannya kepada Satgas di atas",
    vouch: "Sahkan",
    refuse: "Tolak",
    refuseSure: (unit: string) => `Tolak permintaan ${unit}? Mereka perlu mengulang.`,
    renew: "Perpanjang semua",
    renewed: "Semua pengesahan sudah diperpanjang.",
    vouched: (unit: string) => `${unit} sudah disahkan. Formulir memakainya mulai sekarang.`,
    rest: (count: number) => `Tampilkan ${count} satuan kerja tanpa Satgas`,
  },

  record: {
    heading: "Berita acara serah terima",
    unit: (unit: string) => `Satgas Pencegahan dan Penanganan Kekerasan Seksual, ${unit}`,
    made: (when: string) => `Dibuat ${when}`,
    left: "Yang keluar",
    stay: "Yang melanjutkan",
    cases: "Perkara yang diserahkan",
    caseLine: (number: string, stage: string) => `${number} · ${stage}`,
    none: "Tidak ada",
    loading: "Mengambil daftar perkara…",
    incomplete: "Daftar perkara belum lengkap: sambungan terputus.",
    noContent: "Berita acara ini tidak memuat isi laporan.",
    signs: "Tanda tangan",
    print: "Cetak",
    close: "Tutup",
  },
};

const en: typeof id = {
  heading: "Key room",
  enter: "Key room",
  enterHint: "Members, invitations, hand-over and vouching.",
  door: "Here the Satgas's own key is used: to take members in, to change keys, to vouch for the Satgas below. So please open your key file once more.",
  notHers: "This key file is not of the person who has opened the inbox. Use your own key file.",
  loading: "Fetching and verifying the Satgas's keys…",
  working: "Working…",
  refresh: "Refresh",
  yes: "Yes, go on",
  no: "No",

  trouble: {
    "wrong-code":
      "That code does not match. Ask her to read it once more, slowly, group by group. If it still does not match, do not take her in: somebody else may be waiting.",
    "no-keyring": "Your key does not open the Satgas's key, so a colleague has to do this.",
    "no-signer": "Your key does not open the Satgas's signature, so a colleague has to do this.",
    "no-card":
      "A colleague's card is not on the server, so the key cannot be shared with her. Please tell the operator.",
    "stack-silent":
      "Not all provinces answer. KPU RI's key can be changed only while all of them do. Try again later, or tell the operator.",
    "below-unverified":
      "The key of a Satgas below cannot be verified up to its root. Tell the operator before you change keys.",
    unverified: "What the server gave cannot be verified up to its root, so it is not used. Please tell the operator.",
    "not-in-roll": "You are no longer on the list of members of this Satgas.",
  },

  members: {
    heading: "Members",
    you: "You",
    nameless: "A member",
    away: (until) => `away until ${until}`,
    suspended: "shut out by the server until the new key is vouched for",
    until: (day) => `The decree (SK) runs until ${day}.`,
    ended: (day) =>
      `The decree (SK) ended on ${day}. Reports are still received and can be opened. Set the new date, or hand over.`,
    alone: "This Satgas is one person. Invite at least one colleague, so that reports do not depend on one key.",
    invite: "Invite a colleague",
    change: "Change members or hand over",
    amend: "Change decree and desk",
  },

  changed: {
    heading: "The list of members has changed since you last saw it",
    came: (names) => `New: ${names}.`,
    left: (names) => `No longer: ${names}.`,
    fresh: "The Satgas's key began anew without the consent of the former members. If you do not know why, call them.",
    seen: "I have read this",
  },

  link: {
    heading: "Invitation link",
    hint: "Hand it over in person, or send it in a private chat. Whoever has this link can use it: once, within 7 days. It is not shown again.",
    copy: "Copy link",
    copied: "The link was copied.",
    notCopied: "The browser does not allow copying. Press and hold the link, then copy it.",
    share: "Share",
    open: (until) => `An invitation that was not used yet, good until ${until}`,
    withdraw: "Withdraw",
  },

  newcomers: {
    heading: "Waiting to be taken in",
    code: "The code she reads out on the telephone",
    codeHint: "20 letters and digits. Call a number that you know already; take no code from a chat.",
    admit: "Take in",
    refuse: "Refuse",
    refuseSure: (name) => `Refuse ${name}? She would have to be invited again.`,
    admitted: (name) => `${name} is a member now. She can open all reports of this Satgas.`,
  },

  waiting: {
    heading: "The new key waits to be vouched for",
    tell: (unit) =>
      `Call a member of the Satgas of ${unit} and read this code out. Once she has typed it, the new key counts.`,
    tellRoot: "Call the keeper of KPU's root key and read this code out. Once she has typed it, the new key counts.",
    until: "Until then the old key counts, and all reports are still received.",
    withdraw: "Withdraw the change",
    withdrawSure: "Withdraw this change of keys? Whoever was left out can come in again.",
    record: "Record of the hand-over",
  },

  rotation: {
    heading: "Change members or hand over",
    intro:
      "The Satgas gets a new key, held by those who stay alone. Whoever leaves cannot come in any more from now on, and opens no later report. What she has read before cannot be taken back.",
    first: "New members have to be invited and taken in first.",
    stay: "Who stays?",
    until: "The decree (SK) runs until",
    leaving: (names) => `Leaving: ${names}.`,
    nobody: "Nobody leaves; the key is changed all the same.",
    none: "The last member cannot be removed. Invite her successor first, or ask the Satgas above to close this one.",
    prepare: "Make the new key",
    preparing: "Making the new key…",
  },

  amend: {
    heading: "Decree and desk",
    intro: "Reporters see this desk, so that they know where to ask. All but the decree's date may stay empty.",
    until: "The decree (SK) runs until",
    phone: "Telephone of the desk",
    hours: "Hours",
    place: "Place",
    save: "Save",
  },

  card: {
    heading: "My card",
    address: "E-mail address for notices",
    away: "Away until (may stay empty)",
    awayHint: "At most 45 days. You get no e-mail meanwhile, and no report waits for you.",
    tooLong: "At most 45 days from today.",
    save: "Save card",
    saved: "Your card was saved.",
    wrong: "This does not look like an e-mail address yet.",
  },

  below: {
    heading: "The Satgas below",
    silent: (stacks) => `No answer: ${stacks}.`,
    none: "No Satgas yet",
    invited: (until) => `Invitation open until ${until}`,
    invite: "Invite the first member",
    stands: (members, until) => `${members} ${members === 1 ? "member" : "members"} · vouched for until ${until}`,
    jaring: "Jaring Informasi",
    ended: (until) => `The vouch ended ${until}: new reports are not sent there`,
    soon: "Renew it soon.",
    decree: (day) => `decree ended ${day}`,
    began: "began anew, without the former members",
    few: (until) => `Fewer than two members are there until ${until}, as the server tells it.`,
    unverified: "Cannot be verified up to its root. Please tell the operator.",
    asks: "Asks to be vouched for",
    who: (names) => `Who sits there: ${names}.`,
    first: "This is the first key of that Satgas.",
    follows: "A new key, to which a member who sits there has agreed.",
    fresh:
      "This key began anew: none of the former members has agreed to it. Make sure on the telephone, with somebody you know, that they do begin again.",
    refused:
      "This key does not follow the one that counts there, so it cannot be vouched for. Refuse it and ask them to do it again.",
    mandate: "What is its task?",
    handle: "Satgas: receives reports and handles them",
    receive: "Jaring Informasi: receives reports and passes them on to the Satgas above",
    vouch: "Vouch",
    refuse: "Refuse",
    refuseSure: (unit) => `Refuse what ${unit} asks? They would have to do it again.`,
    renew: "Renew all",
    renewed: "All were renewed.",
    vouched: (unit) => `${unit} is vouched for. The form uses it from now on.`,
    rest: (count) => `Show ${count} work units without a Satgas`,
  },

  record: {
    heading: "Record of the hand-over",
    unit: (unit) => `Task force (Satgas) against sexual violence, ${unit}`,
    made: (when) => `Made ${when}`,
    left: "Leaving",
    stay: "Going on",
    cases: "Cases handed over",
    caseLine: (number, stage) => `${number} · ${stage}`,
    none: "None",
    loading: "Fetching the list of cases…",
    incomplete: "The list of cases is not complete: the connection broke.",
    noContent: "This record holds nothing of any report.",
    signs: "Signatures",
    print: "Print",
    close: "Close",
  },
};

export const room = { id, en };
