/**
 * All of Posko on this machine (`npm start`): the same apps and handlers as on AWS, on parts that speak the same
 * protocols. `PORT` moves it, `POSKO_DATA` moves its data; `DYNAMODB_ENDPOINT` and `SES_ENDPOINT` let it use parts that
 * run already, `TABLE_NAME` another table, `PAGES` pages that are built; `STAMP_DIFFICULTY` makes stamps cheaper or dearer.
 */

import { once } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type ServerType, serve } from "@hono/node-server";
import { Hono } from "hono";
import { createAlert } from "../functions/alert/handler.ts";
import { readPolicy } from "../functions/clock-policy.ts";
import { createDrill } from "../functions/drill/handler.ts";
import { optionalEnv } from "../functions/env.ts";
import { createInboxApp } from "../functions/inbox/app.ts";
import { newsLetter } from "../functions/letter.ts";
import { log } from "../functions/log.ts";
import { createMailer } from "../functions/mail.ts";
import { createReportApp } from "../functions/report/app.ts";
import { createRolls } from "../functions/rolls.ts";
import { createSatgasApp } from "../functions/satgas/app.ts";
import { createSiteApp } from "../functions/site/app.ts";
import { readSite } from "../functions/site/files.ts";
import { openTable } from "../functions/table/table.ts";
import { createWatch } from "../functions/watch/handler.ts";
import { checked, isUnitCode, type UnitCode } from "../shared/kind.ts";
import type { PageSettings } from "../web/settings.ts";
import { buildSite, settleSite } from "./build-site.ts";
import { runCommand } from "./command.ts";
import { demoChain } from "./local/demo.ts";
import { createTable, startDynamoDB } from "./local/dynamodb.ts";
import { createHostPage } from "./local/host-page.ts";
import { freePort } from "./local/ports.ts";
import { startSes } from "./local/ses.ts";
import { openStores } from "./local/stores.ts";
import { pollStream } from "./local/streams.ts";

const DEFAULT_PORT = 8080;
const DEFAULT_TABLE = "posko";
/** Leading zero bits: 65,536 hashes on average, computed while she writes. */
const DIFFICULTY = 16;
/** The province that is served. */
const STACK: UnitCode = "33";
const MINUTE = 60_000;

/** Stops in the reverse order of starting. */
const started: (() => Promise<void>)[] = [];

async function stopAll(): Promise<never> {
  for (const stop of started.splice(0).reverse()) await stop().catch(() => {});
  process.exit();
}

async function listen(app: Pick<Hono, "fetch">, port: number, hostname: string): Promise<void> {
  const server: ServerType = serve({ fetch: app.fetch, port, hostname });
  await once(server, "listening");
  started.push(async () => {
    if ("closeAllConnections" in server) server.closeAllConnections();
    server.close();
  });
}

/** What a schedule does on AWS. What fails is due again, and has said so in the log. */
function every(period: number, run: () => Promise<void>): void {
  let running: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(run).catch(() => {});
  }, period);
  started.push(async () => {
    clearInterval(timer);
    await running;
  });
}

