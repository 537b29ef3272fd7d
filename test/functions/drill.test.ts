import { beforeEach, describe, expect, it } from "vitest";
import { createDrill } from "../../functions/drill/handler.ts";
import { newsLetter } from "../../functions/letter.ts";
import { keys } from "../../functions/table/shape.ts";
import { createWatch } from "../../functions/watch/handler.ts";
import { isWorkingDay } from "../../shared/calendar.ts";
import { readEntry } from "../../shared/content/entry.ts";
import type { Directory } from "../../shared/contract.ts";
import { drillTime } from "../../shared/drill.ts";
import { inspectEnvelope } from "../../shared/envelope.ts";
import { newSigner, verifierOf } from "../../shared/key.ts";
import { isHash } from "../../shared/kind.ts";
import { HOUR_MS } from "../../shared/moment.ts";
import { openText } from "../../shared/open.ts";
import { signRoll } from "../../shared/satgas/roll.ts";
import { newIdentity } from "../../shared/seal.ts";
import type { Stage } from "../../shared/stage.ts";
import { fromOf, openedBy, signedEntry } from "../support/entry.ts";
import { type House, ORIGIN, openHouse, post, STACK, writeReport } from "../support/house.ts";
import { invented } from "../support/invented.ts";
import { memberOf } from "../support/member.ts";
import { itemAt, putItem, rotate } from "../support/satgas.ts";

let house: House;
beforeEach(async () => {
  house = await openHouse();
});

const drill = () => createDrill(house)();
/** Sets the clock to the last moment at which next month's drills have all begun, `days` later. */
const at = (days: number, months = 0) => {
  const now = new Date();
  house.clock.offset = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1 + months, 21 + days) - Date.now();
};

const member = (index: number) => memberOf(house, house.regency.keyFiles[index]);
const readiness = async () => (await member(0).me()).readiness;
const rows = async () => (await member(0).page()).reports;
/** The id of the one report that is there. */
const newest = async (known: readonly string[] = []) => {
  const [row] = (await rows()).filter(({ id }) => !known.includes(id));
  if (!row) throw new Error("no drill has come");
  return row.id;
};
const redUnits = async () => {
  const { satgas } = (await (await house.coldReport().request("/api/directory")).json()) as Directory;
  return Object.keys(satgas)
    .filter((unit) => satgas[unit]?.red)
    .sort();
};
/** @param kind a reporter may call what she writes a drill */
async function handIn(kind: "report" | "drill" = "report") {
  const real = await writeReport(house, ["3316", "33", "01"], "cerita", { now: house.now().getTime(), kind });
  expect((await house.report.request("/api/reports", post(real.request))).status).toBe(201);
  return real.keys.id;
}

