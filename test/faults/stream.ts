import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from "@aws-sdk/client-dynamodb-streams";
import type { StreamBatch } from "../../functions/alert/handler.ts";
import { asLambdaSeesIt } from "../../infra/local/streams.ts";

export type StreamRecord = StreamBatch["Records"][number];

/** Reads a table's real stream, record by record, once. */
export function openStream(endpoint: string, StreamArn: string) {
  const client = new DynamoDBStreamsClient({ endpoint });
  const iterators = new Map<string, string | undefined>();
  return {
    /** What came since it was last asked. */
    async fresh(): Promise<StreamRecord[]> {
      const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn }));
      for (const { ShardId = "" } of StreamDescription?.Shards ?? []) {
        if (iterators.has(ShardId)) continue;
        const where = { StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" } as const;
        iterators.set(ShardId, (await client.send(new GetShardIteratorCommand(where))).ShardIterator);
      }
      const found: StreamRecord[] = [];
      for (const [shard, begin] of iterators) {
        let iterator = begin;
        while (iterator) {
          const page = await client.send(new GetRecordsCommand({ ShardIterator: iterator }));
          iterator = page.NextShardIterator;
          found.push(...(page.Records ?? []).map(asLambdaSeesIt));
          if (!page.Records?.length) break;
        }
        iterators.set(shard, iterator);
      }
      // As the event filter of the mapping lets through.
      return found.filter((record) => record.eventName === "INSERT");
    },
    close: () => client.destroy(),
  };
}
export type Stream = ReturnType<typeof openStream>;
