/** A server, and a colleague, that lie about a case: what each page makes of it. */

import { beforeAll, describe, expect, it } from "vitest";
import { fromBase64url, toBase64url } from "../../shared/bytes.ts";
import { openingProof, type SatgasEntry, signEntry } from "../../shared/content/entry.ts";
import { readLog } from "../../shared/content/log.ts";
import { linesOf, writeReport } from "../../shared/content/text.ts";
import type { Directory, InboxReport, MailboxStatus } from "../../shared/contract.ts";
import { hashOfJws, signJws } from "../../shared/jws.ts";
import { verifierOf } from "../../shared/key.ts";
import type { ReportId } from "../../shared/kind.ts";
import { openText } from "../../shared/open.ts";
import { newReceipt } from "../../shared/receipt.ts";
import { reporterKeys } from "../../shared/reporter.ts";
import { verifyRoll } from "../../shared/satgas/roll.ts";
import { nextEdition } from "../../shared/satgas/rotation.ts";
import { sealText } from "../../shared/seal.ts";
import { type MyReport, myReport } from "../../web/form/my-report.ts";
import { openReport } from "../../web/inbox/opening.ts";
import { isOlder, type Place, placeOf } from "../../web/satgas/place.ts";
import { myReport as myReportWords } from "../../web/words/form/my-report.ts";
import { speech } from "../../web/words/inbox.ts";
import { stages } from "../../web/words/stages.ts";
import { directoryOf, type Founded, foundChain, HOUR, listed, type Member, NOW } from "./chain.ts";

let chain: Awaited<ReturnType<typeof foundChain>>;
let everybody: Directory;
beforeAll(async () => {
  chain = await foundChain();
  everybody = directoryOf(chain.ri, chain.province, chain.regency);
});
const trust = () => ({ root: verifierOf(chain.root), now: NOW });
const built = () => ({ root: verifierOf(chain.root), stack: "33" as const });
const memberOf = (satgas: Founded, index = 0): Member => {
  const member = satgas.members[index];
  if (!member) throw new Error("no such member");
  return member;
};

/** A report for these Satgas, as it lies at the server. */
async function written(account: string, ...satgas: readonly Founded[]) {
  const keys = await reporterKeys(newReceipt());
  const seats = satgas.map(({ unit, gen, recipient }) => ({ unit, gen, recipient }));
  const content = { kind: "report", language: "id", answers: { unit: "3316", account } } as const;
  const { entry, sealed } = await writeReport(content, seats, keys, { stack: "33", at: HOUR, channel: "form" });
  const held = { id: keys.id, sealed: toBase64url(sealed), logs: { reporter: [entry], satgas: [] as string[] } };
  const [first] = (await readLog([entry], { id: keys.id, stack: "33", log: "reporter" })).entries;
  if (first?.kind !== "report") throw new Error("no entry");
  return { keys, entry, seats, held, proof: await keys.proofOf(first.salt) };
}
type Written = Awaited<ReturnType<typeof written>>;

describe("a report in the inbox", () => {
  const show = async (id: ReportId, held: Pick<InboxReport, "sealed" | "logs">) => {
    const readers = new Map(chain.regency.keyring.readers.map(({ gen, identity }) => [gen, identity]));
    const outcome = await openReport(id, held, readers, { unit: "3316", stack: "33" });
    return outcome.status === "read" ? outcome.content.answers.account : speech.id.words.unreadable[outcome.status];
  };
  const refused = expect.stringContaining("bukan yang ditandatangani pelapornya untuk nomor dan Satgas ini");

  it("is shown under its own number alone: rows exchanged, a body under another entry, an entry over another body", async () => {
    const [a, b] = [await written("cerita A", chain.regency), await written("cerita B", chain.regency)];
    expect(await show(a.held.id, a.held)).toBe("cerita A");
    expect(await show(b.held.id, a.held)).toEqual(refused);
    expect(await show(a.held.id, { ...a.held, sealed: b.held.sealed })).toEqual(refused);
    expect(await show(b.held.id, { ...a.held, logs: b.held.logs })).toEqual(refused);
    expect(await show(a.held.id, { ...a.held, logs: { reporter: [], satgas: [] } })).toEqual(refused);
  });

  it("is its reporter's: who can open it cannot write another in her name", async () => {
    const { held, entry, seats, keys } = await written("cerita A", chain.regency);
    const identity = chain.regency.keyring.readers[0]?.identity ?? "";
    const opened = await openText(fromBase64url(held.sealed), identity);
    const lines = opened.status === "opened" ? linesOf(opened.text) : undefined;
    const recipients = seats.map(({ recipient }) => recipient);
    const resealed = async (content: string, jws: string) =>
      toBase64url(await sealText(`${content}\n${jws}`, recipients));
    // Sealed anew as it is, it is hers still.
    expect(await show(held.id, { ...held, sealed: await resealed(lines?.content ?? "", entry) })).toBe("cerita A");
    const words = lines?.content.replace("cerita A", "saya cabut") ?? "";
    expect(await show(held.id, { ...held, sealed: await resealed(words, entry) })).toEqual(refused);
    // Nor under an entry that she signs herself, inside or on both sides of the seal.
    const thief = await written("saya cabut", chain.regency);
    const own = await signJws("entry+jws", { id: keys.id }, memberOf(chain.regency).keyFile.signer, "with-jwk");
    for (const jws of [thief.entry, own]) {
      const sealed = await resealed(words, jws);
      expect(await show(held.id, { ...held, sealed })).toEqual(refused);
      expect(await show(held.id, { sealed, logs: { reporter: [jws], satgas: [] } })).toEqual(refused);
    }
  });
});

