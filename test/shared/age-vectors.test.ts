import { armor, Decrypter } from "age-encryption";
import * as vectors from "cctv-age";
import { describe, expect, it } from "vitest";
import { open, openWithPassphrase } from "../../shared/open.ts";

/** The community's vectors (C2SP CCTV, age): a header of `key: value` lines, an empty line, the file. */
async function parse(vector: Uint8Array) {
  const text = new TextDecoder("latin1").decode(vector);
  const end = text.indexOf("\n\n");
  const header = new Map<string, string[]>();
  for (const line of text.slice(0, end).split("\n")) {
    const colon = line.indexOf(": ");
    const key = line.slice(0, colon);
    header.set(key, [...(header.get(key) ?? []), line.slice(colon + 2)]);
  }
  const one = (key: string) => header.get(key)?.[0] ?? "";
  let file = new Uint8Array(vector.slice(end + 2));
  if (one("compressed") === "zlib") {
    const stream = new Blob([file]).stream().pipeThrough(new DecompressionStream("deflate"));
    file = new Uint8Array(await new Response(stream).arrayBuffer());
  }
  return { expected: one("expect"), payload: one("payload"), armored: one("armored") === "yes", file, header };
}

async function decrypt({ file, armored, header }: Awaited<ReturnType<typeof parse>>): Promise<string> {
  const decrypter = new Decrypter();
  for (const identity of header.get("identity") ?? []) decrypter.addIdentity(identity);
  for (const passphrase of header.get("passphrase") ?? []) decrypter.addPassphrase(passphrase);
  const plain = await decrypter.decrypt(armored ? armor.decode(new TextDecoder().decode(file)) : file);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(plain)));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const files = new Map(Object.entries(vectors).filter(([, file]) => file instanceof Uint8Array));
const names = [...files.keys()];

describe("the age vectors, on the installed tree", () => {
  it("are all there, hybrid ones among them", () => {
    expect(names.length).toBeGreaterThanOrEqual(143);
    expect(names.filter((name) => name.startsWith("hybrid")).length).toBeGreaterThanOrEqual(18);
  });

  it.each(names)("%s", async (name) => {
    const vector = await parse(files.get(name) ?? new Uint8Array());
    if (vector.expected === "success") expect(await decrypt(vector)).toBe(vector.payload);
    else await expect(decrypt(vector)).rejects.toThrow();

    // And none of them, whatever is wrong with it, makes our own opening throw.
    const [identity] = vector.header.get("identity") ?? [];
    const [passphrase] = vector.header.get("passphrase") ?? [];
    const outcome = identity
      ? await open(vector.file, identity)
      : await openWithPassphrase(vector.file, passphrase ?? "");
    expect(outcome.status).toMatch(/^(damaged|wrong-key|newer-version)$/);
  });
});
