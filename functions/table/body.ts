import { createHash } from "node:crypto";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { checked, type Hash, isHash, type ReportId } from "../../shared/kind.ts";
import { HOUR_MS, type Hour, hourOf, plusHours } from "../../shared/moment.ts";
import { INDEX, keys, LIST, reportIdIn, STATE } from "./shape.ts";
import type { Table } from "./table.ts";
import { deleteIf, forEachConcurrently, getEach, getItem, pagesOf } from "./toolbox.ts";

const bodySchema = z.object({ sealed: z.custom<Uint8Array>((value) => value instanceof Uint8Array) });

/** SHA-256 of sealed bytes, base64url. Node's own: every accepted report is hashed once. */
export const sealedHash = (sealed: Uint8Array): Hash =>
  checked(isHash, createHash("sha256").update(sealed).digest("base64url"));

/**
 * Stores sealed bytes under their hash, so that nothing but the same bytes can lie there. Whoever tries again writes
 * them with the hour of that attempt, and the sweep waits for another day.
 */
export async function putBody({ client, name }: Table, id: ReportId, sealed: Uint8Array, hour: Hour): Promise<void> {
  const Item = { ...keys.body(id, sealedHash(sealed)), sealed, list: LIST.bodies + weekOf(hour), order: hour };
  await client.send(new PutCommand({ TableName: name, Item }));
}

/** @throws when it is not there or cannot be read */
export const readBody = async (table: Table, id: ReportId, hash: Hash): Promise<Uint8Array> =>
  z.parse(bodySchema, await getItem(table, keys.body(id, hash))).sealed;

/** Hours that an attempt has between its body and its header; and hours after which a body is looked at no more. */
const [ATTEMPT, LOOKED_AT] = [25, 14 * 24];
const MINUTES = 5;
const AT_A_TIME = 16;

const rowSchema = z.object({ pk: z.string(), sk: z.string(), order: z.string() });
/** Nothing else is taken for a header that names another body: one that a newer release wrote keeps all of its own. */
const namesAnother = (hash: string, header: Readonly<Record<string, unknown>>): boolean =>
  header["state"] === STATE.deleted || (typeof header["bodyHash"] === "string" && header["bodyHash"] !== hash);

/** The hour whose bodies have their turn now. */
export function sweptHour(now: Date): Hour {
  const turn = Math.floor(now.getTime() / (MINUTES * 60_000)) % (LOOKED_AT - ATTEMPT);
  return hourOf(plusHours(now, -(ATTEMPT + turn)));
}

export function createBodyStore(table: Table) {
  return {
    /**
     * Deletes bodies that no header names: of attempts that broke off between the two. It looks at the bodies of one
     * hour, and at another one every five minutes, so that a run costs the same whatever is stored; within about a day
     * each hour of the last two weeks has had its turn. A body that was put again since it was seen stays.
     *
     * @returns how many went
     */
    async sweep(now: Date): Promise<number> {
      const hour = sweptHour(now);
      let swept = 0;
      const pages = pagesOf(table, {
        IndexName: INDEX.listing.name,
        KeyConditionExpression: "#list = :list AND #order = :hour",
        ExpressionAttributeNames: { "#list": "list", "#order": "order" },
        ExpressionAttributeValues: { ":list": LIST.bodies + weekOf(hour), ":hour": hour },
      });
      for await (const items of pages) {
        const rows = z.parse(z.array(rowSchema), items);
        const ids = rows.flatMap(({ pk }) => reportIdIn(pk) ?? []);
        const found = await getEach(table, ids.map(keys.report));
        const headers = new Map(found.map((header) => [reportIdIn(header["pk"]), header]));
        const orphans = rows.filter((row) => {
          const header = headers.get(reportIdIn(row.pk));
          return !header || namesAnother(row.sk, header);
        });
        await forEachConcurrently(orphans, AT_A_TIME, async ({ pk, sk, order }) => {
          const gone = await deleteIf(table, { pk, sk }, "#order = :seen", { "#order": "order" }, { ":seen": order });
          if (gone) swept += 1;
        });
      }
      return swept;
    },
  };
}
export type BodyStore = ReturnType<typeof createBodyStore>;

/** The ISO 8601 week of an hour, `2026-W48`: the one that its Thursday is in. */
function weekOf(hour: Hour): string {
  const day = new Date(`${hour}:00Z`);
  day.setUTCDate(day.getUTCDate() + 4 - (day.getUTCDay() || 7));
  const week = Math.floor((day.getTime() - Date.UTC(day.getUTCFullYear(), 0, 1)) / (7 * 24 * HOUR_MS)) + 1;
  return `${day.getUTCFullYear()}-W${String(week).padStart(2, "0")}`;
}
