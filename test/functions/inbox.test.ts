import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { keys } from "../../functions/table/shape.ts";
import { fromBase64url, randomBytes, toBase64url } from "../../shared/bytes.ts";
import { newClock } from "../../shared/clock.ts";
import { newSigner } from "../../shared/key.ts";
import { hourOf } from "../../shared/moment.ts";
import { readContent, reportSchema, satgasPrivateKeySchema } from "../../shared/report.ts";
import { open } from "../../shared/seal.ts";
import { climbed } from "../../shared/seats.ts";
import { bearer, type House, memberToken, openHouse, post, writeReport } from "../support/house.ts";
import { sealedFor } from "../support/seats.ts";

let house: House;
let written: Awaited<ReturnType<typeof writeReport>>;

beforeAll(async () => {
  house = await openHouse();
  written = await writeReport(house, ["3316", "33"], "hanya untuk Satgas");
  expect((await house.report.request("/api/reports", post(written.request))).status).toBe(201);
});

const melati = () => house.regency.keyFiles[0] ?? fail();
const sari = () => house.province.keyFiles[0] ?? fail();
const fail = (): never => {
  throw new Error("the house has no such member");
};

async function ask(path: string, token: string, init: RequestInit = {}) {
  const headers = {
    ...(init.headers as Record<string, string>),
    authorization: `Bearer ${token}`,
  };
  const response = await house.inbox.request(`/api/inbox/${path}`, {
    ...init,
    headers,
  });
  return { status: response.status, body: await response.json() };
}

describe("a member", () => {
  it("gets her Satgas's key, opens the report, and proves it", async () => {
    const keyFile = melati();
    const token = await memberToken(keyFile);
    const { body: me } = await ask("me", token);
    expect(me).toMatchObject({
      unit: "3316",
      unitName: "KPU Kabupaten Blora",
      name: keyFile.name,
    });

    const satgasKey = await open(fromBase64url(me.keys[0].sealed), keyFile.identity);
    if (satgasKey.status !== "opened") throw new Error(satgasKey.status);
    const privateKey = readContent(satgasPrivateKeySchema, satgasKey.content);
    if (privateKey.status !== "read") throw new Error(privateKey.status);

    const { body: page } = await ask("reports", token);
    expect(page.reports).toEqual([
      {
        id: written.request.id,
        arrived: expect.any(String),
        stage: "DITERIMA",
      },
    ]);
    const { body: report } = await ask(`reports/${written.request.id}`, token);
    const opened = await open(fromBase64url(report.sealed), privateKey.value.identity);
    if (opened.status !== "opened") throw new Error(opened.status);
    expect(readContent(reportSchema, opened.content)).toEqual({
      status: "read",
      value: written.content,
    });

    const proof = post({ proof: written.content.proof });
    const first = await ask(`reports/${written.request.id}/opened`, token, proof);
    expect(first.status).toBe(200);
    // A second proof, a day later, changes nothing.
    house.clock.offset = 86_400_000;
    const laterToken = await memberToken(keyFile, Date.now() + house.clock.offset);
    const second = await ask(`reports/${written.request.id}/opened`, laterToken, proof);
    house.clock.offset = 0;
    expect(second.body).toEqual(first.body);
    const events = await house.reports.events(written.request.id);
    // The first one counts; that she read it again is noted.
    expect(events.filter(({ event }) => event === "OPENED")).toHaveLength(2);

    const status = await house.report.request("/api/mailbox", bearer(written.keys.token));
    expect(await status.json()).toMatchObject({ openedAt: first.body.openedAt });
  });

  it("of a Satgas that stands by sees nothing at all", async () => {
    const token = await memberToken(sari());
    expect((await ask("reports", token)).body).toEqual({ reports: [] });
    const foreign = await ask(`reports/${written.request.id}`, token);
    const missing = await ask(`reports/${toBase64url(randomBytes(32))}`, token);
    expect(foreign).toEqual(missing);
    expect(foreign.status).toBe(404);
    const proof = post({ proof: written.content.proof });
    expect((await ask(`reports/${written.request.id}/opened`, token, proof)).status).toBe(404);
  });

  it("with a proof that does not match is told so, and it is recorded", async () => {
    const other = await writeReport(house, ["3316"]);
    await house.report.request("/api/reports", post(other.request));
    const wrong = post({ proof: toBase64url(randomBytes(32)) });
    const answer = await ask(`reports/${other.request.id}/opened`, await memberToken(melati()), wrong);
    expect([answer.status, answer.body.code]).toEqual([422, "wrong-proof"]);
    expect((await house.reports.status(other.request.id))?.openedAt).toBeUndefined();
    expect((await house.reports.events(other.request.id)).map(({ event }) => event)).toEqual(["WRONG_PROOF"]);
  });

  it("lists a report that a newer version wrote as such, and the others with it", async () => {
    const own = await openHouse();
    const [one, other] = [await writeReport(own, ["3316"]), await writeReport(own, ["3316"])];
    for (const { request } of [one, other]) await own.report.request("/api/reports", post(request));
    const { client, name } = own.table;
    const Update = {
      TableName: name,
      Key: keys.report(one.request.id),
      UpdateExpression: "SET stage = :stage",
      ExpressionAttributeValues: { ":stage": "TAHAP_BARU" },
    };
    await client.send(new UpdateCommand(Update));
    await client.send(
      new UpdateCommand({ ...Update, Key: keys.privateKey("3316", 1), UpdateExpression: "SET gen = :stage" }),
    );
    const keyFile = own.regency.keyFiles[0] ?? fail();
    const ask = async (path: string) =>
      (await own.inbox.request(`/api/inbox/${path}`, bearer(await memberToken(keyFile)))).json();
    const { reports } = await ask("reports");
    const arrived = expect.any(String);
    expect(reports).toHaveLength(2);
    expect(reports).toContainEqual({ id: one.request.id, arrived, newer: true });
    expect(reports).toContainEqual({ id: other.request.id, arrived, stage: "DITERIMA" });
    // Nor does a key that cannot be read take the door away.
    expect(await ask("me")).toMatchObject({ unit: "3316", keys: [] });
  });

  it("turns the pages of a full inbox without missing or repeating one", async () => {
    const own = await openHouse();
    const ids = Array.from({ length: 120 }, () => toBase64url(randomBytes(32)));
    const sealed = fromBase64url(written.request.sealed);
    for (const [at, id] of ids.entries()) {
      const arrived = `2026-11-${String(1 + (at % 20)).padStart(2, "0")}T07`;
      await own.reports.put({
        id,
        sealed,
        ackHash: "x",
        ...newClock(arrived, sealedFor("3316")),
      });
    }
    const keyFile = own.regency.keyFiles[0] ?? fail();
    const seen: { id: string; arrived: string }[] = [];
    let next = "";
    do {
      const path = `/api/inbox/reports${next && `?next=${encodeURIComponent(next)}`}`;
      const page = await (await own.inbox.request(path, bearer(await memberToken(keyFile)))).json();
      seen.push(...page.reports);
      next = page.next ?? "";
    } while (next);
    expect(seen.map(({ id }) => id).sort()).toEqual([...ids].sort());
    expect(seen.map(({ arrived }) => arrived)).toEqual(
      seen
        .map(({ arrived }) => arrived)
        .sort()
        .reverse(),
    );
  });
});

