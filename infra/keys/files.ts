/**
 * The files that are carried between machines in a key ceremony. Each is signed by the key that it introduces, over
 * all of it: who compares one fingerprint has compared everything, and a courier can change nothing.
 */
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CompactSign } from "jose/jws/compact/sign";
import { compactVerify } from "jose/jws/compact/verify";
import { importJWK } from "jose/key/import";
import * as z from "zod/mini";
import { fromBase64url, toBase64url } from "../../shared/bytes.ts";
import { unitSchema } from "../../shared/contract.ts";
import { ALPHABET, grouped } from "../../shared/crockford.ts";
import { recipientSchema, type Signer, thumbprint, type Verifier, verifierSchema } from "../../shared/key.ts";
import { LINE } from "../../shared/limits.ts";
import { isUnitCode, type UnitCode } from "../../shared/work-unit.ts";
import { Mistake } from "./arguments.ts";

/** No control characters: a name from a file is shown on a terminal, which obeys them. */
export const nameSchema = z.string().check(z.regex(/^[^\p{C}]+$/u), z.maxLength(LINE));
export const addressSchema = z.email();

const signature = z.string().check(z.regex(/^[\w-]{1,200}\.\.[\w-]{86}$/));

/** A member as she introduces herself: nothing secret. */
const cardSchema = z.strictObject({
  kind: z.literal("posko-card"),
  v: z.literal(1),
  unit: unitSchema,
  name: nameSchema,
  email: addressSchema,
  verifier: verifierSchema,
  recipient: recipientSchema,
  signature,
});
export type Card = z.infer<typeof cardSchema>;

/** One generation of a Satgas key, its private half sealed. */
const satgasFileSchema = z.strictObject({
  kind: z.literal("posko-satgas"),
  v: z.literal(1),
  unit: unitSchema,
  gen: z.int().check(z.positive(), z.maximum(9999)),
  /** Counts how often the same generation was sealed to another set of members. */
  edition: z.int().check(z.positive()),
  verifier: verifierSchema,
  recipient: recipientSchema,
  /** Whose private half is on paper in the safe. */
  recovery: recipientSchema,
  members: z.array(cardSchema).check(z.minLength(1), z.maxLength(50)),
  /** One age file, base64url. */
  sealed: z.string().check(z.regex(/^[\w-]+$/)),
  signature,
  /** The parent's, added last and signed by itself. */
  vouch: z.optional(z.string()),
});
export type SatgasFile = z.infer<typeof satgasFileSchema>;

type Unsigned<T> = Omit<T, "signature" | "vouch">;

/** What a signature is over, in an order of its own: that of a file's fields is no matter. */
const cardContent = ({ unit, name, email, verifier, recipient }: Unsigned<Card>): string =>
  JSON.stringify(["posko-card", 1, unit, name, email, verifier.x, verifier.y, recipient]);

const satgasContent = ({
  unit,
  gen,
  edition,
  verifier,
  recipient,
  recovery,
  members,
  sealed,
}: Unsigned<SatgasFile>) => {
  const seated = members.map((card) => [cardContent(card), card.signature]);
  return JSON.stringify([
    "posko-satgas",
    1,
    ...[unit, gen, edition, verifier.x, verifier.y, recipient, recovery, seated, sealed],
  ]);
};

/** `typ` (RFC 8725 section 3.11): none of these can pass for a vouch or a sign-in, or for each other. */
const CARD = "posko-card+jws";
const SATGAS = "posko-satgas+jws";

/** A compact JWS without its payload (RFC 7515 appendix F). */
async function sign(text: string, typ: string, signer: Signer): Promise<string> {
  const jws = new CompactSign(new TextEncoder().encode(text)).setProtectedHeader({ alg: "ES256", typ });
  return (await jws.sign(await importJWK(signer, "ES256"))).replace(/\..*\./, "..");
}

async function isSigned(text: string, typ: string, signed: string, verifier: Verifier): Promise<boolean> {
  const jws = signed.replace("..", `.${toBase64url(new TextEncoder().encode(text))}.`);
  try {
    const { protectedHeader } = await compactVerify(jws, await importJWK(verifier, "ES256"), { algorithms: ["ES256"] });
    return protectedHeader.typ === typ;
  } catch {
    return false;
  }
}

export async function signCard(card: Unsigned<Card>, signer: Signer): Promise<Card> {
  return { ...card, signature: await sign(cardContent(card), CARD, signer) };
}

