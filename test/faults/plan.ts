import { HOUR_MS } from "../../shared/moment.ts";
import type { Unit } from "./people.ts";
import { type Dice, diceOf } from "./seed.ts";

/** From when to when, in hours of the run. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface PlannedReport {
  /** Hours after the start of the run. */
  readonly at: number;
  readonly seats: readonly Unit[];
  /** Who opens it, if anybody: the Satgas of this seat, so many hours after she got it; two members at once. */
  readonly opened?: { readonly seat: number; readonly after: number; readonly together: boolean };
}

/** Everything that a seed decides before a run begins. What befalls each request is drawn from `dice` as it comes. */
export interface Plan {
  readonly seed: number;
  readonly dice: Dice;
  readonly start: Date;
  readonly members: Readonly<Record<Unit, number>>;
  readonly reports: readonly PlannedReport[];
  /** Requests that must be refused, by the hour at which they come. */
  readonly junk: readonly number[];
  /** First attempts that come as far as the body, by whom nobody tries again. */
  readonly brokenOff: readonly number[];
  /** The share of requests that go wrong, the share of invocations that meet a burst of faults, how many are killed. */
  readonly weather: { readonly sprinkled: number; readonly bursts: number; readonly kills: number };
  /** Shares of the stream's records that are lost, late, delivered twice; of batches out of order. */
  readonly stream: {
    readonly lost: number;
    readonly late: number;
    readonly twice: number;
    readonly shuffled: number;
  };
  /** The share of watch runs that another one overlaps. */
  readonly overlaps: number;
  readonly sesDown?: Span & { readonly how: "throttled" | "failed" | "reset" };
  readonly watchDead?: Span;
  /** A clock that is hours ahead for a while, and is put right again. */
  readonly skew?: Span & { readonly by: number };
  /** The table is copied at `from`; at `to` what was then is written over what is. */
  readonly restored?: Span;
  /** Addresses that bounce from an hour on: one of a Satgas, or all. */
  readonly bounces?: { readonly at: number; readonly unit: Unit; readonly all: boolean };
  /** A Satgas lets a member go; where she is alone, nobody can. */
  readonly removed?: { readonly at: number; readonly unit: Unit };
  /** An item in the index of clocks that no version of the code can read. */
  readonly poisoned: boolean;
  /** When the faults end, in hours. */
  readonly end: number;
}

const routes: readonly (readonly Unit[])[] = [
  ["3316", "33", "01"],
  ["3316", "33", "01"],
  ["3316", "33"],
  ["33", "01"],
  ["3316"],
  ["01"],
];

const calamities = ["ses", "watch", "skew", "restore", "bounce", "bounce-all", "removal", "poison"] as const;

export function planOf(seed: number): Plan {
  const dice = diceOf(seed);
  const what = new Set(dice.shuffled(calamities).slice(0, dice.whole(0, 3)));
  const unit = () => dice.pick(["3316", "3316", "33", "01"] as const);
  const span = (from: number, hours: number): Span => ({ from, to: from + hours });
  const until = dice.whole(20, 50);
  const report = (): PlannedReport => {
    const seats = dice.pick(routes);
    const opened = { seat: dice.whole(0, seats.length - 1), after: dice.real(0, 30), together: dice.chance(0.3) };
    return { at: dice.real(0, until), seats, ...(dice.chance(0.5) && { opened }) };
  };
  const rough = dice.chance(0.8);
  const spans = {
    ...(what.has("ses") && {
      sesDown: { ...span(dice.real(0, until), 72), how: dice.pick(["throttled", "failed", "reset"] as const) },
    }),
    ...(what.has("watch") && { watchDead: span(dice.real(0, until), 168) }),
    ...(what.has("skew") && { skew: { ...span(dice.real(0, until), dice.real(0.2, 4)), by: dice.pick([24, -24]) } }),
    ...(what.has("restore") && { restored: span(dice.real(0, until), 24) }),
  };
  // What is put back just when something waits is worse than what is put back in peace.
  const { restored } = spans;
  const outage = restored && !spans.sesDown && dice.chance(0.7) ? span(restored.to - 1, 2) : undefined;
  const waiting: PlannedReport[] = outage
    ? [{ at: outage.from + dice.real(0.2, 0.9), seats: ["3316", "33", "01"] }]
    : [];
  const members = { "3316": dice.whole(1, 3), "33": dice.whole(1, 3), "01": dice.whole(1, 2) };
  const removed = what.has("removal") && { at: dice.real(0, until), unit: unit() };
  const ends = Object.values(spans).map(({ to }) => to);
  return {
    seed,
    start: new Date(Date.UTC(2026, 10, 24) + dice.whole(0, 300 * 24) * HOUR_MS + dice.whole(0, 59) * 60_000),
    members,
    reports: [...Array.from({ length: dice.whole(2, 4) }, report), ...waiting],
    brokenOff: Array.from({ length: dice.whole(0, 1) }, () => dice.real(0, until)),
    junk: Array.from({ length: dice.whole(0, 2) }, () => dice.real(0, until)),
    weather: rough
      ? {
          sprinkled: dice.pick([0.02, 0.08, 0.2]),
          bursts: dice.pick([0, 0.1, 0.3]),
          kills: dice.chance(0.4) ? dice.whole(1, 2) : 0,
        }
      : { sprinkled: 0, bursts: 0, kills: 0 },
    stream: {
      lost: dice.pick([0, 0.1, 0.5, 1]),
      late: dice.pick([0, 0.3]),
      twice: dice.pick([0, 0.3]),
      shuffled: dice.pick([0, 0.5]),
    },
    overlaps: dice.pick([0, 0.2, 0.5]),
    ...spans,
    ...(outage && { sesDown: { ...outage, how: "failed" } }),
    ...((what.has("bounce") || what.has("bounce-all")) && {
      bounces: { at: dice.real(0, until), unit: unit(), all: what.has("bounce-all") },
    }),
    ...(removed && members[removed.unit] > 1 && { removed }),
    poisoned: what.has("poison"),
    end: Math.max(until + dice.whole(5, 40), ...ends.map((to) => to + 2)),
    dice: dice.fork(),
  };
}
