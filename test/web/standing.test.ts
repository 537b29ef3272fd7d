import { expect, it } from "vitest";
import type { Readiness } from "../../shared/contract.ts";
import { standingOf } from "../../web/inbox/standing.ts";

const drill = { unit: "3316", month: "2026-11", started: "2026-11-24T04", needed: 2 } as const;

it.each<[string, Readiness, string]>([
  ["no drill has come", { unit: "3316", state: "amber" }, "untried"],
  ["the first one waits", { ...drill, state: "amber", opened: 1 }, "running"],
  ["it was opened", { ...drill, state: "green", opened: 2 }, "ready"],
  ["green by last month's, while this month's waits", { ...drill, state: "green", opened: 0 }, "running"],
  ["red, while the next one waits", { ...drill, state: "red", opened: 1 }, "red"],
])("%s", (_, readiness, kind) => {
  expect(standingOf(readiness).kind).toBe(kind);
});

it("a drill ends seven days after its hour", () => {
  expect(standingOf({ ...drill, state: "amber", opened: 0 })).toMatchObject({ course: { until: "2026-12-01T04" } });
});
