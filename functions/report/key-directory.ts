import { type UnitCode, upwards } from "../../shared/work-unit.ts";
import type { ListedKey, SatgasStore } from "../store-satgas.ts";

/** Milliseconds for which a directory is served without asking the table again. */
const FRESH = 30_000;
/** Milliseconds between two looks forced by reports that name another generation: junk must not become reads. */
const RELOOK = 1_000;

/**
 * The current Satgas keys, kept for a moment: every page view asks for them and they change a few times a year.
 * A report sealed to a newer generation than is known here makes it look again at once.
 */
export function createKeyDirectory(satgas: Pick<SatgasStore, "directory">, now: () => Date) {
  let known: Promise<Map<UnitCode, ListedKey>> | undefined;
  let readAt = 0;

  async function read() {
    const keys = new Map<UnitCode, ListedKey>();
    for (const key of await satgas.directory()) {
      if (key.gen > (keys.get(key.unit)?.gen ?? 0)) keys.set(key.unit, key);
    }
    return keys;
  }

  function current(): Promise<Map<UnitCode, ListedKey>> {
    if (!known || now().getTime() - readAt > FRESH) {
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
    async all(): Promise<ListedKey[]> {
      return [...(await current()).values()];
    },

    /** The generation that is current for a unit; looks again when the caller knows of another. */
    async generation(unit: UnitCode, expected: number): Promise<number | undefined> {
      const gen = (await current()).get(unit)?.gen;
      if (gen === expected || now().getTime() - readAt < RELOOK) return gen;
      known = undefined;
      return (await current()).get(unit)?.gen;
    },

    /** The vouches from KPU RI down to a unit's Satgas; nothing when one is missing. */
    async chain(unit: UnitCode): Promise<string[] | undefined> {
      if (!/^\d{2,4}$/.test(unit)) return undefined;
      const keys = await current();
      const vouches = upwards(unit)
        .reverse()
        .map((code) => keys.get(code)?.vouch);
      return vouches.every((vouch) => vouch !== undefined) ? vouches : undefined;
    },
  };
}
