/**
 * What a server may check without opening: that bytes are one age file (https://age-encryption.org/v1) with nothing
 * but hybrid stanzas, how many there are, and that the content was padded to a size class.
 */

/** Sizes in bytes to which content is padded before sealing, so that a length tells next to nothing. */
export const sizeClasses = [4, 8, 16, 32, 64, 128, 256].map((kibibytes) => kibibytes * 1024);

export const LARGEST_CONTENT = 256 * 1024;

/** Header of a hybrid stanza: 1,120 bytes of encapsulated key, and a file key of 16 bytes with its tag. */
const HYBRID = "mlkem768x25519";
const ENCAPSULATED_KEY = 1494;
const NONCE = 16;
const TAG = 16;
const CHUNK = 64 * 1024;

export type Envelope =
  | {
      readonly status: "sealed";
      readonly stanzas: number;
      readonly sizeClass: number;
    }
  | {
      readonly status: "not-age" | "newer-version" | "not-hybrid" | "not-padded";
    };

const BASE64 = /^[A-Za-z0-9+/]*$/;

const latin1 = new TextDecoder("latin1");

/** The header's lines up to and including its MAC, and where the payload begins. */
function splitHeader(file: Uint8Array): { lines: string[]; end: number } | undefined {
  const lines: string[] = [];
  let start = 0;
  while (start < file.length) {
    const newline = file.indexOf(10, start);
    if (newline < 0 || newline - start > ENCAPSULATED_KEY + 64) return undefined;
    const line = latin1.decode(file.subarray(start, newline));
    lines.push(line);
    start = newline + 1;
    if (line.startsWith("--- ")) return { lines, end: start };
    if (lines.length > 256) return undefined;
  }
  return undefined;
}

/** What a file is, by its header and its length alone. Never throws. */
export function inspectEnvelope(file: Uint8Array): Envelope {
  const header = splitHeader(file);
  const version = header?.lines[0];
  if (!header || version === undefined) return { status: "not-age" };
  if (version !== "age-encryption.org/v1") {
    return {
      status: /^age-encryption\.org\/v\d+$/.test(version) ? "newer-version" : "not-age",
    };
  }
  const mac = header.lines[header.lines.length - 1]?.slice(4) ?? "";
  if (mac.length !== 43 || !BASE64.test(mac)) return { status: "not-age" };

  const body = header.lines.slice(1, -1);
  let stanzas = 0;
  for (let at = 0; at < body.length; ) {
    const [arrow, kind, ...rest] = (body[at] ?? "").split(" ");
    if (arrow !== "->" || !kind) return { status: "not-age" };
    const [key = "", extra] = rest;
    if (kind !== HYBRID) return { status: "not-hybrid" };
    if (extra !== undefined || key.length !== ENCAPSULATED_KEY || !BASE64.test(key)) return { status: "not-age" };
    // A wrapped file key is 32 bytes: one short line of 43 characters.
    const wrapped = body[at + 1] ?? "";
    if (wrapped.length !== 43 || !BASE64.test(wrapped)) return { status: "not-age" };
    stanzas += 1;
    at += 2;
  }
  if (stanzas === 0) return { status: "not-age" };

  const payload = file.length - header.end;
  const sizeClass = sizeClasses.find((size) => payload === NONCE + size + TAG * Math.ceil(size / CHUNK));
  return sizeClass === undefined ? { status: "not-padded" } : { status: "sealed", stanzas, sizeClass };
}
