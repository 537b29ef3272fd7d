import { Encrypter, generateIdentity, identityToRecipient } from "age-encryption";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { toBase64url } from "../../shared/bytes.ts";
import { BODY_LIMIT, type ReportRequest } from "../../shared/contract.ts";
import { newIdentity, recipientOf, sealWithPassphrase } from "../../shared/seal.ts";
import { checkStamp } from "../../shared/stamp.ts";
import { verifyChain } from "../../shared/vouch.ts";
import { bearer, DIFFICULTY, type House, openHouse, post, seatsOf, writeReport } from "../support/house.ts";

let house: House;
let written: Awaited<ReturnType<typeof writeReport>>;

beforeAll(async () => {
  house = await openHouse();
});
beforeEach(async () => {
  written = await writeReport(house, ["3316", "33"]);
});

const submit = (body: unknown) => house.report.request("/api/reports", post(body));

async function refusal(body: unknown): Promise<string> {
  const response = await submit(body);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const problem = await response.json();
  expect(problem.detail.id.length * problem.detail.en.length).toBeGreaterThan(0);
  expect(response.status).toBe(problem.status);
  expect(await house.reports.get(written.request.id)).toBeUndefined();
  return problem.code;
}

/** A well-formed age file of foreign make, padded as ours are. */
async function sealedTo(...recipients: string[]): Promise<string> {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return toBase64url(await encrypter.encrypt(new Uint8Array(4096).fill(0x20)));
}

describe("a first report", () => {
  it("is stored byte for byte, and her code shows that it arrived", async () => {
    const { request, keys } = written;
    const response = await submit(request);
    expect(response.status).toBe(201);
    expect(response.headers.get("cache-control")).toBe("no-store");
    const accepted = await response.json();
    expect(accepted).toEqual({
      arrived: new Date().toISOString().slice(0, 13),
    });
    const stored = await house.reports.get(request.id);
    expect(toBase64url(stored?.sealed ?? new Uint8Array())).toBe(request.sealed);

    const status = await house.report.request("/api/mailbox", bearer(keys.token));
    expect(await status.json()).toEqual({
      stage: "DITERIMA",
      ...accepted,
    });
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
    expect(reports.filter(({ id }) => id === written.request.id)).toHaveLength(1);
  });

  it("is never overwritten by another under its id", async () => {
    await submit(written.request);
    const other = await writeReport(house, ["3316", "33"]);
    for (const change of [{ sealed: other.request.sealed }, { ackHash: other.request.ackHash }]) {
      const response = await submit({ ...written.request, ...change });
      expect([response.status, (await response.json()).code]).toEqual([409, "report-differs"]);
    }
    const stored = await house.reports.get(written.request.id);
    expect(toBase64url(stored?.sealed ?? new Uint8Array())).toBe(written.request.sealed);
  });
});

