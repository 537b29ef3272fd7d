/**
 * The shape of the one table: who may touch an item follows from its partition key alone, so whatever has other readers
 * or writers has a partition of its own. The stores and the permissions (`infra/storage.ts`) both take it from here.
 *
 * Everything in it is public, hashed or sealed: a full copy opens nothing and lets nobody in.
 *
 * | item        | pk             | sk           | in the index `listing` (list / order)   | in the index `clocks` (clock / due)     |
 * |-------------|----------------|--------------|-----------------------------------------|-----------------------------------------|
 * | body        | BODY#id        | its SHA-256  | BODIES#ISO week / hour of the attempt   |                                         |
 * | header      | REPORT#id      | REPORT       |                                         | REPORTS / when its next step is due     |
 * | seat row    | SEAT#id        | unit         | INBOX#unit / arrival hour # id          |                                         |
 * | event       | EVENT#id       | hour#event#… |                                         |                                         |
 * | entry       | ENTRY#id       | log#number   |                                         |                                         |
 * | satgas      | SATGAS#unit    | CURRENT      | DIRECTORY / unit                        |                                         |
 * | its history | SATGAS#unit    | VOUCH#gen#…, ROLL#edition, RECIPIENT#gen, CARD#member#… |   |                                         |
 * | its keys    | KEYRING#unit   | KEYRING#edition, SIGNER#gen |                          |                                         |
 * | address     | ADDRESS#unit   | MEMBER#id    |                                         |                                         |
 * | waits        | JOIN#unit     | INVITATION#hash, NEWCOMER#member, SET |        |                                         |
 * | dead address | LETTER#unit   | BOUNCED#member |                                       |                                         |
 * | readiness   | READINESS#unit | READINESS    | DIRECTORY / unit # READINESS            |                                         |
 * | letter      | LETTER#unit    | LETTER       |                                         | LETTERS / when it may leave, if pending |
 * | load        | LOAD           | HOUR#hour    | DIRECTORY / LOAD # hour                 |                                         |
 *
 * A body is the sealed bytes, never changed: every later step touches the small header alone, which names the body's
 * hash and holds its seats, its stage and its clock. An entry is signed by its author and never put over another. A
 * seat row only places a report in a list,
 * and is never changed either: what a list shows it takes from the headers, so that a stage costs no index write. A
 * header that cannot be read is set aside (UNREADABLE in place of REPORTS). A purged report leaves its header as a
 * tombstone `{id, state: "deleted", month}`, without list or clock.
 *
 * | who          | asks                                 | by                                                     |
 * |--------------|--------------------------------------|--------------------------------------------------------|
 * | form         | every Satgas, verified; the load; a recipient | Query listing = DIRECTORY; GetItem SATGAS#unit |
 * | form, drill  | hand in                              | PutItem body; TransactWriteItems of header and seat row |
 * | reporter     | status of her report; has it left    | GetItem header, letter; Query ENTRY#id                 |
 * | inbox        | who signs in; colleagues; readiness  | GetItem, Query SATGAS#unit; GetItem READINESS#unit     |
 * | inbox        | the Satgas's private keys            | Query KEYRING#unit                                     |
 * | inbox        | a page of reports, newest first      | Query listing = INBOX#unit; BatchGetItem headers       |
 * | inbox        | one report; opened; another stage    | GetItem header, body; Query ENTRY#id; TransactWriteItems with an entry |
 * | alert        | what came                            | keys from the stream; BatchGetItem headers             |
 * | watch        | what is due                          | Query clocks; BatchGetItem headers                     |
 * | alert, watch | whom to write to                     | GetItem, Query SATGAS#unit, ADDRESS#unit, LETTER#unit  |
 * | alert, watch | a step: clock, event, letters, seat  | TransactWriteItems, if the clock is still as it was    |
 * | alert, watch | may this letter leave; it has left   | conditional UpdateItem, GetItem LETTER#unit            |
 * | watch        | what was kept long enough            | UpdateItem header; Query keys; DeleteItem; PutItem tombstone |
 * | watch        | bodies that no header names          | Query listing = BODIES#week; BatchGetItem headers; DeleteItem |
 * | bounce       | mark an address; make reports due    | UpdateItem LETTER#unit; Query listing = INBOX#unit; BatchGetItem, UpdateItem headers |
 * | satgas       | who asks, who waits, what stands     | GetItem, Query JOIN#unit, SATGAS#unit, KEYRING#unit, ADDRESS#unit; Query listing = DIRECTORY |
 * | satgas       | an act: founding, edition, set, vouch | TransactWriteItems of JOIN, SATGAS, KEYRING, ADDRESS   |
 * | drill        | a drill, once a month                | PutItem body; TransactWriteItems of readiness, header and seat row |
 */
import { type Hash, isReportId, type MemberId, type ReportId, type UnitCode } from "../../shared/kind.ts";
import type { Hour } from "../../shared/moment.ts";

/** What stands before an id or a unit in a partition key. */
export const PARTITION = {
  body: "BODY#",
  report: "REPORT#",
  seat: "SEAT#",
  entry: "ENTRY#",
  event: "EVENT#",
  satgas: "SATGAS#",
  keyring: "KEYRING#",
  address: "ADDRESS#",
  join: "JOIN#",
  letter: "LETTER#",
  readiness: "READINESS#",
  load: "LOAD",
} as const;

