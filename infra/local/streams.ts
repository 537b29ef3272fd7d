import { setTimeout } from "node:timers/promises";
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record as RawRecord,
} from "@aws-sdk/client-dynamodb-streams";
import type { BatchResponse, StreamBatch } from "../../functions/alert/handler.ts";

type Handler = (batch: StreamBatch) => Promise<BatchResponse>;

const POLL_MS = 250;
const BATCH = 100;
/** As `infra/alert.ts` bounds it on AWS: a record that never works must not bar the way for ever. */
const ATTEMPTS = 30;

/**
 * Does what Lambda's event source mapping does: reads the table's stream, shard by shard, hands batches to the
 * handler, and delivers again from the first record that failed.
 *
 * It begins with the oldest record at every start, as after an iterator that expired: a step is taken by whoever moves
 * the report's clock, so nothing is done twice, and nothing between two starts is missed.
 */
export function pollStream(endpoint: string, stream: string, handler: Handler): { stop(): Promise<void> } {
  const client = new DynamoDBStreamsClient({ endpoint });
  const stopping = new AbortController();
  const pause = (ms: number) => setTimeout(ms, undefined, { signal: stopping.signal }).catch(() => {});
  const known = new Set<string>();
  const readers: Promise<void>[] = [];

  async function deliver(records: RawRecord[]): Promise<void> {
    let batch = records;
    for (let attempt = 1; batch.length > 0 && !stopping.signal.aborted; attempt += 1) {
      const Records = batch.map(asLambdaSeesIt);
      const failures = await handler({ Records }).then(
        ({ batchItemFailures }) => batchItemFailures.map(({ itemIdentifier }) => itemIdentifier),
        () => [batch[0]?.dynamodb?.SequenceNumber],
      );
      if (failures.length === 0) return;
      const first = batch.findIndex(({ dynamodb }) => failures.includes(dynamodb?.SequenceNumber ?? ""));
      if (first > 0) attempt = 1;
      batch = batch.slice(Math.max(first, 0));
      if (attempt === ATTEMPTS) {
        batch = batch.slice(1);
        attempt = 1;
      }
      await pause(Math.min(100 * 2 ** attempt, 5_000));
    }
  }

  async function readShard(ShardId: string): Promise<void> {
    const where = {
      StreamArn: stream,
      ShardId,
      ShardIteratorType: "TRIM_HORIZON",
    } as const;
    let iterator = (await client.send(new GetShardIteratorCommand(where))).ShardIterator;
    while (iterator && !stopping.signal.aborted) {
      const page = await client.send(new GetRecordsCommand({ ShardIterator: iterator, Limit: BATCH }));
      await deliver(page.Records ?? []);
      iterator = page.NextShardIterator;
      if (!page.Records?.length) await pause(POLL_MS);
    }
  }

  async function follow(): Promise<void> {
    while (!stopping.signal.aborted) {
      const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn: stream }));
      for (const { ShardId } of StreamDescription?.Shards ?? []) {
        if (!ShardId || known.has(ShardId)) continue;
        known.add(ShardId);
        // A shard whose reading broke is taken up again at the next look.
        readers.push(readShard(ShardId).catch(() => void known.delete(ShardId)));
      }
      await pause(2_000);
    }
  }

  const following = (async () => {
    while (!stopping.signal.aborted) await follow().catch(() => pause(1_000));
  })();
  return {
    async stop() {
      stopping.abort();
      await Promise.all([following, ...readers]);
      client.destroy();
    },
  };
}

/** Lambda hands records over as JSON, in which binary values are base64. */
export function asLambdaSeesIt(record: RawRecord): StreamBatch["Records"][number] {
  const binary = (_key: string, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
  return JSON.parse(JSON.stringify({ ...record, dynamodb: record.dynamodb }, binary));
}
