import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** The one table. What lies in it: `shape.ts`. */
export interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
}

/**
 * @param endpoint a local engine's address; on AWS it is left out
 * @param retries how failed requests are repeated; on AWS it is left out, and the SDK's own way is taken
 */
export function openTable(name: string, endpoint?: string, retries?: DynamoDBClientConfig["retryStrategy"]): Table {
  // Nothing waits for ever: a request that the engine does not answer is one that may be tried again.
  const requestHandler = {
    connectionTimeout: 2_000,
    requestTimeout: 5_000,
    throwOnRequestTimeout: true,
  };
  const client = new DynamoDBClient({
    requestHandler,
    ...(endpoint ? { endpoint } : {}),
    ...(retries ? { retryStrategy: retries } : {}),
  });
  return {
    client: DynamoDBDocumentClient.from(client, {
      marshallOptions: { removeUndefinedValues: true },
    }),
    name,
  };
}
