/** What is done around a table, on a machine that may be offline: `member`, `found`, `reseal`, `vouch`, `look`. */
import { basename, join } from "node:path";
import * as z from "zod/mini";
import { thumbprint } from "../../shared/key.ts";
import { canonicalPassphrase, newPassphrase } from "../../shared/passphrase.ts";
import type { SatgasPrivateKey } from "../../shared/report.ts";
import { sealWithPassphrase } from "../../shared/seal.ts";
import { readClaims } from "../../shared/vouch.ts";
import { isUnitCode, KPU_RI, parentOf, type UnitCode, unitName, upwards } from "../../shared/work-unit.ts";
import { type Arguments, Mistake } from "./arguments.ts";
import { DAY, dayOf, ending, seconds } from "./ending.ts";
import {
  addressSchema,
  type Card,
  nameSchema,
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
import { checkMembers, foundGeneration, newMember, sealGeneration, vouchFor } from "./found.ts";
import { newRecovery, openerIn, refuseOnlookers } from "./secrets.ts";
import type { Terminal } from "./terminal.ts";

/** A Satgas's term is one budget year. */
const USUAL_DAYS = 365;
const MOST_DAYS = 400;

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
  const members = await cardsIn([...args.many("cards"), ...args.rest]);
  await checkMembers(unit, members);
  const earlier = await earlierIn(args, unit, gen);
  const expires = untilIn(args);
  const to = args.one("to") ?? ".";
  const paper = args.one("recovery-to");
  refuseExisting(
    satgasPath(to, { unit, gen, edition: 1 }),
    ...earlier.map((file) => satgasPath(to, nextEdition(file))),
  );
  if (paper === undefined) refuseOnlookers(args, terminal);
  else refuseExisting(paper);
  const unlock = earlier.length > 0 ? await openerIn(args, terminal) : undefined;
  const opened: { readonly key: SatgasPrivateKey; readonly file: SatgasFile }[] = [];
  for (const file of earlier) if (unlock) opened.push({ key: await unlock(file), file });

  terminal.say(`Generation ${gen} of ${unit}, ${unitName(unit)}, will be opened by these and by nobody else:\n`);
  await sayMembers(members, terminal);
  await sayWhoLeft(earlier.at(-1)?.members ?? [], members, terminal);
  if (members.length < 2) terminal.say("\n  Only one member: while she is away nobody reads. Two is the least.");
  await terminal.confirm("\nHas each read out exactly this of her own?");

  const circle = { members, recovery: await newRecovery(args, terminal, unit) };
  const { file, privateKey } = await foundGeneration(unit, gen, circle);
  for (const before of opened) {
    const again = await sealGeneration(before.key, circle, nextEdition(before.file).edition);
    keep(to, { ...again, ...vouched(before.file) }, terminal);
  }
  const own = { unit, signer: privateKey.signer };
  keep(to, unit === KPU_RI ? await vouchFor(file, own, expires) : file, terminal);
  terminal.say(`fingerprint of the Satgas, to read aloud: ${await spoken(file.verifier)}`);
  if (unit === KPU_RI) {
    terminal.say(`vouched for by itself until ${dayOf(expires)}`);
    terminal.say(`kpuRiThumbprint for posko.config.json: ${await thumbprint(file.verifier)}`);
  } else {
    const carried = basename(satgasPath(to, file));
    terminal.say(`not vouched for yet: take ${carried} to ${unitName(parentOf(unit) ?? KPU_RI)}.`);
  }
}

/** The newest file of every earlier generation, oldest first: whoever comes in must be able to open the open cases. */
async function earlierIn(args: Arguments, unit: UnitCode, gen: number): Promise<SatgasFile[]> {
  const files = await Promise.all(args.many("previous").map(readSatgasFile));
  for (const file of files) {
    if (file.unit !== unit || file.gen >= gen) throw new Mistake(`${named(file)} is none before ${gen} of ${unit}.`);
  }
  const missing = Array.from({ length: gen - 1 }, (_, index) => index + 1).filter(
    (one) => !files.some((file) => file.gen === one),
  );
  if (missing.length > 0 && !args.flag("earlier-lost")) {
    throw new Mistake(
      `Generation ${missing.join(", ")} is not given, and the new members could not open what was sealed to it. Write ` +
        "--previous with the newest file of each, and --key with the key file of a member who opens them. " +
        "When nobody can open them any more, say --earlier-lost.",
    );
  }
  return files.sort((a, b) => a.gen - b.gen);
}

