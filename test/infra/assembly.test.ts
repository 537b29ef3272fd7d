/** What deploys is what is tested: the assembly itself, run with what its template says and with nothing else. */
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type LocalSes, startSes } from "../../infra/local/ses.ts";
import { oneStack, synthesize } from "../support/assembly.ts";
import { type Cloud, openCloud } from "../support/cloud.ts";
import { permitted } from "../support/dynamodb-request.ts";
import { temporaryDataFolder } from "../support/folder.ts";
import { DIFFICULTY, EMBEDDER, HELP, journey, POLICY } from "../support/journey.ts";
import { list, type Properties, readTemplate, type Template } from "../support/template.ts";

const STACK = "Posko-33";
const folder = temporaryDataFolder();
let assembly: string;
let ses: LocalSes;

beforeAll(async () => {
  const stacks = oneStack({
    embeddingOrigins: [EMBEDDER],
    stampDifficulty: DIFFICULTY,
    helpContacts: [HELP],
    policy: POLICY,
  });
  [assembly, ses] = await Promise.all([synthesize(stacks, folder.path), startSes()]);
}, 300_000);
afterAll(async () => {
  await ses.stop();
  folder.remove();
});

type Mutate = (template: Template) => unknown;

/** @returns what it saw on the way */
async function travel(mutate?: Mutate): Promise<Pick<Cloud, "asked" | "answered">> {
  const options = { assembly, stack: STACK, dynamodb: inject("dynamodb"), ses: ses.endpoint };
  const cloud = await openCloud({ ...options, ...(mutate && { mutate }) });
  await journey(cloud).finally(cloud.stop);
  return cloud;
}

/** The one that nothing breaks. */
let whole: ReturnType<typeof travel>;

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

describe("the assembly", { timeout: 300_000 }, () => {
  it("takes a report from the first page to its tombstone", async () => {
    whole = travel();
    await whole;
  });

  it("does so beside others, as the broken ones below run", async () => {
    await Promise.all([travel(), travel()]);
  });
});

describe("a mistake in the template does not pass:", { timeout: 600_000 }, () => {
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
    const cloud = await openCloud({ assembly, stack: STACK, dynamodb: inject("dynamodb"), ses: ses.endpoint });
    const quiet: typeof all = [];
    const startsWithout = async (one: (typeof all)[number]) => {
      const said = await cloud.startWithout(one.id, one.name).catch((error: Error) => error.message);
      if (!said?.includes(one.name)) quiet.push(one);
    };
    const byFunction = [...Map.groupBy(all, ({ id }) => id).values()].map(async (its) => {
      for (const one of its) await startsWithout(one);
    });
    await Promise.all(byFunction).finally(cloud.stop);
    expect(quiet.map(({ name }) => name).sort()).toEqual(["FRAME_ANCESTORS", "POLICY", "POLICY", "POLICY"].sort());
    expect(await unnoticed(quiet.map((one) => [`${one.id} ${one.name}`, without(one)]))).toEqual([]);
  });

  it("a route that is missing, misspelt or led elsewhere, or may not be taken", async () => {
    // A request that meets no route, or another's function, ends the journey, as these show; so it is enough to ask
    // whether the journey has been answered through each of them.
    const route = (broken: Template) =>
      broken.of("AWS::ApiGatewayV2::Route").find(({ properties }) => properties.RouteKey === "ANY /api/inbox/{proxy+}")
        ?.properties ?? {};
    const integrations = template().of("AWS::ApiGatewayV2::Integration");
    const [other] = integrations.filter((one) => !route(template()).Target.endsWith(one.id));
    const shown: [string, Mutate][] = [
      ["misspelt", (broken) => Object.assign(route(broken), { RouteKey: "GET /nowhere" })],
      ["led elsewhere", (broken) => Object.assign(route(broken), { Target: `integrations/${other?.id}` })],
      [
        "may not be invoked",
        (broken) => {
          for (const { properties } of broken.of("AWS::Lambda::Permission")) {
            if (properties.FunctionName.startsWith("Inbox")) properties.Principal = "events.amazonaws.com";
          }
        },
      ],
    ];
    expect(await unnoticed(shown)).toEqual([]);
    const routes = template()
      .of("AWS::ApiGatewayV2::Route")
      .map(({ properties }) => properties.RouteKey);
    const { answered } = await whole;
    expect(routes.filter((key) => !answered.has(key))).toEqual([]);
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
    const { asked } = await whole;
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