export async function signSatgasFile(file: Unsigned<SatgasFile>, signer: Signer): Promise<SatgasFile> {
  return { ...file, signature: await sign(satgasContent(file), SATGAS, signer) };
}

/** 100 bits of a thumbprint, in characters that can be read aloud: to find a second key with the same is out of reach. */
export async function spoken(verifier: Verifier): Promise<string> {
  const bits = Array.from(fromBase64url(await thumbprint(verifier)), (byte) => byte.toString(2).padStart(8, "0"));
  const groups = bits.join("").slice(0, 100).match(/.{5}/g) ?? [];
  return grouped(groups.map((five) => ALPHABET.charAt(Number.parseInt(five, 2))).join(""));
}

const LIMIT = 1024 * 1024;

/** @throws Mistake */
export function readBytes(path: string): Uint8Array<ArrayBuffer> {
  if (!existsSync(path) || !statSync(path).isFile()) throw new Mistake(`${path}: there is no such file.`);
  if (statSync(path).size > LIMIT) throw new Mistake(`${path}: is too large to be a file of a key ceremony.`);
  return new Uint8Array(readFileSync(path));
}

/** @throws Mistake for whatever is not a card that its own key has signed */
export async function readCard(path: string): Promise<Card> {
  const card = parse(path, cardSchema, "a member's card", "ask her for the one that `member` wrote");
  if (!(await isSigned(cardContent(card), CARD, card.signature, card.verifier))) throw changed(path);
  return card;
}

/** @throws Mistake for whatever is not a Satgas file that its own key has signed, with cards that theirs have */
export async function readSatgasFile(path: string): Promise<SatgasFile> {
  const file = parse(path, satgasFileSchema, "a Satgas file", "take the one that `found` or `reseal` wrote");
  const own = await isSigned(satgasContent(file), SATGAS, file.signature, file.verifier);
  const cards = await Promise.all(
    file.members.map((card) => isSigned(cardContent(card), CARD, card.signature, card.verifier)),
  );
  if (!own || cards.includes(false)) throw changed(path);
  return file;
}

const changed = (path: string) =>
  new Mistake(`${path}: was changed after it was made. Do not use it; ask for it again, by another way.`);

function parse<T extends { unit: UnitCode }>(path: string, schema: z.ZodMiniType<T>, what: string, advice: string): T {
  const text = new TextDecoder().decode(readBytes(path));
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Mistake(`${path}: is not ${what} (not JSON); ${advice}.`);
  }
  const parsed = z.safeParse(schema, json);
  if (!parsed.success) {
    const where = parsed.error.issues.map(({ path }) => path.join(".") || "the whole").join(", ");
    throw new Mistake(`${path}: is not ${what} (wrong: ${where}); ${advice}.`);
  }
  if (!isUnitCode(parsed.data.unit)) throw new Mistake(`${path}: ${parsed.data.unit} is no work unit.`);
  return parsed.data;
}

/** @throws Mistake when a file of that name is there: nothing that was made is ever overwritten */
export function refuseExisting(...paths: readonly string[]): void {
  for (const path of paths) {
    if (!existsSync(dirname(path)))
      throw new Mistake(`${dirname(path)}: there is no such folder; nothing was written.`);
    if (existsSync(path)) throw new Mistake(`${path}: is there already; nothing was written. Move it, or use --to.`);
  }
}

export function writeNew(path: string, content: Uint8Array | string, mode: number): void {
  try {
    const file = openSync(path, "wx", mode);
    writeFileSync(file, content);
    closeSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") refuseExisting(path);
    throw new Mistake(`${path}: could not be written (${code}); is the folder there, and yours?`);
  }
}

export const asText = (file: Card | SatgasFile): string => `${JSON.stringify(file, null, 2)}\n`;

export const writeFile = (path: string, file: Card | SatgasFile): void => writeNew(path, asText(file), 0o644);

export const satgasPath = (
  folder: string,
  { unit, gen, edition }: Pick<SatgasFile, "unit" | "gen" | "edition">,
): string => join(folder, `${unit}-gen${gen}${edition === 1 ? "" : `-edition${edition}`}.satgas.json`);

/** The same file with a vouch: whole or not at all. */
export function replaceFile(path: string, file: SatgasFile): void {
  const beside = `${path}.new`;
  writeFileSync(beside, asText(file));
  renameSync(beside, path);
}
