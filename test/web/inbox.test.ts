import { beforeAll, describe, expect, it } from "vitest";
import { inventMember } from "../../infra/local/founding.ts";
import { fromBase64url, toBase64url } from "../../shared/bytes.ts";
import { openingProof, readEntry } from "../../shared/content/entry.ts";
import { readLog } from "../../shared/content/log.ts";
import { carriedFile, writeReport } from "../../shared/content/text.ts";
import type { EntryRequest, InboxReport } from "../../shared/contract.ts";
import { newSigner, verifierOf } from "../../shared/key.ts";
import type { ReportId, UnitCode } from "../../shared/kind.ts";
import { newReceipt } from "../../shared/receipt.ts";
import { reporterKeys } from "../../shared/reporter.ts";
import { sealKeyring } from "../../shared/satgas/keyring.ts";
import { verifyRoll } from "../../shared/satgas/roll.ts";
import { nextEdition } from "../../shared/satgas/rotation.ts";
import type { Answer, RefusalCode } from "../../web/api.ts";
import { myReport } from "../../web/form/my-report.ts";
import { type Act, actsOn } from "../../web/inbox/acts.ts";
import { readPage } from "../../web/inbox/api.ts";
import { openReport, openSealedFile } from "../../web/inbox/opening.ts";
import { openNewest } from "../../web/satgas/keyrings.ts";
import { type Place, placeOf } from "../../web/satgas/place.ts";
import { directoryOf, found, foundChain, HOUR, keyringsOf, listed, type Member, NOW } from "./chain.ts";

let chain: Awaited<ReturnType<typeof foundChain>>;
let place: Place;
let melati: Member;
beforeAll(async () => {
  chain = await foundChain();
  melati = chain.regency.members[0] as Member;
  place = (await placeOf(satgas(), melati.keyFile, trust())) as Place;
});
const trust = () => ({ root: verifierOf(chain.root), now: NOW });
const satgas = () => directoryOf(chain.ri, chain.province, chain.regency).satgas;
const readers = () => new Map(chain.regency.keyring.readers.map(({ gen, identity }) => [gen, identity]));

async function written(stack: UnitCode = "33") {
  const keys = await reporterKeys(newReceipt());
  const { regency, province } = chain;
  const seats = [regency, province].map(({ unit, gen, recipient }) => ({ unit, gen, recipient }));
  const content = { kind: "report", language: "id", answers: { unit: "3316", account: "cerita contoh" } } as const;
  const report = await writeReport(content, seats, keys, { stack, at: HOUR, channel: "form" });
  const held: InboxReport = {
    ...{ id: keys.id, arrived: HOUR, stage: "DITERIMA", drill: false, sealed: toBase64url(report.sealed) },
    logs: { reporter: [report.entry], satgas: [] },
  };
  return { keys, report, held };
}

describe("where a member sits", () => {
  it("is what the chain and the roll say, with names that the roll signs", async () => {
    expect(place).toMatchObject({
      unit: "3316",
      edition: 1,
      member: melati.id,
      name: "Melati Contoh",
      dates: "trusted",
    });
    const named = { ...listed(chain.regency), names: [["Orang Lain", "c2FsdA"] as const] };
    const other = await placeOf({ ...satgas(), "3316": named }, { ...melati.keyFile, name: "Nama" }, trust());
    expect(other).toMatchObject({ name: "Nama", names: new Map() });
  });

  it("is nothing that a server made up, nor a Satgas that she has left", async () => {
    const own = await found("3316", { unit: "33", signer: await newSigner() });
    expect(await placeOf({ ...satgas(), "3316": listed(own) }, melati.keyFile, trust())).toBe("unverified");
    const swapped = listed(chain.regency, own.roll);
    expect(await placeOf({ ...satgas(), "3316": swapped }, melati.keyFile, trust())).toBe("unverified");
    expect(await placeOf({}, melati.keyFile, trust())).toBe("unverified");
    const stranger = await inventMember("3316", "Bukan Anggota", NOW);
    expect(await placeOf(satgas(), stranger.keyFile, trust())).toBe("not-in-roll");
  });

  it("stays hers after a vouch has ended, and that is said", async () => {
    const later = { ...trust(), now: NOW + 400 * 24 * 3600 };
    expect(await placeOf(satgas(), melati.keyFile, later)).toMatchObject({ dates: "expired" });
  });
});

describe("a keyring", () => {
  it("is the newest that opens, and says when that is not the newest", async () => {
    const { keyring } = chain.regency;
    const keyrings = keyringsOf(chain.regency);
    expect(await openNewest(keyrings, melati.keyFile.identity, place.key)).toEqual({ state: "opened", keyring });
    const unopenable = { edition: 2, sealed: keyringsOf(chain.province)[0]?.sealed ?? "" };
    const older = await openNewest([...keyrings, unopenable], melati.keyFile.identity, place.key);
    expect(older).toEqual({ state: "older", keyring });
  });

  it("with another key than the chain's is not used", async () => {
    const thief = await found("3316", chain.province);
    const sealed = toBase64url(await sealKeyring(thief.keyring, [melati.recipient]));
    const opened = await openNewest([{ edition: 9, sealed }], melati.keyFile.identity, place.key);
    expect(opened).toEqual({ state: "mismatch" });
    expect(await openNewest([], melati.keyFile.identity, place.key)).toEqual({ state: "none" });
  });
});

