import { hourOf, plusHours } from "../../shared/moment.ts";
import { difficultyUnder } from "../../shared/stamp.ts";
import { type UnitCode, upwards } from "../../shared/work-unit.ts";
import { currentKeys, type ListedKey, type SatgasStore } from "../table/satgas.ts";

/** Milliseconds for which a directory is served without asking the table again. */
const FRESH = 30_000;
/** Milliseconds between two looks forced by reports that name another generation: junk must not become reads. */
const RELOOK = 1_000;

interface Known {
  readonly keys: ReadonlyMap<UnitCode, ListedKey>;
  readonly red: ReadonlySet<UnitCode>;
  readonly difficulty: number;
}

/**
 * The current Satgas keys, kept for a moment: every page view asks for them and they change a few times a year.
 * A report sealed to a newer generation than is known here makes it look again at once.
 */
export function createKeyDirectory(satgas: Pick<SatgasStore, "directory">, base: number, now: () => Date) {
  let known: Promise<Known> | undefined;
  let readAt = 0;

  /** Milliseconds, either way: a clock that was ahead for a moment must not keep an old directory until it is there. */
  const age = () => Math.abs(now().getTime() - readAt);

  async function read(): Promise<Known> {
    const listed = await satgas.directory();
    const keys = currentKeys(listed.keys);
    const red = new Set([...listed.readiness].filter(([, state]) => state === "red").map(([unit]) => unit));
    // Of this hour or the one before it, so that a flood is no cheaper for beginning anew at the full hour.
    const hours = [now(), plusHours(now(), -1)].map((date) => listed.load.get(hourOf(date)) ?? 0);
    return { keys, red, difficulty: difficultyUnder(Math.max(...hours), base) };
  }

  function current(): Promise<Known> {
    if (!known || age() > FRESH) {
      readAt = now().getTime();
      const reading = read();
      known = reading;
      // A failed read must not be remembered.
      reading.catch(() => {
        if (known === reading) known = undefined;
      });
    }
    return known;
  }

  return {
    async all(): Promise<(ListedKey & { red: boolean })[]> {
      const { keys, red } = await current();
      return [...keys.values()].map((key) => ({ ...key, red: red.has(key.unit) }));
    },

    /** Leading zero bits of a stamp, as dear as the reports of the last hours make it. */
    async difficulty(): Promise<number> {
      return (await current()).difficulty;
    },

    /** The generation that is current for a unit; looks again when the caller knows of another. */
    async generation(unit: UnitCode, expected: number): Promise<number | undefined> {
      const gen = (await current()).keys.get(unit)?.gen;
      if (gen === expected || age() < RELOOK) return gen;
      known = undefined;
      return (await current()).keys.get(unit)?.gen;
    },

    /** The vouches from KPU RI down to a unit's Satgas; nothing when one is missing. */
    async chain(unit: UnitCode): Promise<string[] | undefined> {
      if (!/^\d{2,4}$/.test(unit)) return undefined;
      const { keys } = await current();
      const vouches = upwards(unit)
        .reverse()
        .map((code) => keys.get(code)?.vouch);
      return vouches.every((vouch) => vouch !== undefined) ? vouches : undefined;
    },
  };
}
