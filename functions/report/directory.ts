import { brotliCompressSync, constants } from "node:zlib";
import type { Directory } from "../../shared/contract.ts";
import { hourOf, plusHours } from "../../shared/moment.ts";
import { readVouch, type Vouch } from "../../shared/satgas/vouch.ts";
import type { Mandate } from "../../shared/seats.ts";
import { difficultyUnder } from "../../shared/stamp.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import { listedSatgas } from "../rolls.ts";
import type { SatgasStore } from "../table/satgas.ts";

/** Milliseconds for which a directory is served without asking the table again. */
const FRESH = 30_000;
/** Milliseconds between two looks forced by reports that name another generation: junk must not become reads. */
const RELOOK = 1_000;
/** 100 KB of text in about 15 ms; the highest takes ten times as long and saves a twentieth. */
const QUALITY = 7;

/** The directory as it goes out, the same bytes for everybody, compressed once. */
export interface ServedDirectory {
  readonly json: string;
  readonly brotli: Uint8Array<ArrayBuffer>;
}

interface Known {
  readonly vouches: ReadonlyMap<UnitCode, Vouch>;
  readonly difficulty: number;
  readonly served: ServedDirectory;
}

/**
 * The Satgas of this stack, kept for a moment: every form asks for them and they change a few times a year. A report
 * sealed to a newer generation than is known here makes it look again at once.
 */
export function createDirectory(satgas: Pick<SatgasStore, "listed">, base: number, now: () => Date) {
  let known: Promise<Known> | undefined;
  let readAt = 0;
  let last: ServedDirectory | undefined;

  /** Milliseconds, either way: a clock that was ahead for a moment must not keep an old directory until it is there. */
  const age = () => Math.abs(now().getTime() - readAt);

  function serve(directory: Directory): ServedDirectory {
    const json = JSON.stringify(directory);
    if (last?.json !== json) {
      const params = { [constants.BROTLI_PARAM_QUALITY]: QUALITY };
      last = { json, brotli: new Uint8Array(brotliCompressSync(json, { params })) };
    }
    return last;
  }

  async function read(): Promise<Known> {
    const listed = await satgas.listed();
    // Of this hour or the one before it, so that a flood is no cheaper for beginning anew at the full hour.
    const hours = [now(), plusHours(now(), -1)].map((date) => listed.load.get(hourOf(date)) ?? 0);
    const difficulty = difficultyUnder(Math.max(...hours), base);
    const inOrder = [...listed.satgas].sort((a, b) => (a.unit < b.unit ? -1 : 1));
    const entries = inOrder.map(
      (one) => [one.unit, listedSatgas(one, listed.readiness.get(one.unit) === "red")] as const,
    );
    const vouches = new Map<UnitCode, Vouch>();
    for (const { unit, vouch } of inOrder) {
      const read = readVouch(vouch);
      if (read) vouches.set(unit, read);
    }
    return {
      vouches,
      difficulty,
      served: serve({ hour: hourOf(now()), difficulty, satgas: Object.fromEntries(entries) }),
    };
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
    served: async (): Promise<ServedDirectory> => (await current()).served,

    /** Leading zero bits of a stamp, as dear as the reports of the last hours make it. */
    difficulty: async (): Promise<number> => (await current()).difficulty,

    /** The generation that stands for a unit; looks again when the caller knows of another. */
    async generation(unit: UnitCode, expected: number): Promise<number | undefined> {
      const gen = (await current()).vouches.get(unit)?.gen;
      if (gen === expected || age() < RELOOK) return gen;
      known = undefined;
      return (await current()).vouches.get(unit)?.gen;
    },

    /** What a Satgas may do, by the vouch that stands. */
    mandate: async (unit: UnitCode): Promise<Mandate> => (await current()).vouches.get(unit)?.mandate ?? "handle",
  };
}
