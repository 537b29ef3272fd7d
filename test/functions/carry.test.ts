/** KPU RI's one Satgas over two stacks: its own, in which its keys lie, and a province's, to which it is carried. */
import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createInboxApp } from "../../functions/inbox/app.ts";
import { createSatgasApp } from "../../functions/satgas/app.ts";
import { keys } from "../../functions/table/shape.ts";
import { carryTo, standingOf } from "../../infra/carrying.ts";
import { fromBase64url } from "../../shared/bytes.ts";
import { readReport } from "../../shared/content/read-report.ts";
import { hashOfJws } from "../../shared/jws.ts";
import { invitationHash, newInvitation } from "../../shared/satgas/invitation.ts";
import type { KeyFile } from "../../shared/satgas/key-file.ts";
import { ROOT, signVouch } from "../../shared/satgas/vouch.ts";
import { newIdentity } from "../../shared/seal.ts";
import { memberToken } from "../../shared/sign-in.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import { inboxApi } from "../../web/inbox/api.ts";
import { overStacks } from "../../web/inbox/stacks.ts";
import { arrivalApi } from "../../web/satgas/api.ts";
import { childrenBelow, foundingRequest, standingBefore } from "../../web/satgas/arrival.ts";
import { readersIn } from "../../web/satgas/keyrings.ts";
import type { KnownRoom } from "../../web/satgas/room.ts";
import { browsersAt, connect, first, type Network, ok, seen } from "../support/browsers.ts";
import { type House, ORIGIN, openHouse, post, STACK, writeReport } from "../support/house.ts";

const HOME = "https://ri.posko.example";
let home: House;
let province: House;
let network: Network;
const { seconds, roomOf, joins, person } = browsersAt(
  () => home,
  () => [province],
);

beforeEach(async () => {
  home = await openHouse(undefined, { stack: "01", origin: HOME });
  province = await openHouse();
  // In KPU RI's own stack there is nobody else.
  for (const unit of ["33", "3316"] as const) {
    await home.table.client.send(new DeleteCommand({ TableName: home.table.name, Key: keys.satgas(unit) }));
  }
  network = connect([home, province]);
});
afterEach(() => vi.unstubAllGlobals());

const tokenFor =
  ({ signer, unit }: KeyFile, origin: string, edition = 0) =>
  () =>
    memberToken(signer, unit, edition, origin, seconds());
const inboxOf = (keyFile: KeyFile, edition = 0) =>
  overStacks({ stack: "01", api: inboxApi(tokenFor(keyFile, HOME, edition)) }, [
    { stack: STACK, api: inboxApi(tokenFor(keyFile, ORIGIN, edition), ORIGIN) },
  ]);
const standing = async (unit: UnitCode = "01") => {
  const found = await standingOf(home.table, unit, seconds());
  if (!found) throw new Error("nothing stands there");
  return found;
};
const carry = async () => carryTo(ORIGIN, await standing(), STACK);

const dewiJoins = () => joins(first(home.ri), "01", "Dewi Contoh");

/** A rotation in which these stay, vouched for by the root. */
async function rotates(by: KeyFile, stay: (room: KnownRoom) => readonly string[]) {
  const room = seen(await roomOf(by).look());
  const ids = new Set(stay(room));
  const members = new Set(room.place.roll.members.map(({ id }) => id).filter((id) => ids.has(id)));
  const waits = seen(await roomOf(by).rotate(room, { stay: members, until: "2027-12-31" }));
  if (!waits.waiting) throw new Error("nothing waits");
  const vouch = await signVouch(waits.waiting.request, { iss: ROOT, signer: home.rootSigner }, seconds());
  expect(await arrivalApi.vouch({ vouches: [{ unit: "01", vouch }] })).toMatchObject({ ok: true });
}

