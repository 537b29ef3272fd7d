import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { keys, places } from "../../functions/table/shape.ts";
import { fromBase64url, randomBytes, toBase64url } from "../../shared/bytes.ts";
import { newClock } from "../../shared/clock.ts";
import { readLog } from "../../shared/content/log.ts";
import type { InboxPage, InboxRow, MailboxStatus } from "../../shared/contract.ts";
import { newSigner } from "../../shared/key.ts";
import { checked, isHash, isReportId } from "../../shared/kind.ts";
import { hourOf } from "../../shared/moment.ts";
import { fromOf, openedBy, proofIn, signedEntry } from "../support/entry.ts";
import { bearer, type House, openHouse, post, STACK, tokenOf, voiceToken, writeReport } from "../support/house.ts";
import { invented } from "../support/invented.ts";
import { memberOf } from "../support/member.ts";
import { join, putItem, rotate } from "../support/satgas.ts";
import { sealedFor } from "../support/seats.ts";

let house: House;
let written: Awaited<ReturnType<typeof writeReport>>;

beforeAll(async () => {
  house = await openHouse();
  written = await writeReport(house, ["3316", "33"], "hanya untuk Satgas");
  expect((await house.report.request("/api/reports", post(written.request))).status).toBe(201);
});

const handIn = async (own: House, { request }: Pick<typeof written, "request">) =>
  expect((await own.report.request("/api/reports", post(request))).status).toBe(201);
const melati = (own = house) => memberOf(own, own.regency.keyFiles[0]);
const kartika = (own = house) => memberOf(own, own.regency.keyFiles[1]);
const sari = (own = house) => memberOf(own, own.province.keyFiles[0]);
const keyFileOf = ({ keyFiles: [keyFile] }: House["regency"]) => {
  if (!keyFile) throw new Error("nobody sits there");
  return keyFile;
};

