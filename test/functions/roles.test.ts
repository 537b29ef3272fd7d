/** Who may do what: rows from the apps' own routes at run time, cells by hand. What is closed is the same bytes for all. */
import { beforeAll, describe, expect, it } from "vitest";
import { standingOf } from "../../infra/carrying.ts";
import { toBase64url } from "../../shared/bytes.ts";
import type { MemberId, UnitCode } from "../../shared/kind.ts";
import { invitationHash, newInvitation } from "../../shared/satgas/invitation.ts";
import type { KeyFile } from "../../shared/satgas/key-file.ts";
import { newMember } from "../../shared/satgas/member.ts";
import { signVouch } from "../../shared/satgas/vouch.ts";
import { newIdentity } from "../../shared/seal.ts";
import { memberToken } from "../../shared/sign-in.ts";
import { amend, newerCard, rotate } from "../../web/satgas/acts.ts";
import { foundingRequest, joinRequest } from "../../web/satgas/arrival.ts";
import { type KnownRoom, verifyRoom } from "../../web/satgas/room.ts";
import { ORIGIN, openHouse, post, voiceToken, writeReport } from "../support/house.ts";
import { act, ask, cardOf, founding, invite, newcomer, newcomerRequest } from "../support/moving-in.ts";

const ROLES = [
  ...["nobody", "reporter", "invited", "pending", "member", "sibling", "parent", "suspended", "removed", "KPU RI"],
] as const;
type Role = (typeof ROLES)[number];

/**
 * What each is told: `yes`, or the code of the refusal. Who is invited has no key that is known; a sibling sits in
 * another regency. The bodies are those that the member's own browser would send, for what she may do.
 */
const CLOSED = "not-signed-in";
const all = (cell: string): Record<string, string> => Object.fromEntries(ROLES.map((role) => [role, cell]));
const inside = (cells: Record<string, string>) => ({ ...all(CLOSED), suspended: "suspended", ...cells });
const everyMember = (cell: string) => ({ member: cell, sibling: cell, parent: cell, "KPU RI": cell });
const CELLS: Record<string, Record<string, string>> = {
  "GET /api/inbox/me": inside(everyMember("yes")),
  "GET /api/inbox/reports": inside(everyMember("yes")),
  // For the regency and the province above it; the province stands by, and is told nothing.
  "GET /api/inbox/reports/:id": inside({ ...everyMember("not-found"), member: "yes" }),
  "POST /api/inbox/reports/:id/entries": inside({ ...everyMember("not-found"), member: "forged-entry" }),
  // The secret alone counts, whoever shows it.
  "POST /api/satgas/invitation": all("yes"),
  "GET /api/satgas/below/:unit": all("yes"),
  "POST /api/satgas/newcomers": all("yes"),
  "POST /api/satgas/founding": all("yes"),
  // What stands, signed already: whoever brings it.
  "POST /api/satgas/standing": all("yes"),
  // Her own key alone, whatever else she may do.
  "GET /api/satgas/waiting": {
    ...{ ...all("nothing-waiting"), nobody: CLOSED, reporter: CLOSED, invited: CLOSED, pending: "yes" },
  },
  "GET /api/satgas/room": inside(everyMember("yes")),
  "POST /api/satgas/invitations": inside({ ...everyMember("not-yours-to-do"), member: "yes", parent: "yes" }),
  // Nothing of that kind waits at theirs.
  "POST /api/satgas/withdrawals": inside(everyMember("yes")),
  "POST /api/satgas/editions": inside({ ...everyMember("roll-refused"), member: "yes" }),
  "POST /api/satgas/cards": inside({ ...everyMember("card-refused"), member: "yes" }),
  "POST /api/satgas/vouches": inside({ ...everyMember("not-yours-to-do"), parent: "yes" }),
  // The last: from here on somebody is shut out.
  "POST /api/satgas/sets": inside({ ...everyMember("roll-refused"), member: "yes" }),
};

const BLORA: UnitCode = "3316";