it("its inbox alone is answered from another stack's address", async () => {
  const asks = async (inboxOrigin: string | undefined, origin: string) => {
    const apps = [createInboxApp({ ...province, inboxOrigin }), createSatgasApp({ ...province, inboxOrigin })];
    const paths = ["/api/inbox/me", "/api/satgas/room"];
    const answers = await Promise.all(
      apps.map((app, index) => app.request(paths[index] ?? "", { headers: { origin } })),
    );
    return answers.map(({ headers }) => headers.get("access-control-allow-origin"));
  };
  expect(await asks(HOME, HOME)).toEqual([HOME, HOME]);
  expect(await asks(HOME, "https://elsewhere.example")).not.toContain("*");
  expect(await asks(HOME, "https://elsewhere.example")).not.toContain("https://elsewhere.example");
  expect(await asks(undefined, HOME)).toEqual([null, null]);
});

describe("KPU RI's Satgas", () => {
  it("is carried to another stack, again and again, and nothing older is taken", async () => {
    const before = await standing();
    const dewi = await dewiJoins();
    expect((await inboxOf(dewi.keyFile).page()).ok).toBe(true);
    const list = inboxOf(dewi.keyFile);
    await list.page();
    expect([...list.states()]).toEqual([[STACK, "lags"]]);
    for (const _again of ["", "again"]) expect(await carry()).toEqual({ status: "taken", edition: 2 });
    await list.page();
    expect([...list.states()]).toEqual([[STACK, "answers"]]);
    const written = (await province.rolls.addressed("01")).map(({ address }) => address).sort();
    expect(written).toEqual(["dewi@satgas.example", "ratna.01@satgas.example"]);
    expect(await carryTo(ORIGIN, before, STACK)).toEqual({ status: "refused", code: "roll-moved" });
    // Its keys lie at home alone.
    expect(await province.satgas.keyrings("01")).toHaveLength(1);
  });

  it("is taken for what is signed in it alone", async () => {
    await dewiJoins();
    const right = await standing();
    const refused = async (changed: object) => {
      const carried = await carryTo(ORIGIN, { ...right, ...changed }, STACK);
      return "code" in carried ? carried.code : carried.status;
    };
    const [card] = right.cards;
    expect(await refused({ cards: [] })).toBe("card-refused");
    expect(await refused({ cards: [{ ...card, address: "lain@satgas.example" }] })).toBe("card-refused");
    expect(await refused({ before: undefined })).toBe("roll-refused");
    expect(await refused({ by: undefined })).toBe("roll-refused");
    expect(await refused({ names: [] })).toBe("roll-refused");
    expect(await refused({ recipient: home.regency.recipient })).toBe("roll-refused");
    expect(await refused({ vouch: home.regency.vouch })).toBe("vouch-refused");
    expect(await refused({ unit: "32" })).toBe("not-yours-to-do");
    expect((await province.rolls.verified("01"))?.roll.edition).toBe(1);
  });

  it("changes its keys, and the provinces below go on, each in its own stack", async () => {
    const ratna = first(home.ri);
    const written = await writeReport(province, ["33", "01"], "cerita dari Jawa Tengah");
    expect((await province.coldReport().request("/api/reports", post(written.request))).status).toBe(201);
    network.silent.add(ORIGIN);
    const alone = seen(await roomOf(ratna).look());
    expect(alone.silent).toEqual([STACK]);
    const stay = new Set([alone.place.member]);
    expect(await roomOf(ratna).rotate(alone, { stay, until: "2027-12-31" })).toEqual({
      ok: false,
      trouble: "stack-silent",
    });
    network.silent.clear();
    await rotates(ratna, ({ place }) => [place.member]);
    const carried = await standing();
    expect(carried.children.map(({ unit }) => unit)).toEqual([STACK]);
    // Without the province's new vouch it would be nobody's.
    expect(await carryTo(ORIGIN, { ...carried, children: [] }, STACK)).toEqual({
      status: "refused",
      code: "set-outdated",
    });
    // Until it is carried nothing that the new key signs counts there, and it may change once more.
    const lagging = seen(await roomOf(ratna).look());
    expect(lagging.lagging).toEqual([STACK]);
    expect(await roomOf(ratna).renewAll(lagging)).toEqual({ ok: false, trouble: "stack-lags" });
    await rotates(ratna, ({ place }) => [place.member]);
    expect(await carry()).toEqual({ status: "taken", edition: 3 });
    expect((await province.rolls.verified("33"))?.key.gen).toBe(1);
    expect((await province.rolls.verified("3316"))?.key.gen).toBe(1);
    const vouched = seen(await roomOf(ratna).look()).below.find(({ unit }) => unit === STACK)?.standing;
    expect(vouched).toMatchObject({ key: { gen: 1 } });
    expect(await hashOfJws((await province.satgas.current("33"))?.vouch ?? "")).not.toBe(
      await hashOfJws(province.province.vouch),
    );
  });

  it("begins anew when all its keys are lost, and the provinces below go on", async () => {
    const invitation = newInvitation("01");
    await home.join.invite("01", await invitationHash(invitation), "first", seconds());
    const invited = await arrivalApi.look(invitation);
    const trust = { root: home.root, now: seconds() };
    const before = invited.ok ? await standingBefore(invited.value, trust) : undefined;
    network.silent.add(ORIGIN);
    expect(await childrenBelow("01", ["", ORIGIN], trust)).toMatchObject({ ok: false, code: "offline" });
    network.silent.clear();
    const children = await childrenBelow("01", ["", ORIGIN], trust);
    if (!before || typeof children === "string" || "ok" in children) throw new Error("it does not verify");
    const dewi = await person("01", "Dewi Contoh");
    const next = { until: "2027-12-31", recovery: (await newIdentity()).recipient, now: seconds() };
    await ok(arrivalApi.found(await foundingRequest(invitation, dewi, { ...next, before: { ...before, children } })));
    const request = (await home.join.waitingSet("01"))?.set.request;
    if (!request) throw new Error("nothing waits");
    const vouch = await signVouch(request, { iss: ROOT, signer: home.rootSigner }, seconds());
    await ok(arrivalApi.vouch({ vouches: [{ unit: "01", vouch }] }));
    expect(await carry()).toEqual({ status: "taken", edition: 2 });
    expect([(await province.rolls.verified("33"))?.key.gen, await province.rolls.seated("01")]).toMatchObject([
      1,
      [{ id: dewi.id }],
    ]);
  });

  it("reads a case of any stack in one list, with the keys of its own", async () => {
    const ratna = first(home.ri);
    const here = await writeReport(home, ["01"], "cerita di KPU RI", { stack: "01" });
    expect((await home.report.request("/api/reports", post(here.request))).status).toBe(201);
    const there = await writeReport(province, ["01"], "cerita di Jawa Tengah");
    expect((await province.report.request("/api/reports", post(there.request))).status).toBe(201);
    const list = inboxOf(ratna);
    const page = await list.page();
    const ids = page.ok ? page.value.reports.map(({ id }) => id) : [];
    expect(ids.sort()).toEqual([here.keys.id, there.keys.id].sort());
    expect(ids.map((id) => list.stackOf(id)).sort()).toEqual(["01", STACK]);
    const room = seen(await roomOf(ratna).look());
    const report = await list.report(there.keys.id);
    if (!report.ok) throw new Error(report.code);
    const [entry = ""] = report.value.logs.reporter;
    const about = { entry, id: there.keys.id, stack: STACK, unit: "01" } as const;
    const read = await readReport(fromBase64url(report.value.sealed), readersIn(room.keyring), about);
    expect(read).toMatchObject({ status: "read", content: there.content });
    network.silent.add(ORIGIN);
    const without = await list.page();
    expect(without.ok && without.value.reports.map(({ id }) => id)).toEqual([here.keys.id]);
    expect([...list.states()]).toEqual([[STACK, "silent"]]);
  });
});
