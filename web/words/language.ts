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
