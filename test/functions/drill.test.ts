import { beforeEach, describe, expect, it } from "vitest";
import { createDrill } from "../../functions/drill/handler.ts";
import { newsLetter } from "../../functions/letter.ts";
import { createWatch } from "../../functions/watch/handler.ts";
import { fromBase64url } from "../../shared/bytes.ts";
import { isWorkingDay } from "../../shared/calendar.ts";
import type { Directory, InboxMe, InboxPage, InboxReport, Readiness } from "../../shared/contract.ts";
import { drillTime } from "../../shared/drill.ts";
import { inspectEnvelope } from "../../shared/envelope.ts";
import { thumbprint, verifierOf } from "../../shared/key.ts";
import { HOUR_MS } from "../../shared/moment.ts";
import { readContent, reportSchema } from "../../shared/report.ts";
import { open } from "../../shared/seal.ts";
import { bearer, type House, memberToken, openHouse, post, writeReport } from "../support/house.ts";

let house: House;
beforeEach(async () => {
  house = await openHouse();
});

const drill = () => createDrill({ ...house, stack: "33", root: house.ri.thumbprint })();
/** Sets the clock to the last moment at which this month's drills have all begun, `days` later. */
const at = (days: number, months = 0) => {
  const now = new Date();
  house.clock.offset = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 21 + days) - Date.now();
};

async function ask<T>(member: number, path: string, body?: object): Promise<T> {
  const keyFile = house.regency.keyFiles[member];
  if (!keyFile) throw new Error("nobody sits there");
  const { headers } = bearer(await memberToken(keyFile, Date.now() + house.clock.offset));
  const init = body ? post(body) : {};
  const answer = await house.inbox.request(`/api/inbox/${path}`, { ...init, headers: { ...init.headers, ...headers } });
  return (await answer.json()) as T;
}
const readiness = async () => (await ask<InboxMe>(0, "me")).readiness;
const rows = async () => (await ask<InboxPage>(0, "reports")).reports;

