/** What deploys is what is tested: the assembly itself, run with what its template says and with nothing else. */
import { brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { createReportStore } from "../../functions/table/report.ts";
import { createSatgasStore } from "../../functions/table/satgas.ts";
import { openTable } from "../../functions/table/table.ts";
import type { FoundedSatgas } from "../../infra/local/demo.ts";
import { type LocalSes, startSes } from "../../infra/local/ses.ts";
import { fromBase64url } from "../../shared/bytes.ts";
import type { Directory, InboxMe, InboxPage, InboxReport, MailboxStatus } from "../../shared/contract.ts";
import { hourOf, plusHours } from "../../shared/moment.ts";
import type { Report } from "../../shared/report.ts";
import { open } from "../../shared/seal.ts";
import { oneStack, synthesize, THUMBPRINT } from "../support/assembly.ts";
import { type Cloud, openCloud } from "../support/cloud.ts";
import { permitted } from "../support/dynamodb-request.ts";
import { temporaryDataFolder } from "../support/folder.ts";
import { bearer, foundChain, memberToken, post, writeReport } from "../support/house.ts";
import { list, type Properties, readTemplate, type Template } from "../support/template.ts";

const EMBEDDER = "https://kab-blora.kpu.example";
const STACK = "Posko-33";
const folder = temporaryDataFolder();
let assembly: string;
let ses: LocalSes;

beforeAll(async () => {
  const note = { id: "Contoh", en: "Example" };
  const helpContacts = [{ name: "Contoh", call: "024-000", note, lastVerified: "2026-11-22" }];
  const stacks = oneStack({
    embeddingOrigins: [EMBEDDER],
    stampDifficulty: 8,
    helpContacts,
    policy: { remindAfterHours: 20, retentionDays: 30 },
  });
  [assembly, ses] = await Promise.all([synthesize(stacks, folder.path), startSes()]);
}, 120_000);
afterAll(async () => {
  await ses.stop();
  folder.remove();
});

async function json<T>(response: Response, status = 200): Promise<T> {
  expect([response.status, await response.clone().text()]).toEqual([status, expect.any(String)]);
  return (await response.json()) as T;
}

/** The pages, as a browser asks for them. */
async function visit(cloud: Cloud): Promise<void> {
  const page = await cloud.fetch("/form/");
  const html = await page.text();
  expect(page.status).toBe(200);
  const policy = page.headers.get("content-security-policy");
  expect(policy).toContain(`script-src 'self' ${cloud.origin};`);
  expect(policy).toContain(`frame-ancestors ${EMBEDDER}`);
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(html)?.[1] ?? "no script";
  const asset = await cloud.fetch(script, { headers: { "accept-encoding": "gzip, br" } });
  expect(asset.headers.get("content-encoding")).toBe("br");
  const code = brotliDecompressSync(Buffer.from(await asset.arrayBuffer())).toString();
  expect([code.includes(THUMBPRINT), code.includes("fileName:")]).toEqual([true, false]);
  for (const path of ["/inbox/", "/embed.js"]) expect((await cloud.fetch(path)).status).toBe(200);
  // A form that its host page sandboxes asks first, from the origin `null`.
  const method = { origin: "null", "access-control-request-method": "POST" };
  const asks = await cloud.fetch("/api/reports", { method: "OPTIONS", headers: method });
  expect([asks.status, asks.headers.get("access-control-allow-origin")]).toEqual([204, "*"]);
}

/** From the first page to "opened", with SES refusing the first letters. Any step that fails, throws. */
async function journey(cloud: Cloud): Promise<void> {
  const satgas = createSatgasStore(openTable(cloud.tableName, cloud.dynamodb));
  const chain = await foundChain(satgas);
  cloud.trust(THUMBPRINT, chain.ri.thumbprint);
  cloud.refuseLetters(2);
  await visit(cloud);

  const directory = await json<Directory>(await cloud.fetch("/api/directory"));
  expect(directory.units.map(({ code }) => code)).toEqual(expect.arrayContaining(["01", "33", "3316"]));
  expect(directory.satgas).toHaveLength(3);
  expect([directory.difficulty, directory.help.map(({ name }) => name)]).toEqual([
    8,
    expect.arrayContaining(["Contoh"]),
  ]);
  expect((await cloud.fetch("/api/directory/3316")).status).toBe(200);

  const { request, receiptToken, content } = await written(chain, directory.difficulty);
  await json(await cloud.fetch("/api/reports", post(request)), 201);
  await json(await cloud.fetch("/api/reports", post(request)), 201);
  await json(await cloud.fetch("/api/reports", post({ ...request, ackHash: request.id })), 409);
  expect(await json<MailboxStatus>(await cloud.fetch("/api/mailbox", bearer(receiptToken)))).not.toHaveProperty(
    "openedAt",
  );

  const told = () => cloud.letters.map(({ to }) => to).sort();
  const members = ["kartika.3316@satgas.example", "melati.3316@satgas.example"];
  await vi.waitFor(() => expect(told()).toEqual(members), { timeout: 6_000, interval: 50 });
  for (const { text } of cloud.letters) expect(text).toContain(`${cloud.origin}/inbox/`);
  const status = async () => json<MailboxStatus>(await cloud.fetch("/api/mailbox", bearer(receiptToken)));
  await vi.waitFor(async () => expect(await status()).toHaveProperty("told"), { timeout: 6_000, interval: 50 });
  expect((await json<Directory>(await cloud.fetch("/api/directory"))).difficulty).toBe(8);
  await silence(cloud, told, members, status);
  await makesDueNow(cloud, chain);

  const [keyFile] = chain.regency.keyFiles;
  if (!keyFile) throw new Error("nobody sits in this Satgas");
  const asMember = async () => bearer(await memberToken(keyFile, Date.now(), cloud.origin));
  const me = await json<InboxMe>(await cloud.fetch("/api/inbox/me", await asMember()));
  expect((await open(fromBase64url(me.keys[0]?.sealed ?? ""), keyFile.identity)).status).toBe("opened");
  const { reports } = await json<InboxPage>(await cloud.fetch("/api/inbox/reports", await asMember()));
  expect(reports.map(({ id }) => id)).toEqual([request.id]);
  const found = await json<InboxReport>(await cloud.fetch(`/api/inbox/reports/${request.id}`, await asMember()));
  expect(await open(fromBase64url(found.sealed), chain.regency.privateKey.identity)).toMatchObject({
    status: "opened",
    content,
  });
  const opened = async (proof: string) =>
    cloud.fetch(`/api/inbox/reports/${request.id}/opened`, {
      ...post({ proof }),
      headers: { ...post({}).headers, ...(await asMember()).headers },
    });
  await json(await opened(request.id), 422);
  await json(await opened(content.proof));
  await json(await opened(content.proof));
  expect(await json<MailboxStatus>(await cloud.fetch("/api/mailbox", bearer(receiptToken)))).toHaveProperty("openedAt");
  const moved = await cloud.fetch(`/api/inbox/reports/${request.id}/stage`, {
    ...post({ from: "DITERIMA", to: "DICABUT" }),
    headers: { ...post({}).headers, ...(await asMember()).headers },
  });
  expect(await json(moved)).toEqual({ stage: "DICABUT" });
  // Once refused, once told, and the other report; its own notes, and what the inbox noted, did not wake it.
  expect(cloud.delivered()).toBe(3);
  await drill(cloud, chain.province);
  await ends(cloud, request.id, status);
  expect(cloud.denied).toEqual([]);
}

/** Nobody opens it: a second letter after a day, and at once to the next Satgas when no letter reaches this one. */
async function silence(
  cloud: Cloud,
  told: () => string[],
  members: string[],
  status: () => Promise<MailboxStatus>,
): Promise<void> {
  expect(told()).toEqual(members);
  await cloud.wake("Watch", 26);
  expect(told()).toEqual([...members, ...members].sort());
  for (const member of members) await cloud.bounceOf(member);
  await cloud.wake("Watch", 27);
  expect(cloud.letters.at(-1)?.to).toBe("sari.33@satgas.example");
  expect(await status()).toHaveProperty("climbedAt");
}

/** A month's drill reaches each Satgas of the stack; who opens hers is green, who does not is red after a week. */
async function drill(cloud: Cloud, { keyFiles: [keyFile], privateKey }: FoundedSatgas): Promise<void> {
  if (!keyFile) throw new Error("nobody sits in this Satgas");
  const asMember = async () => bearer(await memberToken(keyFile, Date.now(), cloud.origin));
  const rows = async () => (await json<InboxPage>(await cloud.fetch("/api/inbox/reports", await asMember()))).reports;
  const before = new Set((await rows()).map(({ id }) => id));
  // The last day on which a drill begins is the twentieth.
  const now = new Date();
  const hours = Math.max(0, Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 22) - now.getTime()) / 3_600_000;
  await cloud.wake("Drill", hours);
  const row = (await rows()).find(({ id }) => !before.has(id));
  const { sealed } = await json<InboxReport>(await cloud.fetch(`/api/inbox/reports/${row?.id}`, await asMember()));
  const opened = await open(fromBase64url(sealed), privateKey.identity);
  const token = opened.status === "opened" ? (opened.content as Report).drill : undefined;
  const answer = await cloud.fetch("/api/inbox/drill", {
    ...post({ token }),
    headers: { ...post({}).headers, ...(await asMember()).headers },
  });
  expect(await json(answer)).toMatchObject({ unit: "33", state: "green", opened: 1, needed: 1 });
  await cloud.wake("Drill", hours + 7 * 24 + 1);
  const me = await json<InboxMe>(await cloud.fetch("/api/inbox/me", await asMember()));
  expect([me.readiness.state, me.below]).toEqual(["green", [{ unit: "3316", state: "red" }]]);
  const later = await json<Directory>(await cloud.fetch("/api/directory", {}, hours + 1));
  expect(later.satgas.filter(({ red }) => red).map(({ unit }) => unit)).toEqual(["3316"]);
}

