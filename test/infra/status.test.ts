/** The operator's look at all stacks: real apps, engine and clients; what needs a person, and what could not be seen. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { serve } from "@hono/node-server";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { createSiteApp } from "../../functions/site/app.ts";
import { readSite } from "../../functions/site/files.ts";
import { keys, QUEUE } from "../../functions/table/shape.ts";
import { settleSite } from "../../infra/build-site.ts";
import { freePort } from "../../infra/local/ports.ts";
import { lookAt } from "../../infra/status/look.ts";
import { coverageOf, needsOf, newestOfKpuRi } from "../../infra/status/needs.ts";
import { statusPermissions } from "../../infra/status/permissions.ts";
import { coverageTable, tableOf } from "../../infra/status/print.ts";
import { coverageSchema, type StackStatus, statusSchema, type Target } from "../../infra/status/shape.ts";
import { type ComparePages, comparePages } from "../../infra/status/site.ts";
import { randomBytes, toBase64url } from "../../shared/bytes.ts";
import { newClock } from "../../shared/clock.ts";
import { newSigner, verifierOf } from "../../shared/key.ts";
import { checked, isHash, isReportId, type ReportId } from "../../shared/kind.ts";
import { hourOf, plusHours } from "../../shared/moment.ts";
import { alarm, openAccount, TOPIC } from "../support/account.ts";
import { permitted } from "../support/dynamodb-request.ts";
import { temporaryDataFolder, temporaryFolder } from "../support/folder.ts";
import { type House, openHouse } from "../support/house.ts";
import { startPosko } from "../support/posko.ts";
import { join as joinSatgas, putItem } from "../support/satgas.ts";
import { sealedFor } from "../support/seats.ts";
import { TABLE } from "../support/statement.ts";
import type { Statement } from "../support/template.ts";

const HELP = { name: "Contoh", call: "024-000", note: { id: "Contoh", en: "Example" }, lastVerified: "2026-11-22" };
const folder = temporaryDataFolder();
let compare: ComparePages;
/** One that is well. */
let house: House;
beforeAll(async () => {
  compare = await comparePages(folder.path);
  house = await openHouse();
}, 300_000);
afterAll(folder.remove);

const settingsOf = ({ root }: House) => ({ stack: "33" as const, root, help: [] });

