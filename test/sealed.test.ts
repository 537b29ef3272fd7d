import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Encrypter, generateIdentity, identityToRecipient } from "age-encryption";
import { describe, expect, it } from "vitest";
import { readLog } from "../shared/content/log.ts";
import { readContent } from "../shared/content/read-content.ts";
import { readReport } from "../shared/content/read-report.ts";
import { readCarriedFile } from "../shared/content/text.ts";
import { inspectEnvelope } from "../shared/envelope.ts";
import { openWithPassphrase } from "../shared/open.ts";
import { readReceipt } from "../shared/receipt.ts";
import { reporterKeys } from "../shared/reporter.ts";
import { mailHash, newestCards } from "../shared/satgas/card.ts";
import { keyFileSchema } from "../shared/satgas/key-file.ts";
import { openKeyring, openSigner } from "../shared/satgas/keyring.ts";
import { isFollowing, nameHash, readRoll, succession, verifyRoll } from "../shared/satgas/roll.ts";
import { verifyChain } from "../shared/satgas/vouch.ts";
import { temporaryFolder } from "./support/folder.ts";

const sealed = resolve("test/sealed");
/** The days of which samples of a kind are kept. */
const daysWith = (file: string) => readdirSync(sealed).filter((day) => existsSync(join(sealed, day, file)));
const days = daysWith("expected.json");

/** Its code is none of ours: a format holds without us, or it does not. */
function runsAlone(script: string, day: string): string {
  const ran = spawnSync(process.execPath, [join(sealed, script), join(sealed, day)], { encoding: "utf8" });
  expect([ran.status, ran.stderr]).toEqual([0, ""]);
  return ran.stdout;
}

describe.each(days)("what was sealed on %s", (day) => {
  const bytes = (name: string) => new Uint8Array(readFileSync(join(sealed, day, name)));
  const expected = JSON.parse(readFileSync(join(sealed, day, "expected.json"), "utf8"));

  it("opens from the passphrase down to the report, and its log is read", async () => {
    const file = await openWithPassphrase(bytes("key-file.age"), expected.passphrase);
    if (file.status !== "opened") throw new Error(file.status);
    const keyFile = readContent(keyFileSchema, file.content);
    expect(keyFile).toEqual({ status: "read", value: expected.keyFile });

    const { identity } = expected.keyFile;
    const keyring = await openKeyring(bytes("keyring.age"), identity, expected.key);
    expect(keyring).toEqual({ status: "opened", value: expected.keyring });
    expect(await openKeyring(bytes("keyring.age"), expected.recoveryIdentity, expected.key)).toEqual(keyring);
    expect(await openSigner(bytes("signer.age"), identity, expected.key)).toMatchObject({ status: "opened" });

    const carried = readCarriedFile(bytes("report.carried"));
    if (!carried) throw new Error("no first line");
    expect(inspectEnvelope(carried.sealed)).toMatchObject({ status: "sealed", stanzas: 2 });
    const readers = new Map([[1, expected.keyring.readers[0].identity as string]]);
    const read = await readReport(carried.sealed, readers, { entry: carried.entry, unit: "3316" });
    expect(read).toMatchObject({ status: "read", content: { answers: expected.answers, proof: expected.proof } });

    const log = await readLog(expected.log, { id: expected.reporter.id, stack: "33", log: "satgas" });
    expect(log.entries.map(({ kind }) => kind)).toEqual(["opened", "stage", "unreadable"]);
    expect(log.flaws).toEqual([]);
  });

  it("leads from the receipt to the same voice, reply key and proof", async () => {
    const receipt = readReceipt(expected.receipt);
    if (receipt.status !== "read") throw new Error(receipt.status);
    const { proofOf, ...keys } = await reporterKeys(receipt.receipt);
    expect(keys).toEqual(expected.reporter);
    const carried = readCarriedFile(bytes("report.carried"));
    const { salt } = JSON.parse(Buffer.from(carried?.entry.split(".")[1] ?? "", "base64url").toString());
    expect(await proofOf(salt)).toBe(expected.proof);
  });

  it("opens and verifies without any of our code", () => {
    expect(runsAlone("open.mjs", day)).toContain("holds: who opened it knew what lies in the seal");
  });
});

describe.each(daysWith("signed.json"))("who sat where on %s", (day) => {
  const signed = JSON.parse(readFileSync(join(sealed, day, "signed.json"), "utf8"));
  const { root, now, vouches, rolls, names, cards } = signed;

  it("leads from the root over each edition to who sits there, and to her newest card", async () => {
    const chain = await verifyChain((unit) => vouches[unit], "3316", { root, now });
    if (chain.status !== "trusted") throw new Error(chain.status);
    expect(chain.key).toMatchObject({ gen: 2, mandate: "receive" });
    const known = rolls.map(({ roll, by }: { roll: string; by?: string }) => ({ jws: roll, roll: readRoll(roll), by }));
    const how = await Promise.all([1, 2].map((at) => succession(known[at - 1], known[at])));
    expect(how).toEqual(["follows", "follows"]);
    const newest = known.at(-1);
    expect(await isFollowing(newest, known.at(-2).jws, chain.key)).toBe(true);
    const roll = await verifyRoll(newest.jws, chain.key);
    expect(roll).toMatchObject({ edition: 3, until: "2027-12-31", desk: { phone: "0296-000000" } });
    const [melati] = roll?.members ?? [];
    if (!melati) throw new Error("nobody sits there");
    const [[name, salt]] = names;
    expect(await nameHash({ name, salt })).toBe(melati.name);
    const all: { card: string; address: string; salt: string }[] = cards;
    const card = (
      await newestCards(
        all.map((one) => one.card),
        [melati],
        now,
      )
    ).get(melati.id);
    expect(card).toMatchObject({
      awayUntil: "2026-12-20",
      mail: await mailHash(all.at(-1) ?? { address: "", salt: "" }),
    });
  });

  it("verifies without any of our code", () => {
    expect(runsAlone("verify.mjs", day)).toContain("holds: a member of the edition before stands for it");
  });
});

describe("the age command", () => {
  const version = spawnSync("age", ["--version"], { encoding: "utf8" }).stdout?.trim() ?? "";
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  const opensHybrid = major > 1 || (major === 1 && minor >= 3);

  const age = (file: Uint8Array, identity: string) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "key"), `${identity}\n`, { mode: 0o600 });
    return spawnSync("age", ["-d", "-i", join(folder, "key")], { input: file }).stdout;
  };

  it(
    version ? `${version} opens a classical file of the same library` : "is not installed: could not be checked",
    async () => {
      if (!version) return;
      const identity = await generateIdentity();
      const encrypter = new Encrypter();
      encrypter.addRecipient(await identityToRecipient(identity));
      const file = await encrypter.encrypt('{"v":1}');
      expect(age(file, identity).toString()).toBe('{"v":1}');
    },
  );

  const title = opensHybrid
    ? "opens our reports, the first line as JSON"
    : `${version || "(none)"} is older than 1.3: hybrid files could not be checked`;
  it(title, () => {
    if (!opensHybrid) return;
    const [day = ""] = days;
    const expected = JSON.parse(readFileSync(join(sealed, day, "expected.json"), "utf8"));
    const file = readFileSync(join(sealed, day, "report.carried"));
    const plain = age(file.subarray(file.indexOf(10) + 1), expected.keyring.readers[0].identity);
    expect(JSON.parse(plain.toString().split("\n")[0] ?? "").answers).toEqual(expected.answers);
  });
});
