import * as z from "zod/mini";
import {
  hashSchema,
  hourSchema,
  jwsSchema,
  memberIdSchema,
  type ReadinessState,
  readinessSchema,
  unitSchema,
} from "../../shared/contract.ts";
import { recipientSchema } from "../../shared/key-schema.ts";
import type { Hash, MemberId } from "../../shared/kind.ts";
import { type Hour, isHour } from "../../shared/moment.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import {
  actionsOf,
  addressSchema,
  type CurrentSatgas,
  cardActions,
  currentSchema,
  type EditionChange,
  editionActions,
  legible,
  overVouch,
  type SatgasChange,
  type StoredAddress,
  type StoredCard,
  setting,
} from "./satgas-items.ts";
import { INDEX, keys, LIST, PARTITION } from "./shape.ts";
import type { Table } from "./table.ts";
import { type Action, getItem, itemsOf, pageOf, parseEach, transact, updateIf } from "./toolbox.ts";

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
