/**
 * KPU RI in its own stack, a province and two regencies in theirs, and the members' browsers: what is known of them by
 * whoever plays all of them, and what must be true whatever they did.
 */

import { BatchWriteCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { fromBase64url } from "../../shared/bytes.ts";
import { readReport } from "../../shared/content/read-report.ts";
import type { WrittenReport } from "../../shared/content/text.ts";
import type { MemberId } from "../../shared/kind.ts";
import { open } from "../../shared/open.ts";
import type { ReporterKeys } from "../../shared/reporter.ts";
import type { StandingRequest } from "../../shared/satgas/contract.ts";
import type { KeyFile } from "../../shared/satgas/key-file.ts";
import type { Keyring } from "../../shared/satgas/keyring.ts";
import { type Roll, readRoll } from "../../shared/satgas/roll.ts";
import type { Identity } from "../../shared/seal.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import { reporterApi } from "../../web/form/answers.ts";
import { createSeats } from "../../web/form/seats.ts";
import { askOffering, editionKept } from "../../web/satgas/kept.ts";
import { readersIn } from "../../web/satgas/keyrings.ts";
import { browsersAt, connect, said } from "./browsers.ts";
import { type House, openHouse, post, STACK, writeReportTo } from "./house.ts";

const HOME = "https://ri.posko.example";
export const KPU: UnitCode = "01";
/** Those whose Satgas stand in the province's stack, from above. */
export const HERE: readonly UnitCode[] = ["33", "3316", "3317"];

export interface Person {
  readonly keyFile: KeyFile;
  /** What her browser has seen last. */
  kept?: StandingRequest;
}

interface Handed {
  readonly written: WrittenReport & { readonly keys: ReporterKeys };
  readonly units: readonly UnitCode[];
}

type Items = Record<string, unknown>[];

export async function openWorld() {
  const home = await openHouse(undefined, { stack: KPU, origin: HOME });
  const here = await openHouse();
  await forget(home, HERE);
  const network = connect([here, home]);
  const clock = (milliseconds: number) => {
    for (const house of [home, here]) house.clock.offset += milliseconds;
  };
  const hands = {
    home: browsersAt(
      () => home,
      () => [here],
    ),
    here: browsersAt(() => here),
  };
  const people = new Map<MemberId, Person>();
  for (const { roll, keyFiles } of [here.ri, here.province, here.regency]) {
    for (const [index, { id }] of (readRoll(roll)?.members ?? []).entries()) {
      const keyFile = keyFiles[index];
      if (keyFile) people.set(id, { keyFile });
    }
  }
  const world = {
    ...{ home, here, network, clock, hands, people },
    /** By the hash that a roll names. */
    papers: new Map<string, Identity>(),
    reports: [] as Handed[],
    /** How many reports there were when she was no longer in the roll. */
    left: new Map<MemberId, number>(),
    /** Rolls with which a Satgas began anew without what it could open before. */
    blank: new Set<string>(),
    /** How many reports there were then. */
    closed: new Map<UnitCode, number>(),
    /** What of KPU RI was taken along so far: an older one may be brought again. */
    carried: [] as StandingRequest[],
    rolls: new Map<UnitCode, { readonly jws: string; readonly roll: Roll }>(),
  };
  await settle(world);
  return world;
}
export type World = Awaited<ReturnType<typeof openWorld>>;

const houseOf = ({ home, here }: Pick<World, "home" | "here">, unit: UnitCode): House => (unit === KPU ? home : here);
export const handsOf = ({ hands }: Pick<World, "hands">, unit: UnitCode) => (unit === KPU ? hands.home : hands.here);

/** Those who sit there now, as the server has verified it. */
export const sitting = ({ rolls, people }: Pick<World, "rolls" | "people">, unit: UnitCode): Person[] =>
  (rolls.get(unit)?.roll.members ?? []).flatMap(({ id }) => people.get(id) ?? []);

/** Notes what stands now. @throws when an edition went missing, or what stands does not lead back to the root */
export async function settle(world: World): Promise<void> {
  for (const unit of [KPU, ...HERE]) {
    const house = houseOf(world, unit);
    const stands = await house.rolls.verified(unit);
    if (!stands) {
      if (world.rolls.has(unit)) throw new Error(`${unit} does not lead back to the root`);
      continue;
    }
    const { roll, current } = stands;
    const before = world.rolls.get(unit);
    if (before && roll.edition < before.roll.edition) throw new Error(`${unit} lost edition ${before.roll.edition}`);
    if (before?.jws === current.roll) continue;
    for (const { id } of before?.roll.members ?? []) {
      if (!roll.members.some((one) => one.id === id)) world.left.set(id, world.reports.length);
    }
    if (world.blank.has(current.roll)) world.closed.set(unit, world.reports.length);
    world.rolls.set(unit, { jws: current.roll, roll });
  }
}

/** Hands a report in as the form does, from this unit: to whom its own rules lead. */
export async function handIn(world: World, unit: UnitCode): Promise<void> {
  const { here, reports } = world;
  const now = here.now();
  const clocks = () => ({ phone: now.getTime() / 1000 });
  const seats = createSeats({ api: reporterApi, root: here.root, clocks });
  const found = await seats.whoOpens(unit, new Set(), true);
  if (found.status !== "ready") throw new Error(`nobody opens a report from ${unit}: ${found.status}`);
  const keys = await seats.keysOf([...found.active, ...found.standby]);
  if ("ok" in keys) throw new Error(`no key for a report from ${unit}: ${keys.code}`);
  const written = await writeReportTo(keys, `cerita ${reports.length}`, { now: now.getTime() });
  const answer = await here.report.request("/api/reports", post(written.request));
  if (answer.status !== 201) throw new Error(`refused: ${(await answer.json()).code}`);
  reports.push({ written, units: keys.map((seat) => seat.unit) });
}

const opens = async ({ written, units }: Handed, readers: ReadonlyMap<number, Identity>): Promise<boolean> => {
  for (const unit of units) {
    const about = { entry: written.entry, id: written.keys.id, stack: STACK, unit };
    if ((await readReport(written.sealed, readers, about)).status === "read") return true;
  }
  return false;
};

/** Everybody in a roll opens all that was handed in to her Satgas, and knows who sits there. */
export async function everyMemberReads(world: World, units: readonly UnitCode[] = [KPU, ...HERE]): Promise<void> {
  for (const unit of units) {
    for (const { keyFile } of sitting(world, unit)) {
      const outcome = await handsOf(world, unit).roomOf(keyFile).look();
      if (!outcome.ok && said(outcome) === "suspended") continue;
      if (!outcome.ok) throw new Error(`${keyFile.name} of ${unit} is kept out: ${said(outcome)}`);
      const { keyring, place } = outcome.room;
      if (place.edition !== world.rolls.get(unit)?.roll.edition)
        throw new Error(`${keyFile.name} sees another edition`);
      for (const [index, report] of world.reports.entries()) {
        if (!report.units.includes(unit) || index < (world.closed.get(unit) ?? 0)) continue;
        if (!(await opens(report, readersIn(keyring))))
          throw new Error(`${keyFile.name} of ${unit} cannot open ${index}`);
      }
    }
  }
}

/** With all that lies in the tables, and the key of anybody at all: what is not hers to open stays closed. */
export async function nobodyElseReads(world: World): Promise<void> {
  const files: Uint8Array[] = [];
  for (const unit of [KPU, ...HERE]) {
    const { satgas, join } = houseOf(world, unit);
    const waiting = await join.waitingSet(unit);
    files.push(...(await satgas.keyrings(unit)).map(({ sealed }) => sealed));
    if (waiting) files.push(fromBase64url(waiting.set.keyring));
  }
  for (const [id, { keyFile }] of world.people) {
    const readers: Identity[] = [];
    for (const file of files) {
      const opened = await open(file, keyFile.identity);
      if (opened.status === "opened") readers.push(...(opened.content as Keyring).readers.map((one) => one.identity));
    }
    const { unit } = keyFile;
    const sits = sitting(world, unit).some((one) => one.keyFile === keyFile);
    const until = sits ? Number.POSITIVE_INFINITY : (world.left.get(id) ?? 0);
    for (const [index, report] of world.reports.entries()) {
      if (index < until && report.units.includes(unit)) continue;
      for (const [at, reader] of [...new Set(readers)].entries()) {
        if (await opens(report, new Map([[at + 1, reader]]))) throw new Error(`${keyFile.name} opens ${index}`);
      }
    }
  }
}

/** What a browser does when it is unlocked: it knows of an edition, and offers it where it is missing. */
export async function signsIn(world: World, person: Person): Promise<string> {
  const { keyFile, kept } = person;
  const { apiOf, roomOf } = handsOf(world, keyFile.unit);
  await askOffering(apiOf(keyFile, editionKept(kept)).room, kept);
  const room = roomOf(keyFile, (standing) => {
    person.kept = standing;
  });
  return said(await room.look());
}

const OWN = ["SATGAS", "KEYRING", "ADDRESS", "JOIN"];

/** What lies in the province's table of its Satgas, as a copy would have it. */
export async function copyOf({ table: { client, name } }: House): Promise<Items> {
  const { Items = [] } = await client.send(new ScanCommand({ TableName: name, ConsistentRead: true }));
  return Items.filter(({ pk }) => OWN.includes(String(pk).split("#")[0] ?? ""));
}

/** Brings that back, and nothing of what came later. */
export async function bringBack(house: House, items: Items): Promise<void> {
  const later = (await copyOf(house)).map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } }));
  await write(house, later);
  await write(
    house,
    items.map((Item) => ({ PutRequest: { Item } })),
  );
}

async function write({ table: { client, name } }: House, requests: readonly object[]): Promise<void> {
  for (let from = 0; from < requests.length; from += 25) {
    await client.send(new BatchWriteCommand({ RequestItems: { [name]: requests.slice(from, from + 25) } }));
  }
}

const forget = async (house: House, units: readonly UnitCode[]): Promise<void> =>
  write(
    house,
    (await copyOf(house))
      .filter(({ pk }) => units.some((unit) => String(pk).endsWith(`#${unit}`)))
      .map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } })),
  );
