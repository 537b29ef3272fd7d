/** What is done around a table, on a machine that may be offline: `member`, `found`, `reseal`, `vouch`, `look`. */
import { basename, join } from "node:path";
import * as z from "zod/mini";
import { thumbprint } from "../../shared/key.ts";
import { canonicalPassphrase, newPassphrase } from "../../shared/passphrase.ts";
import { type KeyFile, keyFileSchema, readContent } from "../../shared/report.ts";
import { lockOf, newIdentity, openWithPassphrase, type Recipient, sealWithPassphrase } from "../../shared/seal.ts";
import { readClaims } from "../../shared/vouch.ts";
import { isUnitCode, KPU_RI, parentOf, type UnitCode, unitName } from "../../shared/work-unit.ts";
import { type Arguments, Mistake } from "./arguments.ts";
import {
  addressSchema,
  type Card,
  nameSchema,
  readBytes,
  readCard,
  readSatgasFile,
  refuseExisting,
  replaceFile,
  type SatgasFile,
  satgasPath,
  spoken,
  writeFile,
  writeNew,
} from "./files.ts";
import { foundGeneration, newMember, onPaper, openGeneration, paperKey, sealGeneration, vouchFor } from "./found.ts";
import type { Terminal } from "./terminal.ts";

const DAY = 24 * 3600;
/** A Satgas's term is one budget year. */
const USUAL_DAYS = 365;
const MOST_DAYS = 400;

const seconds = () => Math.floor(Date.now() / 1000);
const dayOf = (unix: number) => new Date(unix * 1000).toISOString().slice(0, 10);

/** A member makes her own keys. Nothing is on the disk until she has the passphrase on paper. */
export async function member(args: Arguments, terminal: Terminal): Promise<void> {
  const unit = unitIn(args);
  const name = checked(nameSchema, args.need("name", "the member's name"), "--name", "a name on one line");
  const email = checked(addressSchema, args.need("email", "her address"), "--email", "an address as in a@kpu.go.id");
  refuseOnlookers(args, terminal);
  const base = join(args.one("to") ?? ".", `${unit}-${firstName(name)}`);
  refuseExisting(`${base}.age`, `${base}.card.json`);

  const { keyFile, card } = await newMember(unit, name, email);
  const passphrase = newPassphrase();
  const sealed = await sealWithPassphrase(keyFile, passphrase);
  await terminal.showSecret(
    `Passphrase of ${name}. It is shown this once and kept nowhere. Paper is for her alone, away from the key file:`,
    passphrase,
    (typed) => canonicalPassphrase(typed) === passphrase,
  );
  writeNew(`${base}.age`, sealed, 0o600);
  writeFile(`${base}.card.json`, card);
  terminal.say(`key file, for her alone: ${base}.age`);
  terminal.say(`card, to hand on:        ${base}.card.json`);
  terminal.say(`fingerprint to read aloud when the Satgas is founded: ${await spoken(card.verifier)}`);
}

