import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newsLetter } from "../../functions/letter.ts";
import { createMailer } from "../../functions/mail.ts";
import { keys } from "../../functions/table/shape.ts";
import { createWatch } from "../../functions/watch/handler.ts";
import { type LocalSes, startSes } from "../../infra/local/ses.ts";
import { HOUR_MS } from "../../shared/moment.ts";
import { following, type House, ORIGIN, openHouse, post, writeReport } from "../support/house.ts";
import { takeAddressees } from "../support/letters.ts";
import { memberOf } from "../support/member.ts";
import { itemAt, putItem } from "../support/satgas.ts";

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
const watch = () => createWatch({ ...house, mail: createMailer("posko@kpu.example", ses.endpoint, []), letter })();

/** The clock stands so many hours after the beginning of the present hour. */
const at = (hours: number) => {
  house.clock.offset = Math.floor(Date.now() / HOUR_MS) * HOUR_MS + hours * HOUR_MS + 60_000 - Date.now();
};

async function handIn(seats: ("3316" | "33" | "01")[] = ["3316", "33", "01"]) {
  const written = await writeReport(house, seats, "cerita contoh", { now: house.now().getTime() });
  await house.report.request("/api/reports", post(written.request));
  const { status, events } = following(house, written.keys);
  return { ...written, id: written.keys.id, status, events };
}

const letters = () => takeAddressees(ses.endpoint);
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
    const { id } = await handIn(["3316", "33"]);
    const [regency, province, ri] = [house.regency, house.province, house.ri].map((satgas) =>
      memberOf(house, satgas.keyFiles[0]),
    );
    if (!regency || !province || !ri) throw new Error("the house has no such members");
    await watch();
    expect((await province.page()).reports).toEqual([]);
    at(73);
    await watch();
    for (const who of [regency, province]) {
      expect((await who.page()).reports).toEqual([{ id, arrived: expect.any(String), stage: "DITERIMA" }]);
      expect(await who.read(id)).toMatchObject({ status: "read" });
    }
    expect((await ri.page()).reports).toEqual([]);
    expect((await ri.report(id)).status).toBe(404);
    await province.open(id);
    expect((await province.page()).reports).toMatchObject([{ openedAt: expect.any(String) }]);
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

describe("a clock that cannot be read", () => {
  it("is said once and set aside, keeps no other from its step, and goes on once it can be read", async () => {
    at(0);
    const [broken, other] = [await handIn(["3316"]), await handIn(["3316"])];
    const stage = async (stage: string) =>
      putItem(house, keys.report(broken.id), { ...(await itemAt(house, keys.report(broken.id))), stage });
    // A newer release, that is.
    await stage("TAHAP_BARU");
    for (const hours of [0.1, 0.4]) {
      at(hours);
      await watch();
    }
    const said = house.logged.splice(0);
    expect(said.filter(({ event }) => event === "clock-unreadable")).toHaveLength(1);
    expect(said).toContainEqual(expect.objectContaining({ event: "watch-done", failed: 0 }));
    expect([await other.events(), await broken.events()]).toEqual([["LETTER 3316"], []]);
    await stage("DITERIMA");
    for (const hours of [2, 2.4]) {
      at(hours);
      await watch();
    }
    expect(await broken.events()).toEqual(["LETTER 3316"]);
  });
});
