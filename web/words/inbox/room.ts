const id = {
  heading: "Ruang kunci",
  enter: "Ruang kunci",
  door: "Di sini kunci Satgas sendiri dipakai: menerima anggota, mengganti kunci, mengesahkan Satgas di bawah. Karena itu buka berkas kunci Anda sekali lagi.",
  open: "Buka ruang kunci",
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
      "Kartu seorang rekan tidak ada di server, jadi kunci tidak dapat dibagikan kepadanya. Minta ia membuka ruang kunci dan menyimpan alamatnya sekali lagi.",
    "stack-silent":
      "Tidak semua provinsi menjawab. Kunci KPU RI hanya dapat diganti bila semuanya menjawab. Coba lagi nanti, atau beri tahu operator.",
    "stack-lags":
      "Server provinsi itu belum mengenal kunci Satgas Anda yang baru. Minta operator membawanya ke sana, lalu coba lagi.",
    "own-set-waits":
      "Kunci baru Satgas Anda sendiri sedang menunggu pengesahan. Selesaikan atau batalkan itu dulu; setelah itu lanjutkan di sini.",
    "not-made":
      "Ini tidak dapat dibuat di perangkat ini, jadi tidak ada yang dikirim. Periksa isian Anda, lalu coba lagi.",
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
};

const en: typeof id = {
  heading: "Key room",
  enter: "Key room",
  door: "Here the Satgas's own key is used: to take members in, to change keys, to vouch for the Satgas below. So please open your key file once more.",
  open: "Open the key room",
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
      "A colleague's card is not on the server, so the key cannot be shared with her. Ask her to open the key room and save her address once more.",
    "stack-silent":
      "Not all provinces answer. KPU RI's key can be changed only while all of them do. Try again later, or tell the operator.",
    "stack-lags":
      "The server of that province does not know your Satgas's new key yet. Ask the operator to carry it there, then try again.",
    "own-set-waits":
      "The next key of your own Satgas waits to be vouched for. Finish or withdraw that first, then go on here.",
    "not-made": "This could not be made on this device, so nothing was sent. Check what you entered, then try again.",
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
};

export const room = { id, en };