async function start(): Promise<void> {
  // The SDK asks for a region and credentials; the local parts take any.
  process.env["AWS_REGION"] ??= "ap-southeast-3";
  process.env["AWS_ACCESS_KEY_ID"] ??= "local";
  process.env["AWS_SECRET_ACCESS_KEY"] ??= "local";

  const data = resolve(process.env["POSKO_DATA"] ?? ".posko");
  const wanted = Number(process.env["PORT"] ?? DEFAULT_PORT);
  const port = await freePort(wanted);
  if (wanted !== 0 && port !== wanted) console.info(`port ${wanted} is taken; using ${port}`);
  const origin = `http://localhost:${port}`;
  const hostPort = await freePort(port + 1);
  const hostOrigin = `http://127.0.0.1:${hostPort}`;

  let dynamodb = optionalEnv("DYNAMODB_ENDPOINT");
  if (!dynamodb) {
    const engine = await startDynamoDB(join(data, "dynamodb"));
    started.push(engine.stop);
    dynamodb = engine.endpoint;
  }
  let ses = optionalEnv("SES_ENDPOINT");
  if (!ses) {
    const mailbox = await startSes();
    started.push(mailbox.stop);
    ses = mailbox.endpoint;
  }

  const tableName = optionalEnv("TABLE_NAME") ?? DEFAULT_TABLE;
  const stream = await createTable(dynamodb, tableName);
  const table = openTable(tableName, dynamodb);
  const stores = openStores(table);
  const now = () => new Date();

  const root = await demoChain(stores.satgas, data);
  const site = join(data, "site");
  // For a second stack on this machine: which one this is, and what KPU RI sees from its own.
  const stack = checked(isUnitCode, process.env["STACK_UNIT"] ?? STACK);
  const others: NonNullable<PageSettings["others"]> = JSON.parse(process.env["OTHERS"] ?? "[]");
  const inboxOrigin = optionalEnv("INBOX_ORIGIN");
  const settings = { stack, root, help: JSON.parse(process.env["HELP_CONTACTS"] ?? "[]") };
  const pageSettings = { ...settings, ...(others.length > 0 && { others }) };
  const pages = process.env["PAGES"];
  if (pages) settleSite(pages, site, pageSettings);
  else await buildSite(site, pageSettings);

  const rolls = createRolls({ satgas: stores.satgas, root, now, log });
  const parts = { ...stores, rolls, policy: readPolicy(optionalEnv("POLICY")), now, log };
  const report = createReportApp({
    ...parts,
    stack,
    difficulty: Number(optionalEnv("STAMP_DIFFICULTY") ?? DIFFICULTY),
    origin,
  });
  const inbox = createInboxApp({ ...parts, stack, origin, inboxOrigin });
  const satgas = createSatgasApp({ ...parts, stack, origin, inboxOrigin, root });
  const siteApp = createSiteApp({
    files: readSite(site),
    origin,
    others: others.map((one) => one.origin),
    frameAncestors: [hostOrigin],
  });
  // One origin for all, as behind the HTTP API.
  const posko = new Hono()
    .all("/api/inbox/*", (c) => inbox.fetch(c.req.raw))
    .all("/api/satgas/*", (c) => satgas.fetch(c.req.raw))
    .all("/api/*", (c) => report.fetch(c.req.raw))
    .all("*", (c) => siteApp.fetch(c.req.raw));
  await listen(posko, port, "localhost");
  await listen(createHostPage(origin), hostPort, "127.0.0.1");

  const mail = createMailer("posko@kpu.example", ses);
  const stepParts = { ...parts, mail, letter: newsLetter(origin) };
  const alert = createAlert(stepParts);
  started.push(pollStream(dynamodb, stream, alert).stop);
  every(5 * MINUTE, createWatch(stepParts));
  // An hour from now at the earliest: whoever looks at the demo first should not find a drill in it.
  every(60 * MINUTE, createDrill({ ...parts, stack, root }));

  // For `npm run status -- --local`.
  const running = join(data, "running.json");
  writeFileSync(running, JSON.stringify({ origin, settings: pageSettings, endpoint: dynamodb, tableName }));
  started.push(async () => rmSync(running, { force: true }));

  console.info(`
  a KPU page with the form   ${hostOrigin}/
  the form                   ${origin}/form/
  the inbox                  ${origin}/inbox/
  the mailbox of letters     ${ses}/
  the database               ${dynamodb}

  key files and passphrases  ${join(data, "keys")}
`);
  console.info(`ready: all parts are up; Ctrl-C stops them`);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stopAll());

await runCommand(
  "Write: npm start; what can be set is set by variables (docs/run/deploy.md, On one machine)",
  {},
  start,
);
if (process.exitCode) await stopAll();
