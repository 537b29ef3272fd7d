import { CompactSign } from "jose/jws/compact/sign";
import { importJWK } from "jose/key/import";
import { describe, expect, it } from "vitest";
import { fromBase64url, toBase64url } from "../../shared/bytes.ts";
import { openingProof, type ReportEntry, readEntry, type SatgasEntry, signEntry } from "../../shared/content/entry.ts";
import { readLog } from "../../shared/content/log.ts";
import { readReport } from "../../shared/content/read-report.ts";
import { carriedFile, linesOf, readCarriedFile, writeReport } from "../../shared/content/text.ts";
import { hashOfJws, hashOfText, peekJws, signJws } from "../../shared/jws.ts";
import { memberIdOf, newSigner, verifierOf } from "../../shared/key.ts";
import { isMemberId } from "../../shared/kind.ts";
import { open, openText } from "../../shared/open.ts";
import { newReceipt } from "../../shared/receipt.ts";
import { reporterKeys } from "../../shared/reporter.ts";
import { newIdentity, sealText } from "../../shared/seal.ts";
import { invented } from "../support/invented.ts";

const about = { stack: "33", at: "2026-11-26T04", channel: "form" } as const;
const told = { kind: "report", language: "id", answers: { unit: "3316", account: "cerita contoh" } } as const;

async function reportForTwo() {
  const [regency, province] = [await newIdentity(), await newIdentity()];
  const seats = [
    { unit: "3316", gen: 2, recipient: regency.recipient },
    { unit: "33", gen: 1, recipient: province.recipient },
  ] as const;
  const readers = new Map([
    [1, (await newIdentity()).identity],
    [2, regency.identity],
  ]);
  const keys = await reporterKeys(newReceipt());
  const written = await writeReport(told, seats, keys, about);
  const expected = { entry: written.entry, unit: "3316", id: keys.id, stack: "33" } as const;
  return { regency, province, seats, readers, keys, written, expected };
}