describe("a member", () => {
  it("of a Satgas that stands by is told nothing, although a row lies in its list", async () => {
    const own = await openHouse();
    await handIn(own, written);
    const { id } = written.keys;
    const row = { arrived: written.request.hour, id };
    await putItem(own, keys.seat(id, "33"), places.seat("33", row));
    expect((await melati(own).page()).reports.map((one) => one.id)).toEqual([id]);
    expect((await sari(own).page()).reports).toEqual([]);
    expect((await sari(own).report(id)).status).toBe(404);
  });

  it("verifies where she sits, opens the report with her Satgas's keyring, and proves it", async () => {
    const own = melati();
    const me = await own.me();
    expect(Object.keys(me.satgas).sort()).toEqual(["01", "33", "3316"]);
    expect(me).toMatchObject({ unreachable: [], below: [], readiness: { unit: "3316", state: "amber" } });
    expect(await own.place()).toMatchObject({ unit: "3316", edition: 1, name: "Melati Contoh", dates: "trusted" });
    expect((await sari().me()).below).toEqual([{ unit: "3316", state: "amber" }]);

    const { id } = written.keys;
    expect((await own.page()).reports).toEqual([{ id, arrived: written.request.hour, stage: "DITERIMA" }]);
    const read = await own.read(id);
    expect(read).toMatchObject({ status: "read", content: { answers: { account: "hanya untuk Satgas" } } });

    const first = await own.open(id);
    expect(first).toEqual({ stage: "DITERIMA", openedAt: expect.any(String) });
    // A colleague, a day later: noted, and the first one counts.
    house.clock.offset = 86_400_000;
    expect(await kartika().open(id)).toEqual(first);
    house.clock.offset = 0;
    const mailbox = house.report.request("/api/mailbox", bearer(await voiceToken(written.keys)));
    const { openedAt, logs } = (await (await mailbox).json()) as MailboxStatus;
    expect(first).toMatchObject({ openedAt });
    const log = await readLog(logs.satgas, { id, stack: STACK, log: "satgas" });
    expect(log).toMatchObject({
      entries: [
        { kind: "opened", n: 1 },
        { kind: "opened", n: 2 },
      ],
      flaws: [],
    });
  });

  it("of a Satgas that stands by, or whose seat is closed, sees nothing at all", async () => {
    const closed = await writeReport(house, ["3316", "33"]);
    const clock = newClock(closed.request.hour, sealedFor("3316", "33"));
    const seats = clock.seats.map((seat) => (seat.unit === "33" ? { ...seat, state: "closed" as const } : seat));
    const { entry, sealed } = closed;
    await house.reports.put({ ...clock, seats, id: closed.keys.id, entry, sealed, entryHash: invented(isHash) });
    const missing = await sari().report(invented(isReportId));
    expect(missing.status).toBe(404);
    expect((await sari().page()).reports).toEqual([]);
    for (const report of [written, closed]) {
      const { id } = report.keys;
      expect(await sari().report(id)).toEqual(missing);
      const keyFile = keyFileOf(house.province);
      const proof = await proofIn(report);
      const opened = await signedEntry(house, keyFile, id, await openedBy(proof, await fromOf(house, keyFile)));
      expect(await sari().ask(`reports/${id}/entries`, post({ entry: opened, proof }))).toEqual(missing);
    }
  });

  it("is shown nothing that was sealed under another id, whatever entry lies beside it", async () => {
    const [one, other] = [await writeReport(house, ["3316"], "cerita A"), await writeReport(house, ["3316"])];
    await handIn(house, one);
    // No server can see that this seal is another's.
    await handIn(house, { request: { ...other.request, sealed: one.request.sealed } });
    expect(await melati().read(one.keys.id)).toMatchObject({ status: "read" });
    expect(await melati().read(other.keys.id)).toEqual({ status: "mismatch" });
  });

  it("opens what came before a rotation, also when she joined after it", async () => {
    const own = await openHouse();
    const before = await writeReport(own, ["3316"]);
    await handIn(own, before);
    const rotated = await rotate(own, own.regency, own.province, own.regency.keyFiles);
    const joined = await join(own, rotated, "Puspa Contoh");
    const [, , puspa] = joined.keyFiles;
    own.clock.offset = 31_000;
    const after = await writeReport({ ...own, regency: joined }, ["3316"]);
    await handIn(own, after);
    for (const { keys } of [before, after]) {
      expect(await memberOf(own, puspa).read(keys.id)).toMatchObject({ status: "read" });
    }
    expect(await memberOf(own, puspa).open(before.keys.id)).toMatchObject({ openedAt: expect.any(String) });
  });
});

describe("the list", () => {
  it("says of a report that a newer version wrote that it is one, and shows the others with it", async () => {
    const own = await openHouse();
    const [one, other] = [await writeReport(own, ["3316"]), await writeReport(own, ["3316"])];
    for (const report of [one, other]) await handIn(own, report);
    const { client, name } = own.table;
    const Update = {
      TableName: name,
      Key: keys.report(one.keys.id),
      UpdateExpression: "SET stage = :stage",
      ExpressionAttributeValues: { ":stage": "TAHAP_BARU" },
    };
    await client.send(new UpdateCommand(Update));
    const keyring = { Key: keys.keyring("3316", 1), UpdateExpression: "SET edition = :stage" };
    await client.send(new UpdateCommand({ ...Update, ...keyring }));
    const { reports } = await melati(own).page();
    const arrived = expect.any(String);
    expect(reports).toHaveLength(2);
    expect(reports).toContainEqual({ id: one.keys.id, arrived, newer: true });
    expect(reports).toContainEqual({ id: other.keys.id, arrived, stage: "DITERIMA" });
    // Nor does a keyring that cannot be read take the door away.
    expect(await melati(own).me()).toMatchObject({ keyrings: [], readiness: { unit: "3316" } });
  });

  it("turns its pages without missing or repeating one", async () => {
    const own = await openHouse();
    const ids = Array.from({ length: 120 }, () => checked(isReportId, toBase64url(randomBytes(32))));
    const sealed = fromBase64url(written.request.sealed);
    const { entry } = written;
    for (const [at, id] of ids.entries()) {
      const arrived = hourOf(new Date(Date.UTC(2026, 10, 1 + (at % 20), 7)));
      await own.reports.put({
        id,
        sealed,
        entry,
        entryHash: invented(isHash),
        ...newClock(arrived, sealedFor("3316")),
      });
    }
    const seen: InboxRow[] = [];
    let next = "";
    do {
      const { body } = await melati(own).ask<InboxPage>(`reports${next && `?next=${encodeURIComponent(next)}`}`);
      seen.push(...body.reports);
      next = body.next ?? "";
    } while (next);
    expect(seen.map(({ id }) => id).sort()).toEqual([...ids].sort());
    const arrivals = seen.map(({ arrived }) => arrived);
    expect(arrivals).toEqual([...arrivals].sort().reverse());
  });

  it("has no page for junk, and no report for what is no id", async () => {
    for (const path of ["reports?next=junk", "reports/short", `reports/${"_".repeat(44)}`]) {
      expect((await melati().ask(path)).status).toBe(404);
    }
  });
});

