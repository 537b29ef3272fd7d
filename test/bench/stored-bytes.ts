import { tableShape } from "../../infra/table.ts";

type Item = Readonly<Record<string, unknown>>;

const INDEXES = tableShape.GlobalSecondaryIndexes.map(({ KeySchema, Projection }) => {
  const named = [...tableShape.KeySchema, ...KeySchema].map(({ AttributeName }): string => AttributeName);
  return {
    keys: KeySchema.map(({ AttributeName }) => AttributeName),
    copied: [...named, ...Projection.NonKeyAttributes],
  };
});
/** What DynamoDB adds to each item of a table or an index when it bills storage. */
const OVERHEAD = 100;

/** Bytes that DynamoDB bills for these items and for their copies in the indexes, by its documented rules. */
export function storedBytes(items: readonly Item[]): number {
  const billed = items.flatMap((item) => {
    const copies = INDEXES.filter(({ keys }) => keys.every((name) => name in item)).map(({ copied }) =>
      Object.fromEntries(Object.entries(item).filter(([name]) => copied.includes(name))),
    );
    return [item, ...copies];
  });
  return billed.reduce((sum, item) => sum + itemSize(item) + OVERHEAD, 0);
}

const itemSize = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueSize(value), 0);

function valueSize(value: unknown): number {
  if (typeof value === "string") return Buffer.byteLength(value);
  if (value instanceof Uint8Array) return value.length;
  // Two digits to a byte, and one more.
  if (typeof value === "number") return Math.ceil(String(Math.abs(value)).length / 2) + 1;
  if (value === null || typeof value === "boolean") return 1;
  // A list or a map costs three bytes, and one for each thing in it.
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + 1 + valueSize(one), 3);
  return 3 + itemSize(value as Item) + Object.keys(value as Item).length;
}
