import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  activeSeat,
  afterOpening,
  afterStage,
  afterStep,
  type Clock,
  defaultPolicy,
  newClock,
  nextStep,
  openSeats,
  type Policy,
  type StepKind,
} from "../../shared/clock.ts";
import { dateOf, HOUR_MS, hourOf, plusHours, plusMinutes } from "../../shared/moment.ts";
import { isEnded, mayMove, stages } from "../../shared/stage.ts";

const ARRIVED = "2026-11-20T02";
const start = dateOf(ARRIVED);
const chain = ["3316", "33", "01"];

/** Takes what is due, one step after the other, as `watch` would if it came by at these times. */
function live(clock: Clock, at: readonly Date[], reachable: (unit: string) => boolean, left: boolean, policy: Policy) {
  const taken: { kind: StepKind; at: Date; unit: string }[] = [];
  let current = clock;
  for (const now of at) {
    for (let count = 0; count < 20; count += 1) {
      const step = nextStep(current, reachable(activeSeat(current)), policy);
      if (!step || step.at > now || step.kind === "purge") break;
      current = afterStep(current, step.kind, now, left);
      taken.push({ kind: step.kind, at: now, unit: activeSeat(current) });
    }
  }
  return { taken, clock: current };
}

const everyFiveMinutes = (hours: number) =>
  Array.from({ length: hours * 12 }, (_, index) => plusMinutes(start, index * 5));
const kinds = (taken: readonly { kind: StepKind; unit: string }[]) =>
  taken.filter(({ kind }) => kind !== "check").map(({ kind, unit }) => `${kind} ${unit}`);

describe("a report that nobody opens", () => {
  it("gets its letters, climbs seat by seat, and ends in an alarm that comes back every week", () => {
    const { taken } = live(newClock(ARRIVED, chain), everyFiveMinutes(24 * 24), () => true, true, defaultPolicy);
    expect(kinds(taken)).toEqual([
      ...["letter 3316", "remind 3316", "climb 33", "remind 33", "climb 01", "remind 01"],
      ...["alarm 01", "alarm 01", "alarm 01"],
    ]);
    const hours = (kind: string) =>
      taken.filter((one) => one.kind === kind).map(({ at }) => Math.round((at.getTime() - start.getTime()) / HOUR_MS));
    expect(hours("remind")).toEqual([24, 96, 168]);
    expect(hours("climb")).toEqual([72, 144]);
    expect(hours("alarm")).toEqual([216, 384, 552]);
  });

  it("goes on at once from a Satgas that no letter can reach", () => {
    const { taken } = live(newClock(ARRIVED, chain), [start], (unit) => unit === "01", true, defaultPolicy);
    expect(kinds(taken)).toEqual(["climb 33", "climb 01"]);
    const nobody = live(newClock(ARRIVED, chain), [start], () => false, true, defaultPolicy);
    expect(kinds(nobody.taken)).toEqual(["climb 33", "climb 01", "alarm 01"]);
  });

  it("climbs after three days although no letter could be sent", () => {
    const { taken } = live(newClock(ARRIVED, chain), everyFiveMinutes(73), () => true, false, defaultPolicy);
    expect(kinds(taken)).toEqual(["letter 3316", "climb 33"]);
  });
});

const hour = (from = 0, to = 24 * 60) =>
  fc.integer({ min: from, max: to }).map((hours) => hourOf(plusHours(start, hours)));
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

