import { PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { hourSchema, type ReadinessState, readinessSchema, unitSchema } from "../../shared/contract.ts";
import { verifierSchema } from "../../shared/key.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import { INDEX, keys, LIST, PARTITION, places } from "./shape.ts";
import type { Table } from "./table.ts";
import { getItem, itemsOf, parseEach, transact, updateIf } from "./toolbox.ts";

const listedKeySchema = z.object({
  unit: unitSchema,
  gen: z.int(),
  vouch: z.string(),
});
/** The public half of a Satgas key: its vouch carries the rest. */
export type ListedKey = z.infer<typeof listedKeySchema>;

const privateKeySchema = z.object({
  unit: unitSchema,
  gen: z.int(),
  /** One age file sealed to the Satgas's members. */
  sealed: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
});
/** The private half of a Satgas key. */
type PrivateKey = z.infer<typeof privateKeySchema>;

export type StoredSatgasKey = ListedKey & PrivateKey;

const memberSchema = z.object({
  /** RFC 7638 thumbprint of the verifier. */
  id: z.string(),
  unit: unitSchema,
  name: z.string(),
  email: z.string(),
  verifier: verifierSchema,
  recipient: z.string(),
  state: z.enum(["active", "revoked"]),
  /** Hour at which a letter to her came back for good, or was called unwanted. No letter is written to it again. */
  bounced: z.optional(hourSchema),
});
export type Member = z.infer<typeof memberSchema>;

/** All that a form has to know about the Satgas, and how many reports came of late. */
export interface Listed {
  readonly keys: readonly ListedKey[];
  readonly readiness: ReadonlyMap<UnitCode, ReadinessState>;
  /** Reports by the hour. */
  readonly load: ReadonlyMap<string, number>;
}

const listedSchema = z.union([
  listedKeySchema,
  z.object({ unit: unitSchema, ready: readinessSchema }),
  z.object({ order: z.string().check(z.startsWith("LOAD#")), reports: z.int() }),
]);

/** The newest generation of each unit. */
export function currentKeys(keys: readonly ListedKey[]): Map<UnitCode, ListedKey> {
  const newest = new Map<UnitCode, ListedKey>();
  for (const key of keys) if (key.gen > (newest.get(key.unit)?.gen ?? 0)) newest.set(key.unit, key);
  return newest;
}

/** @param onInvalid told of an item that cannot be read, and is passed by: one must not hide all others */
export function createSatgasStore(table: Table, onInvalid: (error: Error) => void = () => {}) {
  return {
    /** Every generation of every Satgas key in this stack; the newest of a unit is its current one. */
    async directory(): Promise<Listed> {
      const items = await itemsOf(table, {
        IndexName: INDEX.listing.name,
        KeyConditionExpression: "#list = :directory",
        ExpressionAttributeNames: { "#list": "list" },
        ExpressionAttributeValues: { ":directory": LIST.directory },
      });
      const keys: ListedKey[] = [];
      const readiness = new Map<UnitCode, ReadinessState>();
      const load = new Map<string, number>();
      for (const one of parseEach(listedSchema, items, onInvalid)) {
        if ("vouch" in one) keys.push(one);
        else if ("ready" in one) readiness.set(one.unit, one.ready);
        else load.set(one.order.slice("LOAD#".length), one.reports);
      }
      return { keys, readiness, load };
    },

    /** The private half of every generation that can be read, newest first. */
    async keysOf(unit: UnitCode): Promise<PrivateKey[]> {
      const items = await itemsOf(table, {
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": PARTITION.keyring + unit },
        ScanIndexForward: false,
      });
      return parseEach(privateKeySchema, items, onInvalid);
    },

    async member(unit: UnitCode, id: string): Promise<Member | undefined> {
      const item = await getItem(table, keys.member(unit, id));
      return item && z.parse(memberSchema, item);
    },

    /** As they are now: of two addresses that are marked at the same moment, one at least must see that it was the last. */
    async activeMembers(unit: UnitCode): Promise<Member[]> {
      const items = await itemsOf(table, {
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :member)",
        ExpressionAttributeValues: { ":pk": PARTITION.satgas + unit, ":member": "MEMBER#" },
        ConsistentRead: true,
      });
      return parseEach(memberSchema, items, onInvalid).filter(({ state }) => state === "active");
    },

    /** @throws when that generation is there already */
    async putKey({ unit, gen, vouch, sealed }: StoredSatgasKey): Promise<void> {
      const shown = { ...keys.satgasKey(unit, gen), unit, gen, vouch, ...places.satgasKey(unit, gen) };
      const hidden = { ...keys.privateKey(unit, gen), unit, gen, sealed };
      const put = (Item: object) => ({
        Put: { TableName: table.name, Item, ConditionExpression: "attribute_not_exists(pk)" },
      });
      if (!(await transact(table, [put(shown), put(hidden)]))) throw new Error("that generation is there already");
    },

    /** @returns whether this changed anything: who is marked already, or has another address, is left as she is */
    markBounced: ({ unit, id, email }: Member, hour: string): Promise<boolean> =>
      updateIf(table, keys.member(unit, id), {
        UpdateExpression: "SET #bounced = :hour",
        ConditionExpression: "#email = :email AND attribute_not_exists(#bounced)",
        ExpressionAttributeNames: { "#bounced": "bounced", "#email": "email" },
        ExpressionAttributeValues: { ":hour": hour, ":email": email },
      }),

    async putMember(member: Member): Promise<void> {
      const Item = { ...keys.member(member.unit, member.id), ...member };
      await table.client.send(new PutCommand({ TableName: table.name, Item }));
    },
  };
}
export type SatgasStore = ReturnType<typeof createSatgasStore>;