describe("the stage of a report that two Satgas have", () => {
  /** Sealed to both; 3316 had it for three days and was climbed past. @param mandate of 3316 */
  async function shared(mandate: "handle" | "receive" = "handle") {
    const own = await openHouse();
    const report = await writeReport(own, ["3316", "33"]);
    const { id, ackHash, sealed } = report.request;
    const arrived = hourOf(own.now());
    const clock = newClock(arrived, sealedFor(`3316 ${mandate}`, "33"));
    const seats = mandate === "handle" ? climbed(clock.seats, arrived) : clock.seats;
    await own.reports.put({ ...clock, id, ackHash, sealed: fromBase64url(sealed), seats });
    const say = async (who: "regency" | "province", path: string, body: object) => {
      const [keyFile] = own[who].keyFiles;
      const { headers } = bearer(await memberToken(keyFile ?? fail()));
      const init = post(body);
      const answer = await own.inbox.request(`/api/inbox/reports/${id}/${path}`, {
        ...init,
        headers: { ...init.headers, ...headers },
      });
      const { code, stage } = await answer.json();
      return code ?? stage;
    };
    const proof = { proof: report.content.proof };
    const waiting = async () => (await own.letters.due(own.now())).map(({ unit }) => unit).sort();
    return { own, id, proof, say, waiting };
  }

  it("is moved by the one that has it, and not by the one that was climbed past and never opened it", async () => {
    const { proof, say, waiting } = await shared();
    await say("province", "opened", proof);
    expect(await say("regency", "stage", { from: "DITERIMA", to: "DICABUT" })).toBe("not-in-charge");
    await say("regency", "opened", proof);
    expect(await say("regency", "stage", { from: "DITERIMA", to: "DICABUT" })).toBe("not-in-charge");
    expect(await say("province", "stage", { from: "DITERIMA", to: "TELAAH" })).toBe("TELAAH");
    expect(await waiting()).toEqual([]);
    // Whoever has it hears of an end that another has made.
    expect(await say("province", "stage", { from: "TELAAH", to: "TIDAK_DITERUSKAN" })).toBe("TIDAK_DITERUSKAN");
    expect(await waiting()).toEqual(["33", "3316"]);
  });

  it("is moved by the one that was climbed past, if it opened it first", async () => {
    const { proof, say } = await shared();
    await say("regency", "opened", proof);
    await say("province", "opened", proof);
    expect(await say("regency", "stage", { from: "DITERIMA", to: "TELAAH" })).toBe("TELAAH");
    expect(await say("province", "stage", { from: "TELAAH", to: "PEMERIKSAAN" })).toBe("PEMERIKSAAN");
  });

  it("is no matter of a Jaring, which has it from the first hour and whose opening stops nothing", async () => {
    const { own, id, proof, say } = await shared("receive");
    for (const unit of ["3316", "33"]) expect((await own.reports.page(unit, 9)).reports).toMatchObject([{ id }]);
    await say("regency", "opened", proof);
    expect((await own.reports.status(id))?.openedAt).toBeUndefined();
    expect((await own.reports.events(id)).map(({ event }) => event)).toEqual(["OPENED"]);
    await say("province", "opened", proof);
    expect(await own.reports.status(id)).toMatchObject({ openedBy: "33" });
    expect(await say("regency", "stage", { from: "DITERIMA", to: "TELAAH" })).toBe("not-in-charge");
  });
});

