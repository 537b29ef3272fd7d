import { GetCommand, ScanCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addressTag } from "../../functions/address-tag.ts";
import { createAlert } from "../../functions/alert/handler.ts";
import { createBounce } from "../../functions/bounce/handler.ts";
import { newsLetter } from "../../functions/letter.ts";
import { createMailer, type Mailer } from "../../functions/mail.ts";
import { putBody, sealedHash } from "../../functions/table/body.ts";
import { keys } from "../../functions/table/shape.ts";
import { createWatch } from "../../functions/watch/handler.ts";
import { type LocalSes, startSes } from "../../infra/local/ses.ts";
import type { MailboxStatus } from "../../shared/contract.ts";
import { HOUR_MS, hourOf } from "../../shared/moment.ts";
import { bearer, type House, memberToken, ORIGIN, openHouse, post, writeReport } from "../support/house.ts";
import { lettersIn } from "../support/letters.ts";

let ses: LocalSes;
let house: House;
beforeAll(async () => {
  ses = await startSes();
});
afterAll(() => ses.stop());
beforeEach(async () => {
  house = await openHouse();
  await fetch(`${ses.endpoint}/clear-store`, { method: "POST" });
});

const letter = newsLetter(ORIGIN);
const watchWith = (mail: Mailer) => createWatch({ ...house, mail, letter });
const sender = () => createMailer("posko@kpu.example", ses.endpoint, []);
const watch = () => watchWith(sender())();

/** The clock stands so many hours after the beginning of the present hour. */
const at = (hours: number) => {
  house.clock.offset = Math.floor(Date.now() / HOUR_MS) * HOUR_MS + hours * HOUR_MS + 60_000 - Date.now();
};

async function handIn(seats: ("3316" | "33" | "01")[] = ["3316", "33", "01"]) {
  const written = await writeReport(house, seats);
  await house.report.request("/api/reports", post(written.request));
  const status = async () =>
    (await (await house.report.request("/api/mailbox", bearer(written.keys.token))).json()) as MailboxStatus;
  const events = async () =>
    (await house.reports.events(written.request.id)).map(({ event, unit = "" }) => `${event} ${unit}`.trim()).sort();
  return { ...written, status, events };
}

/** To whom letters went since the last look. */
async function letters(): Promise<string[]> {
  const sent = (await lettersIn(ses.endpoint)).map(({ destination }) => destination.to[0]?.split("@")[0] ?? "");
  await fetch(`${ses.endpoint}/clear-store`, { method: "POST" });
  return sent.sort();
}
const REGENCY = ["kartika.3316", "melati.3316"];

