import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { PARTITION } from "../../functions/table/shape.ts";
import type { Table } from "../../functions/table/table.ts";
import { peekJws } from "../../shared/jws.ts";
import type { Roll } from "../../shared/satgas/roll.ts";

export type Item = Record<string, unknown> & { readonly pk: string; readonly sk: string };

/** A member as the table has her: `left` the roll, or in it; `bounced` while her address is marked. */
export interface Seated {
  readonly id: string;
  readonly unit: string;
  readonly address: string;
  readonly left: boolean;
  readonly bounced: boolean;
}

/** What lies in the table at one moment. */
export interface Snapshot {
  /** Headers, tombstones too. */
  readonly reports: ReadonlyMap<string, Item>;
  readonly seats: readonly Item[];
  readonly events: readonly Item[];
  readonly entries: readonly Item[];
  readonly bodies: readonly Item[];
  readonly members: readonly Seated[];
  readonly letters: readonly Item[];
  /** The earliest moment at which a clock or a letter is due. */
  readonly due: number | undefined;
}

export async function look({ client, name }: Table): Promise<Snapshot> {
  const items: Item[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName: name, ConsistentRead: true, ExclusiveStartKey: from }));
    items.push(...((page.Items ?? []) as Item[]));
    from = page.LastEvaluatedKey;
  } while (from);
  const below = (prefix: string, kind = "") =>
    items.filter(({ pk, sk }) => pk.startsWith(prefix) && sk.startsWith(kind));
  const reports = below(PARTITION.report).filter(({ pk }) => pk !== POISON.pk);
  const letters = below(PARTITION.letter, "LETTER");
  const dues = [...reports, ...letters]
    .filter(({ clock, due }) => clock !== undefined && due !== undefined)
    .map(({ due }) => Date.parse(`${due}Z`));
  return {
    reports: new Map(reports.map((item) => [String(item["id"]), item])),
    seats: below(PARTITION.seat),
    events: below(PARTITION.event),
    entries: below(PARTITION.entry),
    bodies: below(PARTITION.body),
    members: membersIn(
      below(PARTITION.satgas, "CURRENT"),
      below(PARTITION.address),
      below(PARTITION.letter, "BOUNCED#"),
    ),
    letters,
    due: dues.length > 0 ? Math.min(...dues) : undefined,
  };
}

function membersIn(satgas: readonly Item[], addresses: readonly Item[], bounced: readonly Item[]): Seated[] {
  const seated = satgas.flatMap(({ roll }) => (peekJws(String(roll)) as Roll).members.map(({ id }): string => id));
  return addresses.map(({ pk, member, address }) => ({
    ...{ id: String(member), unit: pk.slice(PARTITION.address.length), address: String(address) },
    left: !seated.includes(String(member)),
    // Each has one address in a run: a mark that is there is hers.
    bounced: bounced.some((mark) => mark["member"] === member),
  }));
}

/** Bodies that no header names: attempts broke off before it was there, or it is deleted. */
export const orphansIn = ({ reports, bodies }: Snapshot): Item[] =>
  bodies.filter(({ pk, sk }) => reports.get(pk.slice(PARTITION.body.length))?.["bodyHash"] !== sk);

/** What no version of the code can read, where the clocks are. */
export const POISON = { pk: "REPORT#poison", sk: "REPORT", clock: "REPORTS", due: "2020-01-01T00:00", id: "poison" };
