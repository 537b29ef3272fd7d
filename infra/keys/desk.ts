/**
 * What is done at the table: `install`, `show`, `fetch`, `revoke`, `reachable`. The only room of these that needs a
 * network.
 */
import * as z from "zod/mini";
import { optionalEnv } from "../../functions/env.ts";
import { openTable } from "../../functions/store.ts";
import { type CeremonyStore, createCeremonyStore } from "../../functions/store-ceremony.ts";
import { type ClockStore, createClockStore } from "../../functions/store-clock.ts";
import { createSatgasStore, type Member } from "../../functions/store-satgas.ts";
import { thumbprint } from "../../shared/key.ts";
import { readClaims, verifyChain } from "../../shared/vouch.ts";
import {
  isUnitCode,
  KPU_RI,
  parentOf,
  type UnitCode,
  unitName,
  unitsOfStack,
  upwards,
} from "../../shared/work-unit.ts";
import { type Arguments, Mistake } from "./arguments.ts";
import { ending, seconds } from "./ending.ts";
import { addressSchema, readSatgasFile, satgasPath, spoken, writeNew } from "./files.ts";
import { planInstall, type Seated } from "./install.ts";
import type { Terminal } from "./terminal.ts";

function open(args: Arguments) {
  const name = args.need("table", "the table's name, from the stack's resources");
  const endpoint = optionalEnv("DYNAMODB_ENDPOINT");
  if (endpoint !== undefined) {
    // The SDK asks for a region and credentials; a local engine takes any.
    process.env["AWS_REGION"] ??= "ap-southeast-3";
    process.env["AWS_ACCESS_KEY_ID"] ??= "local";
    process.env["AWS_SECRET_ACCESS_KEY"] ??= "local";
  }
  const table = openTable(name, endpoint);
  return { name, store: createCeremonyStore(table), satgas: createSatgasStore(table), clocks: createClockStore(table) };
}

export async function install(args: Arguments, terminal: Terminal): Promise<void> {
  const { name, store, satgas, clocks } = open(args);
  const root = args.need("thumbprint", "KPU RI's thumbprint, as in posko.config.json");
  if (!/^[\w-]{43}$/.test(root))
    throw new Mistake("--thumbprint is not one; it has the 43 characters of kpuRiThumbprint.");
  const stack = stackOf(args, name);
  const files = await Promise.all(args.rest.map(readSatgasFile));
  if (files.length === 0) throw new Mistake("No file is given; write the Satgas files to install.");
  const units = new Set([...files.map(({ unit }) => unit), ...(await satgas.directory()).keys.map(({ unit }) => unit)]);
  const foreign = [...units].find((unit) => !unitsOfStack(stack).some(({ code }) => code === unit));
  if (foreign)
    throw new Mistake(`${foreign} is not of the stack ${stack}; is this the right table, and the right file?`);
  const table = new Map<UnitCode, Seated>();
  for (const unit of units) table.set(unit, await seated(store, unit));

  const wish = { resealed: args.flag("resealed"), breakBelow: args.flag("break-below") };
  const plan = await planInstall({ stack, files, table, root, now: seconds(), ...wish });
  // A member without a key sees nothing yet; a key without members would be sealed to with nobody to tell.
  for (const member of plan.join) await satgas.putMember(member);
  await store.changeKeys(plan.keys);
  for (const { unit, id } of plan.leave) await store.revoke(unit, id);
  for (const sentence of plan.sentences) terminal.say(sentence);
  terminal.say(
    plan.keys.length + plan.join.length + plan.leave.length === 0
      ? "Nothing had to be changed."
      : "Done. The form and the inbox see it within half a minute.",
  );
  for (const unit of new Set([...plan.join, ...plan.leave].map((member) => member.unit))) {
    await askAtOnce(unit, store, clocks, terminal);
  }
}

