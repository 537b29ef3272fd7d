import * as z from "zod/mini";
import { daySchema, jwsSchema, memberIdSchema, unitSchema } from "../../shared/contract.ts";
import { peekJws } from "../../shared/jws.ts";
import type { MemberId } from "../../shared/kind.ts";
import { readRoll } from "../../shared/satgas/roll.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import { keys, places } from "./shape.ts";
import type { Action } from "./toolbox.ts";

/** A Satgas as it lies in the table, and what an act of it writes, as actions of one transaction. */

const saltedName = z.tuple([z.string(), z.string()]);

/** One that can be taken apart: another would break whatever is made of all of them. */
export const legible = jwsSchema.check(z.refine((jws) => peekJws(jws) !== undefined));

export const currentSchema = z.object({
  unit: unitSchema,
  vouch: legible,
  roll: legible,
  /** Who stands for this edition of the roll; absent where nobody has to. */
  by: z.optional(jwsSchema),
  /** Name and salt of each of the roll's members, in its order. */
  names: z.array(saltedName),
  /** Members whom a set that waits leaves out: the server's word, until the set is put in place or withdrawn. */
  suspended: z.optional(z.array(memberIdSchema)),
  /** Fewer than two are here until this day, by their cards; kept for the Satgas above. */
  fewUntil: z.optional(daySchema),
});
/** A Satgas as it stands now. Nothing of it is believed before `functions/rolls.ts` has verified it. */
export type CurrentSatgas = z.infer<typeof currentSchema>;

export const addressSchema = z.object({
  member: memberIdSchema,
  address: z.string(),
  salt: z.string(),
});
export type StoredAddress = z.infer<typeof addressSchema>;

/** What stands after an act of a Satgas: a founding, a rotation, another edition of the roll. */
export interface SatgasChange extends CurrentSatgas {
  readonly gen: number;
  readonly edition: number;
  /** When the vouch was given, in Unix seconds. */
  readonly vouchedAt: number;
  /** What it replaces, compact; absent at a founding. */
  readonly before?: Pick<CurrentSatgas, "vouch" | "roll"> | undefined;
  /** The edition right before it, compact, where that was not here. */
  readonly rollBefore?: string | undefined;
  /** Absent for a Satgas whose keys lie in its own stack. */
  readonly files?: { readonly keyring: Uint8Array; readonly signer: Uint8Array } | undefined;
  readonly recipient: string;
  /** Cards that came with it, and the addresses that they name. */
  readonly cards: readonly { readonly member: MemberId; readonly iat: number; readonly card: string }[];
  readonly addresses: readonly StoredAddress[];
  /** New vouches for the units directly below, each over the one that it replaces. */
  readonly children: readonly { readonly unit: UnitCode; readonly before: string; readonly vouch: string }[];
  /** Those for provinces, which stand in other stacks: kept, to be carried there. */
  readonly carried?: readonly { readonly unit: UnitCode; readonly before: string; readonly vouch: string }[];
}

/** Another edition within a generation. With `files` it takes in the newcomer whose card comes with it. */
export interface EditionChange {
  readonly unit: UnitCode;
  readonly gen: number;
  readonly edition: number;
  /** The roll that it follows, compact. */
  readonly before: string;
  readonly roll: string;
  readonly by: string;
  readonly names: CurrentSatgas["names"];
  readonly files?: { readonly keyring: Uint8Array; readonly signer: Uint8Array } | undefined;
  readonly card?: StoredCard | undefined;
}

/** A card and the address that it names. */
export interface StoredCard {
  readonly member: MemberId;
  readonly iat: number;
  readonly card: string;
  readonly address: string;
  readonly salt: string;
}

