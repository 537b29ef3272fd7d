import { setTimeout } from "node:timers/promises";
import { type DynamoDBDocumentClient, ScanCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { createAlert } from "../../functions/alert/handler.ts";
import { createInboxApp } from "../../functions/inbox/app.ts";
import { newsLetter } from "../../functions/letter.ts";
import { createReportApp } from "../../functions/report/app.ts";
import { createRolls } from "../../functions/rolls.ts";
import { OF_A_REPORT } from "../../functions/table/shape.ts";
import { openTable, type Table } from "../../functions/table/table.ts";
import { foundSatgas } from "../../infra/local/demo.ts";
import { createTable } from "../../infra/local/dynamodb.ts";
import { openStores } from "../../infra/local/stores.ts";
import { pollStream } from "../../infra/local/streams.ts";
import { toBase64url } from "../../shared/bytes.ts";
import { defaultPolicy } from "../../shared/clock.ts";
import { type SeatKey, writeReport } from "../../shared/content/text.ts";
import type { EntryTaken } from "../../shared/contract.ts";
import { peekJws } from "../../shared/jws.ts";
import { newSigner, verifierOf } from "../../shared/key.ts";
import { hourOf } from "../../shared/moment.ts";
import { newReceipt } from "../../shared/receipt.ts";
import { reporterKeys } from "../../shared/reporter.ts";
import { ROOT } from "../../shared/satgas/vouch.ts";
import { reporterToken } from "../../shared/sign-in.ts";
import { makeStamp } from "../../shared/stamp.ts";
import { actsOn } from "../../web/inbox/acts.ts";
import { ORIGIN, post, STACK } from "../support/house.ts";
import { memberOf } from "../support/member.ts";
import { storedBytes } from "./stored-bytes.ts";

const DIFFICULTY = 4;
/** Units that edition 1 wrote in the same life; a third less is promised. */
const BEFORE = 121;
/** Characters of the account: 2 KB of words, and what still fits the largest size class. */
const [SMALL, LARGE] = [2_000, 250_000];

/** What one step of a report's life costs. */
interface Step {
  writes: number;
  /** Of them in the indexes. */
  indexed: number;
  reads: number;
}

interface Life {
  readonly steps: Readonly<Record<string, Step>>;
  /** HTTP requests to the functions; the pages' files are not among them. */
  readonly requests: number;
  readonly letters: number;
  readonly stored: number;
}

/** The same as rows of `bench/results.json`; `docs/cost.md` names some of them. */
export async function unitRows(endpoint: string) {
  const small = await countLife(endpoint, "units-small", SMALL);
  const large = await countLife(endpoint, "units-large", LARGE);
  const sum = ({ steps }: Life, of: keyof Step) => Object.values(steps).reduce((total, step) => total + step[of], 0);
  const writes = sum(small, "writes");
  const budget = (BEFORE * 2) / 3;
  const after = Object.keys(small.steps).filter((step) => step !== ACCEPTED);
  const dearer = after.map((step) => (large.steps[step]?.writes ?? 0) - (small.steps[step]?.writes ?? 0));
  return [
    {
      ...{ what: "write units of one report, whole life", value: writes, unit: "units" },
      ...{ budget: Number(budget.toFixed(1)), kept: writes <= budget },
    },
    ...Object.entries(small.steps).map(([step, { writes }]) => ({ what: `… ${step}`, value: writes, unit: "units" })),
    { what: "… of them in the indexes", value: sum(small, "indexed"), unit: "units" },
    ...Object.entries(large.steps).map(([step, { writes }]) => ({
      ...{ what: `write units of one of ${LARGE / 1000} KB, ${step}`, value: writes, unit: "units" },
    })),
    {
      ...{
        what: "… more than one of 2 KB, in any step after it was accepted",
        value: Math.max(...dearer),
        unit: "units",
      },
      ...{ budget: 0, kept: Math.max(...dearer) <= 0 },
    },
    { what: "read units of one report, whole life", value: sum(small, "reads"), unit: "units" },
    { what: "stored bytes of one report", value: small.stored, unit: "bytes" },
    { what: "requests of one report, whole life", value: small.requests, unit: "requests" },
    { what: "letters of one report, whole life", value: small.letters, unit: "letters" },
  ];
}

const ACCEPTED = "accepted";

/**
 * What DynamoDB bills for one report from the first look at the directory to "opened", as the engine says it: every
 * answer carries the units that it consumed, indexes included.
 *
 * @param characters of her account
 */
async function countLife(endpoint: string, tableName: string, characters: number): Promise<Life> {
  const stream = await createTable(endpoint, tableName);
  const table = openTable(tableName, endpoint);
  const stores = openStores(table);
  const root = await newSigner();
  const ri = await foundSatgas(stores.satgas, "01", ["Ratna"], { unit: ROOT, signer: root });
  const province = await foundSatgas(stores.satgas, "33", ["Sari"], ri);
  // Five, as in the information networks of the regencies.
  const names = ["Melati", "Kartika", "Dahlia", "Kenanga", "Cempaka"];
  const regency = await foundSatgas(stores.satgas, "3316", names, province);

  const steps: Record<string, Step> = {};
  let step: Step = { writes: 0, indexed: 0, reads: 0 };
  const begin = (name: string) => {
    step = steps[name] ??= { writes: 0, indexed: 0, reads: 0 };
  };
  countInto(() => step, table.client, await transactionFactor(table));
  const [now, log] = [() => new Date(), () => {}];
  const rolls = createRolls({ satgas: stores.satgas, root: verifierOf(root), now, log });
  const parts = { ...stores, rolls, policy: defaultPolicy, stack: STACK, origin: ORIGIN, now, log };
  const [form, inbox] = [createReportApp({ ...parts, difficulty: DIFFICULTY }), createInboxApp(parts)];
  const count = { requests: 0, letters: 0 };
  const counted = <A extends { request: typeof form.request }>(app: A) => ({
    request(path: string, init?: RequestInit) {
      count.requests += 1;
      return app.request(path, init);
    },
  });
  const ask = async (path: string, init?: RequestInit) => {
    const answer = await counted(form).request(path, init);
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  };

  // The reporter: who is there, their recipients, and the report itself, for three seats.
  begin(ACCEPTED);
  const { request, keys, proof } = await write([regency, province, ri], characters);
  await ask("/api/directory");
  for (const { unit, gen } of [regency, province, ri]) await ask(`/api/recipients/${unit}/${gen}`);
  await ask("/api/reports", post(request));

  // The table's real stream wakes `alert`.
  begin("letters to five members");
  const mail = async () => {
    count.letters += 1;
  };
  const alert = createAlert({ ...parts, mail, letter: newsLetter(ORIGIN) });
  const poller = pollStream(endpoint, stream, alert);
  const deadline = Date.now() + 30_000;
  while (count.letters < names.length && Date.now() < deadline) await setTimeout(50);
  await poller.stop();
  if (count.letters !== names.length) throw new Error(`${count.letters} letters went out`);

  // Every member looks into the inbox; the first opens the report and proves it.
  for (const [index, keyFile] of regency.keyFiles.entries()) {
    begin("five members look");
    const member = memberOf({ inbox: counted(inbox) as never, root: verifierOf(root) }, keyFile);
    const known = { place: await member.place() };
    await member.page();
    if (index > 0) continue;
    begin("opened");
    const fetched = await member.report(keys.id);
    const take = actsOn(fetched.body, {
      api: {
        report: () => Promise.reject(new Error("nobody else writes")),
        entry: async (id, request) => {
          const { status, body } = await member.ask<EntryTaken>(`reports/${id}/entries`, post(request));
          if (status >= 300) throw new Error(`an entry was refused: ${body.code}`);
          return { ok: true, value: body };
        },
      },
      ...{ signer: keyFile.signer, stack: STACK, met: () => known, meet: () => Promise.reject(new Error()) },
    });
    await take({ kind: "opened", of: 1, proof });
  }
  begin("she looks");
  const token = await reporterToken(keys.voice, ORIGIN, Math.floor(Date.now() / 1000));
  await ask("/api/mailbox", { headers: { authorization: `Bearer ${token}` } });

  // What is looked at from here on is no part of her life.
  step = { writes: 0, indexed: 0, reads: 0 };
  const { Items = [] } = await table.client.send(new ScanCommand({ TableName: tableName }));
  const own = Items.filter(({ pk }) => OF_A_REPORT.some((partition) => pk === partition + keys.id));
  return { steps, ...count, stored: storedBytes(own) };
}

/** A report as the form seals it, and what opens it. */
async function write(seats: readonly SeatKey[], characters: number) {
  const keys = await reporterKeys(newReceipt());
  const hour = hourOf(new Date());
  const content = {
    kind: "report",
    language: "id",
    answers: { unit: "3316", account: "x".repeat(characters) },
  } as const;
  const { entry, sealed } = await writeReport(content, seats, keys, { stack: STACK, at: hour, channel: "form" });
  const stamp = makeStamp({ id: keys.id, stack: STACK, hour }, DIFFICULTY);
  const { salt } = peekJws(entry) as { salt: string };
  return { keys, proof: await keys.proofOf(salt), request: { entry, hour, stamp, sealed: toBase64url(sealed) } };
}

const READS = /^(Get|BatchGet|Query|Scan|TransactGet)/;

interface Consumed {
  readonly CapacityUnits?: number | undefined;
  readonly GlobalSecondaryIndexes?: Readonly<Record<string, Consumed>> | undefined;
}

const consumed = (capacity: readonly Consumed[]): number =>
  capacity.reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
const indexed = (capacity: readonly Consumed[]): number =>
  capacity.reduce((sum, { GlobalSecondaryIndexes = {} }) => sum + consumed(Object.values(GlobalSecondaryIndexes)), 0);

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
function countInto(stepNow: () => Step, client: DynamoDBDocumentClient, transactional: number) {
  client.middlewareStack.add(
    (next, { commandName = "" }) =>
      async (args) => {
        Object.assign(args.input, { ReturnConsumedCapacity: "INDEXES" });
        const step = stepNow();
        const result = await next(args);
        const { ConsumedCapacity } = result.output as { ConsumedCapacity?: Consumed | Consumed[] };
        if (!ConsumedCapacity) throw new Error(`${commandName} did not say what it consumed`);
        const capacity = [ConsumedCapacity].flat();
        const factor = commandName.startsWith("Transact") ? transactional : 1;
        const units = consumed(capacity) * factor;
        // A question that finds nothing is billed as one of the smallest size; the local engine says 0 for it.
        if (READS.test(commandName)) {
          step.reads += Math.max(units, "ConsistentRead" in args.input && args.input.ConsistentRead ? 1 : 0.5);
        } else {
          step.writes += Math.max(units, 1);
          step.indexed += indexed(capacity) * factor;
        }
        return result;
      },
    { step: "initialize", name: "countUnits" },
  );
}
