import { expect, it } from "vitest";
import type { InboxRow } from "../../shared/contract.ts";
import { isReportId } from "../../shared/kind.ts";
import type { Hour } from "../../shared/moment.ts";
import { foldBursts } from "../../web/inbox/bursts.ts";
import { invented } from "../support/invented.ts";

const idOf = (arrived: Hour, opened: Hour | undefined, index: number) =>
  invented(isReportId, `${arrived}-${opened}-${index}-`);

const rows = (count: number, arrived: Hour, opened?: Hour): InboxRow[] =>
  Array.from({ length: count }, (_, index) => ({
    id: idOf(arrived, opened, index),
    arrived,
    stage: "DITERIMA",
    openedAt: opened,
  }));
const shown = (list: readonly InboxRow[]) =>
  foldBursts(list).map((entry) => ("row" in entry ? entry.row.id : `${entry.rows.length} at ${entry.hour}`));

const [nine, ten, eleven] = ["2026-11-24T09", "2026-11-24T10", "2026-11-24T11"] as const;

it("a flood of one hour is one entry, where its newest stood, and the others keep their places", () => {
  const [before, after] = [rows(1, nine), rows(2, eleven)];
  const list = [...after, ...rows(37, ten), ...before];
  expect(shown(list)).toEqual([...after.map(({ id }) => id), `37 at ${ten}`, ...before.map(({ id }) => id)]);
});

it("what was opened stays visible, and counts for no burst", () => {
  const opened = rows(3, ten, eleven);
  const unopened = rows(10, ten);
  const list = [...unopened.slice(0, 4), ...opened, ...unopened.slice(4)];
  expect(shown(list)).toEqual([`10 at ${ten}`, ...opened.map(({ id }) => id)]);
});

it("fewer than ten, or ten of several hours, are rows", () => {
  const list = [...rows(9, eleven), ...rows(9, ten), ...rows(20, nine, ten)];
  expect(shown(list)).toEqual(list.map(({ id }) => id));
});

it("no report is lost or shown twice, however they come", () => {
  const list = [...rows(12, eleven), ...rows(5, ten), ...rows(2, ten, eleven), ...rows(30, nine)];
  const all = foldBursts(list).flatMap((entry) => ("row" in entry ? [entry.row] : entry.rows));
  expect(new Set(all).size).toBe(list.length);
  expect(all).toHaveLength(list.length);
});