describe("her report on her page", () => {
  type Line = Pick<MailboxStatus, "stage" | "openedAt">;

  /** The sentences that decide what she believes, as `screens/my-report.tsx` says them. */
  async function says(
    of: Written,
    satgas: readonly string[],
    { stage = "DITERIMA", openedAt }: Partial<Line> = {},
    directory = everybody,
  ) {
    const logs = { ...of.held.logs, satgas };
    const mailbox = { stage, arrived: HOUR, logs, ...(openedAt && { openedAt }) };
    return sentences(await myReport(mailbox, of.keys, directory, built()));
  }
  const sentences = ({ openings, unreadable, stage, flawed }: MyReport) => {
    const said = myReportWords.id;
    return [
      ...openings.map(({ unit }) => said.proved(unit, "-")),
      ...unreadable.map((unit) => said.unreadable(unit)),
      `${stages.id[stage.name]} (${stage.signed ? said.signed : said.serverSays})`,
      ...(flawed ? [said.flawed] : []),
    ];
  };
  const { flawed, proved } = myReportWords.id;

  /** The entries of one log, each signed by a member as the next one. */
  async function log(of: Written, ...acts: readonly (readonly [Founded, Member, object])[]): Promise<string[]> {
    const entries: string[] = [];
    for (const [{ unit }, member, act] of acts) {
      const last = entries.at(-1);
      const place = { id: of.held.id, stack: "33", log: "satgas", n: entries.length + 1, at: "2026-11-26T04:30" };
      const from = { unit, gen: 1, edition: 1, member: member.id };
      const prev = last && { prev: await hashOfJws(last) };
      entries.push(await signEntry({ ...place, ...prev, from, ...act } as SatgasEntry, member.keyFile.signer));
    }
    return entries;
  }
  const opened = async ({ proof }: Written, { id }: Pick<Member, "id">) => ({
    ...{ kind: "opened", of: 1, proved: await openingProof(fromBase64url(proof), id) },
  });
  const moved = { kind: "stage", was: "DITERIMA", stage: "TELAAH" };

  it("is opened when that is proved, and otherwise the server says so", async () => {
    const of = await written("-", chain.regency, chain.province);
    const melati = memberOf(chain.regency);
    const true1 = await log(of, [chain.regency, melati, await opened(of, melati)], [chain.regency, melati, moved]);
    expect(await says(of, true1, { stage: "TELAAH" })).toEqual([
      proved("3316", "-"),
      "Sedang ditelaah (ditandatangani anggota Satgas)",
    ]);
    // The header alone: no entry stands behind it.
    expect(await says(of, [], { stage: "SELESAI", openedAt: HOUR })).toEqual(["Selesai (menurut server)"]);
    // The header against what was signed.
    expect(await says(of, true1, { stage: "SELESAI" })).toEqual([
      proved("3316", "-"),
      "Sedang ditelaah (ditandatangani anggota Satgas)",
    ]);
    // Signed by a member with the proof of another report, and of none.
    const other = await written("-", chain.regency);
    for (const proof of [await opened(other, melati), { kind: "opened", of: 1, proved: of.held.id }]) {
      const forged = await log(of, [chain.regency, melati, proof]);
      expect(await says(of, forged)).toEqual(["Diterima (menurut server)", flawed]);
    }
    // The entry of another case.
    expect(await says(other, true1)).toEqual(["Diterima (menurut server)", flawed]);
  });

  it("is opened by her who signs: a colleague with the proof cannot say that another did", async () => {
    const of = await written("-", chain.regency);
    const [melati, kartika] = [memberOf(chain.regency), memberOf(chain.regency, 1)];
    const inHerName: Member = { ...kartika, id: melati.id };
    const forged = await log(of, [chain.regency, inHerName, await opened(of, melati)]);
    expect(await says(of, forged)).toEqual(["Diterima (menurut server)", flawed]);
    const copied = await log(of, [chain.regency, kartika, await opened(of, melati)]);
    expect(await says(of, copied)).toEqual(["Diterima (menurut server)", flawed]);
  });

  it("is not moved by a Satgas that she passed by, by one that stands by, nor by who sits in none", async () => {
    const of = await written("-", chain.province, chain.ri);
    const serverSays = ["Sedang ditelaah (menurut server)"];
    for (const satgas of [chain.regency, chain.ri]) {
      const entries = await log(of, [satgas, memberOf(satgas), moved]);
      expect(await says(of, entries, { stage: "TELAAH" })).toEqual(serverSays);
    }
    // Even with the proof, which a colleague may have told: she named no seat for that Satgas.
    const melati = memberOf(chain.regency);
    const knowing = await log(of, [chain.regency, melati, await opened(of, melati)]);
    expect(await says(of, knowing)).toEqual(["Diterima (menurut server)"]);
    const elsewhere: Founded = { ...chain.province, members: chain.regency.members };
    const posing = await log(of, [elsewhere, melati, await opened(of, melati)], [elsewhere, melati, moved]);
    expect(await says(of, posing, { stage: "TELAAH" })).toEqual(serverSays);
  });

  it("says that something is missing: a number left out, there twice, or out of order", async () => {
    const of = await written("-", chain.regency);
    const [melati, kartika] = [memberOf(chain.regency), memberOf(chain.regency, 1)];
    const [one = "", two = "", three = ""] = await log(
      of,
      [chain.regency, melati, await opened(of, melati)],
      [chain.regency, kartika, await opened(of, kartika)],
      [chain.regency, melati, moved],
    );
    expect(await says(of, [one, two, three])).not.toContain(flawed);
    for (const lie of [
      [two, three],
      [one, three],
      [one, one, two, three],
      [one, two, two, three],
      [two, one, three],
    ]) {
      expect(await says(of, lie)).toContain(flawed);
    }
    expect(await says({ ...of, held: { ...of.held, logs: { reporter: [], satgas: [] } } }, [one])).toContain(flawed);
    // The end of a log can be kept back: then she sees what was so, and as of when she asked.
    expect(await says(of, [one])).toEqual([proved("3316", "-"), "Diterima (menurut server)"]);
  });

  it("says that a Satgas signs under an older list of members than before", async () => {
    const of = await written("-", chain.regency);
    const [melati, kartika] = [memberOf(chain.regency), memberOf(chain.regency, 1)];
    const newer = { from: { unit: "3316", gen: 1, edition: 2, member: melati.id } };
    const entries = await log(
      of,
      [chain.regency, melati, { ...(await opened(of, melati)), ...newer }],
      [chain.regency, kartika, await opened(of, kartika)],
    );
    expect(await says(of, entries)).toContain(flawed);
  });

  it("has nobody's seat proved by a directory that was tampered with", async () => {
    const of = await written("-", chain.regency);
    const melati = memberOf(chain.regency);
    const entries = await log(of, [chain.regency, melati, await opened(of, melati)]);
    const { satgas } = everybody;
    const [ri, province, regency] = [listed(chain.ri), listed(chain.province), listed(chain.regency)];
    for (const lie of [
      { "01": ri, "33": regency, "3316": province },
      { "01": ri, "33": province },
      { "01": ri, "33": province, "3316": { ...regency, roll: province.roll } },
      { "01": ri, "33": province, "3316": { ...regency, vouch: province.vouch } },
    ]) {
      expect(await says(of, entries, {}, { ...everybody, satgas: lie })).toEqual(["Diterima (menurut server)"]);
    }
    expect(await says(of, entries, {}, { ...everybody, satgas })).toContain(proved("3316", "-"));
  });
});