/** Withdrawn, kept for as long as the configuration says, and gone. */
async function ends(cloud: Cloud, id: string, status: () => Promise<MailboxStatus>): Promise<void> {
  expect(await status()).toMatchObject({ stage: "DICABUT" });
  // A long history: more than one transaction can remove.
  const reports = createReportStore(openTable(cloud.tableName, cloud.dynamodb));
  const history = Array.from({ length: 100 }, (_, index) => hourOf(plusHours(new Date(), -index)));
  await Promise.all(history.map((at) => reports.record(id, { event: "OPENED", at, member: "x" })));
  await cloud.wake("Watch", 31 * 24);
  await expect(status()).rejects.toThrow();
}

/** The first letter leaves at once, and the second when the configuration says. */
async function makesDueNow(cloud: Cloud, chain: Awaited<ReturnType<typeof foundChain>>): Promise<void> {
  const { request, keys } = await writeReport(chain, ["01"], "cerita contoh", 8);
  await json(await cloud.fetch("/api/reports", post(request)), 201);
  const letters = () => cloud.letters.filter(({ to }) => to === "ratna.01@satgas.example").length;
  const status = async () => json<MailboxStatus>(await cloud.fetch("/api/mailbox", bearer(keys.token)));
  await vi.waitFor(async () => expect(await status()).toHaveProperty("told"), { timeout: 6_000, interval: 50 });
  expect(letters()).toBe(1);
  await cloud.wake("Watch", 22);
  expect(letters()).toBe(2);
}