/** Makes a generation of a Satgas key. With `--previous`, the new circle can open the earlier ones as well. */
export async function found(args: Arguments, terminal: Terminal): Promise<void> {
  const unit = unitIn(args);
  const gen = generationIn(args);
  const cards = await cardsIn([...args.many("cards"), ...args.rest]);
  const earlier = await Promise.all(args.many("previous").map(readSatgasFile));
  const expires = untilIn(args);
  if (cards.length === 0) throw new Mistake("No cards are given; write the card file of each member.");
  if (gen > 1 && earlier.length === 0) {
    throw new Mistake(
      "The former generations are not given, and the new members could not open earlier reports. " +
        "Write --previous with the newest file of each, and --key with the key file of a member who opens them.",
    );
  }
  for (const file of earlier) {
    if (file.unit !== unit || file.gen >= gen) throw new Mistake(`${named(file)} is none before ${gen} of ${unit}.`);
  }
  const to = args.one("to") ?? ".";
  const targets = earlier.map((file) => satgasPath(to, { ...file, edition: file.edition + 1 }));
  refuseExisting(satgasPath(to, { unit, gen, edition: 1 }), ...targets);
  if (args.one("recovery-to") === undefined) refuseOnlookers(args, terminal);
  const unlock = earlier.length > 0 ? await openerIn(args, terminal) : undefined;
  const opened = await Promise.all(earlier.map((file) => unlock?.(file)));

  terminal.say(`Generation ${gen} of ${unit}, ${unitName(unit)}, will be opened by these and by nobody else:\n`);
  await sayMembers(cards, terminal);
  for (const { name, verifier } of new Map(
    earlier.flatMap(({ members }) => members).map((one) => [one.name, one]),
  ).values()) {
    const id = await thumbprint(verifier);
    const stays = (await Promise.all(cards.map((card) => thumbprint(card.verifier)))).includes(id);
    if (!stays) terminal.say(`  ${name} was in it, and is no longer.`);
  }
  if (cards.length < 2)
    terminal.say("\n  Only one member: while she is away nobody reads. Two is the least that helps.");
  await terminal.confirm("\nHas each read out exactly this of her own?");

  const recovery = await newRecovery(args, terminal, unit);
  const circle = { members: cards, recovery };
  const { file, privateKey } = await foundGeneration(unit, gen, circle);
  const whole = unit === KPU_RI ? await vouchFor(file, { unit, signer: privateKey.signer }, expires) : file;
  for (const [index, key] of opened.entries()) {
    const before = earlier[index];
    if (key && before)
      keep(to, { ...(await sealGeneration(key, circle, before.edition + 1)), ...vouched(before) }, terminal);
  }
  keep(to, whole, terminal);
  terminal.say(`fingerprint of the Satgas, to read aloud: ${await spoken(file.verifier)}`);
  if (unit === KPU_RI) {
    terminal.say(`vouched for by itself until ${dayOf(expires)}`);
    terminal.say(`kpuRiThumbprint for posko.config.json: ${await thumbprint(file.verifier)}`);
  } else {
    terminal.say(
      `not vouched for yet: take ${basename(satgasPath(to, file))} to ${unitName(parentOf(unit) ?? KPU_RI)}.`,
    );
  }
}

/** Seals the same generation to another circle. Who is in it stays in it, unless `--without` says otherwise. */
export async function reseal(args: Arguments, terminal: Terminal): Promise<void> {
  const file = await readSatgasFile(args.need("satgas", "the newest file of this generation"));
  const added = await cardsIn([...args.many("cards"), ...args.rest]);
  const without = args.many("without");
  for (const name of without) {
    if (!file.members.some((card) => card.name === name)) throw new Mistake(`${name} is not in ${named(file)}.`);
  }
  const members = [...file.members.filter(({ name }) => !without.includes(name)), ...added];
  if (members.length === 0) throw new Mistake("Nobody would be left who can open it; add a card first.");
  const to = args.one("to") ?? ".";
  const next = { ...file, edition: file.edition + 1 };
  refuseExisting(satgasPath(to, next));
  const renew = args.flag("new-recovery");
  if (renew && args.one("recovery-to") === undefined) refuseOnlookers(args, terminal);
  const key = await (await openerIn(args, terminal))(file);

  terminal.say(`${named(file)} will be opened by these and by nobody else:\n`);
  await sayMembers(members, terminal);
  for (const name of without)
    terminal.say(`  ${name} no longer; what she already has stays hers: found a new generation.`);
  await terminal.confirm("\nHas each newcomer read out exactly this of her own?");
  const recovery = renew ? await newRecovery(args, terminal, file.unit) : file.recovery;
  keep(to, { ...(await sealGeneration(key, { members, recovery }, next.edition)), ...vouched(file) }, terminal);
  terminal.say("Install it with --resealed. The fingerprint and the vouch are the same as before.");
}