describe("a sealed report", () => {
  it("is read by a Satgas for which it was sealed, with all that its entry says of it", async () => {
    const { written, readers, expected, keys, seats } = await reportForTwo();
    const read = await readReport(written.sealed, readers, expected);
    expect(read).toMatchObject({ status: "read", content: { v: 1, ...told, reply: keys.replyRecipient } });
    expect(read).toMatchObject({ entry: { id: keys.id, seats: seats.map(({ unit, gen }) => ({ unit, gen })) } });
    expect(written.sealed).not.toEqual((await reportForTwo()).written.sealed);
  });

  it("is two lines of JSON and JWS for who has age and any JOSE library", async () => {
    const { written, regency } = await reportForTwo();
    const opened = await openText(written.sealed, regency.identity);
    const lines = opened.status === "opened" ? linesOf(opened.text) : undefined;
    expect(JSON.parse(lines?.content ?? "")).toMatchObject(told);
    expect(lines?.entry).toBe(written.entry);
    expect((peekJws(written.entry) as ReportEntry).text).toBe(await hashOfText(lines?.content ?? ""));
  });

  it("survives being sealed again, as it is, for another reader", async () => {
    const { written, regency, readers, expected } = await reportForTwo();
    const opened = await openText(written.sealed, regency.identity);
    const text = opened.status === "opened" ? opened.text.trimEnd() : "";
    const again = await sealText(text, [regency.recipient]);
    expect(await readReport(again, readers, expected)).toMatchObject({ status: "read" });
  });

  it("shows nothing that a reader wrote in the reporter's name, under the same header or another", async () => {
    const { written, regency, readers, expected, keys } = await reportForTwo();
    const opened = await openText(written.sealed, regency.identity);
    const { content = "", entry = "" } = (opened.status === "opened" && linesOf(opened.text)) || {};
    const other = content.replace("cerita contoh", "cerita palsu!");
    const forge = (text: string) => sealText(text, [regency.recipient]);
    expect(await readReport(await forge(`${other}\n${entry}`), readers, expected)).toEqual({ status: "mismatch" });

    const thief = await newSigner();
    const claims = { ...(peekJws(entry) as ReportEntry), text: await hashOfText(other) };
    const signed = await signJws("entry+jws", claims, thief, "with-jwk");
    const forged = await forge(`${other}\n${signed}`);
    expect(await readReport(forged, readers, expected)).toEqual({ status: "mismatch" });
    expect(await readReport(forged, readers, { ...expected, entry: signed })).toEqual({ status: "mismatch" });
    const hers = await forge(`${content}\n${await signEntry({ ...claims, id: keys.id }, keys.voice)}`);
    expect(await readReport(hers, readers, expected)).toEqual({ status: "mismatch" });
  });

  it("is not shown under another id, in another stack, to another seat, or beside another entry", async () => {
    const { written, readers, expected } = await reportForTwo();
    const other = await reportForTwo();
    for (const wrong of [
      { id: other.keys.id },
      { stack: "34" },
      { unit: "33" },
      { entry: other.written.entry },
    ] as const) {
      const read = await readReport(written.sealed, readers, { ...expected, ...wrong });
      expect(read).toEqual({ status: "mismatch" });
    }
    const older = new Map([[1, readers.get(2) ?? ""]]);
    expect(await readReport(written.sealed, older, expected)).toEqual({ status: "mismatch" });
    expect(await readReport(other.written.sealed, readers, expected)).toEqual({ status: "wrong-key" });
    expect(await readReport(new Uint8Array(7), readers, expected)).toEqual({ status: "damaged" });
  });

  it("is carried as a file whose first line is its entry and whose rest stock age opens", async () => {
    const { written, regency } = await reportForTwo();
    const file = carriedFile(written);
    expect(readCarriedFile(file)).toEqual(written);
    expect((await open(written.sealed, regency.identity)).status).toBe("damaged");
    expect(readCarriedFile(written.sealed)).toBeUndefined();
    expect(readCarriedFile(new Uint8Array(9000).fill(0x61))).toBeUndefined();
  });

  it("has a proof of opening that follows from her receipt, and opens nothing that she sent", async () => {
    const { written, keys, readers, expected } = await reportForTwo();
    const { salt, proofHash } = peekJws(written.entry) as ReportEntry;
    const proof = fromBase64url(await keys.proofOf(salt));
    expect(toBase64url(new Uint8Array(await crypto.subtle.digest("SHA-256", proof)))).toBe(proofHash);
    const read = await readReport(written.sealed, readers, expected);
    expect(read.status === "read" && read.content.proof).toBe(toBase64url(proof));
    expect((await openText(written.sealed, keys.replyIdentity)).status).toBe("wrong-key");
  });
});