describe("a report whose stream record was lost", () => {
  it("is told, reminded, climbs seat by seat and ends in an alarm that returns; its history tells all of it", async () => {
    at(0);
    const { status, events } = await handIn();
    expect(await status()).not.toHaveProperty("told");
    const visits: [hours: number, letters: string[], unread: number][] = [
      [0.1, REGENCY, 0],
      [0.4, [], 0],
      [23, [], 0],
      [25, REGENCY, 0],
      [71, [], 0],
      // Whoever it passed hears of it once.
      [72.5, [...REGENCY, "sari.33"], 0],
      [73, [], 0],
      [98, ["sari.33"], 0],
      [145, ["ratna.01", "sari.33"], 0],
      [146, [], 0],
      [171, ["ratna.01"], 0],
      [218, ["ratna.01"], 1],
      [219, [], 0],
      [387, ["ratna.01"], 1],
    ];
    for (const [hours, expected, unread] of visits) {
      at(hours);
      await watch();
      expect([hours, await letters()]).toEqual([hours, expected]);
      expect(house.logged.splice(0).filter(({ event }) => event === "unread")).toHaveLength(unread);
    }
    expect(await status()).toMatchObject({ told: true, climbedAt: expect.any(String), stage: "DITERIMA" });
    expect(await events()).toEqual(
      [
        ...["LETTER 3316", "REMINDED 3316", "CLIMBED 33", "LETTER 33", "REMINDED 33"],
        ...["CLIMBED 01", "LETTER 01", "REMINDED 01", "UNREAD 01", "UNREAD 01"],
      ].sort(),
    );
    expect(JSON.stringify(house.logged)).not.toMatch(/satgas\.example|REPORT#/);
  });

  it("is in the inbox of each Satgas that has had it, and in no other", async () => {
    at(0);
    const { request, content } = await handIn(["3316", "33"]);
    const asked = async (who: House["regency"], path: string, init: RequestInit = {}) => {
      const [keyFile] = who.keyFiles;
      if (!keyFile) throw new Error("nobody sits in this Satgas");
      const token = await memberToken(keyFile, Date.now() + house.clock.offset);
      return house.inbox.request(`/api/inbox/${path}`, {
        ...init,
        headers: { ...init.headers, ...bearer(token).headers },
      });
    };
    const list = async (who: House["regency"]) => (await (await asked(who, "reports")).json()).reports;
    await watch();
    expect(await list(house.province)).toEqual([]);
    at(73);
    await watch();
    for (const who of [house.regency, house.province]) {
      expect(await list(who)).toEqual([{ id: request.id, arrived: expect.any(String), stage: "DITERIMA" }]);
    }
    expect(await list(house.ri)).toEqual([]);
    expect((await asked(house.ri, `reports/${request.id}`)).status).toBe(404);
    expect(await (await asked(house.province, `reports/${request.id}`)).json()).toMatchObject({ gen: 1 });
    const proof = await asked(house.province, `reports/${request.id}/opened`, post({ proof: content.proof }));
    expect(proof.status).toBe(200);
    expect(await list(house.province)).toMatchObject([{ openedAt: expect.any(String) }]);
    await letters();
    // Its clock has stopped: nobody is written to about it, until its stage has lasted too long.
    at(80);
    await watch();
    at(73 + 24 * 10);
    await watch();
    // Both that have it hear of its stage: either may be handling the case.
    expect(await letters()).toEqual([...REGENCY, "sari.33"]);
    expect(house.logged).not.toContainEqual({ event: "unread" });
  });
});

describe("an address that letters do not reach", () => {
  const addressOf = async (member: string) =>
    (await house.satgas.activeMembers("3316")).find(({ id }) => id === member)?.email ?? "";
  const feedback = async (member: string, eventType = "Bounce", bounceType = "Permanent", address?: string) => ({
    Records: [
      {
        Sns: {
          Message: JSON.stringify({
            eventType,
            ...(eventType === "Bounce" && { bounce: { bounceType } }),
            mail: {
              tags: { member: [member], unit: ["3316"], address: [addressTag(address ?? (await addressOf(member)))] },
            },
          }),
        },
      },
    ],
  });
  const ids = async () => (await house.satgas.activeMembers("3316")).map(({ id }) => id);

  it("is marked and gets no letter; colleagues see it; when it was the last one, the report goes on at once", async () => {
    at(0);
    const { events } = await handIn();
    await watch();
    await letters();
    const bounce = createBounce(house);
    const [first = "", second = ""] = await ids();
    await bounce(await feedback(first, "Bounce", "Transient"));
    // Of a letter that went to an address she no longer has.
    await bounce(await feedback(first, "Bounce", "Permanent", "former@satgas.example"));
    expect((await house.satgas.activeMembers("3316")).filter(({ bounced }) => bounced)).toEqual([]);
    await bounce(await feedback(first, "Complaint"));
    await bounce(await feedback(first));
    const [keyFile] = house.regency.keyFiles;
    const token = keyFile && (await memberToken(keyFile, Date.now() + house.clock.offset));
    const me = await house.inbox.request("/api/inbox/me", bearer(token ?? ""));
    expect((await me.json()).unreachable).toHaveLength(1);
    for (const hours of [0.4, 25]) {
      at(hours);
      await watch();
    }
    expect(await letters()).toHaveLength(1);
    at(26);
    await bounce(await feedback(second));
    await watch();
    expect(await letters()).toEqual(["sari.33"]);
    expect(await events()).toContain("CLIMBED 33");
    expect(house.logged).toContainEqual({ event: "address-marked", left: 0 });
  });

  it("is not guessed from what SES did not say", async () => {
    const bounce = createBounce(house);
    const [first = ""] = await ids();
    await bounce({ Records: [{}, { Sns: { Message: "{" } }, { Sns: { Message: '{"eventType":"Bounce"}' } }] });
    await bounce({
      Records: [
        { Sns: { Message: (await feedback(first)).Records[0]?.Sns.Message.replace('["3316"]', '["33"]') ?? "" } },
      ],
    });
    expect((await house.satgas.activeMembers("3316")).filter(({ bounced }) => bounced)).toEqual([]);
    expect(house.logged.filter(({ event }) => event === "feedback-unreadable")).toHaveLength(3);
  });
});

describe("a Satgas in which nobody can be reached", () => {
  const revokeAll = async () => {
    for (const member of await house.satgas.activeMembers("3316")) {
      await house.satgas.putMember({ ...member, state: "revoked" });
    }
  };

  it("is told to the operator at once by whoever sees it first, and hears at once when somebody can be", async () => {
    at(0);
    const members = await house.satgas.activeMembers("3316");
    await revokeAll();
    const { request } = await handIn(["3316"]);
    const alert = createAlert({ ...house, mail: sender(), letter });
    const { pk, sk } = keys.report(request.id);
    const Keys = { pk: { S: pk }, sk: { S: sk } };
    await alert({ Records: [{ eventName: "INSERT", dynamodb: { SequenceNumber: "1", Keys } }] });
    expect(house.logged.filter(({ event }) => event === "unread")).toHaveLength(1);
    at(1);
    for (const member of members) await house.satgas.putMember(member);
    await house.clocks.makeDueNow("3316", house.now());
    await watch();
    expect(await letters()).toEqual(REGENCY);
  });

  it("is told again for a case that was opened and waits", async () => {
    at(0);
    const { request, content } = await handIn(["3316"]);
    const [keyFile] = house.regency.keyFiles;
    if (!keyFile) throw new Error("nobody sits in this Satgas");
    const { headers } = bearer(await memberToken(keyFile, Date.now() + house.clock.offset));
    const init = post({ proof: content.proof });
    const path = `/api/inbox/reports/${request.id}/opened`;
    expect((await house.inbox.request(path, { ...init, headers: { ...init.headers, ...headers } })).status).toBe(200);
    await revokeAll();
    at(24 * 10);
    await watch();
    expect(house.logged).toContainEqual({ event: "unread" });
  });
});

describe("what was kept long enough", () => {
  async function withdrawn() {
    const handed = await handIn();
    const [keyFile] = house.regency.keyFiles;
    if (!keyFile) throw new Error("nobody sits in this Satgas");
    const say = async (path: string, body: object) => {
      const { headers } = bearer(await memberToken(keyFile, Date.now() + house.clock.offset));
      const init = post(body);
      return house.inbox.request(`/api/inbox/reports/${handed.request.id}/${path}`, {
        ...init,
        headers: { ...init.headers, ...headers },
      });
    };
    expect((await say("stage", { from: "DITERIMA", to: "TELAAH" })).status).toBe(422);
    await say("opened", { proof: handed.content.proof });
    expect((await say("stage", { from: "DITERIMA", to: "SELESAI" })).status).toBe(422);
    expect((await say("stage", { from: "DITERIMA", to: "DICABUT" })).status).toBe(200);
    expect((await say("stage", { from: "DITERIMA", to: "TELAAH" })).status).toBe(409);
    expect(await handed.status()).toMatchObject({ stage: "DICABUT" });
    const { id } = handed.request;
    // More than one page of each kind holds.
    for (let count = 0; count < 400; count += 1) {
      await house.reports.record(id, { event: "OPENED", at: hourOf(new Date(count * HOUR_MS)), member: "x" });
    }
    return { ...handed, id, say };
  }

  /** Everything that is stored under an id, in whichever partition. */
  async function stored(id: string): Promise<Record<string, unknown>[]> {
    const { client, name } = house.table;
    const { Items = [] } = await client.send(new ScanCommand({ TableName: name }));
    return Items.filter(({ pk }) => String(pk).endsWith(id));
  }

  it("goes with all that belongs to it; a tombstone stays, and refuses that report for ever", async () => {
    at(0);
    const { id, request, status } = await withdrawn();
    const other = await handIn();
    at(24 * 1825);
    await watch();
    const seen = await house.reports.status(id);
    expect(seen && (await house.clocks.purge({ ...seen, stage: "SELESAI" }, house.now()))).toBe(false);
    expect(await stored(id)).toHaveLength(3 + 402);
    expect(await status()).toMatchObject({ stage: "DICABUT" });
    at(24 * 1827);
    await watch();
    expect(await status()).toMatchObject({ code: "not-found" });
    const month = house.now().toISOString().slice(0, 7);
    expect(await stored(id)).toEqual([{ ...keys.report(id), id, state: "deleted", month }]);
    expect(await other.status()).toMatchObject({ stage: "DITERIMA" });
    expect(house.logged).toContainEqual(expect.objectContaining({ event: "watch-done", purged: 1 }));

    const again = await house.report.request("/api/reports", post(request));
    expect([again.status, (await again.json()).code]).toEqual([410, "report-deleted"]);
    expect(await stored(id)).toHaveLength(1);
    house.logged.splice(0);
    at(24 * 1828);
    await watch();
    expect(house.logged).toContainEqual(expect.objectContaining({ event: "watch-done", purged: 0, failed: 0 }));
  });

  it("is not taken up again in the middle, and what was cut short goes on with the next run", async () => {
    at(0);
    const { id, say, content, status } = await withdrawn();
    const before = await house.reports.status(id);
    if (!before) throw new Error("it is not there");
    at(24 * 1827);
    const answers: unknown[] = [];
    let deleted = 0;
    house.table.client.middlewareStack.add(
      (next, { commandName = "" }) =>
        async (args) => {
          if (commandName.startsWith("Delete")) deleted += 1;
          if (!commandName.startsWith("Delete") || deleted !== 150) return next(args);
          for (const [path, body] of [
            ["stage", { from: "DICABUT", to: "TELAAH" }],
            ["opened", { proof: content.proof }],
          ] as const) {
            answers.push((await say(path, body)).status);
          }
          // Whoever had looked before it was closed comes too late as well.
          answers.push(await house.reports.setStage(before, "TELAAH", "x", house.now(), () => undefined));
          await house.reports.markOpened(before, { unit: "3316", id: "late" }, house.now(), () => undefined);
          throw new Error("cut short");
        },
      { step: "initialize", name: "inTheMiddle" },
    );
    await expect(watch()).rejects.toThrow("some steps failed");
    expect(answers).toEqual([404, 404, false]);
    expect(await status()).toMatchObject({ code: "not-found" });
    expect(await stored(id)).toContainEqual(expect.objectContaining({ state: "closing", stage: "DICABUT" }));
    expect((await stored(id)).length).toBeGreaterThan(200);
    await watch();
    expect(await stored(id)).toEqual([expect.objectContaining({ state: "deleted" })]);
  });
});

describe("what cannot be read", () => {
  it("is said once, set aside, and keeps no other from its step; it comes back once it can be read", async () => {
    at(0);
    const broken = await handIn();
    const other = await handIn();
    const stage = (value: string) =>
      house.table.client.send(
        new UpdateCommand({
          TableName: house.table.name,
          Key: keys.report(broken.request.id),
          UpdateExpression: "SET stage = :stage",
          ExpressionAttributeValues: { ":stage": value },
        }),
      );
    // A newer release, that is.
    await stage("TAHAP_BARU");
    for (const hours of [0.1, 0.4]) {
      at(hours);
      await watch();
    }
    const said = house.logged.splice(0);
    expect(said.filter(({ event }) => event === "clock-unreadable")).toHaveLength(1);
    expect(said).toContainEqual(expect.objectContaining({ event: "watch-done", failed: 0 }));
    expect(await other.status()).toHaveProperty("told");
    await stage("DITERIMA");
    for (const hours of [25, 25.4]) {
      at(hours);
      await watch();
    }
    expect(await broken.events()).toContainEqual("LETTER 3316");
  });
});

describe("bytes of an attempt that broke off", () => {
  it("go within two days, unless somebody tries again or a report has come of them", async () => {
    at(0);
    const [kept, given, retried] = [await handIn(), await handIn(), await handIn()];
    const attempt = async (id: string, text: string) => {
      const sealed = Buffer.from(text);
      await putBody(house.table, id, sealed, hourOf(house.now()));
      return keys.body(id, sealedHash(sealed));
    };
    const [orphan, beside, again] = [
      await attempt("A".repeat(43), "no report"),
      await attempt(given.request.id, "other bytes under its id"),
      await attempt("B".repeat(43), "tried again"),
    ];
    const there = async ({ pk, sk }: { pk: string; sk: string }) =>
      (await house.table.client.send(new GetCommand({ TableName: house.table.name, Key: { pk, sk } }))).Item !==
      undefined;
    const sweepUntil = async (from: number, to: number) => {
      let swept = 0;
      for (let minutes = from * 60; minutes < to * 60; minutes += 5) {
        at(minutes / 60);
        swept += await house.bodies.sweep(house.now());
      }
      return swept;
    };
    expect(await sweepUntil(1, 24)).toBe(0);
    at(24);
    await attempt("B".repeat(43), "tried again");
    expect(await sweepUntil(24, 49)).toBe(2);
    expect(await Promise.all([orphan, beside, again].map(there))).toEqual([false, false, true]);
    expect(await sweepUntil(49, 76)).toBe(1);
    for (const { request } of [kept, given, retried]) expect(await house.reports.get(request.id)).toBeDefined();
  });
});
