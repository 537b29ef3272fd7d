/** A table that lost things, and yesterday's copy of it, as point-in-time recovery gives one: another table. */

import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { marshall } from "@aws-sdk/util-dynamodb";
import { describe, expect, inject, it, onTestFinished, vi } from "vitest";
import { createAlert } from "../../functions/alert/handler.ts";
import { createRolls } from "../../functions/rolls.ts";
import { openTable } from "../../functions/table/table.ts";
import { openStores } from "../../infra/local/stores.ts";
import { pollStream } from "../../infra/local/streams.ts";
import { randomBytes, toBase64url } from "../../shared/bytes.ts";
import { defaultPolicy } from "../../shared/clock.ts";
import { isReportId } from "../../shared/kind.ts";
import { HOUR_MS, hourOf } from "../../shared/moment.ts";
import { climbed, newSeats } from "../../shared/seats.ts";
import { door } from "../support/door.ts";
import { invented } from "../support/invented.ts";
import { sealedFor } from "../support/seats.ts";
import {
  between,
  close,
  contents,
  type Item,
  lose,
  nameOf,
  put,
  run,
  start,
  twoTables,
} from "../support/two-tables.ts";

const LETTER = { subject: "x", text: "x", html: "x" };

const bySk = (prefix: string) => (item: Item) => item["sk"]?.S?.startsWith(prefix) === true;
const byPk = (prefix: string) => (item: Item) => item["pk"]?.S?.startsWith(prefix) === true;

const keysIn = (items: readonly Item[]): Item => {
  const { pk = { S: "" }, sk = { S: "" } } = items.find(bySk("REPORT")) ?? {};
  return { pk, sk };
};

const watchPuts = (see: (keys: { pk?: string }) => void) =>
  door(inject("dynamodb"), ({ headers }, body) => {
    if (String(headers["x-amz-target"]).endsWith("PutItem")) see({ pk: JSON.parse(body).Item.pk.S });
    return undefined;
  });

/** The last line of a run. */
const done = (out: string): string => /^done: (.*)$/m.exec(out)?.[1] ?? "not done";