/** A member of the Satgas above signs: this is their key. Repeated each year, and whenever the key above changes. */
export async function vouch(args: Arguments, terminal: Terminal): Promise<void> {
  const path = args.need("satgas", "the file of the Satgas that is vouched for");
  const file = await readSatgasFile(path);
  const parentPath =
    args.one("parent") ?? (file.unit === KPU_RI ? path : args.need("parent", "the voucher's own file"));
  const parent = await readSatgasFile(parentPath);
  const expires = untilIn(args);
  if (parent.unit !== (parentOf(file.unit) ?? KPU_RI)) {
    throw new Mistake(`${parent.unit} cannot vouch for ${file.unit}: that is for ${parentOf(file.unit) ?? KPU_RI}.`);
  }
  if (file.unit === KPU_RI && (await thumbprint(parent.verifier)) !== (await thumbprint(file.verifier))) {
    throw new Mistake("KPU RI vouches for itself: --parent must be the same generation, or be left out.");
  }
  const { signer } = await (await openerIn(args, terminal))(parent);

  terminal.say(`${named(file)}, ${unitName(file.unit)}, with these members:\n`);
  await sayMembers(file.members, terminal);
  terminal.say(`\n  fingerprint of the Satgas:  ${await spoken(file.verifier)}\n`);
  await terminal.confirm(`Telephone them. Do they read out exactly this fingerprint? Vouch until ${dayOf(expires)}?`);
  const whole = await vouchFor(file, { unit: parent.unit, signer }, expires);
  replaceFile(path, whole);
  terminal.say(`vouched for until ${dayOf(expires)}: ${path}`);
  const above = parent.vouch === undefined ? undefined : readClaims(parent.vouch)?.exp;
  if (above !== undefined && dayOf(above) < dayOf(expires)) {
    terminal.say(`It holds only while the one above does, which ends on ${dayOf(above)}.`);
  }
}

/** What a file holds, without any key. */
export async function look(args: Arguments, terminal: Terminal): Promise<void> {
  if (args.rest.length === 0) throw new Mistake("No file is given; write the Satgas files to look into.");
  for (const path of args.rest) {
    const file = await readSatgasFile(path);
    const until = file.vouch === undefined ? undefined : readClaims(file.vouch)?.exp;
    terminal.say(`${path}: ${named(file)}, ${unitName(file.unit)}, edition ${file.edition}`);
    terminal.say(`  fingerprint ${await spoken(file.verifier)}`);
    terminal.say(
      until === undefined ? "  not vouched for" : `  vouched for until ${dayOf(until)}; \`install\` verifies that`,
    );
    await sayMembers(file.members, terminal);
  }
}

const named = ({ unit, gen }: { unit: UnitCode; gen: number }) => `generation ${gen} of ${unit}`;
const firstName = (name: string) =>
  name
    .split(" ")[0]
    ?.toLowerCase()
    .replace(/[^a-z0-9]/g, "") || "member";
const vouched = ({ vouch }: SatgasFile) => (vouch === undefined ? {} : { vouch });

function keep(folder: string, file: SatgasFile, terminal: Terminal): void {
  writeFile(satgasPath(folder, file), file);
  terminal.say(`Satgas file, to hand on: ${satgasPath(folder, file)}`);
}

async function sayMembers(cards: readonly Card[], terminal: Terminal): Promise<void> {
  for (const { name, verifier } of cards) terminal.say(`  ${await spoken(verifier)}  ${name}`);
}

function checked(schema: z.ZodMiniType<string>, value: string, option: string, what: string): string {
  if (!z.safeParse(schema, value).success) throw new Mistake(`${option} is not ${what}.`);
  return value;
}

function unitIn(args: Arguments): UnitCode {
  const unit = args.need("unit", "the unit's code: 01, two digits of a province, four of a regency or city");
  if (!isUnitCode(unit)) throw new Mistake(`--unit ${unit} is no work unit; Blora is 3316, Jawa Tengah 33, KPU RI 01.`);
  return unit;
}