describe("a readiness drill", () => {
  it("comes once a month to each Satgas of the stack, and its members cannot tell it from a report before they open it", async () => {
    expect(await readiness()).toEqual({ unit: "3316", state: "amber" });
    at(0);
    await Promise.all([drill(), drill()]);
    await drill();
    expect(await rows()).toHaveLength(1);
    const id = await newest();
    const real = await handIn();
    const [one, other] = await Promise.all(
      [id, real].map(async (id) => {
        const report = await house.reports.status(id);
        const [entry = ""] = (await house.entries.logs(id)).reporter;
        const read = await readEntry(entry);
        return {
          fields: Object.keys(report ?? {}).filter((field) => field !== "drill"),
          seats: report?.seats.map(({ unit, state }) => ({ unit, state })),
          envelope: report && inspectEnvelope(await house.reports.body(id, report.bodyHash)),
          entry: read.status === "read" && Object.keys(read.entry),
        };
      }),
    );
    expect(one).toEqual(other);
    expect([await house.reports.status(id), await house.reports.status(real)]).toMatchObject([
      { drill: true, seats: [{ state: "active" }, { state: "standby" }, { state: "standby" }] },
      { stage: "DITERIMA" },
    ]);
    expect(await house.reports.status(real)).not.toHaveProperty("drill");
    expect(JSON.stringify(await rows())).not.toContain("drill");
    expect(await readiness()).toMatchObject({ state: "amber", opened: 0, needed: 2 });
    // KPU RI is drilled in its own stack.
    expect(await house.readiness.get("01")).toBeUndefined();
    expect(await house.readiness.get("33")).toMatchObject({ needed: 1 });
  });

  it("is its own Satgas's alone: those above have no row of it, and no key of theirs opens it", async () => {
    at(0);
    await drill();
    const id = await newest();
    const report = await house.reports.status(id);
    const sealed = await house.reports.body(id, report?.bodyHash ?? invented(isHash));
    for (const { keyFiles, keyring } of [house.province, house.ri]) {
      const above = memberOf(house, keyFiles[0]);
      expect((await above.page()).reports.map((row) => row.id)).not.toContain(id);
      expect((await above.report(id)).status).toBe(404);
      for (const { identity } of keyring.readers)
        expect(await openText(sealed, identity)).toEqual({ status: "wrong-key" });
    }
    expect(await member(0).read(id)).toMatchObject({ status: "read", content: { kind: "drill" } });
    expect((await member(0).report(id)).body).toMatchObject({ drill: true });
  });

  it("turns green when two members have opened it, and one of them twice is not two", async () => {
    at(0);
    await drill();
    const id = await newest();
    expect(await member(0).open(id)).toMatchObject({ readiness: { state: "amber", opened: 1 } });
    const [melati] = house.regency.keyFiles;
    const read = await member(0).read(id);
    if (!melati || read.status !== "read") throw new Error("nobody opens it");
    const { proof } = read.content;
    const again = await signedEntry(house, melati, id, await openedBy(proof, await fromOf(house, melati)));
    const second = await member(0).ask(`reports/${id}/entries`, post({ entry: again, proof }));
    expect(second.body.code).toBe("log-moved");
    expect(await member(1).open(await handIn())).not.toHaveProperty("readiness");
    expect(await readiness()).toMatchObject({ opened: 1 });
    expect(await member(1).open(id)).toMatchObject({ readiness: { state: "green", opened: 2 } });
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
    await handIn();
    const known = (await rows()).map(({ id }) => id);
    at(0, 1);
    await drill();
    expect(await redUnits()).toEqual(["33", "3316"]);
    const id = await newest(known);
    await member(0).open(id);
    await member(1).open(id);
    expect(await redUnits()).toEqual(["33"]);
  });

  it("is passed when all who are left have opened it, and a Satgas in which nobody sits is red at once", async () => {
    at(0);
    await drill();
    await member(0).open(await newest());
    const regency = await rotate(house, house.regency, house.province, house.regency.keyFiles.slice(0, 1));
    at(8);
    await drill();
    expect(await readiness()).toMatchObject({ state: "green" });
    const { roll } = (await house.rolls.verified(regency.unit)) ?? {};
    const forged = roll && (await signRoll(roll, await newSigner()));
    await putItem(house, keys.satgas("3316"), { ...(await itemAt(house, keys.satgas("3316"))), roll: forged });
    await drill();
    expect(await redUnits()).toEqual(["33", "3316"]);
  });

  it("may be filed as a drill and as nothing else, and a report never as one", async () => {
    at(0);
    await drill();
    const drilled = await newest();
    const [real, invented] = [await handIn(), await handIn("drill")];
    const move = async (id: string, was: Stage, stage: Stage) => {
      const taken = await member(0).act(id, { kind: "stage", was, stage });
      return typeof taken === "string" ? taken : taken.stage;
    };
    await member(0).open(drilled);
    for (const id of [real, invented]) {
      expect(await member(0).open(id)).not.toHaveProperty("readiness");
      expect((await member(0).report(id)).body).toMatchObject({ drill: false });
      expect(await move(id, "DITERIMA", "LATIHAN")).toBe("no-such-step");
      expect(await move(id, "DITERIMA", "TELAAH")).toBe("TELAAH");
    }
    for (const stage of ["TELAAH", "DICABUT"] as const) {
      expect(await move(drilled, "DITERIMA", stage)).toBe("no-such-step");
    }
    expect(await move(drilled, "DITERIMA", "LATIHAN")).toBe("LATIHAN");
    expect(await move(drilled, "LATIHAN", "TELAAH")).toBe("no-such-step");
    // Nobody is written to because a drill has ended.
    expect(await house.letters.claim("3316", house.now())).toBeUndefined();
  });

  it("has its two letters, climbs nowhere, alarms nobody, and is gone after ninety days", async () => {
    at(0);
    await drill();
    const sent: string[] = [];
    const mail = async (to: string) => void sent.push(to.split("@")[0] ?? "");
    const watch = createWatch({ ...house, mail, letter: newsLetter(ORIGIN) });
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
});

describe("the vouches that a drill looks at", () => {
  it("bring none where the root does not reach, or another recipient lies than is vouched for", async () => {
    at(0);
    await createDrill({ ...house, root: verifierOf(await newSigner()) })();
    expect(await rows()).toEqual([]);
    expect(house.logged).toContainEqual({ event: "satgas-unverified", status: "forged" });
    await putItem(house, keys.recipient("3316", 1), { recipient: (await newIdentity()).recipient });
    await drill();
    expect([await rows(), await house.readiness.get("3316")]).toEqual([[], undefined]);
    expect(await house.readiness.get(STACK)).toMatchObject({ needed: 1 });
  });

  it("are said from sixty days before the first of them ends, KPU RI's too, and after", async () => {
    const days = async (passed: number) => {
      house.clock.offset = passed * 24 * HOUR_MS;
      house.logged.length = 0;
      await drill();
      return house.logged.flatMap((one) => (one.event === "vouch-ending" ? [one.days] : []));
    };
    // A province is vouched for 200 days, KPU RI for 400.
    expect(await days(138.5)).toEqual([]);
    expect(await days(140.5)).toEqual([59]);
    expect(await days(199.5)).toEqual([0]);
    expect(await days(201)).toEqual([-2]);
    expect(house.logged.filter(({ event }) => event === "satgas-unverified")).toHaveLength(2);
  });
});

describe("its time", () => {
  it("lies in office hours on a working day among the first twenty, and is not the same everywhere", () => {
    // Idulfitri and the collective leave around it, in March 2026.
    for (const unit of ["3316", "33", "7171", "9471", "1101", "5371"] as const) {
      const day = new Date(drillTime(unit, "2026-03").getTime() + 7 * HOUR_MS);
      expect(isWorkingDay(new Date(day.toISOString().slice(0, 10)))).toBe(true);
    }
    const times = (["3316", "33", "7171", "9471"] as const).map((unit) => drillTime(unit, "2026-11"));
    expect(new Set(times.map(String)).size).toBe(4);
    for (const time of times) expect(time.getUTCDate()).toBeLessThanOrEqual(20);
    // 08:00 to 15:00 in Jayapura, nine hours ahead.
    expect((drillTime("9471", "2026-11").getUTCHours() + 9) % 24).toBeGreaterThanOrEqual(8);
    expect((drillTime("9471", "2026-11").getUTCHours() + 9) % 24).toBeLessThan(16);
  });
});