describe("what was lost", () => {
  it("comes back byte for byte; killed in the middle it goes on; what is live stays as it is", async () => {
    const tables = await twoTables();
    const { live, copy } = tables;
    const [opened, ...others] = copy.filter(bySk("REPORT"));
    const satgas = copy.find((item) => nameOf(item) === "SATGAS#3316 CURRENT");
    if (!opened || !satgas) throw new Error("there is no report, or no Satgas");
    const partitions = ["BODY#", "ENTRY#", "EVENT#", "KEYRING#", "ADDRESS#"];
    const lost = [
      ...[...others, ...copy.filter(bySk("CARD#"))],
      ...partitions.flatMap((one) => copy.filter(byPk(one)).slice(1)),
    ];
    await lose(live, lost);
    const changed = [
      { ...opened, openedAt: { S: "2026-11-24T09" } },
      // A member has left since.
      { ...satgas, roll: { S: "e30.edition2.e30" } },
    ];
    const today = { ...opened, pk: { S: `REPORT#${toBase64url(randomBytes(32))}` } };
    for (const item of [...changed, today]) await put(live, item);

    let puts = 0;
    let victim: ChildProcess | undefined;
    const deadly = await door(inject("dynamodb"), ({ headers }) => {
      if (!String(headers["x-amz-target"]).endsWith("PutItem")) return undefined;
      puts += 1;
      if (puts === 5) victim?.kill("SIGKILL");
      return puts > 5 ? "InternalServerError" : undefined;
    });
    onTestFinished(() => close(deadly));
    victim = start(between(tables), deadly.endpoint);
    expect(await once(victim, "exit")).toEqual([null, "SIGKILL"]);
    const left = () => contents(live).then((items) => copy.length + 1 - items.length);
    await vi.waitFor(async () => expect(await left()).toBeLessThan(lost.length));
    expect(await left()).toBeGreaterThanOrEqual(lost.length - 5);

    const { out, error, code } = await run(between(tables));
    expect([code, error]).toEqual([0, ""]);
    const touched = new Set([...changed, today].map(nameOf));
    const expected = [...copy.filter((item) => !touched.has(nameOf(item))), ...changed, today];
    expect(await contents(live)).toEqual(expected.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)));

    expect(out).toMatch(/^page 2: /m);
    const counted = "copied \\d+, already there \\d+";
    for (const kind of ["REPORT", "SATGAS CURRENT"]) {
      expect(out).toMatch(new RegExp(`^ {2}${kind}: ${counted}, differing 1, expired 0, left out 0$`, "m"));
    }
    const kinds = ["BODY", "SEAT", "ENTRY", "EVENT", "KEYRING", "KEYRING SIGNER", "ADDRESS MEMBER"];
    for (const kind of [...kinds, ...["VOUCH", "ROLL", "CARD", "RECIPIENT"].map((one) => `SATGAS ${one}`)]) {
      expect(out).toMatch(new RegExp(`^ {2}${kind}: ${counted}, differing 0, expired 0, left out 0$`, "m"));
    }
    const again = await run(between(tables));
    expect(done(again.out)).toBe(`copied 0, already there ${copy.length - 2}, differing 2, expired 0, left out 0`);
    for (const item of copy) {
      for (const id of nameOf(item)
        .split(/[ #]/)
        .filter((part) => part.length > 12))
        expect(out).not.toContain(id);
    }
  });

  it("is counted and not written by a dry run, whose counts are those of the run after it", async () => {
    const tables = await twoTables(3, 100);
    await lose(tables.live, tables.copy.filter(bySk("REPORT")));
    const before = await contents(tables.live);
    const dry = await run([...between(tables), "--dry-run"]);
    expect(dry.out).toMatch(/^Dry run: nothing is written/);
    expect(await contents(tables.live)).toEqual(before);
    expect(done(dry.out)).toBe(`copied 3, already there ${before.length}, differing 0, expired 0, left out 0`);
    expect(done((await run(between(tables))).out)).toBe(done(dry.out));
  });

  it("stays away when its time is over", async () => {
    const tables = await twoTables(0);
    const load = (hour: string, expires: number): Item => ({
      pk: { S: "LOAD" },
      sk: { S: `HOUR#${hour}` },
      expires: { N: String(Math.floor(Date.now() / 1000) + expires) },
    });
    const [past, future] = [load("2026-11-23T07", -60), load("2026-11-23T08", 3600)];
    for (const item of [past, future]) await put(tables.yesterday, item);
    const { out } = await run(between(tables));
    expect(out).toMatch(/^ {2}LOAD HOUR: copied 1, already there 0, differing 0, expired 1, left out 0$/m);
    const names = (await contents(tables.live)).map(nameOf);
    expect([names.includes(nameOf(future)), names.includes(nameOf(past))]).toEqual([true, false]);
  });

  it("wakes alert, which goes on where each clock stood", async () => {
    const tables = await twoTables(2, 100);
    const { live, copy, ids, chain } = tables;
    const [told = invented(isReportId), untold = invented(isReportId)] = ids;
    const old = copy.find((item) => bySk("REPORT")(item) && nameOf(item).includes(told));
    const now = Date.now();
    const hour = hourOf(new Date(now));
    const clock = {
      ...marshall({ seats: climbed(newSeats(sealedFor("3316", "33"), hour), hour) }),
      letterOrderedAt: { S: hour },
      due: { S: `${hourOf(new Date(now + 24 * HOUR_MS))}:00` },
    };
    await put(tables.yesterday, { ...old, ...clock });
    await lose(
      live,
      copy.filter((item) => ids.some((id) => item["pk"]?.S?.endsWith(id))),
    );
    await run(between(tables));

    const stores = openStores(openTable(live, inject("dynamodb")));
    const letters: string[] = [];
    const mail = async (to: string) => void letters.push(to);
    const [at, log] = [() => new Date(), () => {}];
    const rolls = createRolls({ satgas: stores.satgas, root: chain.root, now: at, log });
    const parts = { ...stores, rolls, policy: defaultPolicy, mail, letter: LETTER, now: at, log };
    const seen: string[] = [];
    const alert = createAlert(parts);
    const poller = pollStream(inject("dynamodb"), tables.stream, async (batch) => {
      const answer = await alert(batch);
      for (const { eventName, dynamodb } of batch.Records) {
        if (eventName === "INSERT") seen.push(JSON.stringify(dynamodb?.Keys ?? ""));
      }
      return answer;
    });
    onTestFinished(poller.stop);
    // The first time, when the copy was made, is in the stream as well: alert finds a clock that has moved on.
    await vi.waitFor(() => {
      const inserts = (id: string) => seen.filter((keys) => keys.includes(`"REPORT#${id}"`));
      for (const id of ids) expect(inserts(id).length).toBeGreaterThanOrEqual(2);
    }, 20_000);
    expect(letters.sort()).toEqual(["kartika.3316@satgas.example", "melati.3316@satgas.example"]);
    expect(await stores.reports.status(told)).toMatchObject({ letterOrderedAt: hour, due: clock.due.S });
    expect(await stores.reports.status(untold)).toMatchObject({ letterOrderedAt: expect.any(String) });
  });

  it("stays away when it was deleted since, in every partition; bytes that no report names stay away too", async () => {
    const tables = await twoTables(3, 100);
    const { live, copy, ids } = tables;
    const [gone = "", going = "", kept = ""] = ids;
    const of = (id: string) => copy.filter((item) => item["pk"]?.S?.endsWith(id));
    for (const partition of ["BODY#", "ENTRY#"]) await lose(live, copy.filter(byPk(partition)));
    await lose(live, of(gone));
    const tombstone = { ...keysIn(of(gone)), id: { S: gone }, state: { S: "deleted" }, month: { S: "2026-11" } };
    const closing = { ...of(going).find(bySk("REPORT")), state: { S: "closing" } };
    for (const item of [tombstone, closing]) await put(live, item);
    const orphan = { pk: { S: `BODY#${toBase64url(randomBytes(32))}` }, sk: { S: "x" }, sealed: { B: randomBytes(9) } };
    await put(tables.yesterday, orphan);
    const { out } = await run(between(tables));
    expect(out).toMatch(/^ {2}BODY: copied 1, already there 0, differing 0, expired 0, left out 3$/m);
    expect(out).toMatch(/^ {2}ENTRY: copied 1, already there 0, differing 0, expired 0, left out 2$/m);
    const names = (await contents(live)).map(nameOf);
    expect(names.filter((name) => name.includes(gone))).toEqual([nameOf(tombstone)]);
    expect(names.filter((name) => /^(BODY|ENTRY)/.test(name) && name.includes(going))).toEqual([]);
    expect(names.filter((name) => name.includes(kept)).sort()).toEqual(of(kept).map(nameOf).sort());
  });

  it("brings its report before its bytes, which would be swept without it", async () => {
    const tables = await twoTables(2, 100);
    const { live, copy, ids } = tables;
    await lose(
      live,
      copy.filter((item) => ids.some((id) => item["pk"]?.S?.endsWith(id))),
    );
    const put = new Set<string>();
    const early: string[] = [];
    const door = await watchPuts(({ pk = "" }) => {
      if (pk.startsWith("BODY#") && !put.has(pk.replace("BODY#", "REPORT#"))) early.push(pk);
      put.add(pk);
    });
    onTestFinished(() => close(door));
    const { out } = await run(between(tables), door.endpoint);
    expect(early).toEqual([]);
    expect(done(out)).toBe(
      `copied ${ids.length * 5}, already there ${copy.length - ids.length * 5}, differing 0, expired 0, left out 0`,
    );
  });

  it("is not written over what somebody else has written in the meantime", async () => {
    const tables = await twoTables(1, 100);
    const [lost] = tables.copy.filter(bySk("REPORT"));
    if (!lost) throw new Error("there is no report");
    await lose(tables.live, [lost]);
    const theirs = { ...lost, openedAt: { S: "2026-11-24T09" } };
    let written: Promise<unknown> | undefined;
    let there = false;
    // Between its look and its write: the write waits at the door until theirs is done.
    const late = await door(inject("dynamodb"), ({ headers }) => {
      if (!String(headers["x-amz-target"]).endsWith("PutItem")) return undefined;
      written ??= put(tables.live, theirs).then(() => {
        there = true;
      });
      return there ? undefined : "ThrottlingException";
    });
    onTestFinished(() => close(late));
    const { out } = await run(between(tables), late.endpoint);
    await written;
    expect(done(out)).toBe(`copied 0, already there ${tables.copy.length - 1}, differing 1, expired 0, left out 0`);
    expect(await contents(tables.live)).toContainEqual(theirs);
  });

  it("comes back through an engine that refuses four requests for each item as too many", async () => {
    const tables = await twoTables(1, 100);
    await lose(tables.live, tables.copy);
    const asked = new Map<string, number>();
    const busy = await door(inject("dynamodb"), (_request, body) => {
      const { Key, Item = Key } = JSON.parse(body);
      if (!Item) return undefined;
      const times = (asked.get(nameOf(Item)) ?? 0) + 1;
      asked.set(nameOf(Item), times);
      return times <= 4 ? "ProvisionedThroughputExceededException" : undefined;
    });
    onTestFinished(() => close(busy));
    const { out, code } = await run(between(tables), busy.endpoint);
    expect([code, done(out)]).toEqual([
      0,
      `copied ${tables.copy.length}, already there 0, differing 0, expired 0, left out 0`,
    ]);
    expect(await contents(tables.live)).toEqual(tables.copy);
  });
});
