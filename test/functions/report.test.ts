import { Encrypter, generateIdentity, identityToRecipient } from "age-encryption";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { toBase64url } from "../../shared/bytes.ts";
import { writeReport as writeSealed } from "../../shared/content/text.ts";
import { BODY_LIMIT, type ReportRequest } from "../../shared/contract.ts";
import { hashOfJws, signJws } from "../../shared/jws.ts";
import type { UnitCode } from "../../shared/kind.ts";
import { hourOf, plusHours } from "../../shared/moment.ts";
import { newIdentity, sealWithPassphrase } from "../../shared/seal.ts";
import { checkStamp, makeStamp } from "../../shared/stamp.ts";
import { signedEntry } from "../support/entry.ts";
import { DIFFICULTY, type House, openHouse, post, requestOf, STACK, seatOf, writeReport } from "../support/house.ts";
import { rotate } from "../support/satgas.ts";

let house: House;
let written: Awaited<ReturnType<typeof writeReport>>;

beforeAll(async () => {
  house = await openHouse();
});
beforeEach(async () => {
  written = await writeReport(house, ["3316", "33"]);
});

const submit = (body: unknown) => house.report.request("/api/reports", post(body));
const stored = async (id = written.keys.id) => {
  const report = await house.reports.status(id);
  return report && toBase64url(await house.reports.body(id, report.bodyHash));
};

async function refusal(body: unknown): Promise<string> {
  const response = await submit(body);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const problem = await response.json();
  expect(problem.detail.id.length * problem.detail.en.length).toBeGreaterThan(0);
  expect(response.status).toBe(problem.status);
  expect(await stored()).toBeUndefined();
  return problem.code;
}

/** A well-formed age file of foreign make, padded as ours are. */
async function sealedTo(...recipients: string[]): Promise<string> {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return toBase64url(await encrypter.encrypt(new Uint8Array(4096).fill(0x20)));
}

/** Another text under the same code, for these seats. */
async function another(seats: readonly { unit: UnitCode; gen: number }[], channel: "form" | "file" = "form") {
  const hour = hourOf(house.now());
  const { recipient } = house.regency;
  const keys = seats.map((seat) => ({ ...seat, recipient }));
  const again = await writeSealed(written.content, keys, written.keys, { stack: STACK, at: hour, channel });
  return requestOf(again, written.keys.id, hour);
}
const seatsOf = (...units: UnitCode[]) => units.map((unit) => ({ unit, gen: 1 }));

describe("a first report", () => {
  it("is stored byte for byte", async () => {
    const { request, keys } = written;
    const response = await submit(request);
    expect([response.status, response.headers.get("cache-control")]).toEqual([201, "no-store"]);
    expect(await response.json()).toEqual({ arrived: new Date().toISOString().slice(0, 13) });
    expect(await stored()).toBe(request.sealed);
    expect((await house.entries.logs(keys.id)).reporter).toEqual([request.entry]);
  });

  it("may be sent again after a lost answer, and gets the same answer", async () => {
    const first = await (await submit(written.request)).json();
    house.clock.offset = 3 * 3600_000;
    const again = await submit(written.request);
    house.clock.offset = 0;
    expect([again.status, await again.json()]).toEqual([201, first]);
  });

  it("is stored once when it is sent twice at the same time", async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => submit(written.request)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    const { reports } = await house.reports.page("3316", 100);
    expect(reports.filter(({ id }) => id === written.keys.id)).toHaveLength(1);
  });

  it("is never overwritten by other bytes or another entry under its id", async () => {
    await submit(written.request);
    const other = await another(seatsOf("3316", "33"));
    for (const request of [{ ...written.request, sealed: other.sealed }, other]) {
      const response = await submit(request);
      expect([response.status, (await response.json()).code]).toEqual([409, "report-differs"]);
    }
    expect(await stored()).toBe(written.request.sealed);
    expect((await house.entries.logs(written.keys.id)).reporter).toEqual([written.request.entry]);
  });
});

