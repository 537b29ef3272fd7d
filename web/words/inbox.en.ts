import type { InboxWords } from "./inbox.id.ts";

export const inboxEn: InboxWords = {
  title: "Satgas inbox",
  switchTo: "Bahasa Indonesia",
  lock: "Lock",
  retry: "Try again",
  back: "Back to the inbox",
  offline: "There is no connection. Nothing is lost. Check your network, then try again.",

  farewell: {
    idle: "The inbox locked itself because it was not used for 10 minutes. Nothing is lost; open it again with your key file.",
    asked: "The inbox is locked. No key and no content of a report is left on this page.",
    left: "The inbox was locked because you left this page. Open it again with your key file.",
  },
  idle: {
    warning: "The inbox will lock in one minute because it is not being used.",
    stay: "Keep it open",
  },

  unlock: {
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
    passphraseHint: "20 letters and digits. Upper or lower case, spaces and dashes do not matter.",
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
    "wrong-passphrase": "The passphrase does not match this file. Check every letter and digit again.",
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

  list: {
    heading: "Reports",
    count: (reports: number, unopened: number, more: boolean) =>
      `${more ? "Newest " : ""}${reports} ${reports === 1 ? "report" : "reports"} · ${unopened === 0 ? "all opened" : `${unopened} not opened yet`}`,
    asOf: (when) => `As the server told it, ${when}`,
    refresh: "Refresh",
    loading: "Fetching the list of reports…",
    empty: "No reports yet.",
    emptyHint: "When a report arrives, the members of the Satgas get a letter and the report appears here.",
    report: "Report",
    arrived: (when: string) => `Arrived ${when}`,
    unopened: "Not opened yet",
    opened: (when: string) => `Opened ${when}`,
    newer: "Written by a newer version",
    more: "Load more",
    openFile: "Open locked file",
    openFileHint: "For a report carried by other means (catatan.dat, for example). You can also drop it on this page.",
    dropHere: "Drop the locked file here",
    changeLock: "Change how to unlock",
    keyring: {
      none: "The Satgas key has not been shared with your key yet, so reports cannot be opened. Ask a colleague or the operator to share it.",
      older: "The newest key of the Satgas does not open, so the one before is used. Please tell your colleagues.",
      mismatch:
        "The Satgas key from the server: this key does not match the one vouched for, so it is not used. Please tell the operator.",
    },
    dates: {
      expired:
        "By the date of this device, the vouch for this Satgas has ended. Work on the reports that are here goes on, but new reports do not come here. Please tell the Satgas above yours.",
      "not-yet":
        "By the date of this device, the vouch for this Satgas has not begun. Please check the date of your device.",
    },
  },

  report: {
    heading: (number: string) => `Report ${number}`,
    fromFile: "Report from a file",
    fetching: "Fetching the report…",
    opening: "Opening the seal…",
    print: "Print",
    printHint: "Keep prints locked away. Do not send the content by e-mail or WhatsApp.",
    confidential: "Confidential. For the addressed Satgas only.",
    writtenIn: { id: "Written in Indonesian", en: "Written in English" },
    fileBanner:
      "This file does not come from the inbox and may not be on the server yet. No proof of opening was sent, so the reporter cannot see yet that it was opened. Keep this file in a safe place.",
    asOf: (when) =>
      `The content was verified on this device. When it arrived and its stage are as the server told them, ${when}.`,
    flawed:
      "Some of what was noted about this report could not be verified, or is missing. Note its number and tell the operator.",
    proofSending: "Sending proof of opening…",
    proofSent: "Proof of opening sent. The reporter can see that the report was opened.",
    proofFailed: "Proof of opening not sent. The reporter cannot see yet that the report was opened.",
    proofRetry: "Send proof again",
  },

  unreadable: {
    heading: "This report cannot be read yet",
    "wrong-key":
      "This report is not for this Satgas, or it was sealed to a Satgas key not shared with you yet. Ask a longer-serving colleague to open it, or tell the operator.",
    damaged:
      "The content of this report is damaged or cut off. Refresh the list and try again; if it stays so, note the number and tell the operator. Do not delete anything.",
    "newer-version": "This report was made by a newer version of Posko. Reload this page, then open it again.",
    mismatch:
      "The content of this report is not what its reporter signed for this number and this Satgas, so it is not shown. Note the number and tell the operator. Do not delete anything.",
    pass: "Say that it cannot be read",
    ask: "Say that this report cannot be read? The next Satgas that the reporter chose gets it at once. If there is none above, two members have to say so and the operator is told. It is noted that you said it, and the reporter sees it. This cannot be undone.",
    yes: "Yes, say so",
    no: "Cancel",
    passing: "Noting it…",
    passed: "It was noted.",
    "not-sealed":
      "This file is no sealed Posko report, or it is damaged or cut off. Ask for it to be sent again if that is safe for the reporter.",
    "not-hybrid":
      "The seal of this file is not the one Posko uses (not a hybrid seal), so it was not opened. Ask where it comes from.",
    "key-file": "This is a key file, not a report. Key files are for unlocking the inbox.",
    "too-large": "This file is larger than 512 KiB. A sealed Posko report never is.",
  },

  reading: {
    urgent: "Needs attention now",
    danger:
      "The reporter says they are in danger now. Take this report first, and make contact only in the safe way below. Police 110, SAPA 129.",
    dangerUnknown: "The reporter does not know whether they are in danger. Assume it is possible until it is clear.",
    under18:
      "The victim is under 18. Bring in the local UPTD PPA before any other step, and do not question a child without a companion.",
    under18Unknown:
      "The victim's age is not known and may be under 18. Find out first; bring in the UPTD PPA when in doubt.",
    victimRefuses: "The victim does not agree to this report. Go no further without the victim.",
    needs: "What is needed",
    contact: "Making contact safely",
    noMessage: "Do not leave any message, not with a person who answers either.",
    messageUnsaid: "Not said. Do not leave a message.",
    messageAllowed: "Allowed",
    noContactConsent: "The reporter has not agreed to be contacted by the Satgas.",
    noContacts: "No contacts. The reporter sees the status of this report with the report code.",
    reporter: "Reporter",
    happened: "What happened",
    respondents: "Respondents",
    respondent: (number: number) => `Respondent ${number}`,
    retaliation: "Retaliation",
    evidence: "Evidence",
    consents: "Consents of the reporter",
    given: "Agreed",
    notGiven: "Not agreed",
    notGivenNote: "What was not agreed to may not be done without asking the reporter first.",
    routing: "Who can open this report",
    seats: "Sealed to",
    seat: (unit: string) => `Satgas of ${unit}`,
    noConflict: "None",
    conflictUnknown: "The reporter does not know",
    skipped: "Left empty",
    skippedNote: "Every question may be skipped.",
  },

  changeLock: {
    heading: "Change how to unlock",
    intro:
      "A new key file holds the same key. The old file works as long as it exists; delete it when it is not needed.",
    passkeyHeading: "Passkey",
    passkeyText:
      "The inbox opens with the fingerprint, face or PIN of this device, which will ask twice. Keep a key file with a passphrase too: if the passkey is lost, this file cannot be opened.",
    makePasskey: "Set up a passkey on this device",
    makingPasskey: "Waiting for the passkey…",
    passkeyDone: "The new key file was downloaded. It opens with the passkey of this device.",
    passphraseHeading: "Passphrase",
    passphraseText: "The passphrase is made for you, not chosen, so that nobody can guess it.",
    makePassphrase: "Make a key file with a new passphrase",
    making: "Sealing…",
    newPassphrase: "Your new passphrase",
    once: "Write it on paper now and keep it apart from the file. It is shown only once.",
    download: "Written down, download key file",
    passphraseDone: "The new key file was downloaded. It opens with the passphrase you wrote down.",
    replaced: "The key file stored on this device was replaced too.",
    failed: "The new key file was not made. The old one still works. Try again.",
  },
};
