import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  afterOpening,
  afterStage,
  afterStep,
  type Clock,
  DRILL_KEPT_DAYS,
  defaultPolicy,
  newClock,
  nextStep,
  type Policy,
  type StepKind,
  unitsWrittenTo,
} from "../../shared/clock.ts";
import { dateOf, HOUR_MS, hourOf, plusHours, plusMinutes } from "../../shared/moment.ts";
import { canClimb, handlerOf, readersOf, type Seat } from "../../shared/seats.ts";
import { isEnded, mayMove, stages } from "../../shared/stage.ts";
import { anySeats, sealedFor } from "../support/seats.ts";

const ARRIVED = "2026-11-20T02";
const start = dateOf(ARRIVED);
const chain = sealedFor("3316", "33", "01");

/** Takes what is due, one step after the other, as `watch` would if it came by at these times. */
function live(clock: Clock, at: readonly Date[], reachable: (unit: string) => boolean, policy: Policy) {
  const taken: { kind: StepKind; at: Date; told: string[]; unit: string }[] = [];
  let current = clock;
  for (const now of at) {
    for (let count = 0; count < 20; count += 1) {
      const reached = reachable(handlerOf(current.seats).unit);
      const step = nextStep(current, reached, policy);
      if (!step || step.at > now || step.kind === "purge") break;
      const told = unitsWrittenTo(step.kind, current);
      current = afterStep(current, step.kind, now, reached);
      taken.push({ kind: step.kind, at: now, told, unit: handlerOf(current.seats).unit });
    }
  }
  return { taken, clock: current };
}

const everyFiveMinutes = (hours: number) =>
  Array.from({ length: hours * 12 }, (_, index) => plusMinutes(start, index * 5));
const kinds = (taken: readonly { kind: StepKind; told: readonly string[] }[]) =>
  taken.map(({ kind, told }) => `${kind} ${told.join("+")}`);
const hoursOf = (taken: readonly { kind: StepKind; at: Date }[], kind: StepKind) =>
  taken.filter((one) => one.kind === kind).map(({ at }) => Math.round((at.getTime() - start.getTime()) / HOUR_MS));

describe("a report that nobody opens", () => {
  it("gets its letters, climbs seat by seat, and ends in an alarm that comes back every week", () => {
    const { taken } = live(newClock(ARRIVED, chain), everyFiveMinutes(24 * 24), () => true, defaultPolicy);
    expect(kinds(taken)).toEqual([
      ...["letter 3316", "remind 3316", "climb 3316", "letter 33", "remind 33", "climb 33", "letter 01", "remind 01"],
      ...["alarm 01", "alarm 01", "alarm 01"],
    ]);
    expect(hoursOf(taken, "remind")).toEqual([24, 96, 168]);
    expect(hoursOf(taken, "climb")).toEqual([72, 144]);
    expect(hoursOf(taken, "alarm")).toEqual([216, 384, 552]);
  });

  it("counts from the order of its letter: who was asked late has her three days all the same", () => {
    const late = everyFiveMinutes(24 * 14).filter((now) => now >= plusHours(start, 168));
    const { taken } = live(newClock(ARRIVED, chain), late, () => true, defaultPolicy);
    expect(hoursOf(taken, "letter").slice(0, 1)).toEqual([168]);
    expect(hoursOf(taken, "climb").slice(0, 1)).toEqual([240]);
  });

  it("goes on at once from a Satgas that no letter can reach, and writes to the next", () => {
    const { taken } = live(newClock(ARRIVED, chain), [start], (unit) => unit === "01", defaultPolicy);
    expect(kinds(taken)).toEqual(["climb 3316", "climb 33", "letter 01"]);
    const nobody = live(newClock(ARRIVED, chain), [start], () => false, defaultPolicy);
    expect(kinds(nobody.taken)).toEqual(["climb 3316", "climb 33", "alarm 01"]);
  });

  it("writes at once to a Satgas that can be reached again, whatever was ordered before", () => {
    const { clock } = live(newClock(ARRIVED, sealedFor("01")), [start], () => true, defaultPolicy);
    const lost = live(clock, [plusHours(start, 1)], () => false, defaultPolicy);
    expect(kinds(lost.taken)).toEqual(["alarm 01"]);
    expect(kinds(live(lost.clock, [plusHours(start, 2)], () => true, defaultPolicy).taken)).toEqual(["letter 01"]);
  });

  it("goes to a Jaring and to the Satgas above it in one step", () => {
    const seats = sealedFor("3316 receive", "33", "01");
    const { taken, clock } = live(newClock(ARRIVED, seats), everyFiveMinutes(73), () => true, defaultPolicy);
    expect(kinds(taken)).toEqual(["letter 3316+33", "remind 3316+33", "climb 3316+33", "letter 01"]);
    expect(readersOf(clock.seats)).toEqual(["3316", "33", "01"]);
    // Whether the Satgas can be reached decides; that the Jaring can be does not.
    const first = live(newClock(ARRIVED, seats), [start], (unit) => unit !== "33", defaultPolicy);
    expect(kinds(first.taken)).toEqual(["climb 3316+33", "letter 01"]);
  });
});