/** Any state a clock could be in, also one that no history explains. */
const anyClock = fc
  .record({
    seats: fc.constantFrom(["3316"], ["3316", "33"], chain, ["01"]),
    level: fc.integer({ min: 0, max: 2 }),
    since: hour(),
    asked: optional(hour().map((text) => `${text}:25`)),
    told: optional(hour()),
    reminded: optional(hour()),
    alarmed: optional(hour()),
    opened: optional(hour()),
    stage: fc.constantFrom(...stages),
    urged: optional(hour()),
  })
  .map(({ seats, level, ...rest }): Clock => {
    const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    return { arrived: ARRIVED, seats, level: Math.min(level, seats.length - 1), ...given } as unknown as Clock;
  });

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
        const { opened: _opened, ...unopened } = clock;
        const step = nextStep(unopened, reachable, policy);
        const latest = Math.max(policy.climbAfterHours, policy.againAfterHours);
        const known = [clock.since, clock.alarmed ?? ""].sort().at(-1) ?? "";
        expect(step?.at.getTime()).toBeLessThanOrEqual(plusHours(dateOf(known), latest).getTime());
      }),
    );
  });

  it("an opened one has a next step as well: its stage is watched, or its retention", () => {
    fc.assert(
      fc.property(anyClock, anyPolicy, (clock, policy) => {
        const step = nextStep(afterOpening(clock, start), true, policy);
        expect(step?.kind).toBe(isEnded(clock.stage) ? "purge" : "urge");
      }),
    );
  });

  it("it never goes down a level, never reaches a Satgas it was not sealed to, and escalation ends", () => {
    const irregular = fc.array(fc.integer({ min: 1, max: 24 * 60 * 4 }), { minLength: 1, maxLength: 60 });
    const unreachable = fc.subarray(chain);
    fc.assert(
      fc.property(anyClock, irregular, unreachable, fc.boolean(), anyPolicy, (clock, gaps, lost, left, policy) => {
        const { opened: _opened, ...unopened } = clock;
        const from = plusHours(start, 24 * 60);
        const times = gaps.map((_, index) =>
          plusMinutes(
            from,
            gaps.slice(0, index + 1).reduce((a, b) => a + b),
          ),
        );
        const { taken, clock: end } = live(unopened, times, (unit) => !lost.includes(unit), left, policy);
        const levels = taken.map(({ unit }) => clock.seats.indexOf(unit));
        expect(levels).toEqual([...levels].sort((a, b) => a - b));
        expect(levels.every((level) => level >= clock.level && level < clock.seats.length)).toBe(true);
        expect(taken.filter(({ kind }) => kind === "climb").length).toBeLessThan(clock.seats.length);
        expect(openSeats(end)).toEqual(clock.seats.slice(0, end.level + 1));
        // A year later at the latest it stands with the operator.
        const later = Array.from({ length: 60 }, (_, index) => plusHours(times.at(-1) ?? start, (index + 1) * 24 * 15));
        const last = live(end, later, () => true, left, policy);
        expect(last.clock.level).toBe(clock.seats.length - 1);
        expect(last.clock.alarmed).toBeDefined();
      }),
    );
  });

  it("a step that was taken is not due again", () => {
    fc.assert(
      fc.property(anyClock, fc.boolean(), anyPolicy, hour(24 * 61, 24 * 90), (clock, reachable, policy, at) => {
        const now = dateOf(at);
        const step = nextStep(clock, reachable, policy);
        fc.pre(step !== undefined && step.kind !== "purge" && step.at <= now);
        const next = nextStep(afterStep(clock, step?.kind as "letter", now, true), reachable, policy);
        expect(next?.kind === step?.kind && next?.kind !== "climb" && (next?.at ?? now) <= now).toBe(false);
      }),
    );
  });
});

describe("once opened", () => {
  const opened = afterOpening(newClock("2026-11-20T02", chain), dateOf("2026-11-20T03"));

  it("no letter, climb or alarm comes, and a second proof changes nothing", () => {
    expect(nextStep(opened, false, defaultPolicy)?.kind).toBe("urge");
    expect(afterOpening(opened, plusHours(start, 50))).toEqual(opened);
  });

  it("a stage that lasts too long is urged at its end, then every week, until it moves", () => {
    // A Friday; the first human reply is due at the end of Monday in Blora.
    expect(nextStep(opened, true, defaultPolicy)?.at.toISOString()).toBe("2026-11-23T09:00:00.000Z");
    const urged = afterStep(opened, "urge", dateOf("2026-11-23T09"));
    expect(nextStep(urged, true, defaultPolicy)?.at.toISOString()).toBe("2026-11-30T09:00:00.000Z");
    const moved = afterStage(urged, "TELAAH", dateOf("2026-11-24T03"));
    expect(nextStep(moved, true, defaultPolicy)?.at.toISOString()).toBe("2026-11-27T09:00:00.000Z");
  });

  it("monitoring asks after 30, 60 and 90 days", () => {
    let clock = afterStage(opened, "PEMANTAUAN", start);
    const days: number[] = [];
    for (let count = 0; count < 3; count += 1) {
      const at = nextStep(clock, true, defaultPolicy)?.at ?? start;
      days.push(Math.round((at.getTime() - start.getTime()) / HOUR_MS / 24));
      clock = afterStep(clock, "urge", at);
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