describe("who is not let in", () => {
  const refused = async (token: string) => (await ask("me", token)).body.code;

  it("nobody without a token, with junk, or with a stranger's key", async () => {
    expect((await (await house.inbox.request("/api/inbox/me")).json()).code).toBe("not-signed-in");
    expect(await refused("a.b.c")).toBe("not-signed-in");
    expect(await refused(await memberToken({ ...melati(), signer: await newSigner() }))).toBe("not-signed-in");
  });

  it("a member of another Satgas under a name not hers, or with a token for another address", async () => {
    expect(await refused(await memberToken({ ...sari(), unit: "3316" }))).toBe("not-signed-in");
    expect(await refused(await memberToken(melati(), Date.now(), "https://other.example"))).toBe("not-signed-in");
  });

  it("a forged token that names her key", async () => {
    const [header = "", payload = ""] = (await memberToken(melati())).split(".");
    const [, , signature = ""] = (await memberToken(sari())).split(".");
    expect(await refused(`${header}.${payload}.${signature}`)).toBe("not-signed-in");
    expect(await refused(`${header}.${payload}.`)).toBe("not-signed-in");
    const none = toBase64url(new TextEncoder().encode(JSON.stringify({ ...JSON.parse(atob(header)), alg: "none" })));
    expect(await refused(`${none}.${payload}.`)).toBe("not-signed-in");
  });

  it("a device whose clock is ten minutes off is told that, in words", async () => {
    for (const minutes of [-10, 10]) {
      const { status, body } = await ask("me", await memberToken(melati(), Date.now() + minutes * 60_000));
      expect([status, body.code]).toEqual([401, "clock-off"]);
      expect(body.detail.id).toContain("jam");
    }
  });

  it("a member who is revoked, with her very next request", async () => {
    const own = await openHouse();
    const keyFile = own.regency.keyFiles[1] ?? fail();
    const token = await memberToken(keyFile);
    const me = () => own.inbox.request("/api/inbox/me", bearer(token));
    expect((await me()).status).toBe(200);
    const members = await own.satgas.activeMembers("3316");
    const member = members.find(({ name }) => name === keyFile.name);
    if (!member) throw new Error("no member");
    await own.satgas.putMember({ ...member, state: "revoked" });
    expect((await me()).status).toBe(401);
  });

  it("bounds what a proof may be", async () => {
    const token = await memberToken(melati());
    const path = `reports/${written.request.id}/opened`;
    expect((await ask(path, token, post({ proof: "x".repeat(9000) }))).body.code).toBe("body-too-large");
    for (const proof of ["x", "_".repeat(43)]) {
      expect((await ask(path, token, post({ proof }))).body.code).toBe("invalid-fields");
    }
    expect((await ask("reports?next=junk", token)).status).toBe(404);
    expect((await ask("reports/short", token)).status).toBe(404);
  });
});
