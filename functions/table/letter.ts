import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { QUIET_MINUTES } from "../../shared/clock.ts";
import { momentSchema, unitSchema } from "../../shared/contract.ts";
import { dueAt, type Hour, type Moment, momentOf, plusMinutes } from "../../shared/moment.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import { CLOCKS, keys, type Table } from "./table.ts";
import { type Action, getItem, itemsOf, parseEach, unlessRefused, updateIf } from "./toolbox.ts";

/**
 * The letter that a Satgas is to get next, one for all of its members. However much is ordered, it is one: the first
 * leaves at once, what is ordered while it is quiet leaves when the quiet ends. An order stands until SES has taken a
 * letter to each member that can be reached.
 *
 * Orders are counted and the count never goes back: a note that is made twice, because its answer was lost, cannot take
 * an order with it that came in between. While something waits the item is in the index of clocks.
 */
const letterSchema = z.object({
  unit: unitSchema,
  /** How many were ever ordered. */
  orders: z.optional(z.int()),
  /** Members who have the letter that waits for others; who was written to before an order is not among them. */
  writtenTo: z.optional(z.custom<ReadonlySet<string>>((value) => value instanceof Set)),
  /** When the last letter was claimed that surely left. */
  sentAt: z.optional(momentSchema),
  /** The oldest order of which no member has heard. */
  untoldSince: z.optional(momentSchema),
});

const dueSchema = z.pick(letterSchema, { unit: true, untoldSince: true });
type DueLetter = z.infer<typeof dueSchema>;

/** One more order, as an action of a transaction. */
export const orderLetter = (table: Table, unit: UnitCode, now: Date): Action => ({
  Update: {
    TableName: table.name,
    Key: keys.letter(unit),
    UpdateExpression:
      "SET #unit = :unit, #clock = :letters, #due = if_not_exists(#quiet, :now), #untold = if_not_exists(#untold, :now) ADD #orders :one REMOVE #written",
    ExpressionAttributeNames: {
      ...{ "#unit": "unit", "#clock": "clock", "#due": "due", "#quiet": "quietUntil" },
      ...{ "#untold": "untoldSince", "#orders": "orders", "#written": "writtenTo" },
    },
    ExpressionAttributeValues: { ":unit": unit, ":letters": "LETTERS", ":now": momentOf(now), ":one": 1 },
  },
});

/** The right to send one letter now; nobody else has it until `until`. */
export interface Claim {
  readonly unit: UnitCode;
  readonly orders: number;
  /** Who has it from an earlier attempt. */
  readonly writtenTo: ReadonlySet<string>;
  /** When it was taken: what was ordered before is in this letter, what comes after may not be. */
  readonly at: Moment;
  readonly until: Moment;
}