async function sayWhoLeft(before: readonly Card[], now: readonly Card[], terminal: Terminal): Promise<void> {
  const stay = await Promise.all(now.map(({ verifier }) => thumbprint(verifier)));
  for (const { name, verifier } of before) {
    if (!stay.includes(await thumbprint(verifier))) terminal.say(`  ${name} was in it, and is no longer.`);
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
  await checkMembers(file.unit, members);
  const to = args.one("to") ?? ".";
  const next = nextEdition(file);
  refuseExisting(satgasPath(to, next));
  const renew = args.flag("new-recovery");
  const paper = args.one("recovery-to");
  if (paper !== undefined) refuseExisting(paper);
  else if (renew) refuseOnlookers(args, terminal);
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
  const above = await Promise.all(args.many("above").map(readSatgasFile));
  const stranger = above.find(({ unit }) => !upwards(parent.unit).includes(unit));
  if (stranger) throw new Mistake(`--above ${stranger.unit} is not above ${file.unit}.`);
  const ends = endsOf([parent, ...above]);
  const until = ending(file.unit, (unit) => (unit === file.unit ? expires : ends(unit)), seconds());
  const { signer } = await (await openerIn(args, terminal))(parent);

  terminal.say(`${named(file)}, ${unitName(file.unit)}, with these members:\n`);
  await sayMembers(file.members, terminal);
  terminal.say(`\n  fingerprint of the Satgas:  ${await spoken(file.verifier)}`);
  terminal.say(`  if you vouch: ${until}\n`);
  await terminal.confirm(`Telephone them. Do they read out exactly this fingerprint? Vouch until ${dayOf(expires)}?`);
  const whole = await vouchFor(file, { unit: parent.unit, signer }, expires);
  replaceFile(path, whole);
  terminal.say(`${path}: ${until}`);
}

/** When the vouch of each unit ends, by the newest of these files. */
function endsOf(files: readonly SatgasFile[]) {
  const newest = new Map<UnitCode, { readonly gen: number; readonly exp: number }>();
  for (const { unit, gen, vouch } of files) {
    const exp = vouch === undefined ? undefined : readClaims(vouch)?.exp;
    const other = newest.get(unit);
    if (exp !== undefined && (!other || gen > other.gen || (gen === other.gen && exp > other.exp))) {
      newest.set(unit, { gen, exp });
    }
  }
  return (unit: UnitCode) => newest.get(unit)?.exp;
}

/** What a file holds, without any key. */
export async function look(args: Arguments, terminal: Terminal): Promise<void> {
  if (args.rest.length === 0) throw new Mistake("No file is given; write the Satgas files to look into.");
  const files = await Promise.all(args.rest.map(async (path) => ({ path, file: await readSatgasFile(path) })));
  const ends = endsOf(files.map(({ file }) => file));
  for (const { path, file } of files) {
    const own = file.vouch === undefined ? undefined : readClaims(file.vouch)?.exp;
    const until = ending(file.unit, (unit) => (unit === file.unit ? own : ends(unit)), seconds());
    terminal.say(`${path}: ${named(file)}, ${unitName(file.unit)}, edition ${file.edition}`);
    terminal.say(`  fingerprint ${await spoken(file.verifier)}`);
    terminal.say(own === undefined ? `  ${until}` : `  ${until}; \`install\` verifies that`);
    await sayMembers(file.members, terminal);
  }
}

const named = ({ unit, gen }: { unit: UnitCode; gen: number }) => `generation ${gen} of ${unit}`;
const firstName = (name: string) =>
  name
    .split(" ")[0]
    ?.toLowerCase()
    .replace(/[^a-z0-9]/g, "") || "member";
const nextEdition = (file: SatgasFile): SatgasFile => ({ ...file, edition: file.edition + 1 });
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
