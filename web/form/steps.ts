/** The screens in their order, one thing on each. */
export const steps = [
  "role",
  "unit",
  "conflict",
  "needs",
  "whenWhere",
  "happenings",
  "account",
  "respondents",
  "retaliation",
  "evidence",
  "identity",
  "consents",
  "recipients",
  "review",
] as const;
export type Step = (typeof steps)[number];

/** `myReport` is reached from the opening; `receipt` and `after` only by sending. */
export type Screen = "opening" | Step | "receipt" | "after" | "myReport";

export const isStep = (screen: Screen): screen is Step => (steps as readonly Screen[]).includes(screen);

const order: readonly Screen[] = ["opening", ...steps];

export const following = (screen: Screen): Screen => order[order.indexOf(screen) + 1] ?? screen;
export const preceding = (screen: Screen): Screen => order[order.indexOf(screen) - 1] ?? "opening";

/** What the browser's history holds of a screen: its number. `myReport` comes after all others. */
export const numberOf = (screen: Screen): number => (screen === "myReport" ? order.length : order.indexOf(screen));
export const screenOf = (number: unknown): Screen =>
  number === order.length ? "myReport" : (order[typeof number === "number" ? number : 0] ?? "opening");
