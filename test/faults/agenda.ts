/** What is to happen, by the time at which it does. */
export interface Agenda {
  add(at: number, what: () => Promise<void>): void;
  /** When the next thing happens. */
  next(): number | undefined;
  take(): (() => Promise<void>) | undefined;
}

export function newAgenda(): Agenda {
  const entries: { at: number; what: () => Promise<void> }[] = [];
  return {
    add(at, what) {
      const place = entries.findIndex((entry) => entry.at > at);
      entries.splice(place < 0 ? entries.length : place, 0, { at, what });
    },
    next: () => entries[0]?.at,
    take: () => entries.shift()?.what,
  };
}
