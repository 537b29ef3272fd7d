/** Random numbers that come again with their seed: what one run draws, another draws from the same number. */
export interface Dice {
  /** At least `from`, less than `to`. */
  real(from: number, to: number): number;
  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number;
  chance(share: number): boolean;
  pick<T>(from: readonly T[]): T;
  shuffled<T>(from: readonly T[]): T[];
  /** Dice of their own, so that one more throw here changes nothing there. */
  fork(): Dice;
}

/** mulberry32: 32 bits of state, good enough to choose faults by and small enough to read. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    real: (from, to) => from + next() * (to - from),
    whole,
    chance: (share) => next() < share,
    pick<T>(from: readonly T[]): T {
      if (from.length === 0) throw new RangeError("nothing to pick from");
      return from[whole(0, from.length - 1)] as T;
    },
    shuffled<T>(from: readonly T[]): T[] {
      const left = [...from];
      return from.map(() => left.splice(whole(0, left.length - 1), 1)[0] as T);
    },
    fork: () => diceOf(Math.floor(next() * 2 ** 32)),
  };
}
