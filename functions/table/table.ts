import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { waitingAtMost } from "../request-timeout.ts";

/** The one table. What lies in it: `shape.ts`. */
export interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
}

/**
 * Milliseconds for which one request is waited for. The SDK makes four of them, with pauses of less than a second in
 * all: that ends before the 15 seconds of a function that answers a browser (`infra/function.ts`), which is then told.
 */
const REQUEST_MS = 3_000;

/**
 * Opens the table, without asking it anything.
 *
 * @param endpoint a local engine's address; on AWS it is left out
 * @param settings of a client that waits or asks again in another way than a function does
 */
export function openTable(
  name: string,
  endpoint?: string,
  settings?: Pick<DynamoDBClientConfig, "requestHandler" | "retryStrategy">,
): Table {
  const client = new DynamoDBClient({
    requestHandler: waitingAtMost(REQUEST_MS),
    ...(endpoint ? { endpoint } : {}),
    ...settings,
  });
  return {
    client: DynamoDBDocumentClient.from(client, {
      marshallOptions: { removeUndefinedValues: true },
    }),
    name,
  };
}