export async function show(args: Arguments, terminal: Terminal): Promise<void> {
  const { store, satgas } = open(args);
  const units = [...new Set((await satgas.directory()).keys.map(({ unit }) => unit))];
  const table = new Map<UnitCode, Seated>();
  for (const unit of units) table.set(unit, await seated(store, unit));
  const vouchOf = (unit: UnitCode) => table.get(unit)?.generations[0]?.vouch;
  const endOf = (unit: UnitCode) => readClaims(vouchOf(unit) ?? "")?.exp;
  const ri = readClaims(vouchOf(KPU_RI) ?? "");
  const root = args.one("thumbprint") ?? (ri ? await thumbprint(ri.verifier) : "");
  terminal.say(
    ri ? `KPU RI's thumbprint: ${await thumbprint(ri.verifier)}` : "KPU RI's key is not here: the form trusts nobody.",
  );

  const byDepth = (a: UnitCode, b: UnitCode) => upwards(a).length - upwards(b).length || (a < b ? -1 : 1);
  for (const unit of units.sort(byDepth)) {
    const { generations, members } = table.get(unit) ?? { generations: [], members: [] };
    terminal.say(`\n${unit}  ${unitName(unit)}`);
    for (const [index, { gen, vouch, edition }] of generations.entries()) {
      const claims = readClaims(vouch);
      const mark = index === 0 ? `, ${ending(unit, endOf, seconds())}` : ", replaced: opens what was sealed to it";
      const print = claims ? await spoken(claims.verifier) : "unreadable";
      terminal.say(`  generation ${gen} (edition ${edition})  ${print}${mark}`);
    }
    const vouches = upwards(unit)
      .reverse()
      .flatMap((code) => vouchOf(code) ?? []);
    const { status } = await verifyChain(vouches, unit, { root, now: seconds(), floor: {} });
    if (status !== "trusted")
      terminal.say(`  ATTENTION: the form does not trust it (${status}); reports go to ${parentOf(unit) ?? "nobody"}`);
    const active = members.filter(({ state }) => state === "active");
    terminal.say(`  ${active.length} members${active.length < 2 ? ": ATTENTION, two is the least that helps" : ""}`);
    for (const { name, email, id, state } of members) {
      const gone = state === "revoked" ? "  (revoked)" : "";
      terminal.say(`    ${id.slice(0, 8)}  ${name}${args.flag("addresses") ? `  ${email}` : ""}${gone}`);
    }
  }
}

/** A Satgas's newest file from the table, when no copy of it is at hand. */
export async function fetchFile(args: Arguments, terminal: Terminal): Promise<void> {
  const { store } = open(args);
  const unit = args.need("unit", "the unit's code");
  const generations = isUnitCode(unit) ? await store.generations(unit) : [];
  if (generations.length === 0)
    throw new Mistake(`${unit} has no key in this table; \`show\` lists those that are there.`);
  for (const { gen, edition } of generations) {
    const text = await store.fileOf(unit, gen);
    if (text === undefined) {
      terminal.say(`generation ${gen} was not installed by this command: there is no file of it`);
      continue;
    }
    const path = satgasPath(args.one("to") ?? ".", { unit, gen, edition });
    writeNew(path, text, 0o644);
    // It is worth what any other copy is: what its signature and its vouch say.
    await readSatgasFile(path);
    terminal.say(`Satgas file: ${path}`);
  }
}

export async function revoke(args: Arguments, terminal: Terminal): Promise<void> {
  const { store, clocks } = open(args);
  const { unit, one, active } = await memberIn(args, store);
  const stay = active.filter(({ id }) => id !== one.id);
  sayMember(unit, one, terminal);
  const few = stay.length < 2 ? ": ATTENTION, two is the least that helps" : "";
  terminal.say(`  ${stay.length} stay${few}`);
  const last = stay.length === 0 ? `Then nobody is told of a report to ${unit}. ` : "";
  await terminal.confirm(`${last}Revoke her?`, "person");
  await store.revoke(unit, one.id);
  terminal.say(`${one.name} is revoked: her next request to the inbox is refused.`);
  terminal.say(`If she sits in another stack (KPU RI sits in all), revoke her there too.`);
  terminal.say(`She keeps what she had. Found the next generation without her card, have it vouched for, install it.`);
  await askAtOnce(unit, store, clocks, terminal);
}