/** A table in which each of them is there, and what the member of Blora would send to each route. */
async function stage() {
  const house = await openHouse();
  const [melati, kartika] = house.regency.keyFiles as [KeyFile, KeyFile];
  const [sari] = house.province.keyFiles as [KeyFile];
  const [ratna] = house.ri.keyFiles as [KeyFile];
  const seconds = () => Math.floor(house.now().getTime() / 1000);
  const written = await writeReport(house, ["3316", "33"]);
  expect((await house.report.request("/api/reports", post(written.request))).status).toBe(201);

  // Another regency, and one who waits to join Blora.
  const sibling = await newcomer(house, "3317", "Puspa Contoh");
  const theirs = await founding(house, "3317", sibling);
  const first = await invite(house, sari, "3317");
  expect(await act(house, undefined, "founding", { invitation: first, set: theirs.set, card: cardOf(sibling) })).toBe(
    "taken",
  );
  const vouch = await signVouch(theirs.set.request, { iss: "33", signer: house.province.signer }, seconds());
  expect(await act(house, sari, "vouches", { vouches: [{ unit: "3317", vouch }] })).toBe("taken");
  const pending = await newcomer(house, BLORA, "Ayu Contoh");
  const toPending = await invite(house, melati, BLORA);
  expect(await act(house, undefined, "newcomers", newcomerRequest(toPending, pending))).toBe("taken");

  const { body } = await ask(house, melati, "room");
  const room = (await verifyRoom(body, melati, { root: house.root, now: seconds() })) as KnownRoom;
  const invited = await newMember(
    BLORA,
    { name: "Tari Contoh", office: { role: "ANGGOTA" }, address: "t@satgas.example" },
    seconds(),
  );
  const open = await invite(house, melati, BLORA);
  const anew = newInvitation("3318");
  await house.join.invite("3318", await invitationHash(anew), "first", seconds());
  const founder = await newMember(
    "3318",
    { name: "Wati Contoh", office: { role: "KETUA" }, address: "w@satgas.example" },
    seconds(),
  );
  const { recipient: recovery } = await newIdentity();
  const stay = new Set<MemberId>([room.place.member]);
  const renewed = await signVouch(
    { ...room.place.key, mandate: "handle" },
    { iss: "33", signer: house.province.signer },
    seconds() + 60,
  );
  const bodies: Record<string, unknown> = {
    "POST /api/inbox/reports/:id/entries": { entry: written.entry },
    "POST /api/satgas/invitation": open,
    "POST /api/satgas/newcomers": joinRequest(open, invited),
    "POST /api/satgas/founding": await foundingRequest(anew, founder, {
      until: "2027-12-31",
      recovery,
      now: seconds(),
    }),
    "POST /api/satgas/invitations": { unit: BLORA, hash: await invitationHash(newInvitation(BLORA)) },
    "POST /api/satgas/withdrawals": { what: "newcomer", member: founder.id },
    "POST /api/satgas/editions": await amend(room, { until: "2027-12-31" }, melati),
    "POST /api/satgas/cards": await newerCard(room, { address: "melati.3316@satgas.example" }, melati, seconds()),
    "POST /api/satgas/sets": { set: await rotate(room, { stay, until: "2027-12-31" }, melati, seconds()) },
    "POST /api/satgas/standing": await standingOf(house.table, "01", seconds()),
    "POST /api/satgas/vouches": { vouches: [{ unit: BLORA, vouch: renewed }] },
  };
  return {
    house,
    written,
    bodies,
    keyFiles: { melati, kartika, sari, ratna, sibling: sibling.keyFile, pending: pending.keyFile },
  };
}

type Stage = Awaited<ReturnType<typeof stage>>;

/** Whose token a role shows; of a reporter it is of another kind, and who was invited has none. */
async function tokenOf({ house, written, keyFiles }: Stage, role: Role): Promise<string | undefined> {
  const now = house.now().getTime();
  const key = {
    ...{ pending: keyFiles.pending, member: keyFiles.melati, sibling: keyFiles.sibling, parent: keyFiles.sari },
    ...{ suspended: keyFiles.kartika, removed: keyFiles.kartika, "KPU RI": keyFiles.ratna },
  }[role as string];
  if (role === "reporter") return voiceToken(written.keys, now);
  return key && memberToken(key.signer, key.unit, 0, ORIGIN, Math.floor(now / 1000));
}