describe("who is not let in", () => {
  const refused = async (token: string) =>
    (await (await house.inbox.request("/api/inbox/me", bearer(token))).json()).code;
  const hers = () => keyFileOf(house.regency);

  it("nobody without a token, with junk, with a stranger's key or a reporter's", async () => {
    expect((await (await house.inbox.request("/api/inbox/me")).json()).code).toBe("not-signed-in");
    expect(await refused("a.b.c")).toBe("not-signed-in");
    expect(await refused(await tokenOf({ ...hers(), signer: await newSigner() }))).toBe("not-signed-in");
    expect(await refused(await voiceToken(written.keys))).toBe("not-signed-in");
  });

  it("a member of another Satgas under a name not hers, of none, or with a token for another address", async () => {
    const sari = keyFileOf(house.province);
    expect(await refused(await tokenOf({ ...sari, unit: "3316" }))).toBe("not-signed-in");
    expect(await refused(await tokenOf({ ...sari, unit: "3374" }))).toBe("not-signed-in");
    expect(await refused(await tokenOf(hers(), Date.now(), "https://other.example"))).toBe("not-signed-in");
  });

  it("a forged token that names her key", async () => {
    const [header = "", payload = ""] = (await tokenOf(hers())).split(".");
    const [, , signature = ""] = (await tokenOf(keyFileOf(house.province))).split(".");
    expect(await refused(`${header}.${payload}.${signature}`)).toBe("not-signed-in");
    expect(await refused(`${header}.${payload}.`)).toBe("not-signed-in");
    const none = toBase64url(new TextEncoder().encode(JSON.stringify({ ...JSON.parse(atob(header)), alg: "none" })));
    expect(await refused(`${none}.${payload}.`)).toBe("not-signed-in");
  });

  it("a device whose clock is ten minutes off is told that, in words", async () => {
    for (const minutes of [-10, 10]) {
      const token = await tokenOf(hers(), Date.now() + minutes * 60_000);
      const answer = await house.inbox.request("/api/inbox/me", bearer(token));
      const { code, detail } = await answer.json();
      expect([answer.status, code]).toEqual([401, "clock-off"]);
      expect(detail.id).toContain("jam");
    }
  });

  it("a member whom a rotation left out, with her very next request, and her colleague goes on", async () => {
    const own = await openHouse();
    const [stays, leaves] = own.regency.keyFiles;
    if (!stays || !leaves) throw new Error("the house has no such members");
    const token = await tokenOf(leaves);
    const me = async (token: string) => (await own.inbox.request("/api/inbox/me", bearer(token))).status;
    expect(await me(token)).toBe(200);
    await rotate(own, own.regency, own.province, [stays]);
    expect([await me(token), await me(await tokenOf(stays))]).toEqual([401, 200]);
    expect(await memberOf(own, stays).place()).toMatchObject({ edition: 2, key: { gen: 2 } });
  });

  it("a browser that has seen a newer edition than lies here is told so, and one that has seen an older comes in", async () => {
    const own = await openHouse();
    expect(await memberOf(own, own.regency.keyFiles[0], 2).ask("me")).toMatchObject({
      status: 409,
      body: { code: "roll-behind" },
    });
    await join(own, own.regency, "Puspa Contoh");
    for (const edition of [1, 2]) {
      expect((await memberOf(own, own.regency.keyFiles[0], edition).ask("me")).status).toBe(200);
    }
  });
});