describe("what is refused is not stored", () => {
  it("a body over the limit, before it is parsed, with a length given or not", async () => {
    const large = `{"sealed":"${"A".repeat(BODY_LIMIT)}"}`;
    expect(await refusal(large)).toBe("body-too-large");
    const unannounced = await house.report.request("/api/reports", {
      ...post(""),
      body: new Response(large).body,
      duplex: "half",
    } as RequestInit);
    expect((await unannounced.json()).code).toBe("body-too-large");
  });

  it("what is not JSON", async () => {
    expect(await refusal("{")).toBe("not-json");
    expect(await refusal("")).toBe("not-json");
    const body = JSON.stringify(written.request);
    const text = await house.report.request("/api/reports", { method: "POST", body });
    expect((await text.json()).code).toBe("not-json");
  });

  it("missing, extra and misshapen fields", async () => {
    const { request } = written;
    for (const field of Object.keys(request)) {
      expect(await refusal({ ...request, [field]: undefined })).toBe("invalid-fields");
      expect(await refusal({ ...request, [field]: { $gt: "" } })).toBe("invalid-fields");
    }
    expect(await refusal({ ...request, note: "halo" })).toBe("invalid-fields");
    expect(await refusal({ ...request, entry: "a.b" })).toBe("invalid-fields");
    expect(await refusal({ ...request, hour: "2026-11-26T04:30" })).toBe("invalid-fields");
    expect(await refusal([])).toBe("invalid-fields");
    expect(await refusal("null")).toBe("invalid-fields");
  });

  it("an entry that her voice did not sign, of another kind, or for another stack", async () => {
    const { request, keys } = written;
    const [header = "", payload = "", signature = ""] = request.entry.split(".");
    const said = JSON.parse(Buffer.from(payload, "base64url").toString());
    const inserted = Buffer.from(JSON.stringify({ ...said, channel: "paper" })).toString("base64url");
    const stranger = (await writeReport(house, ["3316", "33"])).keys.voice;
    const [keyFile] = house.regency.keyFiles;
    const members =
      keyFile && (await signedEntry(house, keyFile, keys.id, { kind: "unreadable", of: 1, why: "damaged" }));
    const forged = [
      `${header}.${inserted}.${signature}`,
      await signJws("entry+jws", said, stranger, "with-jwk"),
      await signJws("card+jws", said, keys.voice, "with-jwk"),
      await signJws("entry+jws", { ...said, n: 2 }, keys.voice, "with-jwk"),
      (await writeReport(house, ["3316", "33"], "cerita", { stack: "32" })).entry,
      ...(members ? [members] : []),
    ];
    for (const entry of forged) expect(await refusal({ ...request, entry })).toBe("forged-entry");
  });

  it("a stamp that does not hold, or was made for another stack, for another code, or too long ago", async () => {
    const { request, keys } = written;
    const of = { id: keys.id, stack: STACK, hour: request.hour };
    const holdsNot = (stamp: number, hour = request.hour) => !checkStamp({ ...of, hour }, stamp, DIFFICULTY);
    /** The first that holds for another and, by no accident, not for this one. */
    const madeFor = (other: typeof of) => {
      let stamp = 0;
      while (!checkStamp(other, stamp, DIFFICULTY) || !holdsNot(stamp)) stamp += 1;
      return stamp;
    };
    let wrong = 0;
    while (!holdsNot(wrong)) wrong += 1;
    const id = (await writeReport(house, ["3316"])).keys.id;
    for (const stamp of [wrong, madeFor({ ...of, stack: "32" }), madeFor({ ...of, id })]) {
      expect(await refusal({ ...request, stamp })).toBe("wrong-stamp");
    }
    for (const hours of [-2, 2]) {
      const hour = hourOf(plusHours(new Date(), hours));
      const stamp = makeStamp({ ...of, hour }, DIFFICULTY);
      expect(await refusal({ ...request, stamp, hour })).toBe("wrong-stamp");
    }
    // While she writes the hour may end.
    const own = new Date(`${request.hour}:30Z`).getTime() + 3600_000;
    house.clock.offset = own - Date.now();
    const late = await submit(request);
    house.clock.offset = 0;
    expect(late.status).toBe(201);
  });

  it("what is not one padded age file", async () => {
    const { request } = written;
    for (const sealed of ["aGFsbw", request.sealed.slice(0, -8), `${request.sealed}AAAA`, "A".repeat(5)]) {
      expect(await refusal({ ...request, sealed })).toBe("not-sealed");
    }
  });

  it("classical stanzas, a mix of both, and a passphrase", async () => {
    const classical = await identityToRecipient(await generateIdentity());
    const { recipient } = await newIdentity();
    const passphrase = toBase64url(await sealWithPassphrase({}, "x"));
    for (const sealed of [await sealedTo(classical, classical), await sealedTo(recipient, classical), passphrase]) {
      expect(await refusal({ ...written.request, sealed })).toBe("not-hybrid");
    }
  });

  it("more or fewer stanzas than her entry has seats", async () => {
    const [one, three] = await Promise.all([another(seatsOf("3316")), another(seatsOf("3316", "33", "01"))]);
    expect(await refusal({ ...written.request, sealed: one.sealed })).toBe("seat-count");
    expect(await refusal({ ...written.request, sealed: three.sealed })).toBe("seat-count");
  });

  it("seats that are no line upwards, or have no Satgas here", async () => {
    const lines: UnitCode[][] = [
      ["3374", "33"],
      ["99", "01"],
      ["33", "3316"],
      ["33", "33"],
      ["3316", "32"],
      ["3316", "00"],
      ["00"],
    ];
    for (const line of lines)
      expect([line, await refusal(await another(seatsOf(...line)))]).toEqual([line, "unknown-seat"]);
  });
});

