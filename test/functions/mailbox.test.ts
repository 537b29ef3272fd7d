import { brotliDecompressSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { createReportApp } from "../../functions/report/app.ts";
import { createReportStore } from "../../functions/table/report.ts";
import { keys } from "../../functions/table/shape.ts";
import { fromTextJws } from "../../shared/jws.ts";
import { newReceipt } from "../../shared/receipt.ts";
import { reporterKeys } from "../../shared/reporter.ts";
import { verifyRoll } from "../../shared/satgas/roll.ts";
import { recipientHash, verifyChain } from "../../shared/satgas/vouch.ts";
import { bearer, DIFFICULTY, type House, openHouse, post, tokenOf, voiceToken, writeReport } from "../support/house.ts";
import { itemAt, putItem } from "../support/satgas.ts";

/** What a reporter's browser asks for, before and after it hands in. */

let house: House;
let written: Awaited<ReturnType<typeof writeReport>>;

beforeAll(async () => {
  house = await openHouse();
  written = await writeReport(house, ["3316", "33"]);
  expect((await house.report.request("/api/reports", post(written.request))).status).toBe(201);
});

describe("the directory", () => {
  it("is the same bytes for everybody, with the server's date", async () => {
    const [plain, brotli] = await Promise.all(
      ["identity", "gzip, br"].map((coding) =>
        house.report.request("/api/directory", { headers: { "accept-encoding": coding } }),
      ),
    );
    if (!plain || !brotli) throw new Error("no answer");
    const text = await plain.text();
    expect(brotli.headers.get("content-encoding")).toBe("br");
    expect(brotliDecompressSync(await brotli.arrayBuffer()).toString()).toBe(text);
    expect(Math.abs(Date.parse(plain.headers.get("date") ?? "") - Date.now())).toBeLessThan(60_000);
    expect(plain.headers.get("cache-control")).toBe("no-store");
    const { difficulty, hour, satgas } = JSON.parse(text);
    expect([difficulty, Object.keys(satgas).sort()]).toEqual([DIFFICULTY, ["01", "33", "3316"]]);
    expect(hour).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}$/);
  });

  it("leads from the root to each Satgas, its roll and its recipient", async () => {
    const { satgas } = await (await house.report.request("/api/directory")).json();
    const vouchOf = (unit: string) => satgas[unit] && fromTextJws(satgas[unit].vouch, "vouch+jwt");
    const chain = await verifyChain(vouchOf, "3316", { root: house.root, now: Date.now() / 1000 });
    if (chain.status !== "trusted") throw new Error(chain.status);
    const roll = await verifyRoll(fromTextJws(satgas["3316"].roll, "roll+jws"), chain.key);
    expect(roll?.members).toHaveLength(2);
    const answer = await house.report.request(`/api/recipients/3316/${chain.key.gen}`);
    const { recipient } = await answer.json();
    expect(await recipientHash(recipient)).toBe(chain.key.recipient);
    // A generation has one recipient for ever.
    expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  });

  it("is not taken down by a Satgas whose roll cannot be taken apart, which is said", async () => {
    const own = await openHouse();
    const current = await itemAt(own, keys.satgas("3316"));
    await putItem(own, keys.satgas("3316"), { ...current, roll: "a.b.c" });
    const { satgas } = await (await own.coldReport().request("/api/directory")).json();
    expect(Object.keys(satgas).sort()).toEqual(["01", "33"]);
  });

  it("has no recipient for a unit without a Satgas, a generation that never was, and junk", async () => {
    const paths = [
      "3374/1",
      "3316/2",
      "9999/1",
      "3316/0",
      "3316/1e1",
      "3316/",
      "x/1",
      "__proto__/1",
      "%00/1",
      "3316/123456",
    ];
    for (const path of paths) {
      const answer = await house.report.request(`/api/recipients/${path}`);
      expect([path, answer.status, (await answer.json()).code]).toEqual([path, 404, "not-found"]);
      expect(answer.headers.get("cache-control")).toBe("no-store");
    }
  });
});

describe("a mailbox", () => {
  const mailbox = (init: RequestInit) => house.report.request("/api/mailbox", init);

  it("shows her who has the code what became of her report, with the entries that her page verifies", async () => {
    const answer = await mailbox(bearer(await voiceToken(written.keys)));
    expect(await answer.json()).toEqual({
      stage: "DITERIMA",
      arrived: written.request.hour,
      logs: { reporter: [written.request.entry], satgas: [] },
    });
  });

  it("looks the same for a code that nobody has, a token for another stack, of another kind, junk and none", async () => {
    const nobody = await reporterKeys(newReceipt());
    const [keyFile] = house.regency.keyFiles;
    const [header = "", payload = ""] = (await voiceToken(written.keys)).split(".");
    const [, , signature = ""] = (await voiceToken(nobody)).split(".");
    const tokens = [
      await voiceToken(nobody),
      await voiceToken(written.keys, Date.now(), "https://other.example"),
      keyFile ? await tokenOf(keyFile) : "",
      `${header}.${payload}.${signature}`,
      `${header}.${payload}.`,
      written.keys.id,
      "x",
    ];
    const answers = await Promise.all([...tokens.map(bearer), {}].map(mailbox));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
  });

  it("tells a device whose clock is ten minutes off that it is, whether its code is known or not", async () => {
    const nobody = await reporterKeys(newReceipt());
    for (const keys of [written.keys, nobody]) {
      for (const minutes of [-10, 10]) {
        const answer = await mailbox(bearer(await voiceToken(keys, Date.now() + minutes * 60_000)));
        expect([answer.status, (await answer.json()).code]).toEqual([401, "clock-off"]);
      }
    }
  });
});

describe("a form in a sandboxed frame", () => {
  it("may ask from the origin null, and no cookie is ever involved", async () => {
    const preflight = await house.report.request("/api/reports", {
      method: "OPTIONS",
      headers: {
        origin: "null",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
      },
    });
    expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
    expect(preflight.headers.get("access-control-allow-credentials")).toBeNull();
    const response = await house.report.request("/api/directory", { headers: { origin: "null" } });
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.get("access-control-expose-headers")).toBe("date");
    expect(response.headers.get("set-cookie")).toBeNull();
  });
});

it("when the table does not answer, she is told to try again, and nothing is said of why", async () => {
  const broken = createReportStore({ ...house.table, name: "no-such-table" });
  const app = createReportApp({ ...house, reports: broken, difficulty: DIFFICULTY });
  const response = await app.request("/api/reports", post(written.request));
  const text = await response.text();
  expect(response.status).toBe(503);
  expect(JSON.parse(text).code).toBe("unavailable");
  expect(text).not.toMatch(/no-such-table|ResourceNotFound|dynamo/i);
});
