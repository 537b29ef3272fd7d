import { describe, expect, it } from "vitest";
import { ending } from "../../infra/keys/ending.ts";
import { chainOnce } from "../support/key-room.ts";

const openRoom = chainOnce();

const DAY = 86_400;
const unix = (day: string) => Date.parse(`${day}T12:00:00Z`) / 1000;
const NOW = unix("2026-11-24");
const says = (unit: string, ends: Readonly<Record<string, number>>) => ending(unit, (code) => ends[code], NOW);

describe("what is said of an end", () => {
  it("is that of the vouch which ends first, wherever it is on the way", () => {
    const ends = { "01": unix("2027-11-24"), "33": unix("2027-11-27"), "3316": unix("2027-11-30") };
    expect(says("3316", ends)).toBe(
      "vouched for until 2027-11-30, but trusted only until 2027-11-24, when the vouch of 01, KPU RI, ends",
    );
    expect(says("3316", { ...ends, "33": unix("2027-11-20") })).toContain(
      "until 2027-11-20, when the vouch of 33, KPU ",
    );
    expect(says("3316", { ...ends, "3316": unix("2027-11-20") })).toBe("vouched for until 2027-11-20");
    expect(says("01", ends)).toBe("vouched for until 2027-11-24");
    // One day, some minutes apart.
    expect(says("33", { "01": unix("2027-11-27") - 60, "33": unix("2027-11-27") })).toBe(
      "vouched for until 2027-11-27",
    );
  });

  it("warns by that end, from 60 days before it", () => {
    const ends = { "33": NOW + 300 * DAY, "3316": NOW + 300 * DAY };
    expect(says("3316", { ...ends, "01": NOW + 60 * DAY })).not.toContain("ATTENTION");
    expect(says("3316", { ...ends, "01": NOW + 60 * DAY - 1 })).toMatch(/KPU RI, ends: ATTENTION, only 59 days$/);
    expect(says("3316", { ...ends, "01": NOW - 2 * DAY })).toMatch(
      /^ATTENTION: vouched for until .* but trusted no longer: the vouch of 01, KPU RI, ended on 2026-11-22$/,
    );
    expect(says("01", { "01": NOW - 2 * DAY })).toBe("ATTENTION: its vouch ended on 2026-11-22");
  });

  it("does not pass over a vouch that is not at hand", () => {
    expect(says("3316", { "33": NOW + 300 * DAY, "3316": NOW + 200 * DAY })).toMatch(
      /^vouched for until [\d-]{10} \(not at hand, and may end before: the vouch of 01\)$/,
    );
    expect(says("3316", { "01": NOW + 300 * DAY })).toBe("not vouched for");
  });
});

describe("the commands", () => {
  it("all say it, and nothing of one above KPU RI", async () => {
    const room = await openRoom();
    const { root, files, ratna, sari } = room.foundChain();
    const [ri = "", province = "", regency = ""] = files;
    const day = (days: number) => new Date(Date.now() + days * DAY * 1000).toISOString().slice(0, 10);
    const own = room.vouch(ri, ri, ratna, ["--until", day(40)]);
    expect(own.out).toContain(`${ri}: vouched for until ${day(40)}: ATTENTION, only`);
    expect(own.out).not.toMatch(/trusted only|at hand|above/);
    // A renewal for longer than the vouch that it replaces is under nobody's.
    expect(room.vouch(ri, ri, ratna, ["--until", day(50)]).out).not.toMatch(/trusted only|at hand|above/);

    const first = `but trusted only until ${day(50)}, when the vouch of 01, KPU RI, ends: ATTENTION, only`;
    expect(room.vouch(regency, province, sari).out).toContain("(not at hand, and may end before: the vouch of 01)");
    const { out } = room.vouch(regency, province, sari, ["--above", ri]);
    expect(out.split(first)).toHaveLength(3);
    expect(room.vouch(regency, province, sari, ["--above", regency]).out).toContain("--above 3316 is not above 3316");

    expect(room.done(["look", regency])).toContain("(not at hand, and may end before: the vouch of 33, 01)");
    expect(room.done(["look", ...files]).split(first)).toHaveLength(3);
    expect(room.install(root, ...files).ok).toBe(true);
    expect(room.done(["show", "--table", room.table]).split(first)).toHaveLength(3);
  });
});
