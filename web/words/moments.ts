import { dateOf, type Hour, type Moment } from "../../shared/moment.ts";
import type { Language } from "./language.ts";

const zone: Record<Language, string> = { id: "id-ID", en: "en-GB" };

/** An hour or a minute of UTC, `2026-11-22T04` or `2026-11-22T04:35`, as a day and time where the device is. */
export const momentInWords = (moment: Hour | Moment, language: Language): string =>
  new Intl.DateTimeFormat(zone[language], { dateStyle: "long", timeStyle: "short" }).format(dateOf(moment));

/** `2026-11` as a month and year. */
export const monthInWords = (month: string, language: Language): string =>
  new Intl.DateTimeFormat(zone[language], { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(month));

/** Unix seconds, as a day and time where the device is. */
export const momentOfSeconds = (seconds: number, language: Language): string =>
  new Intl.DateTimeFormat(zone[language], { dateStyle: "long", timeStyle: "short" }).format(new Date(seconds * 1000));

/** `2026-12-31` as a day. */
export const dayInWords = (day: string, language: Language): string =>
  new Intl.DateTimeFormat(zone[language], { dateStyle: "long", timeZone: "UTC" }).format(new Date(day));