const hour = (from = 0, to = 24 * 60) =>
  fc.integer({ min: from, max: to }).map((hours) => hourOf(plusHours(start, hours)));
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

/** Any state a clock could be in, also one that no history explains. */
const anyClock: fc.Arbitrary<Clock> = fc
  .record({
    seats: anySeats(hour()),
    letterOrderedAt: optional(hour()),
    reminderOrderedAt: optional(hour()),
    alarmedAt: optional(hour()),
    openedAt: optional(hour()),
    stage: fc.constantFrom(...stages),
    stageRemindedAt: optional(hour()),
  })
  .map((clock) => ({ arrived: ARRIVED, ...clock }));

const anyPolicy = fc.record({
  remindAfterHours: fc.integer({ min: 1, max: 72 }),
  climbAfterHours: fc.integer({ min: 2, max: 336 }),
  againAfterHours: fc.integer({ min: 24, max: 720 }),
  retentionDays: fc.integer({ min: 30, max: 3650 }),
});

describe("whatever has happened before", () => {
  it("a report that nobody has opened has a next step, within the time that the policy gives", () => {
    fc.assert(
      fc.property(anyClock, fc.boolean(), anyPolicy, (clock, reachable, policy) => {
        const step = nextStep({ ...clock, openedAt: undefined }, reachable, policy);
        const latest = Math.max(policy.climbAfterHours, policy.againAfterHours);
        const { since } = handlerOf(clock.seats);
        const known = [since, clock.letterOrderedAt ?? since, clock.alarmedAt ?? since].sort().at(-1) ?? since;
        expect(step?.at.getTime()).toBeLessThanOrEqual(plusHours(dateOf(known), latest).getTime());
      }),
    );
  });

  it("an opened one has a next step as well: its stage is watched, or its retention", () => {
    fc.assert(
      fc.property(anyClock, anyPolicy, (clock, policy) => {
        const opened = afterOpening(clock, handlerOf(clock.seats).unit, start);
        expect(nextStep(opened, true, policy)?.kind).toBe(isEnded(clock.stage) ? "purge" : "remind-stage");
      }),
    );
  });

  it("nobody who has it loses it, nobody gets it to whom it was not sealed, and escalation ends", () => {
    const irregular = fc.array(fc.integer({ min: 1, max: 24 * 60 * 4 }), { minLength: 1, maxLength: 60 });
    const places = (seats: readonly Seat[]) => readersOf(seats).map((unit) => seats.findIndex((s) => s.unit === unit));
    fc.assert(
      fc.property(anyClock, irregular, fc.subarray(["3316", "33", "01"]), anyPolicy, (clock, gaps, lost, policy) => {
        const unopened = { ...clock, openedAt: undefined };
        const from = plusHours(start, 24 * 60);
        const times = gaps.map((_, index) =>
          plusMinutes(
            from,
            gaps.slice(0, index + 1).reduce((a, b) => a + b),
          ),
        );
        const { taken, clock: end } = live(unopened, times, (unit) => !lost.includes(unit), policy);
        const levels = taken.map(({ unit }) => clock.seats.findIndex((seat) => seat.unit === unit));
        expect(levels).toEqual([...levels].sort((a, b) => a - b));
        expect(taken.filter(({ kind }) => kind === "climb").length).toBeLessThan(clock.seats.length);
        expect(end.seats.map(({ unit }) => unit)).toEqual(clock.seats.map(({ unit }) => unit));
        expect(places(end.seats)).toEqual(expect.arrayContaining(places(clock.seats)));
        // A year later at the latest it stands with the operator.
        const later = Array.from({ length: 60 }, (_, index) => plusHours(times.at(-1) ?? start, (index + 1) * 24 * 15));
        const last = live(end, later, () => true, policy);
        expect(canClimb(last.clock.seats)).toBe(false);
        expect(last.clock.alarmedAt).toBeDefined();
      }),
    );
  });

  it("a step that was taken is not due again", () => {
    fc.assert(
      fc.property(anyClock, fc.boolean(), anyPolicy, hour(24 * 61, 24 * 90), (clock, reachable, policy, at) => {
        const now = dateOf(at);
        const step = nextStep(clock, reachable, policy);
        fc.pre(step !== undefined && step.kind !== "purge" && step.at <= now);
        const next = nextStep(afterStep(clock, step?.kind as "letter", now, reachable), reachable, policy);
        expect(next?.kind === step?.kind && next?.kind !== "climb" && (next?.at ?? now) <= now).toBe(false);
      }),
    );
  });
});