async function contentOf(id: string | undefined) {
  const { sealed } = await ask<InboxReport>(0, `reports/${id}`);
  const opened = await open(fromBase64url(sealed), house.regency.privateKey.identity);
  const read = readContent(reportSchema, opened.status === "opened" ? opened.content : {});
  if (read.status !== "read") throw new Error(read.status);
  return read.value;
}
const tokenIn = async (id: string | undefined): Promise<string> => (await contentOf(id)).drill ?? "";
const redUnits = async () => {
  const { satgas } = (await (await house.coldReport().request("/api/directory")).json()) as Directory;
  return satgas.filter(({ red }) => red).map(({ unit }) => unit);
};
describe("a readiness drill", () => {
  it("comes once a month to each Satgas of the stack, and its members cannot tell it from a report before they open it", async () => {
    expect(await readiness()).toEqual({ unit: "3316", state: "amber" });
    at(0);
    await Promise.all([drill(), drill()]);
    await drill();
    const [row, ...more] = await rows();
    expect(more).toEqual([]);
    const real = await writeReport(house, ["3316", "33", "01"]);
    await house.report.request("/api/reports", post(real.request));
    const [one, other] = await Promise.all([house.reports.get(row?.id ?? ""), house.reports.get(real.request.id)]);
    const shape = (report: typeof one) => ({
      fields: Object.keys(report ?? {})
        .filter((field) => field !== "drill")
        .sort(),
      seats: report?.seats.map(({ unit, state }) => ({ unit, state })),
      envelope: report && inspectEnvelope(report.sealed),
    });
    expect(shape(one)).toEqual(shape(other));
    expect([one?.drill, other?.drill]).toEqual([true, undefined]);
    const [drilled, reported] = [await rows(), await ask<InboxReport>(0, `reports/${row?.id}`)];
    expect(JSON.stringify([drilled, reported])).not.toContain("drill");
    expect(await readiness()).toMatchObject({ state: "amber", opened: 0, needed: 2 });
    // KPU RI is drilled in its own stack.
    expect(await house.readiness.get("01")).toBeUndefined();
    expect(await house.readiness.get("33")).toMatchObject({ needed: 1 });
  });

  it("turns green when two members have opened it, and one of them twice is not two", async () => {
    at(0);
    await drill();
    const token = await tokenIn((await rows())[0]?.id);
    expect(await ask<Readiness>(0, "drill", { token })).toMatchObject({ state: "amber", opened: 1 });
    expect(await ask<Readiness>(0, "drill", { token })).toMatchObject({ state: "amber", opened: 1 });
    expect(await ask<Readiness>(1, "drill", { token: "A".repeat(43) })).toMatchObject({ opened: 1 });
    expect(await ask<Readiness>(1, "drill", { token })).toMatchObject({ state: "green", opened: 2 });
    at(8);
    await drill();
    expect(await readiness()).toMatchObject({ state: "green" });
  });

  it("turns red after a week, stays so through the next month, and green once it is opened", async () => {
    at(0);
    await drill();
    at(6);
    await drill();
    expect(await redUnits()).toEqual([]);
    at(8);
    await drill();
    expect(await redUnits()).toEqual(["33", "3316"]);
    // She who still holds an older list is not refused.
    const real = await writeReport(house, ["3316"]);
    expect((await house.report.request("/api/reports", post(real.request))).status).toBe(201);
    const before = new Set((await rows()).map(({ id }) => id));
    at(0, 1);
    await drill();
    expect(await redUnits()).toEqual(["33", "3316"]);
    const token = await tokenIn((await rows()).find(({ id }) => !before.has(id))?.id);
    await ask(0, "drill", { token });
    await ask(1, "drill", { token });
    expect(await redUnits()).toEqual(["33"]);
  });

  it("is passed when all who are left have opened it, and a Satgas without anybody is red at once", async () => {
    at(0);
    await drill();
    const token = await tokenIn((await rows())[0]?.id);
    await ask(0, "drill", { token });
    const [first, second] = await Promise.all(
      house.regency.keyFiles.map(({ signer }) => thumbprint(verifierOf(signer))),
    );
    const revoke = async (id: string | undefined) => {
      const member = (await house.satgas.activeMembers("3316")).find((one) => one.id === id);
      if (member) await house.satgas.putMember({ ...member, state: "revoked" });
    };
    await revoke(second);
    at(8);
    await drill();
    expect(await readiness()).toMatchObject({ state: "green" });
    await revoke(first);
    await drill();
    expect(await redUnits()).toEqual(["33", "3316"]);
  });

  it("may be filed as a drill and as nothing else, and a report never as one", async () => {
    at(0);
    await drill();
    const real = await writeReport(house, ["3316"]);
    await house.report.request("/api/reports", post(real.request));
    const drilled = (await rows()).find(({ id }) => id !== real.request.id)?.id ?? "";
    const move = async (id: string, from: string, to: string) => {
      const answer = await ask<{ stage?: string; code?: string }>(0, `reports/${id}/stage`, { from, to });
      return answer.code ?? answer.stage;
    };
    await ask(0, `reports/${real.request.id}/opened`, { proof: real.content.proof });
    await ask(0, `reports/${drilled}/opened`, { proof: (await contentOf(drilled)).proof });
    expect(await move(real.request.id, "DITERIMA", "LATIHAN")).toBe("no-such-step");
    expect(await move(real.request.id, "DITERIMA", "TELAAH")).toBe("TELAAH");
    for (const to of ["TELAAH", "DICABUT"]) expect(await move(drilled, "DITERIMA", to)).toBe("no-such-step");
    expect(await move(drilled, "DITERIMA", "LATIHAN")).toBe("LATIHAN");
    expect(await move(drilled, "LATIHAN", "TELAAH")).toBe("no-such-step");
  });

  it("has its two letters, climbs nowhere, alarms nobody, and is gone after ninety days", async () => {
    at(0);
    await drill();
    const sent: string[] = [];
    const mail = async (to: string) => void sent.push(to.split("@")[0] ?? "");
    const watch = createWatch({ ...house, mail, letter: newsLetter("https://posko.example") });
    for (const days of [0.1, 1.2, 4, 30, 89]) {
      at(days);
      await watch();
    }
    const everybody = ["kartika.3316", "melati.3316", "sari.33"];
    expect(sent.sort()).toEqual([...everybody, ...everybody].sort());
    expect(house.logged).not.toContainEqual({ event: "unread" });
    expect(await rows()).toHaveLength(1);
    at(91);
    await watch();
    expect(await rows()).toEqual([]);
  });

  it("is not sent where no vouched key stands", async () => {
    const elsewhere = createDrill({ ...house, stack: "33", root: "A".repeat(43) });
    at(0);
    await elsewhere();
    expect(await rows()).toEqual([]);
  });
});

describe("its time", () => {
  it("lies in office hours on a working day among the first twenty, and is not the same everywhere", () => {
    // Idulfitri and the collective leave around it, in March 2026.
    for (const unit of ["3316", "33", "7171", "9471", "1101", "5371"]) {
      const day = new Date(drillTime(unit, "2026-03").getTime() + 7 * HOUR_MS);
      expect(isWorkingDay(new Date(day.toISOString().slice(0, 10)))).toBe(true);
    }
    const times = ["3316", "33", "7171", "9471"].map((unit) => drillTime(unit, "2026-11"));
    expect(new Set(times.map(String)).size).toBe(4);
    for (const time of times) expect(time.getUTCDate()).toBeLessThanOrEqual(20);
    // 08:00 to 15:00 in Jayapura, nine hours ahead.
    expect((drillTime("9471", "2026-11").getUTCHours() + 9) % 24).toBeGreaterThanOrEqual(8);
    expect((drillTime("9471", "2026-11").getUTCHours() + 9) % 24).toBeLessThan(16);
  });
});