describe("the list", () => {
  it("shows a row that a newer version wrote as newer, and all the others", () => {
    const row = { id: "x".repeat(43), arrived: HOUR, stage: "TELAAH" };
    const newer = { id: row.id, arrived: HOUR, newer: true };
    const reports = [row, newer, { ...row, stage: "OF_TOMORROW" }, { nothing: 1 }, { ...row, openedAt: HOUR }];
    expect(readPage({ reports, next: "n" })).toEqual({
      reports: [row, newer, newer, { ...row, openedAt: HOUR }],
      next: "n",
    });
    for (const body of [undefined, null, {}, { reports: {} }]) expect(readPage(body)).toBeUndefined();
  });
});

describe("a report", () => {
  const here = { unit: "3316", stack: "33" } as const;

  it("is shown for the id that was asked for alone", async () => {
    const { held } = await written();
    expect(await openReport(held.id, held, readers(), here)).toMatchObject({ status: "read" });
    const other = (await written()).held;
    expect(await openReport(other.id, held, readers(), here)).toEqual({ status: "mismatch" });
    const swapped = { ...held, sealed: other.sealed };
    expect(await openReport(held.id, swapped, readers(), here)).toEqual({ status: "mismatch" });
    expect(await openReport(held.id, { ...held, sealed: "=" }, readers(), here)).toEqual({ status: "damaged" });
    expect((await openReport(held.id, held, new Map(), here)).status).toBe("wrong-key");
  });

  it("is read from a file that was carried", async () => {
    const { report } = await written();
    const open = (bytes: Uint8Array<ArrayBuffer>) => openSealedFile(new Blob([bytes]), readers(), "3316");
    expect(await open(carriedFile(report))).toMatchObject({ status: "read" });
    expect(await open(report.sealed)).toEqual({ status: "not-sealed" });
    expect(await open(carriedFile({ ...report, sealed: report.sealed.slice(0, 900) }))).toEqual({
      status: "not-sealed",
    });
    expect(await open(new Uint8Array(600 * 1024))).toEqual({ status: "too-large" });
  });
});