export function createLetterStore(table: Table) {
  const held = { "#orders": "orders", "#quiet": "quietUntil" };
  const asClaimed = "#orders = :orders AND #quiet = :until";

  return {
    /** Letters that may leave now. @param onInvalid told of an item that cannot be read */
    async due(now: Date, onInvalid: (error: Error) => void): Promise<DueLetter[]> {
      const items = await itemsOf(table, {
        IndexName: CLOCKS,
        KeyConditionExpression: "#clock = :letters AND #due <= :now",
        ExpressionAttributeNames: { "#clock": "clock", "#due": "due" },
        ExpressionAttributeValues: { ":letters": "LETTERS", ":now": momentOf(now) },
      });
      return parseEach(dueSchema, items, onInvalid);
    },

    /** Takes the right to send, if a letter is ordered and the quiet has ended. The next quiet begins with it. */
    async claim(unit: UnitCode, now: Date): Promise<Claim | undefined> {
      const until = dueAt(plusMinutes(now, QUIET_MINUTES));
      const claim = new UpdateCommand({
        TableName: table.name,
        Key: keys.letter(unit),
        UpdateExpression: "SET #quiet = :until, #due = :until",
        ConditionExpression: "attribute_exists(#clock) AND (attribute_not_exists(#quiet) OR #quiet <= :now)",
        ExpressionAttributeNames: { "#quiet": "quietUntil", "#due": "due", "#clock": "clock" },
        ExpressionAttributeValues: { ":until": until, ":now": momentOf(now) },
        ReturnValues: "ALL_NEW",
      });
      const answer = await unlessRefused(table.client.send(claim));
      if (!answer) return undefined;
      const { orders = 0, writtenTo = new Set<string>() } = z.parse(letterSchema, answer.Attributes);
      return { unit, orders, writtenTo, at: momentOf(now), until };
    },

    /** Everybody who can be reached has it, be that nobody. What was ordered meanwhile stays ordered, for all. */
    async end(claim: Claim, anybody: boolean): Promise<void> {
      const done = await updateIf(table, keys.letter(claim.unit), {
        UpdateExpression: `${anybody ? "SET #sent = :at " : ""}REMOVE #clock, #due, #untold, #written`,
        ConditionExpression: asClaimed,
        ExpressionAttributeNames: {
          ...held,
          ...{ "#clock": "clock", "#due": "due", "#untold": "untoldSince", "#written": "writtenTo" },
          ...(anybody && { "#sent": "sentAt" }),
        },
        ExpressionAttributeValues: {
          ...{ ":orders": claim.orders, ":until": claim.until },
          ...(anybody && { ":at": claim.at }),
        },
      });
      if (!done && anybody) await overtaken(claim);
    },

    /** These have it, and some have not: it stays ordered for those, and leaves when the quiet ends. */
    async noteWritten(claim: Claim, members: readonly string[]): Promise<void> {
      const noted = await updateIf(table, keys.letter(claim.unit), {
        UpdateExpression: "SET #sent = :at REMOVE #untold ADD #written :members",
        ConditionExpression: asClaimed,
        ExpressionAttributeNames: { ...held, "#sent": "sentAt", "#untold": "untoldSince", "#written": "writtenTo" },
        ExpressionAttributeValues: {
          ...{ ":orders": claim.orders, ":until": claim.until, ":at": claim.at },
          ":members": new Set(members),
        },
      });
      if (!noted) await overtaken(claim);
    },

    /** SES surely took none of them: the quiet that began with the claim ends, and the order stands. */
    async release({ unit, until }: Claim, now: Date): Promise<void> {
      await updateIf(table, keys.letter(unit), {
        UpdateExpression: "SET #due = :now REMOVE #quiet",
        ConditionExpression: "#quiet = :until",
        ExpressionAttributeNames: { "#due": "due", "#quiet": "quietUntil" },
        ExpressionAttributeValues: { ":now": momentOf(now), ":until": until },
      });
    },

    /**
     * Whether a letter to the Satgas surely left after it was ordered in this hour: one has left since, and no order
     * waits that may be this one. Hours are all that is kept, so one that another report has just ordered counts as this.
     */
    async leftSince(unit: UnitCode, orderedAt: Hour): Promise<boolean> {
      const item = await getItem(table, keys.letter(unit));
      if (!item) return false;
      const { sentAt, untoldSince } = z.parse(letterSchema, item);
      const waits = untoldSince !== undefined && untoldSince.slice(0, orderedAt.length) <= orderedAt;
      return sentAt !== undefined && sentAt >= orderedAt && !waits;
    },
  };

  /** A letter has left, and one was ordered after its claim, of which nobody has heard yet. */
  async function overtaken({ unit, at, until }: Claim): Promise<void> {
    await updateIf(table, keys.letter(unit), {
      UpdateExpression: "SET #sent = :at, #untold = :at",
      ConditionExpression: "#quiet = :until",
      ExpressionAttributeNames: { "#sent": "sentAt", "#untold": "untoldSince", "#quiet": "quietUntil" },
      ExpressionAttributeValues: { ":at": at, ":until": until },
    });
  }
}
export type LetterStore = ReturnType<typeof createLetterStore>;
