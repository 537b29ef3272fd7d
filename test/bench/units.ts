import { setTimeout } from "node:timers/promises";
import { type DynamoDBDocumentClient, ScanCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { createAlert } from "../../functions/alert/handler.ts";
import { createInboxApp } from "../../functions/inbox/app.ts";
import { newsLetter } from "../../functions/letter.ts";
import { createReportApp } from "../../functions/report/app.ts";
import { openTable, type Table } from "../../functions/table/table.ts";
import { type FoundedSatgas, foundSatgas } from "../../infra/local/demo.ts";
import { createTable } from "../../infra/local/dynamodb.ts";
import { openStores } from "../../infra/local/stores.ts";
import { pollStream } from "../../infra/local/streams.ts";
import { randomBytes, sha256, toBase64url } from "../../shared/bytes.ts";
import { defaultPolicy } from "../../shared/clock.ts";
import { newReceipt, reporterKeys } from "../../shared/receipt.ts";
import type { KeyFile } from "../../shared/report.ts";
import { recipientOf, seal } from "../../shared/seal.ts";
import { signIn } from "../../shared/sign-in.ts";
import { makeStamp } from "../../shared/stamp.ts";
import { storedBytes } from "./stored-bytes.ts";

const ORIGIN = "https://posko.example";
const DIFFICULTY = 4;

interface Units {
  readonly writes: number;
  readonly reads: number;
  /** HTTP requests to the functions; the pages' files are not among them. */
  readonly requests: number;
  readonly letters: number;
  readonly stored: number;
}

/** The same as rows of `bench/results.json`, which `infra/cost.ts` reads by these names. */
export async function unitRows(endpoint: string) {
  const { writes, reads, requests, letters, stored } = await countUnits(endpoint, "units");
  return [
    { what: "write units of one report, whole life", value: writes, unit: "units" },
    { what: "read units of one report, whole life", value: reads, unit: "units" },
    { what: "stored bytes of one report", value: stored, unit: "bytes" },
    { what: "requests of one report, whole life", value: requests, unit: "requests" },
    { what: "letters of one report, whole life", value: letters, unit: "letters" },
  ];
}

/**
 * What DynamoDB bills for one report from the first look at the directory to "opened", as the engine says it: every
 * answer carries the units that it consumed, indexes included.
 */
async function countUnits(endpoint: string, tableName: string): Promise<Units> {
  const stream = await createTable(endpoint, tableName);
  const table = openTable(tableName, endpoint);
  const stores = openStores(table);
  const { satgas } = stores;
  const expires = Math.floor(Date.now() / 1000) + 3600;
  const ri = await foundSatgas(satgas, "01", ["Ratna"], undefined, expires);
  const province = await foundSatgas(satgas, "33", ["Sari"], ri, expires);
  // Five, as in the information networks of the regencies.
  const members = ["Melati", "Kartika", "Dahlia", "Kenanga", "Cempaka"];
  const regency = await foundSatgas(satgas, "3316", members, province, expires);

  const count = { writes: 0, reads: 0, requests: 0, letters: 0 };
  countInto(count, table.client, await transactionFactor(table));
  const parts = { ...stores, policy: defaultPolicy, now: () => new Date(), log: () => {} };
  const form = createReportApp({ ...parts, stack: "33", difficulty: DIFFICULTY, help: [] });
  const inbox = createInboxApp({ ...parts, origin: ORIGIN });
  const mail = async () => {
    count.letters += 1;
  };
  const alert = createAlert({ ...parts, mail, letter: newsLetter(ORIGIN) });

  const ask = async (app: { request: typeof form.request }, path: string, token?: string, body?: object) => {
    count.requests += 1;
    const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
    const text = body && JSON.stringify(body);
    const init = text
      ? { method: "POST", headers: { ...headers, "content-length": `${text.length}` }, body: text }
      : {};
    const answer = await app.request(path, { headers, ...init });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  };
  const memberToken = ({ signer, unit }: KeyFile) => signIn(signer, unit, ORIGIN, Math.floor(Date.now() / 1000));

  // The reporter: who is there, who may open it, and the report itself, for three seats.
  const { request, token, proof } = await write([regency, province, ri]);
  await ask(form, "/api/directory");
  for (const { unit } of request.seats) await ask(form, `/api/directory/${unit}`);
  await ask(form, "/api/reports", undefined, request);

  // The table's real stream wakes `alert`, once for the report and once more for what `alert` itself notes.
  const poller = pollStream(endpoint, stream, alert);
  const deadline = Date.now() + 30_000;
  while (count.letters < members.length && Date.now() < deadline) await setTimeout(50);
  await poller.stop();
  if (count.letters !== members.length) throw new Error(`${count.letters} letters went out`);

  // Every member looks into the inbox; the first opens the report and proves it.
  for (const keyFile of regency.keyFiles) {
    const member = await memberToken(keyFile);
    await ask(inbox, "/api/inbox/me", member);
    await ask(inbox, "/api/inbox/reports", member);
    if (keyFile !== regency.keyFiles[0]) continue;
    await ask(inbox, `/api/inbox/reports/${request.id}`, member);
    await ask(inbox, `/api/inbox/reports/${request.id}/opened`, member, { proof });
  }
  await ask(form, "/api/mailbox", token);

  const counted = { ...count };
  const { Items = [] } = await table.client.send(
    new ScanCommand({
      TableName: tableName,
      FilterExpression: "contains(pk, :id)",
      ExpressionAttributeValues: { ":id": request.id },
    }),
  );
  return { ...counted, stored: storedBytes(Items) };
}

/** A report of 2 KB of words as the form seals it. */
async function write(satgas: readonly FoundedSatgas[]) {
  const keys = await reporterKeys(newReceipt());
  const proof = randomBytes(32);
  const recipients = await Promise.all(satgas.map(({ privateKey }) => recipientOf(privateKey.identity)));
  const request = {
    id: keys.id,
    ackHash: toBase64url(await sha256(proof)),
    seats: satgas.map(({ unit, privateKey }) => ({ unit, gen: privateKey.gen })),
    stamp: makeStamp(keys.id, DIFFICULTY),
    sealed: toBase64url(await seal({ account: "x".repeat(2000) }, recipients)),
  };
  return { request, token: keys.token, proof: toBase64url(proof) };
}

const READS = /^(Get|BatchGet|Query|Scan|TransactGet)/;

interface Consumed {
  readonly CapacityUnits?: number | undefined;
}

const consumed = (capacity: Consumed | readonly Consumed[]): number =>
  [capacity].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);