export async function reachable(args: Arguments, terminal: Terminal): Promise<void> {
  const { store, clocks } = open(args);
  const email = args.one("email");
  if (email !== undefined && !z.safeParse(addressSchema, email).success)
    throw new Mistake("--email is not an address.");
  const { unit, one } = await memberIn(args, store);
  if (one.state === "revoked") throw new Mistake(`${one.name} is revoked: no letter goes to her.`);
  sayMember(unit, one, terminal);
  await terminal.confirm(
    email === undefined ? "Write to her address again?" : `Write to ${email} from now on?`,
    "person",
  );
  await store.reachable(unit, one.id, email);
  terminal.say(`${one.name} is written to again${email === undefined ? "" : ", at the new address"}.`);
  await askAtOnce(unit, store, clocks, terminal);
}

function sayMember(unit: UnitCode, { name, id }: Member, terminal: Terminal): void {
  terminal.say(`${unit}, ${unitName(unit)}\n  ${name}\n  id ${id}`);
}

/** Whom a report waits for has changed, and its clock, which may sleep for days, does not know. */
async function askAtOnce(unit: UnitCode, store: CeremonyStore, clocks: ClockStore, terminal: Terminal): Promise<void> {
  try {
    await clocks.hasten(unit, new Date());
  } catch (error) {
    const why = error instanceof Error ? error.name : "unknown";
    throw new Mistake(
      `What is said above is done, but the clocks of unopened reports to ${unit} could not be set (${why}): they ask ` +
        'when they would have. The rights that this needs are in the RUNBOOK, "The operator installs".',
    );
  }
  const reached = (await store.members(unit)).some(({ state, bounced }) => state === "active" && bounced === undefined);
  terminal.say(
    reached
      ? `${unit}: its unopened reports are told of within five minutes.`
      : `${unit}: no letter reaches anybody. Its unopened reports go to the next Satgas within five minutes, or to you.`,
  );
}

const seated = async (store: CeremonyStore, unit: UnitCode): Promise<Seated> => ({
  generations: await store.generations(unit),
  members: await store.members(unit),
});

/** The stack that a table is of. AWS names it after the stack that made it. */
function stackOf(args: Arguments, table: string): UnitCode {
  const byName = /^Posko-(\d{2})-/.exec(table)?.[1];
  const stack = args.one("stack") ?? byName;
  if (stack === undefined)
    throw new Mistake("The table's name does not tell its stack; write --stack, as in --stack 33.");
  if (byName !== undefined && stack !== byName) throw new Mistake(`This is the table of ${byName}, not of ${stack}.`);
  if (!isUnitCode(stack) || stack.length !== 2)
    throw new Mistake(`--stack ${stack} is none; write a province's digits or 01.`);
  return stack;
}

async function memberIn(args: Arguments, store: CeremonyStore) {
  const unit = args.need("unit", "the unit's code");
  const wanted = args.need("member", "her name or her id, as `show` writes them");
  const members: Member[] = isUnitCode(unit) ? await store.members(unit) : [];
  const active = members.filter(({ state }) => state === "active");
  const named = active.filter(({ name }) => name === wanted);
  const found = named.length > 0 ? named : members.filter(({ id }) => wanted.length >= 8 && id.startsWith(wanted));
  const [one] = found;
  if (!one)
    throw new Mistake(`${unit} has no member ${wanted}; \`show\` lists them. Put a name with spaces in quotes.`);
  if (found.length > 1)
    throw new Mistake(`${wanted} is ambiguous; write the id: ${found.map(({ id }) => id).join(", ")}.`);
  return { unit, one, active };
}
