import { Encrypter, generateIdentity, identityToRecipient } from "age-encryption";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { inspectEnvelope, LARGEST_CONTENT, sizeClasses } from "../../shared/envelope.ts";
import { lockOf, open, openWithPassphrase } from "../../shared/open.ts";
import { newIdentity, recipientOf, seal, sealWithPassphrase } from "../../shared/seal.ts";

let mine: { identity: string; recipient: string };
let hers: { identity: string; recipient: string };
let classical: string;

beforeAll(async () => {
  mine = await newIdentity();
  hers = await newIdentity();
  classical = await identityToRecipient(await generateIdentity());
});

/** A file as somebody else's code might make it. */
async function foreign(content: Uint8Array | string, recipients: string[]) {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return encrypter.encrypt(content);
}

describe("opening", () => {
  it("inverts sealing, for every recipient and any content", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (content) => {
        const file = await seal({ content }, [mine.recipient, hers.recipient]);
        const expected = {
          status: "opened",
          content: JSON.parse(JSON.stringify({ content })),
        };
        expect(await open(file, mine.identity)).toEqual(expected);
        expect(await open(file, hers.identity)).toEqual(expected);
      }),
      { numRuns: 15 },
    );
  });

  it("says wrong-key, damaged and newer-version, and throws for nothing", async () => {
    const file = await seal({ v: 1 }, [mine.recipient]);
    expect(await open(file, hers.identity)).toEqual({ status: "wrong-key" });
    for (const at of [40, file.length - 4000, file.length - 1]) {
      const damaged = file.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      expect((await open(damaged, mine.identity)).status).toMatch(/^(damaged|wrong-key)$/);
    }
    expect(await open(file.slice(0, -1), mine.identity)).toEqual({
      status: "damaged",
    });
    expect(await open(new Uint8Array(), mine.identity)).toEqual({
      status: "damaged",
    });
    expect(await open(new TextEncoder().encode("halo"), mine.identity)).toEqual({ status: "damaged" });
    const newer = new TextEncoder().encode("age-encryption.org/v2\n-> x y\n");
    expect(await open(newer, mine.identity)).toEqual({
      status: "newer-version",
    });
    const notJson = await foreign("halo", [mine.recipient]);
    expect(await open(notJson, mine.identity)).toEqual({ status: "damaged" });
  });

  it("reads random bytes as damaged", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        expect((await open(bytes, mine.identity)).status).not.toBe("opened");
        expect(inspectEnvelope(bytes).status).not.toBe("sealed");
      }),
    );
  });

  it("of a key file needs its passphrase", async () => {
    const file = await sealWithPassphrase({ secret: 1 }, "benar");
    expect(lockOf(file)).toBe("passphrase");
    expect(await openWithPassphrase(file, "benar")).toEqual({
      status: "opened",
      content: { secret: 1 },
    });
    expect(await openWithPassphrase(file, "salah")).toEqual({
      status: "wrong-key",
    });
  });
});

describe("a seal", () => {
  it("is hybrid or is not made", async () => {
    await expect(seal({}, [])).rejects.toMatchObject({ code: "no-recipient" });
    await expect(seal({}, [mine.recipient, classical])).rejects.toMatchObject({
      code: "not-hybrid",
    });
    await expect(seal({}, ["age1pq1kaputt"])).rejects.toMatchObject({
      code: "not-hybrid",
    });
    expect(mine.recipient).toBe(await recipientOf(mine.identity));
  });

  it("hides the length within a size class, and the envelope finds the class", async () => {
    for (const [letters, size] of [
      [1, 4096],
      [4000, 4096],
      [4097, 8192],
      [250_000, LARGEST_CONTENT],
    ] as const) {
      const file = await seal("x".repeat(letters), [mine.recipient, hers.recipient]);
      expect(inspectEnvelope(file)).toEqual({
        status: "sealed",
        stanzas: 2,
        sizeClass: size,
      });
    }
    expect(sizeClasses).toContain(LARGEST_CONTENT);
    await expect(seal("x".repeat(LARGEST_CONTENT), [mine.recipient])).rejects.toMatchObject({ code: "too-large" });
  });
});

describe("the envelope", () => {
  const padded = () => new Uint8Array(4096).fill(0x20);

  it("refuses classical and mixed stanzas, and a passphrase", async () => {
    expect(inspectEnvelope(await foreign(padded(), [classical]))).toEqual({
      status: "not-hybrid",
    });
    // age's own library takes this mix without a word, and with it the post-quantum protection is gone.
    expect(inspectEnvelope(await foreign(padded(), [mine.recipient, classical]))).toEqual({ status: "not-hybrid" });
    expect(inspectEnvelope(await sealWithPassphrase({}, "x"))).toEqual({
      status: "not-hybrid",
    });
  });

  it("refuses what is not padded, not whole or not age", async () => {
    const file = await seal({}, [mine.recipient]);
    expect(inspectEnvelope(await foreign("short", [mine.recipient]))).toEqual({
      status: "not-padded",
    });
    expect(inspectEnvelope(file.slice(0, -1))).toEqual({
      status: "not-padded",
    });
    expect(inspectEnvelope(file.slice(0, 900))).toEqual({ status: "not-age" });
    expect(inspectEnvelope(new TextEncoder().encode("age-encryption.org/v7\n--- x\n"))).toEqual({
      status: "newer-version",
    });
    expect(inspectEnvelope(new TextEncoder().encode(`age-encryption.org/v1\n--- ${"A".repeat(43)}\n`))).toEqual({
      status: "not-age",
    });
  });

  it("refuses a header with anything added to it", async () => {
    const text = new TextDecoder("latin1").decode(await seal({}, [mine.recipient]));
    const bytes = (altered: string) => Uint8Array.from(altered, (character) => character.charCodeAt(0));
    for (const altered of [
      text.replace("\n-> ", "\n-> X25519 AAAA\nAAAA\n-> "),
      text.replace("-> mlkem768x25519 ", "-> mlkem768x25519 words in the clear "),
      text.replace("--- ", "words in the clear\n--- "),
      text.replace("age-encryption.org/v1\n", "age-encryption.org/v1\n\n"),
    ]) {
      expect(inspectEnvelope(bytes(altered)).status).not.toBe("sealed");
    }
  });
});