/** What one role is told at one route: all that comes back, and how much of the table was read for it. */
async function told(here: Stage, route: string, role: Role, id: string = here.written.keys.id) {
  const { house, bodies } = here;
  const [method = "", path = ""] = route.split(" ");
  const token = await tokenOf(here, role);
  const body = bodies[route];
  const init = method === "POST" ? post(body) : {};
  const headers = { ...(init.headers as Record<string, string>), ...(token && { authorization: `Bearer ${token}` }) };
  const asked = house.table.client.send.bind(house.table.client);
  let reads = 0;
  house.table.client.send = ((command: Parameters<typeof asked>[0]) => {
    reads += 1;
    return asked(command);
  }) as typeof asked;
  const app = path.startsWith("/api/satgas/") ? house.satgasApp : house.inbox;
  const response = await app.request(path.replace(":id", id).replace(":unit", BLORA), { ...init, headers });
  house.table.client.send = asked;
  const text = await response.text();
  const code = response.ok ? "yes" : (JSON.parse(text) as { code: string }).code;
  return { code, reads, seen: JSON.stringify([response.status, [...response.headers], text]) };
}

const routesOf = ({ house: { inbox, satgasApp } }: Stage): string[] =>
  [
    ...new Set([inbox, satgasApp].flatMap(({ routes }) => routes).map(({ method, path }) => `${method} ${path}`)),
  ].filter((route) => !route.startsWith("ALL "));

const SHUT_OUT: readonly Role[] = ["suspended", "removed"];
let here: Stage;
beforeAll(async () => {
  here = await stage();
});

it("every route of the inbox and of a Satgas's own affairs has a row", () => {
  expect(routesOf(here).sort()).toEqual(Object.keys(CELLS).sort());
});

describe.each(Object.keys(CELLS))("%s", (route) => {
  it("is open to whom it should be, and says the same to all others", async () => {
    // An edition that was taken leaves no set in place.
    const at = route === "POST /api/satgas/sets" ? await stage() : here;
    const found: Record<string, string> = {};
    const closed = new Set<string>();
    const others = ROLES.filter((role) => !SHUT_OUT.includes(role));
    // She for whom the bodies were made comes last: what she does is done.
    for (const role of [...others.filter((one) => one !== "member"), "member" as const]) {
      const answer = await told(at, route, role);
      found[role] = answer.code;
      if (answer.code === CLOSED) closed.add(answer.seen);
    }
    const expected = Object.entries(CELLS[route] ?? {}).filter(([role]) => !SHUT_OUT.some((one) => one === role));
    expect(found).toEqual(Object.fromEntries(expected));
    expect(closed.size).toBeLessThanOrEqual(1);
  });
});

it("who is shut out, and who was removed, is told nothing else than anybody, anywhere", async () => {
  const next = await stage();
  const { house, keyFiles } = next;
  // Where a secret alone counts, she is anybody.
  const routes = Object.keys(CELLS).filter((route) => CELLS[route]?.["nobody"] === CLOSED);
  const check = async (role: Role) => {
    const found = await Promise.all(routes.map(async (route) => [route, (await told(next, route, role)).code]));
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(routes.map((route) => [route, CELLS[route]?.[role]])));
  };
  const { body } = await ask(house, keyFiles.melati, "room");
  const seconds = Math.floor(house.now().getTime() / 1000);
  const room = (await verifyRoom(body, keyFiles.melati, { root: house.root, now: seconds })) as KnownRoom;
  const set = await rotate(room, { stay: new Set([room.place.member]), until: "2027-12-31" }, keyFiles.melati, seconds);
  expect(await act(house, keyFiles.melati, "sets", { set })).toBe("taken");
  await check("suspended");
  if (typeof set === "string") throw new Error(set);
  const vouch = await signVouch(set.request, { iss: "33", signer: house.province.signer }, seconds);
  expect(await act(house, keyFiles.sari, "vouches", { vouches: [{ unit: BLORA, vouch }] })).toBe("taken");
  await check("removed");
});

it("a report of others and one that is not there are the same, in bytes and in work", async () => {
  const { id } = here.written.keys;
  const missing = toBase64url(crypto.getRandomValues(new Uint8Array(32)));
  for (const role of ["sibling", "parent", "KPU RI"] as const) {
    const [theirs, none] = [
      await told(here, "GET /api/inbox/reports/:id", role, id),
      await told(here, "GET /api/inbox/reports/:id", role, missing),
    ];
    expect(theirs.seen).toBe(none.seen);
    expect(theirs.reads).toBe(none.reads);
  }
});
