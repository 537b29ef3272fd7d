import * as z from "zod/mini";
import { QUIET_MINUTES } from "../../shared/clock.ts";
import { momentSchema, unitSchema } from "../../shared/contract.ts";
import { isUnitCode, type MemberId } from "../../shared/kind.ts";
import { dueAt, type Hour, type Moment, momentOf, plusMinutes } from "../../shared/moment.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import { INDEX, keys, PARTITION, QUEUE } from "./shape.ts";
import type { Table } from "./table.ts";
import { type Action, getItem, itemsOf, setOrRemove, updateIf } from "./toolbox.ts";

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
  orders: z._default(z.int(), 0),
  /** The oldest order that waits. */
  orderedAt: z.optional(momentSchema),
  /** When the last letter was claimed that surely left, how many orders it answered, and who has it. */
  sentAt: z.optional(momentSchema),
  ordersAnswered: z.optional(z.int()),
  writtenTo: z.optional(z.custom<ReadonlySet<MemberId>>((value) => value instanceof Set)),
});

/** As the index has it. What is wrong with one letter must not hide the others: all that has to be there is its key. */
const dueSchema = z.object({ pk: z.string(), orderedAt: z.unknown() });
interface DueLetter {
  readonly unit: UnitCode;
  readonly orderedAt: Moment | undefined;
}

/** One more order, as an action of a transaction. */
export const orderLetter = (table: Table, unit: UnitCode, now: Date): Action => ({
  Update: {
    TableName: table.name,
    Key: keys.letter(unit),
    UpdateExpression:
      "SET #unit = :unit, #clock = :letters, #due = if_not_exists(#quiet, :now), #at = if_not_exists(#at, :now) ADD #orders :one",
    ExpressionAttributeNames: {
      ...{ "#unit": "unit", "#clock": "clock", "#due": "due", "#quiet": "quietUntil" },
      ...{ "#at": "orderedAt", "#orders": "orders" },
    },
    ExpressionAttributeValues: { ":unit": unit, ":letters": QUEUE.letters, ":now": momentOf(now), ":one": 1 },
  },
});

/** The right to send one letter now; nobody else has it until `quietUntil`. */
export interface Claim {
  readonly unit: UnitCode;
  readonly orders: number;
  /** Who has been written to since the last order. */
  readonly writtenTo: ReadonlySet<MemberId>;
  /** When it was taken: what was ordered before is in this letter, what comes after may not be. */
  readonly at: Moment;
  readonly quietUntil: Moment;
}

export function createLetterStore(table: Table) {
  return {
    /** Letters that may leave now. */
    async due(now: Date): Promise<DueLetter[]> {
      const items = await itemsOf(table, {
        IndexName: INDEX.clocks.name,
        KeyConditionExpression: "#clock = :letters AND #due <= :now",
        ExpressionAttributeNames: { "#clock": "clock", "#due": "due" },
        ExpressionAttributeValues: { ":letters": QUEUE.letters, ":now": momentOf(now) },
      });
      return z.parse(z.array(dueSchema), items).flatMap(({ pk, orderedAt }) => {
        const unit = pk.slice(PARTITION.letter.length);
        return isUnitCode(unit) ? [{ unit, orderedAt: z.safeParse(momentSchema, orderedAt).data }] : [];
      });
    },

    /** Takes the right to send, if a letter is ordered and the quiet has ended. The next quiet begins with it. */
    async claim(unit: UnitCode, now: Date): Promise<Claim | undefined> {
      const quietUntil = dueAt(plusMinutes(now, QUIET_MINUTES));
      const claimed = await updateIf(table, keys.letter(unit), {
        UpdateExpression: "SET #quiet = :until, #due = :until",
        ConditionExpression: "attribute_exists(#clock) AND (attribute_not_exists(#quiet) OR #quiet <= :now)",
        ExpressionAttributeNames: { "#quiet": "quietUntil", "#due": "due", "#clock": "clock" },
        ExpressionAttributeValues: { ":until": quietUntil, ":now": momentOf(now) },
      });
      if (!claimed) return undefined;
      // What is ordered between the two is in this letter as well: it has not left yet.
      const item = await getItem(table, keys.letter(unit));
      const { orders, ordersAnswered, writtenTo } = z.parse(letterSchema, item);
      // Who was written to before an order came is owed another letter.
      const since = (ordersAnswered === orders && writtenTo) || new Set<MemberId>();
      return { unit, orders, writtenTo: since, at: momentOf(now), quietUntil };
    },

    /**
     * Records whom SES has taken a letter for. What was ordered since the claim stays ordered, for all.
     * @param all whether everybody who can be reached has it now, be that nobody
     */
    async recordSent({ unit, orders, writtenTo, at, quietUntil }: Claim, written: readonly MemberId[], all: boolean) {
      const change = (fields: object, condition = "") => {
        // Whose quiet has ended has no claim any more.
        const { ExpressionAttributeValues, ...update } = setOrRemove({ quietUntil, ...fields });
        return updateIf(table, keys.letter(unit), {
          ...update,
          ConditionExpression: `#quietUntil = :quietUntil${condition}`,
          ExpressionAttributeValues: { ...ExpressionAttributeValues, ...(condition && { ":claimed": orders }) },
        });
      };
      const left = { sentAt: at, ordersAnswered: orders, writtenTo: new Set([...writtenTo, ...written]) };
      const sent = written.length > 0 && left;
      // The count is set to what it is, so that the condition may name it.
      const over = { orders, clock: undefined, due: undefined, orderedAt: undefined, writtenTo: undefined };
      if (all && (await change({ ...sent, ...over }, " AND #orders = :claimed"))) return;
      if (sent) await change(sent);
    },

    /** SES surely took none of them: the quiet that began with the claim ends, and the order stands. */
    async release({ unit, quietUntil }: Claim, now: Date): Promise<void> {
      await updateIf(table, keys.letter(unit), {
        UpdateExpression: "SET #due = :now REMOVE #quiet",
        ConditionExpression: "#quiet = :until",
        ExpressionAttributeNames: { "#due": "due", "#quiet": "quietUntil" },
        ExpressionAttributeValues: { ":now": momentOf(now), ":until": quietUntil },
      });
    },

    /** Whether a letter to the Satgas surely left after one was ordered in this hour; hours are all that is known of it. */
    async leftSince(unit: UnitCode, hour: Hour): Promise<boolean> {
      const item = await getItem(table, keys.letter(unit));
      const { orders, orderedAt = "", sentAt = "", ordersAnswered } = z.parse(letterSchema, item ?? { unit });
      const [sent, waits] = [sentAt.slice(0, hour.length), orderedAt.slice(0, hour.length)];
      // One of the same hour is this letter, if nothing waits but what was ordered later.
      return sent > hour || (sent === hour && (ordersAnswered === orders || waits > hour));
    },
  };
}
export type LetterStore = ReturnType<typeof createLetterStore>;
