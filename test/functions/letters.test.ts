import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newsLetter } from "../../functions/letter.ts";
import { createMailer, type Mailer, NotSent } from "../../functions/mail.ts";
import { createWatch } from "../../functions/watch/handler.ts";
import { type LocalSes, startSes } from "../../infra/local/ses.ts";
import { HOUR_MS } from "../../shared/moment.ts";
import { following, type House, ORIGIN, openHouse, post, writeReport } from "../support/house.ts";
import { takeAddressees } from "../support/letters.ts";

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

const watchWith = (mail: Mailer) => createWatch({ ...house, mail, letter: newsLetter(ORIGIN) });
const sender = () => createMailer("posko@kpu.example", ses.endpoint, []);
const watch = () => watchWith(sender())();

/** The clock stands so many hours after the beginning of the present hour. */
const at = (hours: number) => {
  house.clock.offset = Math.floor(Date.now() / HOUR_MS) * HOUR_MS + hours * HOUR_MS + 60_000 - Date.now();
};

async function handIn() {
  const written = await writeReport(house, ["3316", "33", "01"], "cerita", { now: house.now().getTime() });
  await house.report.request("/api/reports", post(written.request));
  const { status, events } = following(house, written.keys);
  return { ...written, status, events };
}

const letters = () => takeAddressees(ses.endpoint);
const REGENCY = ["kartika.3316", "melati.3316"];

describe("letters", () => {
  it("that SES refuses stay ordered, and leave once it takes them again", async () => {
    at(0);
    const { status } = await handIn();
    const down: Mailer = () => Promise.reject(new NotSent(new Error("down")));
    await watchWith(down)();
    expect(house.logged).not.toContainEqual({ event: "letters-late", letters: 1 });
    at(0.6);
    await watchWith(down)();
    // It rings, whatever SES says.
    expect(house.logged).toContainEqual({ event: "letters-late", letters: 1 });
    expect(await status()).not.toHaveProperty("told");
    at(1);
    await watch();
    expect(await letters()).toEqual(REGENCY);
    expect(await status()).toHaveProperty("told");
    at(1.5);
    await watch();
    expect(await letters()).toEqual([]);
  });

  it("whose fate nobody knows are not repeated within ten minutes", async () => {
    at(0);
    const { status } = await handIn();
    let tries = 0;
    const lost: Mailer = () => {
      tries += 1;
      return Promise.reject(new Error("TimeoutError"));
    };
    for (const hours of [0, 0.05, 0.1]) {
      at(hours);
      await watchWith(lost)();
    }
    expect(tries).toBe(2);
    expect(await status()).not.toHaveProperty("told");
    at(0.4);
    await watch();
    expect(await letters()).toEqual(REGENCY);
  });

  it("are one for many reports, and one more when the quiet ends", async () => {
    at(0);
    for (let count = 0; count < 5; count += 1) await handIn();
    await watch();
    for (let count = 0; count < 5; count += 1) await handIn();
    await watch();
    expect(await letters()).toEqual(REGENCY);
    at(0.4);
    await watch();
    expect(await letters()).toEqual(REGENCY);
    at(0.8);
    await watch();
    expect(await letters()).toEqual([]);
  });

  it("and steps are done once when two runs overlap", async () => {
    at(0);
    const { events } = await handIn();
    for (const hours of [0, 25, 73, 98, 146]) {
      at(hours);
      await Promise.all([watch(), watch(), watch()]);
    }
    const sent = await letters();
    expect(sent).toEqual([...REGENCY, ...REGENCY, ...REGENCY, "sari.33", "sari.33", "sari.33", "ratna.01"].sort());
    expect((await events()).filter((event) => event.startsWith("CLIMBED"))).toEqual(["CLIMBED 01", "CLIMBED 33"]);
  });

  it("ordered while one is being sent are not lost with its note", async () => {
    at(0);
    await handIn();
    let late: Awaited<ReturnType<typeof handIn>> | undefined;
    const real = sender();
    const slow: Mailer = async (to, what, tags) => {
      await real(to, what, tags);
      if (late) return;
      late = await handIn();
      // Another run takes the step of the one that came in between: its letter is ordered, and may not leave yet.
      await watchWith(real)();
    };
    await watchWith(slow)();
    expect(await letters()).toEqual(REGENCY);
    expect(await late?.status()).not.toHaveProperty("told");
    at(0.4);
    await watch();
    expect(await letters()).toEqual(REGENCY);
    expect(await late?.status()).toHaveProperty("told");
  });

  it("that reached some of a Satgas leave to the others alone, until something new is ordered for all", async () => {
    at(0);
    const { status } = await handIn();
    const real = sender();
    const withoutMelati: Mailer = (to, what, tags) =>
      to.startsWith("melati") ? Promise.reject(new NotSent(new Error("refused"))) : real(to, what, tags);
    await watchWith(withoutMelati)();
    expect(await letters()).toEqual(["kartika.3316"]);
    // Somebody has heard, and it is said no more than that.
    expect(await status()).toHaveProperty("told");
    at(0.4);
    await watchWith(withoutMelati)();
    expect(await letters()).toEqual([]);
    at(0.6);
    await watch();
    expect(await letters()).toEqual(["melati.3316"]);

    await handIn();
    at(0.9);
    await watchWith(withoutMelati)();
    await handIn();
    at(1.2);
    await watch();
    expect(await letters()).toEqual(["kartika.3316", ...REGENCY]);
  });

  it("whose note is lost are written again once the quiet has ended, and no sooner", async () => {
    at(0);
    await handIn();
    const dying = { ...house.letters, recordSent: () => Promise.reject(new Error("killed")) };
    const run = createWatch({ ...house, letters: dying, mail: sender(), letter: newsLetter(ORIGIN) });
    await expect(run()).rejects.toThrow("some steps failed");
    await watch();
    expect(await letters()).toEqual(REGENCY);
    at(0.4);
    await watch();
    expect(await letters()).toEqual(REGENCY);
  });
});