function generationIn(args: Arguments): number {
  const gen = args.one("gen") ?? "1";
  if (!/^[1-9]\d{0,3}$/.test(gen)) throw new Mistake(`--gen ${gen} is no generation; write the next whole number.`);
  return Number(gen);
}

/** The end of that day in UTC. @throws Mistake for the past, and for more than a term */
function untilIn(args: Arguments): number {
  const until = args.one("until");
  if (until === undefined) return seconds() + USUAL_DAYS * DAY;
  const expires = Date.parse(`${until}T23:59:59Z`) / 1000;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(until) && !Number.isNaN(expires) && dayOf(expires) === until;
  if (!isDay) throw new Mistake(`--until ${until} is no day; write one as in ${dayOf(seconds() + USUAL_DAYS * DAY)}.`);
  if (expires <= seconds()) throw new Mistake(`--until ${until} is past.`);
  if (expires > seconds() + MOST_DAYS * DAY) {
    throw new Mistake(`--until ${until} is more than ${MOST_DAYS} days away: a term is one year, and so is a vouch.`);
  }
  return expires;
}

const cardsIn = (paths: readonly string[]): Promise<Card[]> => Promise.all(paths.map(readCard));

/** A redirected output would leave the secret in a file that nobody thinks of. */
function refuseOnlookers(args: Arguments, terminal: Terminal): void {
  if (terminal.private || args.flag("secrets-to-output")) return;
  throw new Mistake(
    "A secret would be shown, and this is no terminal: it would end in a file or a log. " +
      "Run it in a terminal; only a script with invented people may say --secrets-to-output.",
  );
}

async function newRecovery(args: Arguments, terminal: Terminal, unit: UnitCode): Promise<Recipient> {
  const { identity, recipient } = await newIdentity();
  const paper = args.one("recovery-to");
  if (paper !== undefined) {
    writeNew(paper, `Posko ${unit}\n${onPaper(identity)}\n`, 0o600);
    terminal.say(`recovery key: ${paper}. Print it, then destroy the file: it opens everything.`);
    return recipient;
  }
  const same = (typed: string) => typed.replace(/\s/g, "").toUpperCase() === identity;
  await terminal.showSecret(`Recovery key of ${unit}, for the safe. Shown this once:`, onPaper(identity), same);
  return recipient;
}

/** Opens generations with a member's key file, or with the paper when `--recovery` says so. */
async function openerIn(args: Arguments, terminal: Terminal) {
  if (args.flag("recovery")) {
    const { identity } = await paperKey(await terminal.secret("Recovery key, from the paper:"));
    return (file: SatgasFile) => openGeneration(file, identity);
  }
  const path = args.need("key", "the key file of a member who can open it");
  const { identity, unit } = await openKeyFile(path, terminal);
  return (file: SatgasFile) => {
    if (unit !== file.unit)
      throw new Mistake(`${path}: is of a member of ${unit}; ${named(file)} needs one of its own.`);
    return openGeneration(file, identity);
  };
}

async function openKeyFile(path: string, terminal: Terminal): Promise<KeyFile> {
  const bytes = readBytes(path);
  const lock = lockOf(bytes);
  if (lock === "unknown") throw new Mistake(`${path}: is no key file; a member's ends in .age.`);
  if (lock === "passkey") {
    throw new Mistake(`${path}: is locked by a passkey, which only her browser has. Lock it with a passphrase there.`);
  }
  const typed = await terminal.secret(`Passphrase of ${basename(path)}:`);
  const opened = await openWithPassphrase(bytes, canonicalPassphrase(typed));
  if (opened.status === "wrong-key") throw new Mistake(`${path}: is not opened by this passphrase.`);
  const read = opened.status === "opened" ? readContent(keyFileSchema, opened.content) : opened;
  if (read.status !== "read") throw new Mistake(`${path}: is ${read.status}; take another copy.`);
  return read.value;
}
