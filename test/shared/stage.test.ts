import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isEnded, mayMove, type Stage, stageLimit, stages } from "../../shared/stage.ts";

const nextOf = (from: Stage) => stages.filter((to) => mayMove(from, to));
const into = (to: Stage) => stages.filter((from) => mayMove(from, to));
const running = stages.filter((stage) => !isEnded(stage));
const finished = stages.filter(isEnded);
/** All that can be reached from a stage, itself only if a path leads back to it. */
function reachable(from: Stage, through: (stage: Stage) => boolean = () => true): Set<Stage> {
  const found = new Set<Stage>();
  const open = [from];
  for (let at = open.pop(); at; at = open.pop()) {
    for (const next of nextOf(at)) {
      if (found.has(next)) continue;
      found.add(next);
      if (through(next)) open.push(next);
    }
  }
  return found;
}
/** A case as it may go: at each step one of the allowed moves. */
const journeys = fc.array(fc.nat(), { maxLength: 40 }).map((choices) => {
  const path: Stage[] = ["DITERIMA"];
  for (const choice of choices) {
    const next = nextOf(path.at(-1) ?? "DITERIMA");
    path.push(next[choice % next.length] ?? "DITERIMA");
  }
  return path;
});

describe("the stages", () => {
  it("are these, and none of them is mediation, peace or escalation", () => {
    expect([...stages].sort().join(" ")).toBe(
      "DICABUT DIRUJUK DITANGGUHKAN DITERIMA KESIMPULAN_REKOMENDASI LATIHAN PEMANTAUAN PEMERIKSAAN SELESAI TELAAH TIDAK_DITERUSKAN TINDAK_LANJUT",
    );
    for (const stage of stages) expect(stage).not.toMatch(/MEDIASI|DAMAI|ISLAH|KELUARGA|ESKALASI/);
  });

  it("can all be reached, and an end from each that has not ended", () => {
    for (const stage of stages) {
      if (stage !== "DITERIMA" && stage !== "LATIHAN") expect(reachable("DITERIMA")).toContain(stage);
    }
    for (const stage of running) expect([...reachable(stage)].some(isEnded)).toBe(true);
    // Not by giving up alone: each can also be finished.
    for (const stage of running) expect(reachable(stage, (next) => !isEnded(next))).toContain("SELESAI");
  });

  it("end so that a case can be taken up again, into review and nowhere else", () => {
    expect(finished).toEqual(["SELESAI", "DIRUJUK", "DICABUT", "TIDAK_DITERUSKAN", "LATIHAN"]);
    for (const stage of finished) expect(nextOf(stage)).toEqual(stage === "LATIHAN" ? [] : ["TELAAH"]);
  });

  it("let the reporter withdraw as long as nothing has ended", () => {
    expect(into("DICABUT")).toEqual(running);
  });

  it("dismiss nothing that nobody reviewed, nor what was examined", () => {
    expect(into("TIDAK_DITERUSKAN")).toEqual(["TELAAH"]);
    expect(nextOf("DITERIMA")).toEqual(["TELAAH", "DICABUT"]);
  });

  it("let no report be called a drill, and a drill be nothing else", () => {
    expect(into("LATIHAN")).toEqual([]);
    for (const from of stages) {
      expect(stages.filter((to) => mayMove(from, to, true))).toEqual(from === "DITERIMA" ? ["LATIHAN"] : []);
    }
  });

  it("never return to DITERIMA: a report arrives once", () => {
    expect(into("DITERIMA")).toEqual([]);
  });

  it("finish no case unwatched, and let leaders act on a conclusion alone", () => {
    expect(into("SELESAI")).toEqual(["PEMANTAUAN"]);
    fc.assert(
      fc.property(journeys, (path) => {
        for (const [at, stage] of path.entries()) {
          if (stage === "SELESAI") expect(path[at - 1]).toBe("PEMANTAUAN");
          if (stage === "TINDAK_LANJUT") expect(path[at - 1]).toBe("KESIMPULAN_REKOMENDASI");
          // Who is heard is heard before a conclusion, by the Satgas or, while it waits, by the police.
          if (stage === "KESIMPULAN_REKOMENDASI")
            expect(path.slice(0, at).some((s) => s === "PEMERIKSAAN" || s === "DITANGGUHKAN")).toBe(true);
        }
      }),
    );
  });

  it("have a limit unless they have ended", () => {
    for (const stage of stages) expect(stageLimit(stage) === undefined).toBe(isEnded(stage));
    expect(Object.fromEntries(running.map((stage) => [stage, stageLimit(stage)]))).toEqual({
      DITERIMA: { workingDays: 1 },
      TELAAH: { workingDays: 3 },
      PEMERIKSAAN: { workingDays: 30 },
      KESIMPULAN_REKOMENDASI: { workingDays: 7 },
      TINDAK_LANJUT: { workingDays: 5 },
      PEMANTAUAN: { days: 90, checks: [30, 60, 90] },
      DITANGGUHKAN: { days: 30 },
    });
  });

  it("may be prolonged by entering anew only where that is foreseen", () => {
    expect(stages.filter((stage) => mayMove(stage, stage))).toEqual(["PEMERIKSAAN", "PEMANTAUAN", "DITANGGUHKAN"]);
  });
});
