/** Bahasa Indonesia first; English for those who ask for it. Nothing about the choice is kept. */
export type Language = "id" | "en";

type Parts = Readonly<Record<string, Readonly<Record<Language, object>>>>;

/** The words of several screens in one language. English has the shape of Indonesian, so none is missing. */
export type InLanguage<P extends Parts> = { readonly [Screen in keyof P]: P[Screen]["id"] };

export const pick = <P extends Parts>(parts: P, language: Language): InLanguage<P> =>
  Object.fromEntries(Object.entries(parts).map(([screen, words]) => [screen, words[language]])) as InLanguage<P>;

/** The fragment reaches no server: `#unit=3316&lang=en`. */
export const fragment = (): URLSearchParams => new URLSearchParams(location.hash.slice(1));

export const initialLanguage = (): Language => (fragment().get("lang") === "en" ? "en" : "id");

const zone: Record<Language, string> = { id: "id-ID", en: "en-GB" };

/** An hour of UTC, `2026-11-22T04`, as a day and hour where the device is. */
export const hourInWords = (hour: string, language: Language): string =>
  new Intl.DateTimeFormat(zone[language], { dateStyle: "long", timeStyle: "short" }).format(new Date(`${hour}:00:00Z`));

/** A minute of UTC, `2026-11-22T04:35`, as a day and time where the device is. */
export const minuteInWords = (minute: string, language: Language): string =>
  new Intl.DateTimeFormat(zone[language], { dateStyle: "long", timeStyle: "short" }).format(new Date(`${minute}:00Z`));

/** `2026-11` as a month and year. */
export const monthInWords = (month: string, language: Language): string =>
  new Intl.DateTimeFormat(zone[language], { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(month));