async function listen(fetch: (request: Request) => Response | Promise<Response>): Promise<string> {
  const server = serve({ fetch, port: 0, hostname: "127.0.0.1" });
  await once(server, "listening");
  onTestFinished(() => {
    if ("closeAllConnections" in server) server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The house as it is served: its directory, and pages that these sources built, with these settings. */
async function serveHouse(house: House, settings = settingsOf(house)): Promise<string> {
  const site = join(folder.path, toBase64url(randomBytes(6)));
  settleSite(join(folder.path, "built"), site, settings);
  const pages = createSiteApp({ files: readSite(site), origin: "https://posko.example", frameAncestors: [] });
  const app = house.coldReport();
  return listen((request) => (new URL(request.url).pathname.startsWith("/api/") ? app : pages).fetch(request));
}

const targetOf = (house: House, own: Partial<Target>): Target => ({
  ...{ unit: "33", account: "000000000033", settings: settingsOf(house), climbAfterHours: 72, ...own },
});

async function look(target: Target, now = new Date(), seconds = 30) {
  const seen = await lookAt(target, { now, seconds, comparePages: compare });
  return { seen, needs: needsOf(seen, target.climbAfterHours, newestOfKpuRi([seen]), now) };
}

/** Reports that nobody has opened, so many hours ago. */
async function putReport({ reports }: House, hours: number, own: object = {}): Promise<ReportId> {
  const id = checked(isReportId, toBase64url(randomBytes(32)));
  const clock = { ...newClock(hourOf(plusHours(new Date(), -hours)), sealedFor("3316")), ...own };
  const signed = {
    entry: `e30.${toBase64url(randomBytes(300))}.e30`,
    entryHash: checked(isHash, toBase64url(randomBytes(32))),
  };
  await reports.put({ id, sealed: randomBytes(64), ...signed, ...clock });
  return id;
}

async function markBounced({ rolls, satgas }: House): Promise<void> {
  const [member] = await rolls.seated("3316");
  if (!member) throw new Error("nobody sits there");
  await satgas.markBounced("3316", member.id, member.mail, hourOf(new Date()));
}

/** `until` of the demo's decrees is the end of the year. */
const noDecree = (needs: readonly string[]) => needs.filter((sentence) => !sentence.startsWith("The decree"));

describe("a stack", () => {
  it("that is well says nothing, and a report of yesterday is a number", async () => {
    await putReport(house, 30);
    await putReport(house, 200, { openedAt: hourOf(new Date()) });
    await putReport(house, 200, { drill: true });
    await openAccount(house, [alarm("UnreadReports")], 1);
    const { seen, needs } = await look(targetOf(house, { origin: await serveHouse(house) }));
    expect([noDecree(needs), seen.unseen]).toEqual([[], []]);
    expect(seen.unopened).toEqual({ reports: 1, oldestHours: 30 });
    expect(seen).toMatchObject({ unreachable: [], alarms: { ringing: [], muted: 0 }, confirmed: 1, clocksSetAside: 0 });
    expect(seen.satgas?.map(({ unit }) => unit)).toEqual(["01", "33", "3316"]);
    expect(seen.pages).toMatchObject({ same: true, version: expect.stringMatching(/^[0-9a-f]{7}$/) });
  });

  it("says in a sentence each thing that needs a person, and needs no more rights than it is given", async () => {
    const house = await openHouse();
    const origin = await serveHouse(house, { ...settingsOf(house), help: [HELP] as never[] });
    await house.readiness.markNotReady("3316");
    await putReport(house, 4 * 24);
    const aside = await putReport(house, 5);
    await putItem(house, keys.report(aside), { clock: QUEUE.unreadable, due: "2026-11-22T04:35", arrived: "?" });
    await markBounced(house);
    const api = { Dimensions: [{ Name: "ApiId", Value: "abc123" }] };
    const alarms = [
      alarm("UnreadReports", { StateValue: "ALARM" }),
      alarm("ServerErrors", { ...api, ActionsEnabled: false }),
    ];
    const asked = await openAccount(house, alarms, 0);
    const { seen, needs } = await look(targetOf(house, { origin }));
    expect([noDecree(needs), seen.unseen]).toEqual([
      [
        "Nobody has opened a report for 4 d.",
        "1 reports have a clock that cannot be read: nobody minds them.",
        "Red, so reports pass it by: KPU Kabupaten Blora (3316).",
        "Letters reach 1 of 2 members of KPU Kabupaten Blora (3316).",
        "Rings (docs/run/on-call.md): UnreadReports.",
        "1 alarms are switched off.",
        "Nobody has confirmed the alarms, so they reach nobody (docs/run/deploy.md).",
        "Serves pages that were changed or have other settings: npm run verify-site.",
      ],
      [],
    ]);

    const statements = statusPermissions.map(({ actions, on, leadingKeys }): Statement => {
      const Resource = on === "table" ? TABLE : on === "topic" ? TOPIC : on === "*" ? "*" : `${TABLE}/${on}`;
      const Condition = leadingKeys && {
        Null: { "dynamodb:LeadingKeys": "false" },
        "ForAllValues:StringLike": { "dynamodb:LeadingKeys": leadingKeys },
      };
      return { Effect: "Allow", Action: actions, Resource, ...(Condition && { Condition }) };
    });
    expect(asked.filter((one) => !permitted(statements, [one]))).toEqual([]);
    for (const left of statements) {
      const others = statements.filter((one) => one !== left);
      expect(
        asked.every((one) => permitted(others, [one])),
        JSON.stringify(left),
      ).toBe(false);
    }
    expect(new Set(asked.map(({ action }) => action))).toEqual(
      new Set(statusPermissions.flatMap(({ actions }) => actions)),
    );

    const soon = await look(targetOf(house, { origin }), plusHours(new Date(), 180 * 24));
    expect(soon.needs).toContain(
      "The vouch ends in 20 days: KPU Provinsi Jawa Tengah (33), KPU Kabupaten Blora (3316).",
    );
    const late = await look(targetOf(house, { origin }), plusHours(new Date(), 500 * 24));
    expect(late.needs).toContain("No Satgas can take a report.");
  });
});

describe("what cannot be looked at", () => {
  it("is a sentence, and neither hides nor delays another stack", { timeout: 180_000 }, async () => {
    const origin = await serveHouse(house);
    await openAccount(house, [alarm("UnreadReports")], 1);
    const hanging = await listen(() => new Promise<Response>(() => {}));
    const html = await listen(() => new Response("<h1>It works!</h1>", { headers: { "content-type": "text/html" } }));
    const nobody = `http://127.0.0.1:${await freePort()}`;
    const stranger = verifierOf(await newSigner());
    const [well, hung, page, silent, forged, elsewhere] = await Promise.all([
      look(targetOf(house, { origin })),
      look(targetOf(house, { origin: hanging }), new Date(), 20),
      look(targetOf(house, { origin: html })),
      look(targetOf(house, { origin: nobody })),
      look(targetOf(house, { origin, settings: { ...settingsOf(house), root: stranger } })),
      look(targetOf(house, { origin, unit: "34", account: "000000000034" })),
    ]);
    expect([noDecree(well.needs), well.seen.unseen]).toEqual([[], []]);
    expect(hung.seen.unseen).toEqual([
      "Its directory gave no answer within 20 seconds.",
      "Its pages gave no answer within 20 seconds.",
    ]);
    expect([hung.seen.confirmed, hung.seen.satgas]).toEqual([1, null]);
    expect(page.seen.unseen).toContain(`${html}/api/directory is no directory of Posko: something else answers there.`);
    expect(silent.seen.unseen[0]).toContain(`${nobody}/api/directory gave no whole answer (ECONNREFUSED)`);
    expect(forged.needs).toContain("No Satgas can take a report.");
    expect(forged.needs[1]).toMatch(/^Does not follow from the root: KPU RI \(01\), /);
    expect(elsewhere.seen.unseen).toEqual([
      "The account of these credentials has no alarms of Posko-34; it should stand in 000000000034.",
      "The account of these credentials has no table of Posko-34; it should stand in 000000000034.",
    ]);
  });

  it("for want of credentials says how to sign in; the public part is looked at", async () => {
    const origin = await serveHouse(house);
    for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]) vi.stubEnv(name, "");
    for (const name of ["AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"]) vi.stubEnv(name, "/nowhere");
    vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
    onTestFinished(() => void vi.unstubAllEnvs());
    const { seen } = await look(targetOf(house, { origin }));
    expect(seen.unseen).toEqual([
      "No credentials open its account 000000000033; sign in, with aws sso login --profile posko-33 say.",
    ]);
    expect([seen.satgas?.length, seen.unopened, seen.alarms]).toEqual([3, null, null]);
  });
});

describe("coverage", () => {
  it("has all 553 units, and no count of anything that was reported", async () => {
    const now = new Date();
    const seen = await lookAt(targetOf(house, { origin: await serveHouse(house) }), { now, seconds: 30 });
    expect([seen.unseen, seen.unopened, seen.alarms]).toEqual([[], null, null]);
    const units = coverageOf([seen], now);
    expect(units).toHaveLength(553);
    const states = Object.fromEntries(units.map(({ unit, state }) => [unit, state]));
    expect(states).toMatchObject({
      "01": "no stack",
      "33": "ready",
      "3316": "ready",
      "3301": "none",
      "3401": "no stack",
    });
    const red = { ...seen, satgas: seen.satgas?.map((one) => ({ ...one, red: one.unit === "3316" })) ?? null };
    expect(coverageOf([red], now).find(({ unit }) => unit === "3316")?.state).toBe("red");
    const decrees = coverageOf([seen], new Date(`${now.getUTCFullYear()}-12-20`));
    expect(decrees.find(({ unit }) => unit === "33")?.decreeEnds).toBe(`${now.getUTCFullYear()}-12-31`);
    expect(coverageOf([{ ...seen, satgas: null }], now).find(({ unit }) => unit === "3301")?.state).toBe("unseen");
    expect(coverageTable({ at: "", units, unseen: [] })).toMatch(/\n553 units: \d+ no stack, 2 ready, \d+ none\.$/);
  });
});

describe("a stack of two", () => {
  it("in which KPU RI's roll is older than in another lags", async () => {
    const before = await lookAt(targetOf(house, { origin: await serveHouse(house) }), { now: new Date(), seconds: 30 });
    await joinSatgas(house, house.ri, "Dewi Contoh");
    const after = await lookAt(targetOf(house, { origin: await serveHouse(house) }), { now: new Date(), seconds: 30 });
    const newest = newestOfKpuRi([before, after]);
    expect(noDecree(needsOf(after, 72, newest, new Date()))).toEqual([]);
    expect(noDecree(needsOf(before, 72, newest, new Date()))).toEqual([
      "Lags: KPU RI's roll is edition 1 here and 2 elsewhere.",
    ]);
  });
});

describe("the command", () => {
  async function run(args: readonly string[], env: Record<string, string> = {}) {
    const child = spawn(process.execPath, [resolve("infra/status.ts"), ...args], {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const [out, error, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
    return { out, error, code };
  }

  it("looks at what npm start runs, in words and in JSON, and says by its exit code how it stands", async () => {
    const env = { POSKO_DATA: temporaryFolder() };
    const posko = await startPosko(env.POSKO_DATA);
    onTestFinished(() => posko.stop());
    const json = await run(["--local", "--json", "--timeout", "100"], env);
    const { stacks } = statusSchema.parse(JSON.parse(json.out));
    const found = { unopened: { reports: 0 }, pages: { same: true }, alarms: null, confirmed: null, unseen: [] };
    expect(stacks).toMatchObject([{ unit: "33", ...found }]);
    expect(json.code).toBe(stacks[0]?.needs.length ? 1 : 0);
    expect(json.error).toContain("Posko-33: looked at, 1 of 1");
    const coverage = await run(["--local", "--coverage", "--json", "--timeout", "100"], env);
    const { units } = coverageSchema.parse(JSON.parse(coverage.out));
    expect([units.length, coverage.code]).toEqual([553, units.some(({ decreeEnds }) => decreeEnds) ? 1 : 0]);

    const running = join(env.POSKO_DATA, "running.json");
    const noted = readFileSync(running);
    await posko.stop();
    expect((await run(["--local"], env)).error).toContain("Nothing runs on this machine; run npm start");
    // As one leaves it that was killed.
    writeFileSync(running, noted);
    const gone = await run(["--local", "--coverage"], env);
    expect([gone.code, gone.out]).toEqual([2, expect.stringContaining("Posko-33: http://localhost")]);
  }, 300_000);

  it("says what is wrong in a sentence, and in --help how it ends", async () => {
    const env = { POSKO_CONFIG: "posko.config.example.json" };
    const wrong: [string[], string][] = [
      [["--stak", "33"], "Write: npm run status"],
      [["--stack", "99"], "There is no stack 99; there are 01, 11,"],
    ];
    for (const [args, sentence] of wrong) {
      const { out, error, code } = await run(args, env);
      expect([out, code, error]).toEqual(["", 1, expect.stringContaining(sentence)]);
      expect(error).not.toContain("    at ");
    }
    const { out, code } = await run(["--help"]);
    expect([code, out]).toEqual([0, expect.stringContaining("2 when it could not look everywhere")]);
  }, 240_000);
});

describe("the table", () => {
  it("fits into 80 columns, and has first what needs a person", () => {
    const empty = { satgas: null, unverified: null, pages: null, unopened: null, clocksSetAside: null };
    const unseen = { ...empty, unreachable: null, alarms: null, confirmed: null, needs: [], unseen: ["No answer."] };
    const all = Array.from({ length: 35 }, (_, index) => String(3301 + index)).join(", ");
    const standing = { unit: "34", mandate: "handle", red: true, ended: false, edition: 1 } as const;
    const stacks: StackStatus[] = [
      { ...unseen, unit: "33", name: "KPU Provinsi Jawa Tengah" },
      {
        ...{ unit: "34", name: "KPU Provinsi Daerah Istimewa Yogyakarta" },
        satgas: [{ ...standing, vouchEnds: "2026-12-16", decreeEnds: "2026-12-31" }],
        unverified: [],
        pages: { version: "a1b2c3d", ours: "a1b2c3d", same: true },
        ...{ unopened: { reports: 12_345, oldestHours: 99_999 }, clocksSetAside: 0 },
        unreachable: [{ unit: "3471", members: 5, unreachable: 125 }],
        ...{ alarms: { ringing: Array(99).fill("UnreadReports"), muted: 0 }, confirmed: 999 },
        needs: [`The vouch ends in 20 days: 35 Satgas (${all}).`],
        unseen: [],
      },
    ];
    const lines = tableOf(stacks, new Date("2026-11-26T01:00Z"), false).split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(lines.slice(0, 5)).toEqual([
      "stack                       unopened oldest red lost  ends alarms subs   pages",
      "",
      "Needs a person: 1",
      "34 Daerah Istimewa Yogyaka…    12345 4166 d   1  125  20 d     99  999 a1b2c3d",
      `     The vouch ends in 20 days: 35 Satgas (${all.slice(0, 34)},`,
    ]);
    expect(lines.join("\n")).toContain(`Could not be looked at: 1
33 Jawa Tengah                     ?      ?   ?    ?     ?      ?    ?       ?
     ? No answer.`);
  });
});
