import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, QueryCommand, TransactWriteCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { UnitCode } from "../shared/work-unit.ts";
import { keys, type Table } from "./store.ts";
import { type Member, memberSchema, satgasKeyItem, satgasKeySchema } from "./store-satgas.ts";

/**
 * What the key ceremonies do to the table, with the operator's permissions. No function imports this, so no bundle
 * has code that replaces a key or lets a member in.
 */

const generationSchema = z.extend(satgasKeySchema, {
  /** How often this generation was sealed to another circle; a key that was never installed by command has none. */
  edition: z._default(z.int(), 1),
});
export type Generation = z.infer<typeof generationSchema>;

export interface KeyChange {
  readonly after: Generation;
  /** Absent for a new generation. */
  readonly before?: Generation;
  /** The ceremony's file, as text. It can be had from here when every copy of it is lost. */
  readonly file: string;
}

/** TransactWriteItems takes 100 items, two for each key; a province with all below and above it has 40 at most. */
export const KEYS_AT_ONCE = 50;

export function createCeremonyStore({ client, name }: Table) {
  async function below<T>(unit: UnitCode, prefix: string, schema: z.ZodMiniType<T>): Promise<T[]> {
    const items: unknown[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const page = await client.send(
        new QueryCommand({
          TableName: name,
          KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
          ExpressionAttributeValues: { ":pk": `SATGAS#${unit}`, ":prefix": prefix },
          ConsistentRead: true,
          ExclusiveStartKey: from,
        }),
      );
      items.push(...(page.Items ?? []));
      from = page.LastEvaluatedKey;
    } while (from);
    return z.parse(z.array(schema), items);
  }

  /** @returns whether the member is there */
  async function update(
    unit: UnitCode,
    id: string,
    expression: string,
    values?: Record<string, string>,
    field?: string,
  ) {
    try {
      await client.send(
        new UpdateCommand({
          TableName: name,
          Key: keys.member(unit, id),
          UpdateExpression: expression,
          ConditionExpression: "attribute_exists(pk)",
          ...(values && { ExpressionAttributeValues: values }),
          ...(field && { ExpressionAttributeNames: { "#field": field } }),
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  return {
    /** Newest first. */
    generations: async (unit: UnitCode): Promise<Generation[]> =>
      (await below(unit, "KEY#", generationSchema)).sort((a, b) => b.gen - a.gen),

    async fileOf(unit: UnitCode, gen: number): Promise<string | undefined> {
      const { Item } = await client.send(
        new GetCommand({ TableName: name, Key: keys.satgasFile(unit, gen), ConsistentRead: true }),
      );
      return Item && z.parse(z.object({ file: z.string() }), Item).file;
    },

    /** Revoked ones as well. */
    members: (unit: UnitCode): Promise<Member[]> => below(unit, "MEMBER#", memberSchema),

    /** All keys at once or none, and only over what was read before: a province's new key must not stand without its children's vouches. */
    async changeKeys(changes: readonly KeyChange[]): Promise<void> {
      if (changes.length === 0) return;
      const TransactItems = changes.flatMap(({ after, before, file }) => [
        { Put: { TableName: name, Item: { ...keys.satgasFile(after.unit, after.gen), file } } },
        before
          ? {
              Update: {
                TableName: name,
                Key: keys.satgasKey(after.unit, after.gen),
                UpdateExpression: "SET vouch = :vouch, sealed = :sealed, edition = :edition",
                ConditionExpression: "vouch = :readVouch AND sealed = :readSealed",
                ExpressionAttributeValues: {
                  ...{ ":vouch": after.vouch, ":sealed": after.sealed, ":edition": after.edition },
                  ...{ ":readVouch": before.vouch, ":readSealed": before.sealed },
                },
              },
            }
          : {
              Put: {
                TableName: name,
                Item: satgasKeyItem(after),
                ConditionExpression: "attribute_not_exists(pk)",
              },
            },
      ]);
      await client.send(new TransactWriteCommand({ TransactItems }));
    },

    revoke: (unit: UnitCode, id: string) => update(unit, id, "SET #field = :state", { ":state": "revoked" }, "state"),

    /** Clears the mark that letters to her came back; with an address, writes to that from now on. */
    reachable: (unit: UnitCode, id: string, email?: string) =>
      email === undefined
        ? update(unit, id, "REMOVE bounced")
        : update(unit, id, "SET email = :email REMOVE bounced", { ":email": email }),
  };
}
export type CeremonyStore = ReturnType<typeof createCeremonyStore>;
