import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { PARTITION } from "../../functions/table/shape.ts";
import type { Table } from "../../functions/table/table.ts";

export type Item = Record<string, unknown> & { readonly pk: string; readonly sk: string };

/** What lies in the table at one moment, without what is sealed. */
export interface Snapshot {
  readonly reports: ReadonlyMap<string, Item>;
  readonly seats: readonly Item[];
  readonly events: readonly Item[];
  readonly members: readonly Item[];
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
  const letters = below(PARTITION.letter);
  const dues = [...reports, ...letters]
    .filter(({ clock, due }) => clock !== undefined && due !== undefined)
    .map(({ due }) => Date.parse(`${due}Z`));
  return {
    reports: new Map(reports.map((item) => [String(item["id"]), item])),
    seats: below(PARTITION.seat),
    events: below(PARTITION.event),
    members: below(PARTITION.satgas, "MEMBER#"),
    letters,
    due: dues.length > 0 ? Math.min(...dues) : undefined,
  };
}

/** What no version of the code can read, where the clocks are. */
export const POISON = { pk: "REPORT#poison", sk: "REPORT", clock: "REPORTS", due: "2020-01-01T00:00", id: "poison" };