async function written(chain: Awaited<ReturnType<typeof foundChain>>, difficulty: number) {
  const { request, keys, content } = await writeReport(chain, ["3316", "33"], "cerita contoh", difficulty);
  return { request, content, receiptToken: keys.token };
}

type Mutate = (template: Template) => unknown;

/** @returns what was asked of AWS on the way */
async function travel(mutate?: Mutate): Promise<Cloud["asked"]> {
  const options = { assembly, stack: STACK, dynamodb: inject("dynamodb"), ses: ses.endpoint };
  const cloud = await openCloud({ ...options, ...(mutate && { mutate }) });
  await journey(cloud).finally(cloud.stop);
  return cloud.asked;
}

/** @returns what a function says when it cannot start */
async function startError(id: string, mutate: Mutate): Promise<string> {
  const cloud = await openCloud({ assembly, stack: STACK, dynamodb: inject("dynamodb"), ses: ses.endpoint, mutate });
  return cloud
    .start(id)
    .then(
      () => "",
      (error: Error) => error.message,
    )
    .finally(cloud.stop);
}

/** Breaks the template in each of these ways. @returns the ways in which a report still came through */
async function unnoticed(mutations: readonly (readonly [string, Mutate])[]): Promise<string[]> {
  const waiting = [...mutations];
  const survived: string[] = [];
  async function work(): Promise<void> {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, mutate] = next;
      await travel(mutate).then(
        () => survived.push(name),
        () => {},
      );
    }
  }
  await Promise.all([work(), work(), work()]);
  return survived;
}

