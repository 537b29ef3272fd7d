import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createAlert, type StreamBatch } from "../../functions/alert/handler.ts";
import { newsLetter } from "../../functions/letter.ts";
import { createMailer, type Mailer, NotSent } from "../../functions/mail.ts";
import { newReportIn } from "../../functions/table/stream.ts";
import { type LocalSes, startSes } from "../../infra/local/ses.ts";
import { pollStream } from "../../infra/local/streams.ts";
import type { ReportId } from "../../shared/kind.ts";
import { hourOf } from "../../shared/moment.ts";
import { DIFFICULTY, type House, ORIGIN, openHouse, post, writeReport } from "../support/house.ts";
import { lettersIn } from "../support/letters.ts";

let house: House;
let ses: LocalSes;
/** Real stream records of three reports, captured once from the engine. */
let batch: StreamBatch;
let ids: ReportId[];

const letter = newsLetter(ORIGIN);
const alertWith = (mail: Mailer) => createAlert({ ...house, mail, letter });
const sender = () => createMailer("posko@kpu.example", ses.endpoint, []);

async function recordsOf(count: number, own: House): Promise<StreamBatch> {
  const records: StreamBatch["Records"][number][] = [];
  const poller = pollStream(own.dynamodb, own.stream ?? "", async ({ Records }) => {
    records.push(...Records);
    return { batchItemFailures: [] };
  });
  const reports = () => records.filter((record) => newReportIn(record) !== undefined);
  await vi.waitFor(() => expect(reports()).toHaveLength(count), { timeout: 20_000 });
  await poller.stop();
  return { Records: records };
}

beforeAll(async () => {
  ses = await startSes();
});
afterAll(() => ses.stop());

beforeEach(async () => {
  house = await openHouse(undefined, { withStream: true });
  const written = await Promise.all([1, 2, 3].map(() => writeReport(house, ["3316", "33"])));
  for (const { request } of written) await house.report.request("/api/reports", post(request));
  ids = written.map(({ keys }) => keys.id);
  batch = await recordsOf(3, house);
  await fetch(`${ses.endpoint}/clear-store`, { method: "POST" });
});

describe("a letter", () => {
  it("goes once to each active member of the handling Satgas, however many reports a batch brings", async () => {
    expect(await alertWith(sender())(batch)).toEqual({ batchItemFailures: [] });
    const letters = await lettersIn(ses.endpoint);
    expect(letters.flatMap(({ destination }) => destination.to).sort()).toEqual([
      "kartika.3316@satgas.example",
      "melati.3316@satgas.example",
    ]);
  });

  it("says the same to everyone, always: nothing", async () => {
    await alertWith(sender())(batch);
    for (const { subject, body } of await lettersIn(ses.endpoint)) {
      expect(subject).toBe("Ada pembaruan pada sistem");
      expect(body.text).toBe(letter.text);
      expect(`${body.text}${body.html}`).not.toMatch(/3316|blora|kekerasan|seksual|laporan|satgas|report|\bsrc=/i);
    }
  });

  it("is not sent again when the batch is delivered again", async () => {
    await alertWith(sender())(batch);
    await alertWith(sender())(batch);
    expect(await lettersIn(ses.endpoint)).toHaveLength(2);
    for (const id of ids) {
      expect(await house.reports.events(id)).toEqual([{ event: "LETTER", at: expect.any(String), unit: "3316" }]);
      expect(await house.reports.status(id)).toMatchObject({ letterOrderedAt: expect.any(String) });
    }
  });

  it("is one in ten minutes, whatever arrives", async () => {
    const before = await lettersAfter(batch);
    const { request } = await writeReport(house, ["3316", "33"]);
    await house.report.request("/api/reports", post(request));
    expect([before, await lettersAfter(await recordsOf(4, house))]).toEqual([2, 2]);
  });

  async function lettersAfter(records: StreamBatch): Promise<number> {
    await alertWith(sender())(records);
    return (await lettersIn(ses.endpoint)).length;
  }

  it("raises the price of a stamp when reports become a flood, by their count alone", async () => {
    const difficulty = async () => (await (await house.coldReport().request("/api/directory")).json()).difficulty;
    await alertWith(sender())(batch);
    expect(await difficulty()).toBe(DIFFICULTY);
    await house.load.add(hourOf(new Date()), 1_000);
    expect(await difficulty()).toBeGreaterThanOrEqual(DIFFICULTY + 4);
  });
});

describe("when sending fails", () => {
  it("for one member, her colleague hears, and when the quiet ends she alone is written to", async () => {
    const real = sender();
    let broken = true;
    const mail: Mailer = (to, what, tags) =>
      broken && to.startsWith("melati") ? Promise.reject(new NotSent(new Error("down"))) : real(to, what, tags);
    const { batchItemFailures } = await alertWith(mail)(batch);
    // Somebody was told, and her letter stays ordered: `watch` sends it, if Lambda does not come first.
    expect(batchItemFailures).toEqual([]);
    expect(await lettersIn(ses.endpoint)).toHaveLength(1);
    broken = false;
    await alertWith(mail)(batch);
    expect(await lettersIn(ses.endpoint)).toHaveLength(1);
    house.clock.offset = 15 * 60_000;
    expect(await alertWith(mail)(batch)).toEqual({ batchItemFailures: [] });
    expect((await lettersIn(ses.endpoint)).map(({ destination }) => destination.to[0]).sort()).toEqual([
      "kartika.3316@satgas.example",
      "melati.3316@satgas.example",
    ]);
  });

  it("to everyone, no address and no message reach the log", async () => {
    const mail: Mailer = (to) => Promise.reject(new NotSent(new Error(`cannot reach ${to}`)));
    expect((await alertWith(mail)(batch)).batchItemFailures).toHaveLength(3);
    expect(house.logged).toContainEqual({ event: "letter-failed", error: "Error" });
    expect(JSON.stringify(house.logged)).not.toMatch(/satgas\.example|cannot reach/);
  });
});

describe("records of other kinds", () => {
  it("are passed by, as is a report that is gone or cannot be read, which `watch` says", async () => {
    const good = batch.Records.find((record) => newReportIn(record) !== undefined);
    const keysOf = (pk: string, sk = "REPORT") => ({ Keys: { pk: { S: pk }, sk: { S: sk } } });
    const { client, name } = house.table;
    const Item = { pk: "REPORT#x", sk: "REPORT", id: "x", seats: 1, clock: "REPORTS", due: "2026-11-22T04:00" };
    await client.send(new PutCommand({ TableName: name, Item }));
    const strangers: StreamBatch["Records"] = [
      {},
      { eventName: "REMOVE" },
      { eventName: "MODIFY", dynamodb: { ...good?.dynamodb } },
      { eventName: "INSERT", dynamodb: keysOf("FUTURE#1", "KIND") },
      { eventName: "INSERT", dynamodb: { Keys: { pk: { N: "1" } } } },
      { eventName: "INSERT", dynamodb: { SequenceNumber: "6", ...keysOf("REPORT#gone") } },
      { eventName: "INSERT", dynamodb: { SequenceNumber: "7", ...keysOf("REPORT#x") } },
    ];
    const answer = await alertWith(sender())({ Records: [...strangers, ...(good ? [good] : [])] });
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(await lettersIn(ses.endpoint)).toHaveLength(2);
  });

  it("bring keys and nothing of what a reporter sent", () => {
    for (const { dynamodb } of batch.Records) {
      expect(Object.keys(dynamodb ?? {})).toContain("Keys");
      expect(dynamodb).not.toHaveProperty("NewImage");
      expect(dynamodb).not.toHaveProperty("OldImage");
    }
  });
});
