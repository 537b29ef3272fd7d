import type { CreateTableCommandInput } from "@aws-sdk/client-dynamodb";

/** The table's shape, the same on this machine and on AWS. What lies in it: `functions/table/table.ts`. */
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
      IndexName: "listing",
      KeySchema: [
        { AttributeName: "list", KeyType: "HASH" },
        { AttributeName: "order", KeyType: "RANGE" },
      ],
      // What a list shows and nothing more: sealed bytes are never copied into an index.
      Projection: {
        ProjectionType: "INCLUDE",
        NonKeyAttributes: ["id", "arrived", "stage", "openedAt", "unit", "gen", "vouch", "ready", "reports"],
      },
    },
    {
      IndexName: "clocks",
      KeySchema: [
        { AttributeName: "clock", KeyType: "HASH" },
        { AttributeName: "due", KeyType: "RANGE" },
      ],
      // All that a clock needs, so that who minds the clocks never reads a report.
      Projection: {
        ProjectionType: "INCLUDE",
        NonKeyAttributes: [
          ...["id", "arrived", "drill", "seats", "stage", "letterOrderedAt", "reminderOrderedAt", "alarmedAt"],
          ...["openedAt", "openedBy", "stageSince", "stageRemindedAt", "unit", "orderedAt"],
        ],
      },
    },
  ],
  StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
  BillingMode: "PAY_PER_REQUEST",
} as const satisfies Omit<CreateTableCommandInput, "TableName">;
