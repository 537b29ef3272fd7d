/** The key ceremonies as such: no files, no terminal, no table. What makes a Satgas is here and nowhere else. */
import { fromBase64url, toBase64url } from "../../shared/bytes.ts";
import { newSigner, type Signer, thumbprint, verifierOf } from "../../shared/key.ts";
import { type KeyFile, readContent, type SatgasPrivateKey, satgasPrivateKeySchema } from "../../shared/report.ts";
import { type Identity, newIdentity, open, type Recipient, recipientOf, seal } from "../../shared/seal.ts";
import { vouch } from "../../shared/vouch.ts";
import { KPU_RI, parentOf, type UnitCode } from "../../shared/work-unit.ts";
import { Mistake } from "./arguments.ts";
import { type Card, type SatgasFile, signCard, signSatgasFile } from "./files.ts";

export async function newMember(
  unit: UnitCode,
  name: string,
  email: string,
): Promise<{ readonly keyFile: KeyFile; readonly card: Card }> {
  const { identity, recipient } = await newIdentity();
  const signer = await newSigner();
  const card = { kind: "posko-card", v: 1, unit, name, email, verifier: verifierOf(signer), recipient } as const;
  return {
    keyFile: { v: 1, kind: "member-key", unit, name, identity, signer },
    card: await signCard(card, signer),
  };
}

/** Who gets a Satgas's private half: its members, and the paper in the safe. */
export interface Circle {
  readonly members: readonly Card[];
  readonly recovery: Recipient;
}

/** A Satgas's next key. The private half is given to whoever vouches for the first; all others get it sealed. */
export async function foundGeneration(
  unit: UnitCode,
  gen: number,
  circle: Circle,
): Promise<{ readonly file: SatgasFile; readonly privateKey: SatgasPrivateKey }> {
  const { identity } = await newIdentity();
  const privateKey: SatgasPrivateKey = { v: 1, kind: "satgas-key", unit, gen, identity, signer: await newSigner() };
  return { file: await sealGeneration(privateKey, circle, 1), privateKey };
}

/** @throws Mistake for cards that cannot sit together in this Satgas */
export async function checkMembers(unit: UnitCode, members: readonly Card[]): Promise<void> {
  if (members.length === 0) throw new Mistake("There is no card, so nobody could open it; give the members' cards.");
  const stranger = members.find((card) => card.unit !== unit);
  if (stranger) throw new Mistake(`The card of ${stranger.name} is for ${stranger.unit}, not for ${unit}.`);
  const ids = new Set(await Promise.all(members.map(({ verifier }) => thumbprint(verifier))));
  const recipients = new Set(members.map(({ recipient }) => recipient));
  if (ids.size < members.length || recipients.size < members.length) {
    throw new Mistake("The same card is there twice; give each member's once.");
  }
}

export async function sealGeneration(
  privateKey: SatgasPrivateKey,
  { members, recovery }: Circle,
  edition: number,
): Promise<SatgasFile> {
  const { unit, gen, identity, signer } = privateKey;
  await checkMembers(unit, members);
  const recipients = [...members.map(({ recipient }) => recipient), recovery];
  const file = {
    ...({ kind: "posko-satgas", v: 1, unit, gen, edition } as const),
    verifier: verifierOf(signer),
    recipient: await recipientOf(identity),
    ...{ recovery, members: [...members] },
    sealed: toBase64url(await seal(privateKey, recipients)),
  };
  return signSatgasFile(file, signer);
}

/**
 * Opens the private half with a member's identity or with the paper.
 *
 * @throws Mistake when it does not open, or holds something else than the file says
 */
export async function openGeneration(file: SatgasFile, identity: Identity): Promise<SatgasPrivateKey> {
  const of = `generation ${file.gen} of ${file.unit}`;
  const opened = await open(fromBase64url(file.sealed), identity);
  if (opened.status === "wrong-key") {
    throw new Mistake(`This key does not open ${of}: it was not sealed to it. Ask a member for whom it was.`);
  }
  const read = opened.status === "opened" ? readContent(satgasPrivateKeySchema, opened.content) : opened;
  if (read.status !== "read") throw new Mistake(`The private half of ${of} is ${read.status}; take another copy.`);
  const key = read.value;
  const same =
    key.unit === file.unit &&
    key.gen === file.gen &&
    (await recipientOf(key.identity)) === file.recipient &&
    (await thumbprint(verifierOf(key.signer))) === (await thumbprint(file.verifier));
  if (!same) throw new Mistake(`What is sealed is not ${of}. Do not use this file.`);
  return key;
}

/** Reads an identity as it was copied from paper: spaces and case do not matter. @throws Mistake */
export async function paperKey(typed: string): Promise<{ readonly identity: Identity; readonly recipient: Recipient }> {
  const identity = typed.replace(/\s/g, "").toUpperCase();
  // Bech32 has a checksum: one character copied wrongly is found out here.
  const recipient = await recipientOf(identity).catch(() => "");
  if (!recipient.startsWith("age1pq1")) {
    throw new Mistake("This is not a recovery key as it was printed; compare it with the paper, group by group.");
  }
  return { identity, recipient };
}

/** In groups of four behind what is the same on every paper, for the eye and the hand. */
export const onPaper = (identity: Identity): string =>
  identity.replace(/^(AGE-SECRET-KEY-PQ-1)(.*)$/, (_, head, tail) => `${head} ${tail.replace(/.{4}(?=.)/g, "$& ")}`);

/** The same file with the parent's vouch in it; `expires` in Unix seconds. @throws Mistake */
export async function vouchFor(
  file: SatgasFile,
  parent: { readonly unit: UnitCode; readonly signer: Signer },
  expires: number,
): Promise<SatgasFile> {
  const above = parentOf(file.unit) ?? KPU_RI;
  if (parent.unit !== above) throw new Mistake(`${parent.unit} cannot vouch for ${file.unit}: that is for ${above}.`);
  const { unit, gen, recipient, verifier } = file;
  return { ...file, vouch: await vouch({ unit, gen, recipient, verifier }, parent, expires) };
}