/** The partitions of one report. All of them go when it is purged, and none is restored after that. */
export const OF_A_REPORT = [
  ...[PARTITION.report, PARTITION.body, PARTITION.seat],
  ...[PARTITION.entry, PARTITION.event],
] as const;

/** Lists in the index `listing`. */
export const LIST = { directory: "DIRECTORY", inbox: "INBOX#", bodies: "BODIES#" } as const;

/** Queues in the index `clocks`. */
export const QUEUE = { reports: "REPORTS", unreadable: "UNREADABLE", letters: "LETTERS" } as const;

/** The indexes, and which attributes each copies beside the keys. Sealed bytes are never copied. */
export const INDEX = {
  listing: { name: "listing", copies: ["unit", "vouch", "roll", "by", "names", "fewUntil", "ready", "reports"] },
  clocks: { name: "clocks", copies: ["orderedAt"] },
} as const;

/** What a header's `state` may say. It is absent from a report that is there. */
export const STATE = { closing: "closing", deleted: "deleted" } as const;

/** The sort key of a header. */
export const HEADER = "REPORT";

/** Numbers as they sort. */
const padded = (n: number): string => String(n).padStart(5, "0");

export const keys = {
  body: (id: ReportId, hash: Hash) => ({ pk: PARTITION.body + id, sk: hash }),
  report: (id: ReportId) => ({ pk: PARTITION.report + id, sk: HEADER }),
  seat: (id: ReportId, unit: UnitCode) => ({ pk: PARTITION.seat + id, sk: unit }),
  entry: (id: ReportId, log: "reporter" | "satgas", n: number) => ({
    pk: PARTITION.entry + id,
    sk: `${log}#${padded(n)}`,
  }),
  satgas: (unit: UnitCode) => ({ pk: PARTITION.satgas + unit, sk: "CURRENT" }),
  /** Each that was ever given: a generation may be vouched for again. */
  vouch: (unit: UnitCode, gen: number, iat: number) => ({
    pk: PARTITION.satgas + unit,
    sk: `VOUCH#${padded(gen)}#${iat}`,
  }),
  roll: (unit: UnitCode, edition: number) => ({ pk: PARTITION.satgas + unit, sk: `ROLL#${padded(edition)}` }),
  recipient: (unit: UnitCode, gen: number) => ({ pk: PARTITION.satgas + unit, sk: `RECIPIENT#${padded(gen)}` }),
  /** What a generation of KPU RI has vouched for, kept for the stack in which that province stands. */
  child: (unit: UnitCode, gen: number, child: UnitCode) => ({
    pk: PARTITION.satgas + unit,
    sk: `CHILD#${padded(gen)}#${child}`,
  }),
  card: (unit: UnitCode, member: MemberId, iat: number) => ({
    pk: PARTITION.satgas + unit,
    sk: `CARD#${member}#${iat}`,
  }),
  keyring: (unit: UnitCode, edition: number) => ({ pk: PARTITION.keyring + unit, sk: `KEYRING#${padded(edition)}` }),
  signer: (unit: UnitCode, gen: number) => ({ pk: PARTITION.keyring + unit, sk: `SIGNER#${padded(gen)}` }),
  address: (unit: UnitCode, member: MemberId) => ({ pk: PARTITION.address + unit, sk: `MEMBER#${member}` }),
  invitation: (unit: UnitCode, hash: Hash) => ({ pk: PARTITION.join + unit, sk: `INVITATION#${hash}` }),
  newcomer: (unit: UnitCode, member: MemberId) => ({ pk: PARTITION.join + unit, sk: `NEWCOMER#${member}` }),
  waitingSet: (unit: UnitCode) => ({ pk: PARTITION.join + unit, sk: "SET" }),
  readiness: (unit: UnitCode) => ({ pk: PARTITION.readiness + unit, sk: "READINESS" }),
  bounced: (unit: UnitCode, member: MemberId) => ({ pk: PARTITION.letter + unit, sk: `BOUNCED#${member}` }),
  letter: (unit: UnitCode) => ({ pk: PARTITION.letter + unit, sk: "LETTER" }),
  load: (hour: Hour) => ({ pk: PARTITION.load, sk: `HOUR#${hour}` }),
};

/** The report that an item belongs to, by its partition key such as `SEAT#id`; nothing when that names none. */
export function reportIdIn(pk: unknown): ReportId | undefined {
  const [, id] = `${pk}`.split("#");
  return isReportId(id) ? id : undefined;
}

/** Places of an item in a list of the index `listing`. */
export const places = {
  satgas: (unit: UnitCode) => ({ list: LIST.directory, order: unit }),
  readiness: (unit: UnitCode) => ({ list: LIST.directory, order: `${unit}#READINESS` }),
  load: (hour: Hour) => ({ list: LIST.directory, order: `LOAD#${hour}` }),
  seat: (unit: UnitCode, { arrived, id }: { readonly arrived: Hour; readonly id: ReportId }) => ({
    list: LIST.inbox + unit,
    order: `${arrived}#${id}`,
  }),
};
