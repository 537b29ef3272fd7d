import type { MyReportWords } from "./form.my-report.id.ts";

export const myReportEn: MyReportWords = {
  label: "Report code",
  hint: "25 letters and digits. Capitals, spaces and dashes make no difference.",
  open: "Open",
  wrongLength: (length, expected) => `The code has ${expected} letters and digits. You typed ${length}.`,
  wrongCharacter: (character) => `“${character}” is never part of a code. Please look at your note again.`,
  slip: "This looks like a typing slip: one wrong letter, or two swapped. Please look at your note again.",
  notFound:
    "There is no report with this code here. Make sure that this is the page of the same office as when you reported.",
  stage: "Stage",
  arrived: (when) => `Arrived on ${when}`,
  told: "A notice was sent to the Satgas",
  telling: "A notice to the Satgas is being sent",
  climbed: (when) => `As it was not opened, the report went on to the next Satgas on ${when}`,
  opened: (when) => `Opened by the Satgas on ${when}`,
  proved: (unit, when) => `Proved: opened by a member of the Satgas of ${unit}, ${when}`,
  unreadable: (unit) => `The Satgas of ${unit} could not read this report and asked the next Satgas to open it.`,
  signed: "signed by a member of the Satgas",
  serverSays: "the server says",
  asOf: (when) =>
    `As of ${when}. What is proved or signed was checked on your device; the rest is what the server says.`,
  flawed:
    "Some of what was noted about this report could not be verified. If this happens again, call 129 (SAPA) or the Satgas above.",
  unopened: "Not opened yet",
  unopenedHint: "If it is urgent, do not wait. Call 110 (police) or 129 (SAPA).",
  again: "Check another code",
  kept: "Neither the code nor this status is kept on your phone.",
};
