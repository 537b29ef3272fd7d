import type { CreateTableCommandInput } from "@aws-sdk/client-dynamodb";
import { INDEX } from "../functions/table/shape.ts";

/** The table's shape, the same on this machine and on AWS. What lies in it: `functions/table/shape.ts`. */
export const tableShape = {
  AttributeDefinitions: [
    { AttributeName: "pk", AttributeType: "S" },
    { AttributeName: "sk", AttributeType: "S" },
    { AttributeName: "list", AttributeType: "S" },
    { AttributeName: "order", AttributeType: "S" },
    { AttributeName: "clock", AttributeType: "S" },
    { AttributeName: "due", AttributeType: "S" },
  ],
  KeySchema: [
    { AttributeName: "pk", KeyType: "HASH" },
    { AttributeName: "sk", KeyType: "RANGE" },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: INDEX.listing.name,
      KeySchema: [
        { AttributeName: "list", KeyType: "HASH" },
        { AttributeName: "order", KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: [...INDEX.listing.copies] },
    },
    {
      IndexName: INDEX.clocks.name,
      KeySchema: [
        { AttributeName: "clock", KeyType: "HASH" },
        { AttributeName: "due", KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: [...INDEX.clocks.copies] },
    },
  ],
  // Whoever is woken reads what is his to read: an image would hand every body to every reader of the stream.
  StreamSpecification: { StreamEnabled: true, StreamViewType: "KEYS_ONLY" },
  BillingMode: "PAY_PER_REQUEST",
} as const satisfies Omit<CreateTableCommandInput, "TableName">;
