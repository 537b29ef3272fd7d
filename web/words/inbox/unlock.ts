const id = {
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
  passphraseHint: "Delapan kata. Huruf besar atau kecil, spasi, dan tanda hubung tidak berpengaruh.",
  unknownWord: (at: number) => `Kata ke-${at} tidak dikenal; mungkin salah ketik.`,
  show: "Tampilkan kata sandi",
  remember: "Simpan berkas kunci di perangkat ini",
  rememberHint: "Yang disimpan hanya berkas yang masih terkunci. Jangan dicentang pada komputer yang dipakai bersama.",
  notRemembered: "Browser ini tidak mengizinkan penyimpanan. Berkas kunci tidak disimpan di perangkat ini.",
  withPassphrase: "Buka kotak masuk",
  withPasskey: "Buka dengan passkey",
  passkeyHint: "Perangkat akan meminta sidik jari, wajah, atau PIN Anda.",
  opening: "Membuka…",
  signingIn: "Kunci terbuka. Menghubungi server…",
  lost: "Berkas atau kata sandi hilang? Beri tahu rekan Satgas dan operator. Laporan tetap dapat dibuka oleh anggota lain yang memegang kunci.",

  farewell: {
    idle: "Kotak masuk terkunci sendiri karena 10 menit tidak dipakai. Tidak ada yang hilang; buka lagi dengan berkas kunci Anda.",
    asked: "Kotak masuk sudah dikunci. Tidak ada kunci atau isi laporan yang tertinggal di halaman ini.",
    left: "Kotak masuk dikunci karena halaman ini ditinggalkan. Buka lagi dengan berkas kunci Anda.",
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
    "wrong-passphrase": "Kata sandi tidak cocok dengan berkas ini. Periksa lagi tiap katanya.",
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
};

const en: typeof id = {
  intro:
    "Only Satgas members with a key file can open reports. They are opened on this device; the server never sees what is in them.",
  choose: "Choose key file",
  drop: "or drop it on this page. Its name ends in .age.",
  remembered: "A sealed key file is stored on this device.",
  chosen: (name: string) => `Key file: ${name}`,
  other: "Use another key file",
  forget: "Forget the key file on this device",
  forgotten: "The key file was forgotten on this device. The file you keep elsewhere still works.",
  passphrase: "Passphrase of the key file",
  passphraseHint: "Eight words. Upper or lower case, spaces and dashes do not matter.",
  unknownWord: (at) => `Word ${at} is not known; it may be mistyped.`,
  show: "Show passphrase",
  remember: "Store the sealed key file on this device",
  rememberHint: "Only the file as it is, still locked, is stored. Leave this unticked on a shared computer.",
  notRemembered: "This browser does not allow storage. The key file was not stored on this device.",
  withPassphrase: "Open the inbox",
  withPasskey: "Open with passkey",
  passkeyHint: "The device will ask for your fingerprint, face or PIN.",
  opening: "Opening…",
  signingIn: "The key is open. Calling the server…",
  lost: "File or passphrase lost? Tell your colleagues and the operator. Other members who hold a key can still open every report.",

  farewell: {
    idle: "The inbox locked itself because it was not used for 10 minutes. Nothing is lost; open it again with your key file.",
    asked: "The inbox is locked. No key and no content of a report is left on this page.",
    left: "The inbox was locked because you left this page. Open it again with your key file.",
  },

  session: {
    unverified:
      "The key and the list of members of your Satgas cannot be verified up to their root, so the inbox stays closed. This is not your mistake. Please tell the operator.",
    "went-back":
      "The server gave an older list of members of your Satgas than was seen here before, so it is not used. If this happens again, tell the operator.",
    "not-in-roll":
      "This key is not on the list of members of the Satgas. Use your newest key file, or ask a colleague of the Satgas.",
  },

  keyTrouble: {
    "not-a-key-file": "This is not a Posko key file. Choose your key file; its name ends in .age.",
    "is-report": "This is a sealed report, not a key file. Open the inbox first, then open this report there.",
    "wrong-passphrase": "The passphrase does not match this file. Check every word again.",
    "no-passphrase": "Enter the passphrase of the key file first.",
    "wrong-passkey": "This is not the passkey that locked this file. Try again and choose another passkey.",
    declined:
      "The passkey was not used, or this device has no passkey for this page. Try again, or use a key file with a passphrase.",
    "no-prf": "The passkeys of this device cannot seal files (no PRF support). Use a key file with a passphrase.",
    "not-supported": "This browser does not support passkeys. Use another browser or a key file with a passphrase.",
    "not-answering": "The device did not answer the request for a passkey. Wait a moment, then try again.",
    "passkey-failed":
      "This key file does not open with the passkey: the file is damaged, or the passkeys of this device have no PRF support. Use another copy, or a key file with a passphrase.",
    damaged: "This key file is damaged and cannot be opened. Use another copy of it.",
    "newer-version": "This key file was made by a newer version of Posko. Reload this page, then try again.",
  },
};

export const unlock = { id, en };