it("an inbox that has met a newer list of members does not go back to an older one", async () => {
  const melati = memberOf(chain.regency);
  const at = (roll?: string, before?: { readonly roll: string; readonly by?: string }) =>
    placeOf({ ...everybody.satgas, "3316": listed(chain.regency, roll) }, melati.keyFile, trust(), before);
  const old = (await at()) as Place;
  const roll = await verifyRoll(chain.regency.roll, old.key);
  if (!roll) throw new Error("no roll");
  const signers = { generation: chain.regency.signer, member: melati.keyFile.signer };
  const edition = await nextEdition({ jws: chain.regency.roll, roll }, {}, signers);
  const first = chain.regency.roll;
  const next = (await at(edition.roll, { roll: first, by: edition.by })) as Place;
  // The generation's signer alone replaces nobody: one of those who sat before has to stand for it.
  expect(await at(edition.roll, { roll: first })).toBe("unverified");
  expect(await at(edition.roll, { roll: edition.roll, by: edition.by })).toBe("unverified");
  expect(await at(edition.roll)).toBe("unverified");
  expect([isOlder(old, next), isOlder(next, old), isOlder(next, next)]).toEqual([true, false, false]);
  expect(isOlder(old, { ...old, key: { ...old.key, gen: 2 } })).toBe(true);
});
