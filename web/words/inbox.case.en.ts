import type { CaseWords } from "./inbox.case.id.ts";

export const caseEn: CaseWords = {
  readiness: {
    heading: "Readiness of this Satgas",
    running: "A drill is under way",
    red: "Not ready: new reports pass this Satgas by",
    ready: (month: string) => `Readiness: ready. The drill of ${month} was opened.`,
    untried: "Readiness: not tried yet. One drill comes every month; the first has not come yet.",
    count: (opened: number, needed: number) => `${opened} of ${needed} members have opened the drill.`,
    unknownOne: "It looks like any other report, so please open all that are not opened yet.",
    knownOne: (arrived: string) => `It arrived ${arrived}; please open it too if you have not.`,
    ask: (until: string) => `Please ask a colleague to open the inbox before ${until}.`,
    after: "Otherwise new reports will pass this Satgas by for a while.",
    missed: (month: string) =>
      `The drill of ${month} was not opened by enough members within 7 days, so new reports go to the Satgas above.`,
    again: "As soon as enough members have opened it, new reports come here again.",
  },

  below: {
    heading: "Satgas below yours",
    red: (count: number) => `${count} not ready`,
    amber: (count: number) => `${count} not tried yet`,
    green: (count: number) => `${count} ready`,
    redTitle: "Not ready",
    redNote: "Until the drill there is opened, new reports go to the Satgas above. Please call your colleagues there.",
    amberTitle: "Not tried yet",
    amberNote: "No drill has been opened there yet, and none was missed.",
  },

  unreachable: {
    heading: "Letters that do not arrive",
    intro: "The e-mail address of these colleagues refuses letters from Posko:",
    nameless: "a member",
    todo: "Please tell them yourself when a report arrives, and ask the operator to correct the address.",
  },

  drill: {
    title: "This is a drill",
    nothing: "Nothing happened and nobody reported anything. Thank you for opening it.",
    sending: "Noting that you have opened it…",
    failed: "It is not noted yet that you have opened it.",
    retry: "Note it again",
    noted: "It is noted that you have opened it.",
    ask: (number: string, until: string) =>
      `Please ask a colleague to open this report too, before ${until}. Its number is ${number}.`,
    late: (number: string) =>
      `The 7 days are over, but it is not too late. Please ask a colleague to open this report too. Its number is ${number}.`,
    enough: "Your Satgas is ready. Nothing else is to be done about this report.",
    past: "This drill is over; there is a newer one. Nothing is to be done about this report.",
    content: "See what it says",
  },

  stage: {
    label: "Stage",
    change: "Change stage",
    to: "Move to",
    choose: "Choose a stage…",
    missing: "Please choose the stage first.",
    again: (stage: string) => `Extend: ${stage}`,
    seen: "The reporter sees this stage with the report code.",
    move: "Move",
    moving: "Moving…",
    ask: (stage: string) =>
      `Move to “${stage}”? The reporter will see this stage, and Posko will not remind you of this report any more.`,
    yes: "Yes, move it",
    no: "Cancel",
    moved: (stage: string) => `Saved. The reporter now reads: ${stage}.`,
  },

  burst: {
    title: (count: number, more: boolean, when: string) => `${count}${more ? " or more" : ""} reports arrived ${when}`,
    hint: "Many reports within one hour, gathered here. Real ones may be among them.",
    unfold: "Show",
    fold: "Fold",
  },
};