/**
 * What to multiply a transaction's units by. DynamoDB bills two units for each kilobyte that a transaction writes; the
 * local engine doubles twice and says four. So it is asked first, with one small item.
 */
async function transactionFactor({ client, name }: Table): Promise<number> {
  const Put = { TableName: name, Item: { pk: "SMALL", sk: "SMALL" } };
  const answer = await client.send(
    new TransactWriteCommand({ TransactItems: [{ Put }], ReturnConsumedCapacity: "TOTAL" }),
  );
  return 2 / consumed(answer.ConsumedCapacity ?? []);
}

/** Asks every answer for what it consumed and adds it up, so that no read or write can be forgotten. */
function countInto(count: { writes: number; reads: number }, client: DynamoDBDocumentClient, transactional: number) {
  client.middlewareStack.add(
    (next, { commandName = "" }) =>
      async (args) => {
        Object.assign(args.input, { ReturnConsumedCapacity: "INDEXES" });
        const result = await next(args);
        const { ConsumedCapacity } = result.output as { ConsumedCapacity?: Consumed | Consumed[] };
        if (!ConsumedCapacity) throw new Error(`${commandName} did not say what it consumed`);
        const units = consumed(ConsumedCapacity) * (commandName.startsWith("Transact") ? transactional : 1);
        const read = READS.test(commandName);
        // A question that finds nothing is billed as one of the smallest size; the local engine says 0 for it.
        const least = read && !("ConsistentRead" in args.input && args.input.ConsistentRead) ? 0.5 : 1;
        count[read ? "reads" : "writes"] += Math.max(units, least);
        return result;
      },
    { step: "initialize", name: "countUnits" },
  );
}
