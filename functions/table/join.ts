import * as z from "zod/mini";
import { hashSchema, memberIdSchema } from "../../shared/contract.ts";
import type { Hash, MemberId, UnitCode } from "../../shared/kind.ts";
import { newcomerSchema, sentCardSchema, sentSetSchema } from "../../shared/satgas/contract.ts";
import { INVITATION_DAYS } from "../../shared/satgas/invitation.ts";
import { DAY_SECONDS } from "../../shared/satgas/vouch.ts";
import { keys, PARTITION } from "./shape.ts";
import type { Table } from "./table.ts";
import { type Action, deleteItem, getItem, itemsOf, parseEach, putIf, transact, updateIf } from "./toolbox.ts";

/** What waits at the door of a Satgas. Nothing of it is believed: the reader verifies cards, and sets from the root. */

const invitationSchema = z.object({
  hash: hashSchema,
  /** `first`: from above, for the first there or for one who has to begin anew. */
  to: z.enum(["join", "first"]),
  /** Unix seconds. */
  expires: z.int(),
  /** Whose card took it: the same request again is an answer that was lost, another's is a thief's or a mistake. */
  usedBy: z.optional(memberIdSchema),
});
export type StoredInvitation = z.infer<typeof invitationSchema>;

const { card, name, office } = newcomerSchema.shape;
const waitingNewcomerSchema = z.object({ member: memberIdSchema, card, name, office, since: z.int() });
export type WaitingNewcomer = z.infer<typeof waitingNewcomerSchema>;

const waitingSetSchema = z.object({
  set: sentSetSchema,
  /** Cards that came with it: of a founder, or of one who recovers. */
  cards: z.array(sentCardSchema),
  /** Hash of the roll: which set it is. */
  roll: hashSchema,
  /** Who sent it. */
  member: memberIdSchema,
  since: z.int(),
});
export type StoredSet = z.infer<typeof waitingSetSchema>;

export function createJoinStore(table: Table, onInvalid: (error: Error) => void = () => {}) {
  const { name: TableName } = table;
  const below = (unit: UnitCode, prefix: string) => ({
    KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
    ExpressionAttributeValues: { ":pk": PARTITION.join + unit, ":prefix": prefix },
    ConsistentRead: true,
  });

  /** Takes an invitation for a card, once: the same card again is an answer that was lost. */
  const useInvitation = (unit: UnitCode, hash: Hash, member: MemberId, now: number): Action => ({
    Update: {
      TableName,
      Key: keys.invitation(unit, hash),
      UpdateExpression: "SET #usedBy = :member",
      ConditionExpression: "#expires > :now AND (attribute_not_exists(#usedBy) OR #usedBy = :member)",
      ExpressionAttributeNames: { "#usedBy": "usedBy", "#expires": "expires" },
      ExpressionAttributeValues: { ":member": member, ":now": now },
    },
  });

  /** One set waits at a time: of two colleagues one is told. The same one again is put over itself. */
  const putSet = (unit: UnitCode, waiting: StoredSet): Action => ({
    Put: {
      TableName,
      Item: { ...keys.waitingSet(unit), ...waiting },
      ConditionExpression: "attribute_not_exists(#pk) OR #member = :member",
      ExpressionAttributeNames: { "#pk": "pk", "#member": "member" },
      ExpressionAttributeValues: { ":member": waiting.member },
    },
  });

  return {
    useInvitation,
    putSet,

    /** Does all of these or none. @returns whether all conditions held */
    apply: (actions: readonly Action[]): Promise<boolean> => transact(table, actions),

    putNewcomer: (unit: UnitCode, newcomer: WaitingNewcomer): Action => ({
      Put: { TableName, Item: { ...keys.newcomer(unit, newcomer.member), ...newcomer } },
    }),

    /** Of a newcomer who is taken in: if somebody has withdrawn her meanwhile, she is not. */
    deleteNewcomer: (unit: UnitCode, member: MemberId): Action => ({
      Delete: {
        TableName,
        Key: keys.newcomer(unit, member),
        ConditionExpression: "attribute_exists(#pk)",
        ExpressionAttributeNames: { "#pk": "pk" },
      },
    }),

    /** Of a set that is put in place, or withdrawn: that very one. */
    deleteSet: (unit: UnitCode, roll: Hash): Action => ({
      Delete: {
        TableName,
        Key: keys.waitingSet(unit),
        ConditionExpression: "#roll = :roll",
        ExpressionAttributeNames: { "#roll": "roll" },
        ExpressionAttributeValues: { ":roll": roll },
      },
    }),

    /** @param hash of the secret, which no server knows. @param now Unix seconds. @returns whether it is new */
    invite: (unit: UnitCode, hash: Hash, to: StoredInvitation["to"], now: number): Promise<boolean> =>
      putIf(
        table,
        { ...keys.invitation(unit, hash), hash, to, expires: Math.floor(now) + INVITATION_DAYS * DAY_SECONDS },
        "attribute_not_exists(#pk)",
        { "#pk": "pk" },
      ),

    async invitation(unit: UnitCode, hash: Hash): Promise<StoredInvitation | undefined> {
      const item = await getItem(table, keys.invitation(unit, hash));
      return item && parseEach(invitationSchema, [item], onInvalid)[0];
    },

    async invitations(unit: UnitCode): Promise<StoredInvitation[]> {
      return parseEach(invitationSchema, await itemsOf(table, below(unit, "INVITATION#")), onInvalid);
    },

    /** One that was not used cannot be used any more; used ones stay, so that a thief is told from a mistake. */
    withdrawInvitation: (unit: UnitCode, hash: Hash): Promise<boolean> =>
      updateIf(table, keys.invitation(unit, hash), {
        UpdateExpression: "SET #expires = :now",
        ConditionExpression: "attribute_exists(#pk)",
        ExpressionAttributeNames: { "#pk": "pk", "#expires": "expires" },
        ExpressionAttributeValues: { ":now": 0 },
      }),

    async newcomers(unit: UnitCode): Promise<WaitingNewcomer[]> {
      return parseEach(waitingNewcomerSchema, await itemsOf(table, below(unit, "NEWCOMER#")), onInvalid);
    },

    withdrawNewcomer: (unit: UnitCode, member: MemberId): Promise<void> =>
      deleteItem(table, keys.newcomer(unit, member)),

    async waitingSet(unit: UnitCode): Promise<StoredSet | undefined> {
      const item = await getItem(table, keys.waitingSet(unit));
      return item && parseEach(waitingSetSchema, [item], onInvalid)[0];
    },
  };
}
export type JoinStore = ReturnType<typeof createJoinStore>;
