import { CompactSign } from "jose/jws/compact/sign";
import { compactVerify } from "jose/jws/compact/verify";
import { importJWK } from "jose/key/import";
import { describe, expect, it } from "vitest";
import { thumbprint, verifierOf } from "../../shared/key.ts";
import { newReceipt, readReceipt } from "../../shared/receipt.ts";
import { reporterKeys } from "../../shared/reporter.ts";
import { recipientOf } from "../../shared/seal.ts";

/** Made by another hand (Python's hmac, hashlib and integers) from the receipt of twenty-five zeros. */
const VECTOR = {
  d: "r73mfq9vShYwQqnqPHG8sC8Z4DQgqUxQOUXwLHsH0BI",
  id: "UhkZ2f7xx3sCmUEVlUVB6DUXwO9uklKO9dWhZL15GZ8",
  reply: "AGE-SECRET-KEY-PQ-15VNXAAXKVZDHR43E468466EN0UYY8W82D468CMN56F5D5F5YX2USME5GHF",
  proof: "bVkFhy6ZHHWha_jc0KO2vf0ve_eKqPO5qcIR8bZ1qCI",
};

describe("what follows from a receipt", () => {
  it("is the same every time, and unlike what follows from another", async () => {
    const receipt = newReceipt();
    const { proofOf, ...first } = await reporterKeys(receipt);
    const { proofOf: again, ...second } = await reporterKeys(receipt);
    expect(second).toEqual(first);
    expect(await again("a")).toBe(await proofOf("a"));
    expect(await proofOf("b")).not.toBe(await proofOf("a"));
    const other = await reporterKeys(newReceipt());
    const secrets = [first, other].flatMap(({ voice, id, replyIdentity }) => [voice.d, voice.x, id, replyIdentity]);
    expect(new Set([...secrets, await proofOf("a"), await other.proofOf("a")]).size).toBe(10);
  });

  it("is what another implementation of HKDF, P-256 and age makes of it", async () => {
    const read = readReceipt("00000-00000-00000-00000-00000");
    if (read.status !== "read") throw new Error(read.status);
    const { voice, id, replyIdentity, replyRecipient, proofOf } = await reporterKeys(read.receipt);
    expect(voice.d).toBe(VECTOR.d);
    expect(id).toBe(VECTOR.id);
    expect(replyIdentity).toBe(VECTOR.reply);
    expect(await proofOf("c2FsdHNhbHRzYWx0c2FsdA")).toBe(VECTOR.proof);
    expect(await recipientOf(replyIdentity)).toBe(replyRecipient);
  });

  it("has a voice with which WebCrypto signs, and whose thumbprint is the id", async () => {
    const { voice, id } = await reporterKeys(newReceipt());
    const jws = await new CompactSign(new Uint8Array([1]))
      .setProtectedHeader({ alg: "ES256" })
      .sign(await importJWK(voice, "ES256"));
    await compactVerify(jws, await importJWK(verifierOf(voice), "ES256"));
    expect(await thumbprint(verifierOf(voice))).toBe(id);
  });
});