describe("a log", () => {
  async function signed() {
    const { keys, written } = await reportForTwo();
    const signer = await newSigner();
    const member = await memberIdOf(verifierOf(signer));
    const from = { unit: "3316", gen: 1, edition: 3, member } as const;
    const base = { id: keys.id, stack: "33", log: "satgas", at: "2026-11-26T04:35", from } as const;
    const proof = fromBase64url(await keys.proofOf((peekJws(written.entry) as ReportEntry).salt));
    const first: SatgasEntry = { ...base, n: 1, kind: "opened", of: 1, proved: await openingProof(proof, member) };
    const one = await signEntry(first, signer);
    const second: SatgasEntry = {
      ...{ ...base, n: 2, prev: await hashOfJws(one), kind: "stage" as const },
      ...{ was: "DITERIMA" as const, stage: "TELAAH" as const },
    };
    const two = await signEntry(second, signer);
    const next = async (what: Partial<SatgasEntry>) =>
      signEntry({ ...second, n: 3, prev: await hashOfJws(two), ...what } as SatgasEntry, signer);
    return {
      keys,
      signer,
      member,
      first,
      second,
      one,
      two,
      next,
      of: { id: keys.id, stack: "33", log: "satgas" } as const,
    };
  }

  it("is read in order, each entry by its author's own signature", async () => {
    const { one, two, first, second, of } = await signed();
    expect(await readLog([one, two], of)).toEqual({ entries: [first, second], flaws: [] });
  });

  it("tells what was dropped, doubled, reordered, went back, is newer or nobody's", async () => {
    const { one, two, next, of, keys, first, second } = await signed();
    const flaws = async (...entries: string[]) => (await readLog(entries, of)).flaws;
    expect(await flaws(two)).toEqual(["gap"]);
    expect(await flaws(one, one, two)).toEqual(["gap"]);
    expect(await flaws(two, one)).toContain("gap");
    expect(await flaws(one, two, await next({ n: 4 }))).toEqual(["gap"]);
    expect(await flaws(one, two, await next({ prev: await hashOfJws(one) }))).toEqual(["gap"]);
    expect(await flaws(one, two, await next({ from: { ...first.from, edition: 2 } }))).toEqual(["went-back"]);
    expect(await flaws(one, two, await next({ id: (await reportForTwo()).keys.id }))).toEqual(["forged"]);
    expect(await flaws(one, two, await next({ stack: "34" }))).toEqual(["forged"]);
    expect(await flaws(one, two, await signJws("entry+jws", second, keys.voice, "with-jwk"))).toEqual(["forged"]);
    expect(await flaws(one, two, "not.a.jws")).toEqual(["forged"]);
    expect(await flaws(one, two, await next({ kind: "later" } as never))).toEqual(["newer"]);
  });

  it("reads no entry of a day that no calendar has, and none whose header says more than who signs", async () => {
    const { keys } = await reportForTwo();
    const signer = await newSigner();
    const from = { unit: "3316", gen: 1, edition: 3, member: await memberIdOf(verifierOf(signer)) };
    const entry = { id: keys.id, stack: "33", log: "satgas" as const, n: 1, from, kind: "unreadable" as const, of: 1 };
    const at = (at: string) => signJws("entry+jws", { ...entry, at, why: "damaged" }, signer, "with-jwk");
    expect((await readEntry(await at("2026-11-26T04:35"))).status).toBe("read");
    for (const day of ["9999-99-99T99:99", "2026-02-30T04:35", "2026-11-26T24:00"]) {
      expect((await readEntry(await at(day))).status).toBe("newer-version");
    }
    const key = await importJWK(signer, "ES256");
    const payload = new TextEncoder().encode(JSON.stringify({ ...entry, at: "2026-11-26T04:35", why: "damaged" }));
    const header = { alg: "ES256", typ: "entry+jws", jwk: verifierOf(signer) };
    const signed = (more: object) => new CompactSign(payload).setProtectedHeader({ ...header, ...more }).sign(key);
    expect((await readEntry(await signed({}))).status).toBe("read");
    expect(await readEntry(await signed({ kid: "x" }))).toEqual({ status: "forged" });
    expect(await readEntry(await signed({ jwk: { ...verifierOf(signer), d: signer.d } }))).toEqual({
      status: "forged",
    });
  });

  it("believes an opening only of who signs it and proves it with what lies in the seal", async () => {
    const { one, first, member, signer } = await signed();
    expect(await readEntry(one)).toEqual({ status: "read", entry: first });
    const another = await newSigner();
    expect(await readEntry(await signJws("entry+jws", first, another, "with-jwk"))).toEqual({ status: "forged" });
    expect(await readEntry(await signJws("entry+jws", first, signer))).toEqual({ status: "forged" });
    expect(await readEntry(await signJws("card+jws", first, signer, "with-jwk"))).toEqual({ status: "forged" });
    const proof = new Uint8Array(32);
    expect(await openingProof(proof, member)).not.toBe(await openingProof(proof, invented(isMemberId)));
  });
});