describe("an act on a case", () => {
  const refusal = (code: RefusalCode) => ({ ok: false as const, code, words: { id: "-", en: "-" } });

  async function actingWith(...refusals: RefusalCode[]) {
    const { keys, held } = await written();
    const server: string[] = [];
    const posted: EntryRequest[] = [];
    let now = place;
    const acting = {
      api: {
        report: async (): Promise<Answer<InboxReport>> => ({
          ok: true,
          value: { ...held, logs: { ...held.logs, satgas: [...server] } },
        }),
        entry: async (_: string, request: EntryRequest) => {
          posted.push(request);
          const code = refusals.shift();
          if (code) return refusal(code);
          server.push(request.entry);
          return { ok: true as const, value: { stage: "DITERIMA" as const, openedAt: HOUR } };
        },
      },
      ...{ signer: melati.keyFile.signer, stack: "33" as const, met: () => ({ place: now }) },
      now: () => new Date(NOW * 1000),
      meet: async () => {
        now = { ...now, edition: 2 };
        return { ok: true as const, value: undefined };
      },
    };
    const salt = (await readEntry(held.logs.reporter[0] ?? "")) as { entry: { salt: string } };
    const proof = await keys.proofOf(salt.entry.salt);
    const opened: Act = { kind: "opened", of: 1, proof };
    return { keys, held, server, posted, take: actsOn(held, acting), opened, proof, acting };
  }
  const logOf = ({ id }: { id: ReportId }, entries: string[]) => readLog(entries, { id, stack: "33", log: "satgas" });

  it("is signed as the next of its log, under the edition of the verified roll", async () => {
    const { take, opened, server, held, proof } = await actingWith();
    expect(await take(opened)).toMatchObject({ ok: true });
    expect(await take({ kind: "stage", was: "DITERIMA", stage: "TELAAH" })).toMatchObject({ ok: true });
    const { entries, flaws } = await logOf(held, server);
    expect(flaws).toEqual([]);
    expect(entries).toMatchObject([
      { kind: "opened", n: 1, at: "2026-11-26T04:30", from: { unit: "3316", gen: 1, edition: 1, member: melati.id } },
      { kind: "stage", n: 2, was: "DITERIMA", stage: "TELAAH" },
    ]);
    expect(entries[0]).toMatchObject({ proved: await openingProof(fromBase64url(proof), melati.id) });
  });

  it("is signed again when a colleague was quicker, or the roll moved, and not for ever", async () => {
    const quicker = await actingWith("log-moved", "roll-moved");
    expect(await quicker.take(quicker.opened)).toMatchObject({ ok: true });
    expect((await logOf(quicker.held, quicker.server)).entries).toMatchObject([{ from: { edition: 2 } }]);
    const always = await actingWith(...Array<RefusalCode>(9).fill("log-moved"));
    expect(await always.take(always.opened)).toMatchObject({ code: "log-moved" });
    expect(always.posted).toHaveLength(4);
    const refused = await actingWith("stage-moved");
    expect(await refused.take({ kind: "stage", was: "DITERIMA", stage: "TELAAH" })).toMatchObject({
      code: "stage-moved",
    });
    expect(refused.posted).toHaveLength(1);
  });

  it("an opening is noted once by each member", async () => {
    const { take, opened, posted, server, held, acting } = await actingWith();
    await take(opened);
    expect(await take(opened)).toMatchObject({ ok: true, value: { openedAt: HOUR } });
    const later = actsOn({ ...held, openedAt: HOUR, logs: { ...held.logs, satgas: server } }, acting);
    expect(await later(opened)).toMatchObject({ ok: true, value: { openedAt: HOUR } });
    expect(posted).toHaveLength(1);
  });

  it("is what her page calls proved, when the signer sits there; anything else is the server's word", async () => {
    const { take, opened, server, held, keys } = await actingWith();
    await take(opened);
    await take({ kind: "stage", was: "DITERIMA", stage: "TELAAH" });
    const logs = { ...held.logs, satgas: server };
    const mailbox = { stage: "TELAAH" as const, arrived: HOUR, openedAt: HOUR, logs };
    const built = { root: verifierOf(chain.root), stack: "33" } as const;
    const directory = directoryOf(chain.ri, chain.province, chain.regency);
    const at = "2026-11-26T04:30";
    expect(await myReport(mailbox, keys, directory, built)).toEqual({
      ...{ openings: [{ unit: "3316", at }], unreadable: [], stage: { name: "TELAAH", signed: true }, flawed: false },
    });
    const unsigned = { openings: [], stage: { name: "TELAAH", signed: false } };
    expect(await myReport(mailbox, keys, undefined, built)).toMatchObject(unsigned);
    const elsewhere = directoryOf(chain.ri, chain.province, await found("3316", chain.province));
    expect(await myReport(mailbox, keys, elsewhere, built)).toMatchObject({ ...unsigned, flawed: false });
    const stranger = { id: keys.id, proofOf: (await reporterKeys(newReceipt())).proofOf };
    expect(await myReport(mailbox, stranger, directory, built)).toMatchObject({ openings: [], flawed: true });
    const dropped = { ...mailbox, logs: { ...logs, satgas: server.slice(1) } };
    expect(await myReport(dropped, keys, directory, built)).toMatchObject({ openings: [], flawed: true });
    const silent = { ...mailbox, stage: "SELESAI" as const, logs: held.logs };
    expect(await myReport(silent, keys, directory, built)).toMatchObject({ stage: { name: "SELESAI", signed: false } });
  });

  it("tells her that it could not be read there, until somebody there has opened it", async () => {
    const { take, opened, server, held, keys } = await actingWith();
    const built = { root: verifierOf(chain.root), stack: "33" } as const;
    const directory = directoryOf(chain.ri, chain.province, chain.regency);
    const unreadable = async () => {
      const mailbox = { stage: "DITERIMA" as const, arrived: HOUR, logs: { ...held.logs, satgas: server } };
      return (await myReport(mailbox, keys, directory, built)).unreadable;
    };
    await take({ kind: "unreadable", of: 1, why: "damaged" });
    expect(await unreadable()).toEqual(["3316"]);
    await take(opened);
    expect(await unreadable()).toEqual([]);
  });

  it("counts under the roll as it is now: a later edition with her in it proves as well", async () => {
    const { take, opened, server, held, keys } = await actingWith();
    await take(opened);
    const roll = await verifyRoll(chain.regency.roll, place.key);
    if (!roll) throw new Error("no roll");
    const signers = { generation: chain.regency.signer, member: melati.keyFile.signer };
    const next = await nextEdition({ jws: chain.regency.roll, roll }, { until: "2027-12-31" }, signers);
    const later = directoryOf(chain.ri, chain.province);
    const directory = { ...later, satgas: { ...later.satgas, "3316": listed(chain.regency, next.roll) } };
    const mailbox = { stage: "DITERIMA" as const, arrived: HOUR, logs: { ...held.logs, satgas: server } };
    const built = { root: verifierOf(chain.root), stack: "33" } as const;
    expect((await myReport(mailbox, keys, directory, built)).openings).toHaveLength(1);
  });
});
