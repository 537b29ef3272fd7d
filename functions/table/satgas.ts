import * as z from "zod/mini";
import {
  daySchema,
  hashSchema,
  hourSchema,
  jwsSchema,
  memberIdSchema,
  type ReadinessState,
  readinessSchema,
  unitSchema,
} from "../../shared/contract.ts";
import { peekJws } from "../../shared/jws.ts";
import { recipientSchema } from "../../shared/key-schema.ts";
import type { Hash, MemberId } from "../../shared/kind.ts";
import { type Hour, isHour } from "../../shared/moment.ts";
import { readRoll } from "../../shared/satgas/roll.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import { INDEX, keys, LIST, PARTITION, places } from "./shape.ts";
import type { Table } from "./table.ts";
import { type Action, getItem, itemsOf, pageOf, parseEach, transact, updateIf } from "./toolbox.ts";

const saltedName = z.tuple([z.string(), z.string()]);

/** One that can be taken apart: another would break whatever is made of all of them. */
const legible = jwsSchema.check(z.refine((jws) => peekJws(jws) !== undefined));

const currentSchema = z.object({
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

const addressSchema = z.object({
  member: memberIdSchema,
  address: z.string(),
  salt: z.string(),
});
export type StoredAddress = z.infer<typeof addressSchema>;

const bouncedSchema = z.object({ member: memberIdSchema, mail: hashSchema, hour: hourSchema });

const bytesSchema = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const keyringSchema = z.object({ edition: z.int(), sealed: bytesSchema });
export type StoredKeyring = z.infer<typeof keyringSchema>;

/** Of every Satgas that a form has to know, and how many reports came of late. */
export interface Listed {
  readonly satgas: readonly CurrentSatgas[];
  readonly readiness: ReadonlyMap<UnitCode, ReadinessState>;
  /** Reports by the hour. */
  readonly load: ReadonlyMap<Hour, number>;
}

const listedSchema = z.union([
  currentSchema,
  z.object({ unit: unitSchema, ready: readinessSchema }),
  z.object({ order: z.string().check(z.startsWith("LOAD#")), reports: z.int() }),
]);

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

/** The newest keyrings: the one that stands and the one before it. */
const KEYRINGS = 2;

/** @param onInvalid told of an item that cannot be read, and is passed by: one must not hide all others */
export function createSatgasStore(table: Table, onInvalid: (error: Error) => void = () => {}) {
  const { name } = table;
  const below = (pk: string, prefix: string) => ({
    KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
    ExpressionAttributeValues: { ":pk": pk, ":prefix": prefix },
    ConsistentRead: true,
  });

  return {
    /** All that stands in this stack: what the directory says to everybody. */
    async listed(): Promise<Listed> {
      const items = await itemsOf(table, {
        IndexName: INDEX.listing.name,
        KeyConditionExpression: "#list = :directory",
        ExpressionAttributeNames: { "#list": "list" },
        ExpressionAttributeValues: { ":directory": LIST.directory },
      });
      const satgas: CurrentSatgas[] = [];
      const readiness = new Map<UnitCode, ReadinessState>();
      const load = new Map<Hour, number>();
      for (const one of parseEach(listedSchema, items, onInvalid)) {
        if ("vouch" in one) satgas.push(one);
        else if ("ready" in one) readiness.set(one.unit, one.ready);
        else {
          const hour = one.order.slice("LOAD#".length);
          if (isHour(hour)) load.set(hour, one.reports);
        }
      }
      return { satgas, readiness, load };
    },

    /** As it is now; nothing when there is none, or it cannot be read. */
    async current(unit: UnitCode): Promise<CurrentSatgas | undefined> {
      const item = await getItem(table, keys.satgas(unit));
      return item && parseEach(currentSchema, [item], onInvalid)[0];
    },

    /** The roll of an edition that stood before, compact. */
    async rollOf(unit: UnitCode, edition: number): Promise<string | undefined> {
      const item = await getItem(table, keys.roll(unit, edition));
      return item && parseEach(z.object({ roll: legible }), [item], onInvalid)[0]?.roll;
    },

    /** Every card that was ever signed, compact: the reader verifies, and takes each member's newest. */
    async cards(unit: UnitCode): Promise<string[]> {
      const items = await itemsOf(table, below(PARTITION.satgas + unit, "CARD#"));
      return parseEach(z.object({ card: jwsSchema }), items, onInvalid).map(({ card }) => card);
    },

    /** The addresses that are kept of a unit's members, former ones too. Cards say which of them count. */
    async addresses(unit: UnitCode): Promise<StoredAddress[]> {
      return parseEach(addressSchema, await itemsOf(table, below(PARTITION.address + unit, "MEMBER#")), onInvalid);
    },

    /** Of one member. */
    async address(unit: UnitCode, member: MemberId): Promise<StoredAddress | undefined> {
      const item = await getItem(table, keys.address(unit, member));
      return item && parseEach(addressSchema, [item], onInvalid)[0];
    },

    /** The age recipient of a generation. Never changes. */
    async recipient(unit: UnitCode, gen: number): Promise<string | undefined> {
      const item = await getItem(table, keys.recipient(unit, gen));
      return item && parseEach(z.object({ recipient: recipientSchema }), [item], onInvalid)[0]?.recipient;
    },

    /** Vouches of units in other stacks that this generation has given, to be carried there. */
    async carried(unit: UnitCode, gen: number): Promise<{ unit: UnitCode; vouch: string }[]> {
      const { sk } = keys.child(unit, gen, unit);
      const items = await itemsOf(table, below(PARTITION.satgas + unit, sk.slice(0, -unit.length)));
      return parseEach(z.object({ unit: unitSchema, vouch: jwsSchema }), items, onInvalid);
    },

    /** The two newest keyrings of a unit, newest first. */
    async keyrings(unit: UnitCode): Promise<StoredKeyring[]> {
      const newestFirst = { ...below(PARTITION.keyring + unit, "KEYRING#"), ScanIndexForward: false, Limit: KEYRINGS };
      return parseEach(keyringSchema, (await pageOf(table, newestFirst)).items, onInvalid);
    },

    /** The signer of a generation, sealed to its members. */
    async signer(unit: UnitCode, gen: number): Promise<Uint8Array | undefined> {
      const item = await getItem(table, keys.signer(unit, gen));
      return item && parseEach(z.object({ sealed: bytesSchema }), [item], onInvalid)[0]?.sealed;
    },

    /**
     * Puts a change in place, whole or not at all.
     *
     * @param also what goes with it (`join.ts`). @returns whether all was still as it was when it was signed
     */
    change: (change: SatgasChange, also: readonly Action[] = []): Promise<boolean> =>
      transact(table, [...actionsOf(name, change), ...also]),

    /** As {@link change}, of another edition. */
    changeEdition: (change: EditionChange, also: readonly Action[] = []): Promise<boolean> =>
      transact(table, [...editionActions(name, change), ...also]),

    /** Puts a later vouch over the one that stands. @param vouchedAt Unix seconds */
    renew: (unit: UnitCode, gen: number, before: string, vouch: string, vouchedAt: number): Promise<boolean> =>
      transact(table, [
        overVouch(name, { unit, before, vouch }),
        { Put: { TableName: name, Item: { ...keys.vouch(unit, gen, vouchedAt), vouch } } },
      ]),

    /**
     * @param fewUntil until when fewer than two are here, if they are. @param roll that they sit in, compact
     * @returns whether it is still that one
     */
    putCard: (unit: UnitCode, card: StoredCard, roll: string, fewUntil: string | undefined): Promise<boolean> =>
      transact(table, [...cardActions(name, unit, card), setting(name, unit, roll, { fewUntil })]),

    /** Cards that came from elsewhere, of a roll that stands here. */
    putCards: async (unit: UnitCode, cards: readonly StoredCard[]): Promise<void> => {
      const actions = cards.flatMap((card) => cardActions(name, unit, card));
      if (actions.length > 0) await transact(table, actions);
    },

    /** Who is shut out while a set waits that leaves her out; nobody when there is none of them. */
    suspend: (unit: UnitCode, roll: string, members: readonly MemberId[]): Action =>
      setting(name, unit, roll, { suspended: members.length > 0 ? members : undefined }),

    /**
     * By member, the hash of the address at which a letter to her came back for good. As it is now: of two that are
     * marked at the same moment, one at least must see that it was the last.
     */
    async bounced(unit: UnitCode): Promise<ReadonlyMap<MemberId, Hash>> {
      const items = await itemsOf(table, below(PARTITION.letter + unit, "BOUNCED#"));
      return new Map(parseEach(bouncedSchema, items, onInvalid).map(({ member, mail }) => [member, mail]));
    },

    /** Marks the address with this hash as one from which a letter came back for good. @returns whether this is news */
    markBounced: (unit: UnitCode, member: MemberId, mail: Hash, hour: Hour): Promise<boolean> =>
      updateIf(table, keys.bounced(unit, member), {
        UpdateExpression: "SET #member = :member, #mail = :mail, #hour = :hour",
        ConditionExpression: "attribute_not_exists(#mail) OR #mail <> :mail",
        ExpressionAttributeNames: { "#member": "member", "#mail": "mail", "#hour": "hour" },
        ExpressionAttributeValues: { ":member": member, ":mail": mail, ":hour": hour },
      }),
  };
}
export type SatgasStore = ReturnType<typeof createSatgasStore>;

function actionsOf(TableName: string, change: SatgasChange): Action[] {
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

const overVouch = (
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
function setting(
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

const cardActions = (TableName: string, unit: UnitCode, { member, iat, card, address, salt }: StoredCard): Action[] => [
  { Put: { TableName, Item: { ...keys.card(unit, member, iat), card } } },
  { Put: { TableName, Item: { ...keys.address(unit, member), member, address, salt } } },
];

function editionActions(TableName: string, change: EditionChange): Action[] {
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
