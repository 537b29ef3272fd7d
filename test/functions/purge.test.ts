import { BatchWriteCommand, GetCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { newsLetter } from "../../functions/letter.ts";
import { putBody, sealedHash, sweptHour } from "../../functions/table/body.ts";
import { eventItem } from "../../functions/table/event.ts";
import { keys } from "../../functions/table/shape.ts";
import { createWatch } from "../../functions/watch/handler.ts";
import { readEntry } from "../../shared/content/entry.ts";
import { isMemberId, isReportId, type ReportId } from "../../shared/kind.ts";
import { HOUR_MS, hourOf } from "../../shared/moment.ts";
import { signedEntry } from "../support/entry.ts";
import { bearer, type House, ORIGIN, openHouse, post, voiceToken, writeReport } from "../support/house.ts";
import { invented } from "../support/invented.ts";
import { memberOf } from "../support/member.ts";

/** What leaves the table again. */

/** More than one page holds. */
const EVENTS = 130;

let house: House;
beforeEach(async () => {
  house = await openHouse();
  at(0);
});

const watch = () => createWatch({ ...house, mail: async () => {}, letter: newsLetter(ORIGIN) })();

/** The clock stands so many hours after the beginning of the present hour. */
const at = (hours: number) => {
  house.clock.offset = Math.floor(Date.now() / HOUR_MS) * HOUR_MS + hours * HOUR_MS + 60_000 - Date.now();
};

async function handIn() {
  const now = house.now().getTime();
  const { keys: hers, request } = await writeReport(house, ["3316", "33", "01"], "cerita contoh", { now });
  expect((await house.report.request("/api/reports", post(request))).status).toBe(201);
  const status = async () => {
    const token = await voiceToken(hers, house.now().getTime());
    return (await house.report.request("/api/mailbox", bearer(token))).json();
  };
  return { id: hers.id, request, status };
}

const melati = () => memberOf(house, house.regency.keyFiles[0]);

async function ended() {
  const handed = await handIn();
  const { id } = handed;
  await melati().open(id);
  await melati().act(id, { kind: "stage", was: "DITERIMA", stage: "TELAAH" });
  await melati().act(id, { kind: "stage", was: "TELAAH", stage: "TIDAK_DITERUSKAN" });
  expect(await handed.status()).toMatchObject({ stage: "TIDAK_DITERUSKAN" });
  const events = Array.from({ length: EVENTS }, (_, hour) => ({
    PutRequest: {
      Item: eventItem(id, {
        ...{ event: "WRONG_PROOF", at: hourOf(new Date(hour * HOUR_MS)) },
        member: invented(isMemberId),
      }),
    },
  }));
  for (let from = 0; from < EVENTS; from += 25) {
    const RequestItems = { [house.table.name]: events.slice(from, from + 25) };
    await house.table.client.send(new BatchWriteCommand({ RequestItems }));
  }
  return handed;
}

/** Everything that is stored under an id, in whichever partition. */
async function stored(id: string): Promise<Record<string, unknown>[]> {
  const { client, name } = house.table;
  const { Items = [] } = await client.send(new ScanCommand({ TableName: name }));
  return Items.filter(({ pk }) => String(pk).endsWith(id));
}

describe("what was kept long enough", () => {
  it("goes with all that belongs to it; a tombstone stays, and refuses that report for ever", async () => {
    const { id, request, status } = await ended();
    const other = await handIn();
    at(24 * 1825);
    await watch();
    const seen = await house.reports.status(id);
    expect(seen && (await house.clocks.purge({ ...seen, stage: "SELESAI" }, house.now()))).toBe(false);
    // Header, body and row; her entry and three of the Satgas; the events.
    expect(await stored(id)).toHaveLength(3 + 4 + EVENTS);
    expect(await status()).toMatchObject({ stage: "TIDAK_DITERUSKAN" });
    at(24 * 1827);
    await watch();
    expect(await status()).toMatchObject({ code: "not-found" });
    const month = house.now().toISOString().slice(0, 7);
    expect(await stored(id)).toEqual([{ ...keys.report(id), id, state: "deleted", month }]);
    expect(await other.status()).toMatchObject({ stage: "DITERIMA" });
    expect(house.logged).toContainEqual(expect.objectContaining({ event: "watch-done", purged: 1 }));

    at(0);
    const again = await house.report.request("/api/reports", post(request));
    expect([again.status, (await again.json()).code]).toEqual([410, "report-deleted"]);
    expect(await stored(id)).toHaveLength(1);
    house.logged.splice(0);
    at(24 * 1828);
    await watch();
    expect(house.logged).toContainEqual(expect.objectContaining({ event: "watch-done", purged: 0, failed: 0 }));
  });

  it("is not taken up again in the middle, and what was cut short goes on with the next run", async () => {
    const { id, status } = await ended();
    const before = await house.reports.status(id);
    at(24 * 1827);
    const [keyFile] = house.regency.keyFiles;
    const back = { kind: "stage", was: "TIDAK_DITERUSKAN", stage: "TELAAH" } as const;
    const jws = keyFile ? await signedEntry(house, keyFile, id, back) : "";
    const read = await readEntry(jws);
    if (!before || read.status !== "read" || read.entry.log !== "satgas") throw new Error("nothing to append");
    const { entry } = read;
    const answers: unknown[] = [];
    let deleted = 0;
    house.table.client.middlewareStack.add(
      (next, { commandName = "" }) =>
        async (args) => {
          if (commandName.startsWith("Delete")) deleted += 1;
          if (!commandName.startsWith("Delete") || deleted !== 40) return next(args);
          answers.push(await melati().act(id, back));
          // Whoever had looked before it was closed comes too late as well.
          answers.push(await house.reports.append(before, entry, jws, house.now(), house.policy));
          await house.reports.record(id, {
            event: "WRONG_PROOF",
            at: "2030-01-01T00",
            member: invented(isMemberId, "late"),
          });
          throw new Error("cut short");
        },
      { step: "initialize", name: "inTheMiddle" },
    );
    await expect(watch()).rejects.toThrow("some steps failed");
    expect(answers).toEqual(["not-found", "stage-moved"]);
    expect(await status()).toMatchObject({ code: "not-found" });
    expect(await stored(id)).toContainEqual(expect.objectContaining({ state: "closing", stage: "TIDAK_DITERUSKAN" }));
    // The second page at least.
    expect((await stored(id)).length).toBeGreaterThan(EVENTS - 100);
    await watch();
    expect(await stored(id)).toEqual([expect.objectContaining({ state: "deleted" })]);
  });
});

describe("bytes of an attempt that broke off", () => {
  it("go when they are older than a day and their hour has its turn, unless somebody tries again or a report has come of them", async () => {
    const [kept, given] = [await handIn(), await handIn()];
    const attempt = async (id: ReportId, text: string) => {
      const sealed = Buffer.from(text);
      await putBody(house.table, id, sealed, hourOf(house.now()));
      return keys.body(id, sealedHash(sealed));
    };
    const [orphan, beside, again] = [
      await attempt(invented(isReportId), "no report"),
      await attempt(given.id, "other bytes under its id"),
      await attempt(invented(isReportId, "B"), "tried again"),
    ];
    const there = async ({ pk, sk }: { pk: string; sk: string }) =>
      (await house.table.client.send(new GetCommand({ TableName: house.table.name, Key: { pk, sk } }))).Item !==
      undefined;
    const hours = new Set([hourOf(house.now())]);
    const sweepUntil = async (from: number, to: number) => {
      let swept = 0;
      for (let minutes = from * 60; minutes < to * 60; minutes += 5) {
        at(minutes / 60);
        // The turns of other hours find nothing of these.
        if (hours.has(sweptHour(house.now()))) swept += await house.bodies.sweep(house.now());
      }
      return swept;
    };
    const tryAgain = async (hoursAhead: number) => {
      at(hoursAhead);
      hours.add(hourOf(house.now()));
      await attempt(invented(isReportId, "B"), "tried again");
    };
    expect(await sweepUntil(1, 24)).toBe(0);
    await tryAgain(24);
    const first = await sweepUntil(24, 48);
    await tryAgain(48);
    // Every hour has its turn within 26 to 29 hours after it is a day old.
    expect(first + (await sweepUntil(48, 56))).toBe(2);
    expect(await Promise.all([orphan, beside, again].map(there))).toEqual([false, false, true]);
    expect(await sweepUntil(56, 104)).toBe(1);
    for (const { id } of [kept, given]) {
      const report = await house.reports.status(id);
      expect(report && (await house.reports.body(id, report.bodyHash))).toBeInstanceOf(Uint8Array);
    }
  });
});
