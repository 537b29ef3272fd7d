import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { QUIET_MINUTES } from "../../shared/clock.ts";
import { momentSchema, unitSchema } from "../../shared/contract.ts";
import { dateOf, dueAt, type Moment, momentOf, plusMinutes } from "../../shared/moment.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import { CLOCKS, keys, type Table } from "./table.ts";
import { getItem, itemsOf, parseEach, unlessRefused, updateIf } from "./toolbox.ts";

/**
 * The letter that a member is to get next. However much is ordered, it is one: the first leaves at once, what is
 * ordered while it is quiet leaves when the quiet ends. An order stands until SES has taken the letter.
 *
 * Orders are counted and the count never goes back: a note that is made twice, because its answer was lost, cannot take
 * an order with it that came in between. While something waits the item is in the index of clocks.
 */
export interface Recipient {
  /** The member's id. */
  readonly id: string;
  readonly unit: UnitCode;
}

/** More than two runs' clocks may differ; less than the quiet. */
const SURELY_LATER_MINUTES = 2;

/** Seconds after which the note of a letter that has left may go. Longer than any quiet. */
const KEPT = 24 * 3600;

const pendingSchema = z.object({ member: z.string(), unit: unitSchema });

const letterSchema = z.object({
  /** How many were ever ordered. */
  orders: z.optional(z.int()),
  sent: z.optional(momentSchema),
  /** There while an order waits. */
  clock: z.optional(z.string()),
});

/** One more order, as part of a transaction. */
export const orderLetter = ({ id, unit }: Recipient, now: Date) => ({
  Key: keys.letter(id),
  UpdateExpression:
    "SET #unit = :unit, #member = :member, #clock = :letters, #due = if_not_exists(#quiet, :now) ADD #orders :one REMOVE #expires",
  ExpressionAttributeNames: {
    "#unit": "unit",
    "#member": "member",
    "#clock": "clock",
    "#due": "due",
    "#quiet": "quietUntil",
    "#orders": "orders",
    "#expires": "expires",
  },
  ExpressionAttributeValues: {
    ":unit": unit,
    ":member": id,
    ":letters": "LETTERS",
    ":now": momentOf(now),
    ":one": 1,
  },
});

/** The right to send one letter now; nobody else has it until `until`. */
export interface Claim {
  readonly member: string;
  readonly orders: number;
  /** When it was taken: what was ordered before is in this letter, what comes after may not be. */
  readonly at: Moment;
  readonly until: Moment;
}

export function createLetterStore(table: Table) {
  return {
    /** Letters that may leave now. @param onInvalid told of an item that cannot be read */
    async due(now: Date, onInvalid: (error: Error) => void): Promise<Recipient[]> {
      const items = await itemsOf(table, {
        IndexName: CLOCKS,
        KeyConditionExpression: "#clock = :letters AND #due <= :now",
        ExpressionAttributeNames: { "#clock": "clock", "#due": "due" },
        ExpressionAttributeValues: { ":letters": "LETTERS", ":now": momentOf(now) },
      });
      return parseEach(pendingSchema, items, onInvalid).map(({ member, unit }) => ({ id: member, unit }));
    },

    /** Takes the right to send, if a letter is ordered and the quiet has ended. The next quiet begins with it. */
    async claim(member: string, now: Date): Promise<Claim | undefined> {
      const until = dueAt(plusMinutes(now, QUIET_MINUTES));
      const claim = new UpdateCommand({
        TableName: table.name,
        Key: keys.letter(member),
        UpdateExpression: "SET #quiet = :until, #due = :until",
        ConditionExpression: "attribute_exists(#clock) AND (attribute_not_exists(#quiet) OR #quiet <= :now)",
        ExpressionAttributeNames: { "#quiet": "quietUntil", "#due": "due", "#clock": "clock" },
        ExpressionAttributeValues: { ":until": until, ":now": momentOf(now) },
        ReturnValues: "ALL_NEW",
      });
      const answer = await unlessRefused(table.client.send(claim));
      const orders = answer && z.parse(letterSchema, answer.Attributes).orders;
      return orders === undefined ? undefined : { member, orders, at: momentOf(now), until };
    },

    /** SES has it. What was ordered meanwhile stays ordered, and leaves when the quiet ends. */
    async left({ member, orders, at, until }: Claim): Promise<void> {
      const held = { "#sent": "sent", "#quiet": "quietUntil" };
      const done = await updateIf(table, keys.letter(member), {
        UpdateExpression: "SET #sent = :at, #expires = :expires REMOVE #clock, #due",
        ConditionExpression: "#orders = :orders AND #quiet = :until",
        ExpressionAttributeNames: {
          ...held,
          ...{ "#orders": "orders", "#expires": "expires", "#clock": "clock", "#due": "due" },
        },
        ExpressionAttributeValues: {
          ":at": at,
          ":orders": orders,
          ":until": until,
          ":expires": Math.floor(dateOf(until).getTime() / 1000) + KEPT,
        },
      });
      if (done) return;
      await updateIf(table, keys.letter(member), {
        UpdateExpression: "SET #sent = :at",
        ConditionExpression: "#quiet = :until",
        ExpressionAttributeNames: held,
        ExpressionAttributeValues: { ":at": at, ":until": until },
      });
    },

    /** SES did not take it: the quiet that began with the claim ends, and the order stands. */
    async failed({ member, until }: Claim, now: Date): Promise<void> {
      await updateIf(table, keys.letter(member), {
        UpdateExpression: "SET #due = :now REMOVE #quiet",
        ConditionExpression: "#quiet = :until",
        ExpressionAttributeNames: { "#due": "due", "#quiet": "quietUntil" },
        ExpressionAttributeValues: { ":now": momentOf(now), ":until": until },
      });
    },

    /** A letter to somebody who is no member any more, or has no address that works, is ordered no longer. */
    async cancel(member: string): Promise<void> {
      await updateIf(table, keys.letter(member), {
        UpdateExpression: "REMOVE #clock, #due",
        ExpressionAttributeNames: { "#clock": "clock", "#due": "due" },
      });
    },

    /**
     * Whether what was ordered for her at `asked` has left. If nothing waits, a letter that was claimed in that minute or
     * later has carried it; that nothing waits says little by itself, since the order may be lost. If something waits, only
     * one that was claimed surely later: minutes are coarse, and two runs' clocks may differ.
     */
    async hasLeft(member: string, asked: Moment): Promise<boolean> {
      const item = await getItem(table, keys.letter(member));
      const { sent = "", clock } = z.parse(letterSchema, item ?? {});
      return clock === undefined ? sent >= asked : sent > momentOf(plusMinutes(dateOf(asked), SURELY_LATER_MINUTES));
    },
  };
}
export type LetterStore = ReturnType<typeof createLetterStore>;
