import type { HandingWords } from "./form.handing.id.ts";

export const handingEn: HandingWords = {
  identity: {
    title: "With or without a name?",
    hint: "All of these are equally good.",
    limit:
      "A report without a name is read as well. Some steps, such as a complaint to DKPP, need an identity; you can decide that later.",
    realName: "Your name",
    otherName: "The name you want to use",
    contact: "May the Satgas contact you?",
    contactHint:
      "Add a number or address only if that is safe for you. Without one, the report code shows whether the report was opened.",
    add: "Add a way to reach me",
    kind: (number) => `Way to reach you ${number}`,
    value: (number) => `Number or address ${number}`,
    removeContact: (number) => `Remove way to reach you ${number}`,
    times: "Safe days and hours",
    zone: "Time zone",
    manner: "The safe way",
    mannerHint: "For example “send a message first, do not call”.",
    leaveMessage: "May a message be left?",
    introduceAs: "If somebody else answers, the Satgas introduces itself as",
  },
  consents: {
    title: "What may the Satgas do?",
    hint: "Tick only what you agree to. All may be left empty; the report is read anyway.",
  },
  recipients: {
    title: "Who will be able to open this report",
    checking: "Checking the keys of the Satgas…",
    handler: (unit) => `This report is locked for the Satgas at ${unit}. The members of that Satgas can open it.`,
    outside: (body) => `This report is locked for ${body}. Its members can open it.`,
    byServer:
      "The date of your phone differs from the server's. The keys of the Satgas were checked by the server's date.",
    nearer: (units) => `The server says that the Satgas of ${units} cannot take reports at present.`,
    skipped: "A Satgas that you ticked receives nothing and is not told.",
    skippedUnknown:
      "Because you do not know yet whether there are close ties, the Satgas of your own office receives nothing.",
    climb: (units) => `May this report also be opened by the Satgas at ${units}?`,
    climbHint:
      "This is for the case that the first Satgas leaves it unopened for long. Without your consent the report is not locked for them.",
    climbYes: "Yes, it may",
    climbNo: "No, the first one only",
    climbMissing: "Please choose one. Both are equally good.",
    and: " and ",
    beyond: "You ticked KPU RI, and there is no other Satgas above it. Consider these outside KPU as well:",
    beyondOutside: "You ticked KPU RI. You can also turn to others outside KPU:",
    changed: "The recipients have just changed. The report was not sent. Please look at them again before sending.",
    nobody:
      "At the moment no Satgas can receive this report safely, so it is not sent. Your words stay on this page. Copy or print them if that is safe for you, and turn to these:",
    clock:
      "Please also check the date and time of your phone. If they are wrong, the keys of a Satgas cannot be checked.",
    failed: "The keys of the Satgas could not be checked yet. Your words are still on this page.",
    noSealing:
      "The part that locks the report has not loaded yet. Your words are still on this page. Try again when the network is better.",
    needsUnit: "Please choose your office first, so that it is clear which Satgas receives this report.",
    editUnit: "Change office",
    editConflict: "Change the answer about ties to the Satgas",
    copyOwn: "Copy my words",
    copied: "Copied.",
    printOwn: "Print my words",
  },
  review: {
    title: "Check before sending",
    hint: "Everything can still be changed.",
    edit: "Change",
    empty: "Left empty",
    noUnit: "No office chosen yet.",
    recipients: "Recipients",
    tellUs:
      "One thing is still missing: tell a little, tick what happened, or tick what you need, so that the Satgas can help.",
    notAgreed: "Before sending, please see who will be able to open it.",
    send: "Send the report",
    phases: {
      sealing: "Locking the report on your device…",
      stamping: "Preparing to send. This may take a moment…",
      sending: "Sending. On a slow network this may take a minute…",
      resealing: "The key of the Satgas has just changed. The report is being locked again; nothing is lost…",
    },
    failed: "Not sent yet. Your words are still on this page.",
    unknown: "We do not know yet whether the report has arrived. Try again: it will not be sent twice.",
    mayExist: "Write this code down now. If the report has arrived after all, this code opens it.",
    tooLarge:
      "This report is longer than what can be sent at once. Your words are all still there; shorten them a little and try again.",
    file: "Save a locked file",
    fileHint:
      "This file is kept on the phone. Its content is locked, but its name can be seen. Only members of the receiving Satgas can open it. You can get it to them by other means, for example through someone you trust.",
    fileSaved: "If no file appears, copy your words below.",
    fileFailed: "The file cannot be made yet because the keys of the Satgas could not be checked.",
    people: "You can also turn to:",
  },
  receipt: {
    title: "The report was sent",
    thanks: "Thank you for telling us.",
    asItWas: "What arrived is the report as it was before your last changes.",
    code: "Your report code",
    number: (number) => `Case number: ${number}`,
    note: "Write this code down. We do not keep it and cannot restore it. It is shown only once.",
    use: "With this code you can see whether the report was opened. Anyone who holds it can see the same.",
    shared:
      "If this phone is shared, write it on paper. Do not keep a screenshot, and remember that what is copied may appear when someone pastes.",
    copy: "Copy the code",
    copied: "The code was copied.",
    copyByHand: "The code is selected. Press and hold it, then choose Copy.",
    print: "Print the code",
    sheetTitle: "Note",
    noted: "I have written it down",
  },
  after: {
    title: "What happens next",
    steps: [
      "The members of the Satgas get a neutral notice without anything of the report.",
      "Target: opened within 1 working day. This is a target, not a guarantee.",
      "Once it is opened, “Open my report” shows the date.",
    ],
    back: "To come back: open this page again, choose “Open my report” and enter your code.",
    help: "If you need to talk to someone",
    toMyReport: "Open my report",
    checked: (day) => `Checked ${day}`,
    leave: "Close this page",
  },
  myReport: {
    title: "My report",
    opening: "Opening…",
    offline: "There is no connection. Try again when the network is back.",
  },
  outside: {
    dkpp: { name: "DKPP", note: "The ethics council for members of KPU and Bawaslu. Its address is dkpp.go.id." },
    komnas: { name: "Komnas Perempuan", note: "E-mail pengaduan@komnasperempuan.go.id" },
  },
};