describe("after a rotation", () => {
  let own: House;
  let before: typeof written;
  let late: typeof written;
  let byHand: typeof written;
  const send = (request: ReportRequest) => own.report.request("/api/reports", post(request));
  const codeOf = async (request: ReportRequest) => {
    const answer = await send(request);
    return answer.status === 201 ? "accepted" : (await answer.json()).code;
  };

  beforeEach(async () => {
    own = await openHouse();
    before = await writeReport(own, ["3316"]);
    late = await writeReport(own, ["3316"]);
    byHand = await writeReport(own, ["3316"], "dibawa sendiri", { channel: "file" });
    expect(await codeOf(before.request)).toBe("accepted");
    const regency = await rotate(own, own.regency, own.province, own.regency.keyFiles);
    own = { ...own, regency };
    own.clock.offset = 2_000;
  });

  it("a form seals again, and a repetition of what was accepted before gets its first answer", async () => {
    // A newer generation than this process knows makes it look again at once.
    const newer = await writeReport(own, ["3316"]);
    expect(await codeOf(newer.request)).toBe("accepted");
    expect(await codeOf(late.request)).toBe("outdated-seat");
    expect(await own.reports.status(late.keys.id)).toBeUndefined();
    expect(await codeOf(before.request)).toBe("accepted");
    expect((await own.reports.status(before.keys.id))?.entryHash).toBe(await hashOfJws(before.entry));
  });

  it("a file that was carried by hand is taken with any generation that ever stood, and with no other", async () => {
    own.clock.offset = 31_000;
    expect(await codeOf(byHand.request)).toBe("accepted");
    expect((await own.reports.status(byHand.keys.id))?.seats).toMatchObject([{ unit: "3316", gen: 1 }]);
    const hour = hourOf(own.now());
    const never = { ...seatOf(own.regency), gen: 3 };
    const about = { stack: STACK, at: hour, channel: "file" } as const;
    const invented = await writeSealed(late.content, [never], late.keys, about);
    expect(await codeOf(requestOf(invented, late.keys.id, hour))).toBe("outdated-seat");
  });
});
