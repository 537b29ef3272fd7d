import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Encrypter, generateIdentity, identityToRecipient } from "age-encryption";
import { describe, expect, it } from "vitest";
import { fromBase64url, sha256, toBase64url } from "../shared/bytes.ts";
import { inspectEnvelope } from "../shared/envelope.ts";
import { readReceipt, reporterKeys } from "../shared/receipt.ts";
import { keyFileSchema, readContent, reportSchema, satgasPrivateKeySchema } from "../shared/report.ts";
import { open, openWithPassphrase } from "../shared/seal.ts";
import { verifyChain } from "../shared/vouch.ts";
import { temporaryFolder } from "./support/folder.ts";

const sealed = join(import.meta.dirname, "sealed");
const days = readdirSync(sealed).filter((name) => /^\d{4}-\d{2}-\d{2}$/.test(name));

describe.each(days)("what was sealed on %s", (day) => {
  const bytes = (name: string) => new Uint8Array(readFileSync(join(sealed, day, name)));
  const json = (name: string) => JSON.parse(readFileSync(join(sealed, day, name), "utf8"));
  const expected = json("expected.json");

  it("opens from the passphrase down to the report", async () => {
    const keyFile = await openWithPassphrase(bytes("key-file.age"), expected.passphrase);
    if (keyFile.status !== "opened") throw new Error(keyFile.status);
    expect(readContent(keyFileSchema, keyFile.content)).toEqual({ status: "read", value: expected.keyFile });

    const satgasKey = await open(bytes("satgas-key.age"), expected.keyFile.identity);
    if (satgasKey.status !== "opened") throw new Error(satgasKey.status);
    expect(readContent(satgasPrivateKeySchema, satgasKey.content)).toEqual({
      status: "read",
      value: expected.satgasKey,
    });

    const report = await open(bytes("report.age"), expected.satgasKey.identity);
    if (report.status !== "opened") throw new Error(report.status);
    expect(readContent(reportSchema, report.content)).toEqual({ status: "read", value: expected.report });
    expect(toBase64url(await sha256(fromBase64url(expected.report.proof)))).toBe(expected.ackHash);
    expect(inspectEnvelope(bytes("report.age"))).toMatchObject({ status: "sealed", stanzas: 2 });
  });

  it("leads from the receipt to the same mailbox, reply key and voice", async () => {
    const receipt = readReceipt(expected.receipt);
    if (receipt.status !== "read") throw new Error(receipt.status);
    expect(await reporterKeys(receipt.receipt)).toEqual(expected.reporterKeys);
  });

  it("is vouched for, as of that day", async () => {
    const { vouches, thumbprint, verifiedAt } = json("vouches.json");
    const chain = await verifyChain(vouches, "3316", { root: thumbprint, now: verifiedAt, floor: {} });
    expect(chain).toMatchObject({ status: "trusted", key: { recipient: expected.satgasRecipient } });
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
    ? "opens our reports as JSON"
    : `${version || "(none)"} is older than 1.3: hybrid files could not be checked`;
  it(title, () => {
    if (!opensHybrid) return;
    const [day = ""] = days;
    const expected = JSON.parse(readFileSync(join(sealed, day, "expected.json"), "utf8"));
    const plain = age(readFileSync(join(sealed, day, "report.age")), expected.satgasKey.identity);
    expect(JSON.parse(plain.toString())).toEqual(expected.report);
  });
});
