import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { QueryCommand, TransactWriteCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
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
}

/** TransactWriteItems takes no more; a province with all its regencies and KPU RI has 40 Satgas at most. */
const TRANSACTION = 100;

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

    /** Revoked ones as well. */
    members: (unit: UnitCode): Promise<Member[]> => below(unit, "MEMBER#", memberSchema),

    /** All keys at once or none, and only over what was read before: a province's new key must not stand without its children's vouches. */
    async changeKeys(changes: readonly KeyChange[]): Promise<void> {
      if (changes.length === 0) return;
      if (changes.length > TRANSACTION) throw new RangeError("more keys than one transaction takes");
      const TransactItems = changes.map(({ after, before }) =>
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
      );
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