describe("once opened", () => {
  const arrived = newClock("2026-11-20T02", chain);
  const opened = afterOpening(arrived, "3316", dateOf("2026-11-20T03"));

  it("no letter, climb or alarm comes, and a second proof changes nothing", () => {
    expect(nextStep(opened, false, defaultPolicy)?.kind).toBe("remind-stage");
    expect(opened.openedBy).toBe("3316");
    expect(afterOpening(opened, "33", plusHours(start, 50))).toEqual(opened);
  });

  it("by a Jaring alone it goes on as if unopened", () => {
    const jaring = newClock(ARRIVED, sealedFor("3316 receive", "33"));
    expect(afterOpening(jaring, "3316", start)).toEqual(jaring);
    expect(afterOpening(jaring, "33", start).openedBy).toBe("33");
  });

  it("a stage that lasts too long is reminded of at its end, then every week, until it moves", () => {
    // A Friday; the first human reply is due at the end of Monday in Blora.
    expect(nextStep(opened, true, defaultPolicy)?.at.toISOString()).toBe("2026-11-23T09:00:00.000Z");
    const reminded = afterStep(opened, "remind-stage", dateOf("2026-11-23T09"), true);
    expect(nextStep(reminded, true, defaultPolicy)?.at.toISOString()).toBe("2026-11-30T09:00:00.000Z");
    const moved = afterStage(reminded, "TELAAH", dateOf("2026-11-24T03"));
    expect(nextStep(moved, true, defaultPolicy)?.at.toISOString()).toBe("2026-11-27T09:00:00.000Z");
  });

  it("monitoring asks after 30, 60 and 90 days", () => {
    let clock = afterStage(opened, "PEMANTAUAN", start);
    const days: number[] = [];
    for (let count = 0; count < 3; count += 1) {
      const at = nextStep(clock, true, defaultPolicy)?.at ?? start;
      days.push(Math.round((at.getTime() - start.getTime()) / HOUR_MS / 24));
      clock = afterStep(clock, "remind-stage", at, true);
    }
    expect(days).toEqual([30, 60, 90]);
  });

  it("an ended case is kept as long as the policy says, and no longer", () => {
    const withdrawn = afterStage(opened, "DICABUT", dateOf("2026-12-01T00"));
    const step = nextStep(withdrawn, true, { ...defaultPolicy, retentionDays: 30 });
    expect([step?.kind, step?.at.toISOString()]).toEqual(["purge", "2026-12-31T00:00:00.000Z"]);
    expect(mayMove("DICABUT", "TELAAH")).toBe(true);
  });
});

describe("a drill", () => {
  it("gets its two letters and is removed after ninety days, whatever happens; it never climbs or alarms", () => {
    fc.assert(
      fc.property(anyClock, fc.boolean(), anyPolicy, (clock, reachable, policy) => {
        const step = nextStep({ ...clock, drill: true }, reachable, policy);
        expect(["letter", "remind", "purge"]).toContain(step?.kind);
        const removed = plusHours(start, DRILL_KEPT_DAYS * 24);
        expect(step?.at.getTime()).toBeLessThanOrEqual(removed.getTime());
        if (clock.openedAt !== undefined || !reachable) expect(step).toEqual({ kind: "purge", at: removed });
      }),
    );
    const drill: Clock = { ...newClock(ARRIVED, chain), drill: true };
    const { taken } = live(drill, everyFiveMinutes(24 * 89), () => true, defaultPolicy);
    expect(kinds(taken)).toEqual(["letter 3316", "remind 3316"]);
  });
});