/** Puts a change in place, all of it or nothing. */
export function actionsOf(TableName: string, change: SatgasChange): Action[] {
  const { unit, gen, edition, vouch, roll, by, names, before, files, recipient, rollBefore } = change;
  const put = (key: object, fields: object): Action => ({ Put: { TableName, Item: { ...key, ...fields } } });
  const current = { unit, vouch, roll, names, ...places.satgas(unit), ...(by && { by }) };
  const retired = before && readRoll(before.roll)?.gen;
  return [
    {
      Put: {
        TableName,
        Item: { ...keys.satgas(unit), ...current },
        // Of two colleagues who act at once one is told, and acts again.
        ...(before === undefined
          ? { ConditionExpression: "attribute_not_exists(pk)" }
          : {
              // Its vouch too: a parent that rotates meanwhile has given it another.
              ConditionExpression: "roll = :roll AND vouch = :vouch",
              ExpressionAttributeValues: { ":roll": before.roll, ":vouch": before.vouch },
            }),
      },
    },
    // What was signed once is never deleted: statements and files carried by hand are judged by it.
    put(keys.vouch(unit, gen, change.vouchedAt), { vouch }),
    put(keys.roll(unit, edition), { roll, ...(by && { by }) }),
    ...(rollBefore === undefined ? [] : [put(keys.roll(unit, edition - 1), { roll: rollBefore })]),
    put(keys.recipient(unit, gen), { recipient }),
    ...(files
      ? [
          put(keys.keyring(unit, edition), { edition, sealed: files.keyring }),
          put(keys.signer(unit, gen), { gen, sealed: files.signer }),
        ]
      : []),
    // A retired one vouches for nothing, and a thief of the table would have found it there.
    ...(files && retired !== undefined && retired < gen
      ? [{ Delete: { TableName, Key: keys.signer(unit, retired) } }]
      : []),
    ...change.cards.map(({ member, iat, card }) => put(keys.card(unit, member, iat), { card })),
    ...change.addresses.map((one) => put(keys.address(unit, one.member), one)),
    ...change.children.map((child) => overVouch(TableName, child)),
    ...(change.carried ?? []).map(({ unit: child, before, vouch }) =>
      put(keys.child(unit, gen, child), { unit: child, before, vouch }),
    ),
  ];
}

/** Another vouch over the one that it replaces. */
export const overVouch = (
  TableName: string,
  { unit, before, vouch }: { readonly unit: UnitCode; readonly before: string; readonly vouch: string },
): Action => ({
  Update: {
    TableName,
    Key: keys.satgas(unit),
    UpdateExpression: "SET vouch = :vouch",
    ConditionExpression: "vouch = :before",
    ExpressionAttributeValues: { ":vouch": vouch, ":before": before },
  },
});

/** Notes something beside a roll that still stands, or takes it away. */
export function setting(
  TableName: string,
  unit: UnitCode,
  roll: string,
  field: { readonly suspended: readonly MemberId[] | undefined } | { readonly fewUntil: string | undefined },
): Action {
  const [[attribute, value]] = Object.entries(field) as [[string, unknown]];
  return {
    Update: {
      TableName,
      Key: keys.satgas(unit),
      UpdateExpression: value === undefined ? "REMOVE #field" : "SET #field = :value",
      ConditionExpression: "#roll = :roll",
      ExpressionAttributeNames: { "#field": attribute, "#roll": "roll" },
      ExpressionAttributeValues: { ":roll": roll, ...(value !== undefined && { ":value": value }) },
    },
  };
}

/** A card, and the address that it names. */
export const cardActions = (
  TableName: string,
  unit: UnitCode,
  { member, iat, card, address, salt }: StoredCard,
): Action[] => [
  { Put: { TableName, Item: { ...keys.card(unit, member, iat), card } } },
  { Put: { TableName, Item: { ...keys.address(unit, member), member, address, salt } } },
];

/** Puts another edition in place. */
export function editionActions(TableName: string, change: EditionChange): Action[] {
  const { unit, gen, edition, before, roll, by, names, files, card } = change;
  return [
    {
      Update: {
        TableName,
        Key: keys.satgas(unit),
        UpdateExpression: "SET #roll = :roll, #by = :by, #names = :names",
        // Of two colleagues who act at once one is told, and acts again.
        ConditionExpression: "#roll = :before",
        ExpressionAttributeNames: { "#roll": "roll", "#by": "by", "#names": "names" },
        ExpressionAttributeValues: { ":roll": roll, ":by": by, ":names": names, ":before": before },
      },
    },
    { Put: { TableName, Item: { ...keys.roll(unit, edition), roll, by } } },
    ...(files
      ? [
          { Put: { TableName, Item: { ...keys.keyring(unit, edition), edition, sealed: files.keyring } } },
          { Put: { TableName, Item: { ...keys.signer(unit, gen), gen, sealed: files.signer } } },
        ]
      : []),
    ...(card ? cardActions(TableName, unit, card) : []),
  ];
}
