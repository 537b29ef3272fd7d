const id = {
  heading: "Ganti cara membuka",
  intro:
    "Berkas kunci baru berisi kunci yang sama. Berkas lama tetap dapat dipakai selama masih ada; hapus bila tidak diperlukan.",
  passkeyHeading: "Passkey",
  passkeyText:
    "Kotak masuk dibuka dengan sidik jari, wajah, atau PIN perangkat ini. Perangkat akan bertanya dua kali. Simpan juga berkas kunci dengan kata sandi sebagai cadangan: bila passkey hilang, berkas ini tidak dapat dibuka.",
  makePasskey: "Pasang passkey di perangkat ini",
  makingPasskey: "Menunggu passkey…",
  passkeyDone: "Berkas kunci baru sudah diunduh. Berkas itu dibuka dengan passkey perangkat ini.",
  inVain:
    "Bila sebuah passkey terlanjur dibuat, passkey itu tidak dipakai. Namanya memuat tanggal dan jam; Anda boleh menghapusnya di pengaturan perangkat.",
  passphraseHeading: "Kata sandi",
  passphraseText: "Kata sandi dibuatkan, tidak dipilih sendiri, agar tidak dapat ditebak.",
  makePassphrase: "Buat berkas kunci dengan kata sandi baru",
  making: "Mengunci…",
  newPassphrase: "Kata sandi baru Anda",
  once: "Tulis sekarang di kertas dan simpan terpisah dari berkasnya. Setelah ini kata sandi tidak ditampilkan lagi.",
  written: "Sudah saya tulis",
  typeBack: "Ketik kembali dari kertas",
  typeBackHint: "Agar Anda yakin catatannya benar. Huruf besar atau kecil, spasi, dan tanda hubung tidak berpengaruh.",
  differs: "Belum sama dengan yang tadi ditampilkan. Periksa lagi tulisan Anda, atau tampilkan sekali lagi.",
  showAgain: "Tampilkan lagi",
  download: "Unduh berkas kunci",
  passphraseDone: "Berkas kunci baru sudah diunduh. Berkas itu dibuka dengan kata sandi yang Anda catat.",
  replaced: "Berkas kunci yang tersimpan di perangkat ini juga sudah diganti.",
  failed: "Berkas kunci baru belum dibuat. Yang lama tetap berlaku. Coba lagi.",
};

const en: typeof id = {
  heading: "Change how to unlock",
  intro: "A new key file holds the same key. The old file works as long as it exists; delete it when it is not needed.",
  passkeyHeading: "Passkey",
  passkeyText:
    "The inbox opens with the fingerprint, face or PIN of this device, which will ask twice. Keep a key file with a passphrase too: if the passkey is lost, this file cannot be opened.",
  makePasskey: "Set up a passkey on this device",
  makingPasskey: "Waiting for the passkey…",
  passkeyDone: "The new key file was downloaded. It opens with the passkey of this device.",
  inVain:
    "If a passkey was made meanwhile, it is not used. Its name has the date and time; you may delete it in the settings of the device.",
  passphraseHeading: "Passphrase",
  passphraseText: "The passphrase is made for you, not chosen, so that nobody can guess it.",
  makePassphrase: "Make a key file with a new passphrase",
  making: "Sealing…",
  newPassphrase: "Your new passphrase",
  once: "Write it on paper now and keep it apart from the file. After this it is not shown again.",
  written: "I have written it down",
  typeBack: "Type it back from your paper",
  typeBackHint: "So that you know your note is right. Upper or lower case, spaces and dashes do not matter.",
  differs: "That is not yet what was shown. Check your note again, or show it once more.",
  showAgain: "Show it again",
  download: "Download key file",
  passphraseDone: "The new key file was downloaded. It opens with the passphrase you wrote down.",
  replaced: "The key file stored on this device was replaced too.",
  failed: "The new key file was not made. The old one still works. Try again.",
};

export const changeLock = { id, en };