describe("what is refused is not stored", () => {
  it("a body over the limit, before it is parsed, with a length given or not", async () => {
    const large = `{"sealed":"${"A".repeat(BODY_LIMIT)}"}`;
    expect(await refusal(large)).toBe("body-too-large");
    const stream = new Response(large).body;
    const unannounced = await house.report.request("/api/reports", {
      ...post(""),
      body: stream,
      duplex: "half",
    } as RequestInit);
    expect((await unannounced.json()).code).toBe("body-too-large");
  });

  it("what is not JSON", async () => {
    expect(await refusal("{")).toBe("not-json");
    expect(await refusal("")).toBe("not-json");
    const text = await house.report.request("/api/reports", {
      method: "POST",
      body: JSON.stringify(written.request),
    });
    expect((await text.json()).code).toBe("not-json");
  });

  it("missing, extra and misshapen fields", async () => {
    const { request } = written;
    for (const field of Object.keys(request)) {
      expect(await refusal({ ...request, [field]: undefined })).toBe("invalid-fields");
      expect(await refusal({ ...request, [field]: { $gt: "" } })).toBe("invalid-fields");
    }
    expect(await refusal({ ...request, note: "halo" })).toBe("invalid-fields");
    expect(await refusal({ ...request, seats: [] })).toBe("invalid-fields");
    expect(
      await refusal({
        ...request,
        seats: [{ unit: "3316", gen: 1, name: "x" }],
      }),
    ).toBe("invalid-fields");
    expect(await refusal([])).toBe("invalid-fields");
    expect(await refusal("null")).toBe("invalid-fields");
  });

  it("a stamp that does not hold", async () => {
    let wrong = 0;
    while (checkStamp(written.request.id, wrong, DIFFICULTY)) wrong += 1;
    expect(await refusal({ ...written.request, stamp: wrong })).toBe("wrong-stamp");
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

  it("more or fewer stanzas than seats", async () => {
    expect(await refusal({ ...written.request, seats: seatsOf("3316") })).toBe("seat-count");
    expect(await refusal({ ...written.request, seats: seatsOf("3316", "33", "01") })).toBe("seat-count");
  });

  it("a seat that has no Satgas here, or does not lie above the one before", async () => {
    for (const seats of [
      seatsOf("3374", "33"),
      seatsOf("99", "01"),
      seatsOf("33", "3316"),
      seatsOf("33", "33"),
      seatsOf("3316", "32"),
    ]) {
      expect(await refusal({ ...written.request, seats })).toBe("unknown-seat");
    }
  });

  it("a key that was replaced, but not the repetition of a report that was accepted before", async () => {
    const own = await openHouse();
    const before = await writeReport(own, ["3316"]);
    const late = await writeReport(own, ["3316"]);
    const send = (request: ReportRequest) => own.report.request("/api/reports", post(request));
    expect((await send(before.request)).status).toBe(201);

    const [old] = await own.satgas.keysOf("3316");
    const listed = (await own.satgas.directory()).keys.find(({ unit }) => unit === "3316");
    if (!old || !listed) throw new Error("no key");
    await own.satgas.putKey({ ...old, ...listed, gen: 2 });
    own.clock.offset = 60_000;
    expect((await (await send(late.request)).json()).code).toBe("outdated-seat");
    expect(await own.reports.get(late.request.id)).toBeUndefined();
    expect((await send(before.request)).status).toBe(201);
    // A newer generation than this process knows makes it look again at once.
    const newer = { ...late.request, seats: [{ unit: "3316", gen: 2 }] };
    expect((await send(newer)).status).toBe(201);
  });
});

describe("the directory", () => {
  it("names the units of this stack and the Satgas with their generation", async () => {
    const response = await house.report.request("/api/directory");
    const directory = await response.json();
    expect(directory.units).toHaveLength(37);
    expect(directory.satgas.map(({ unit }: { unit: string }) => unit).sort()).toEqual(["01", "33", "3316"]);
    expect(directory.difficulty).toBe(DIFFICULTY);
  });

  it("gives the chain that leads to a Satgas's key", async () => {
    const { vouches } = await (await house.report.request("/api/directory/3316")).json();
    const trust = {
      root: house.ri.thumbprint,
      now: Date.now() / 1000,
      floor: {},
    };
    const chain = await verifyChain(vouches, "3316", trust);
    const recipient = await recipientOf(house.regency.privateKey.identity);
    expect(chain).toMatchObject({ status: "trusted", key: { recipient } });
  });

  it("answers alike for a unit without a Satgas, no unit and junk", async () => {
    for (const unit of ["3374", "9999", "x", "__proto__", "%00"]) {
      const response = await house.report.request(`/api/directory/${unit}`);
      expect([response.status, (await response.json()).code]).toEqual([404, "not-found"]);
    }
  });
});

describe("a mailbox", () => {
  it("looks the same for an unknown token, a wrong one and none", async () => {
    const answers = await Promise.all(
      [bearer(toBase64url(new Uint8Array(32))), bearer("x"), {}, bearer(written.request.id)].map((init) =>
        house.report.request("/api/mailbox", init),
      ),
    );
    const bodies = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(bodies).size).toBe(1);
    expect(answers.every(({ status }) => status === 404)).toBe(true);
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
    const response = await house.report.request("/api/directory", {
      headers: { origin: "null" },
    });
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.get("set-cookie")).toBeNull();
  });
});

it("when the table does not answer, she is told to try again, and nothing is said of why", async () => {
  const { createReportApp } = await import("../../functions/report/app.ts");
  const { createReportStore } = await import("../../functions/table/report.ts");
  const broken = createReportStore({ ...house.table, name: "no-such-table" });
  const app = createReportApp({
    ...house,
    reports: broken,
    stack: "33",
    difficulty: DIFFICULTY,
    help: [],
  });
  const response = await app.request("/api/reports", post(written.request));
  const text = await response.text();
  expect(response.status).toBe(503);
  expect(JSON.parse(text).code).toBe("unavailable");
  expect(text).not.toMatch(/no-such-table|ResourceNotFound|dynamo/i);
});