const functionsOf = (template: Template) => template.of("AWS::Lambda::Function");

describe("the assembly", () => {
  it("takes a report from the first page to `opened`", async () => void (await travel()));

  it("does so beside others, as the broken ones below run", async () => {
    const whole = (name: string): [string, Mutate] => [name, () => {}];
    expect((await unnoticed(["a", "b", "c"].map(whole))).sort()).toEqual(["a", "b", "c"]);
  });
});

describe("a mistake in the template does not pass:", { timeout: 120_000 }, () => {
  const template = () => readTemplate(assembly, STACK);

  it("a variable that is missing", async () => {
    const all = functionsOf(template()).flatMap(({ id, properties }) =>
      Object.keys(properties.Environment.Variables).map((name) => ({ id, name })),
    );
    expect(all.length).toBeGreaterThanOrEqual(20);
    const without = ({ id, name }: { id: string; name: string }): Mutate => {
      return (broken) => delete broken.one("AWS::Lambda::Function", id).properties.Environment.Variables[name];
    };
    // Most keep a function from starting, and it says which. The others have to be missed on the way.
    const startsWithout = await Promise.all(
      all.map(async (one) => ((await startError(one.id, without(one))).includes(one.name) ? [] : [one])),
    );
    const quiet = startsWithout.flat();
    expect(quiet.map(({ name }) => name).sort()).toEqual(
      ["FRAME_ANCESTORS", "HELP_CONTACTS", "POLICY", "POLICY", "POLICY"].sort(),
    );
    expect(await unnoticed(quiet.map((one) => [`${one.id} ${one.name}`, without(one)]))).toEqual([]);
  });

  it("a route that is missing, misspelt or led elsewhere, or may not be taken", async () => {
    const routes = template().of("AWS::ApiGatewayV2::Route");
    const integrations = template().of("AWS::ApiGatewayV2::Integration");
    const route = (broken: Template, id: string) => broken.one("AWS::ApiGatewayV2::Route", id).properties;
    const mutations = routes.flatMap(({ id, properties }): [string, Mutate][] => {
      const [other] = integrations.filter((one) => !properties.Target.endsWith(one.id));
      const elsewhere = `integrations/${other?.id}`;
      // Without its own, stricter throttle the handing in of a report takes the route of the rest.
      const spare = properties.RouteKey === "POST /api/reports";
      return [
        [`${properties.RouteKey} led elsewhere`, (broken) => Object.assign(route(broken, id), { Target: elsewhere })],
        ...(spare ? [] : [[`${properties.RouteKey} missing`, misspell(id)] as [string, Mutate]]),
      ];
    });
    const forbidden = ["Report", "Inbox", "Site"].map((name): [string, Mutate] => [
      `${name} may not be invoked`,
      (broken) => {
        for (const { properties } of broken.of("AWS::Lambda::Permission")) {
          if (properties.FunctionName.startsWith(name)) properties.Principal = "events.amazonaws.com";
        }
      },
    ]);
    expect(await unnoticed([...mutations, ...forbidden])).toEqual([]);

    function misspell(id: string): Mutate {
      return (broken) => Object.assign(route(broken, id), { RouteKey: "GET /nowhere" });
    }
  });

  it("a filter that drops reports, or lets everything in; an answer that is not read; no stream", async () => {
    const pattern = (sk: string, eventName = "INSERT", prefix = "REPORT#") =>
      JSON.stringify({ eventName: [eventName], dynamodb: { Keys: { pk: { S: [{ prefix }] }, sk: { S: [sk] } } } });
    const mapping = (change: (properties: Properties) => void): Mutate => {
      return (broken) => change(broken.one("AWS::Lambda::EventSourceMapping").properties);
    };
    const filter = (Pattern: string) => mapping((it) => Object.assign(it.FilterCriteria, { Filters: [{ Pattern }] }));
    const mutations: [string, Mutate][] = [
      ["another sort key", filter(pattern("SEAT"))],
      ["another event", filter(pattern("REPORT", "MODIFY"))],
      ["another partition", filter(pattern("REPORT", "INSERT", "EVIDENCE#"))],
      ["no filter", mapping((it) => delete it.FilterCriteria)],
      ["failures not reported", mapping((it) => delete it.FunctionResponseTypes)],
      ["no stream", (broken) => delete broken.one("AWS::DynamoDB::Table").properties.StreamSpecification],
    ];
    expect(await unnoticed(mutations)).toEqual([]);
  });

  it("a permission that is missing", async () => {
    // A request that is denied ends the journey, as these show; so it is enough to ask, for each permission, whether
    // the journey would have been denied anything without it.
    const without = (id: string, action: string): Mutate => {
      return (broken) => {
        for (const one of broken.permissions(id)) {
          Object.assign(one, { Action: list(one.Action).filter((name) => name !== action) });
        }
      };
    };
    const shown: [string, Mutate][] = [
      ["report may not write", without("Report", "dynamodb:PutItem")],
      ["watch may not write letters", without("Watch", "ses:SendEmail")],
      ["bounce may not mark", without("Bounce", "dynamodb:UpdateItem")],
    ];
    expect(await unnoticed(shown)).toEqual([]);

    // What a function does itself; its log, its stream and its queue are used for it by Lambda.
    const own = (action: string) => /^(ses|dynamodb):/.test(action) && !/Stream|Shard|Records/.test(action);
    const asked = await travel();
    const spare: string[] = [];
    let count = 0;
    for (const { id } of functionsOf(template())) {
      const statements = template().permissions(id);
      for (const [index, statement] of statements.entries()) {
        for (const action of list(statement.Action).filter(own)) {
          count += 1;
          const rest = statements.map((one, at) =>
            at === index ? { ...one, Action: list(one.Action).filter((name) => name !== action) } : one,
          );
          if (asked.every(({ by, items }) => by !== id || permitted(rest, items)))
            spare.push(`${id} ${action} ${index}`);
        }
      }
    }
    expect(count).toBeGreaterThanOrEqual(36);
    expect(spare).toEqual([]);
  });

  it("a schedule that wakes another or may not wake, feedback that goes nowhere", async () => {
    const schedule = (name: string, change: (target: Properties, broken: Template) => void): Mutate => {
      return (broken) => change(broken.one("AWS::Scheduler::Schedule", name).properties.Target, broken);
    };
    const another = (target: Properties, broken: Template) =>
      Object.assign(target, { Arn: `${broken.one("AWS::Lambda::Function", "Site").id}.Arn` });
    const forbidden = ({ RoleArn }: Properties, broken: Template) => {
      for (const one of broken.statements(RoleArn.replace(/\.Arn$/, ""))) Object.assign(one, { Action: [] });
    };
    const destination = (broken: Template) =>
      broken.one("AWS::SES::ConfigurationSetEventDestination").properties.EventDestination;
    const mutations: [string, Mutate][] = [
      ["watch: another function", schedule("Watch", another)],
      ["watch: not permitted", schedule("Watch", forbidden)],
      ["drill: another function", schedule("Drill", another)],
      ["complaints alone", (broken) => Object.assign(destination(broken), { MatchingEventTypes: ["complaint"] })],
      [
        "another topic",
        (broken) =>
          Object.assign(destination(broken).SnsDestination, { TopicARN: broken.one("AWS::SNS::Topic", "Mon").id }),
      ],
      [
        "a sender without the configuration set",
        (broken) => {
          broken.one("AWS::SES::EmailIdentity").properties.ConfigurationSetAttributes = {};
        },
      ],
    ];
    expect(await unnoticed(mutations)).toEqual([]);
  });

  it("a sender, a runtime or an entry that is another", async () => {
    const alert = (broken: Template) => broken.one("AWS::Lambda::Function", "Alert").properties;
    const mutations: [string, Mutate][] = [
      [
        "sender",
        (broken) => Object.assign(alert(broken).Environment.Variables, { MAIL_FROM: "other@p33.kpu.example" }),
      ],
      ["runtime", (broken) => Object.assign(alert(broken), { Runtime: "nodejs22.x" })],
      ["entry", (broken) => Object.assign(alert(broken), { Handler: "index.main" })],
    ];
    expect(await unnoticed(mutations)).toEqual([]);
  });
});
