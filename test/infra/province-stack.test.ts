import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Stack } from "aws-cdk-lib";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../infra/app.ts";
import { readConfigFile } from "../../infra/config.ts";
import { sha256Of } from "../../infra/hashes.ts";
import { REGION } from "../../infra/region.ts";
import { THROTTLE } from "../../infra/throttle.ts";
import { oneStack, synthesize, synthesizeEmpty } from "../support/assembly.ts";
import { temporaryDataFolder } from "../support/folder.ts";
import { check } from "../support/iam.ts";
import { list, readTemplate, type Statement, type Template } from "../support/template.ts";

const FUNCTIONS = ["Report", "Inbox", "Satgas", "Site", "Alert", "Watch", "Bounce", "Drill"];
const NO_BUNDLES = {
  ...{ report: "", inbox: "", satgas: "", alert: "", watch: "", bounce: "", drill: "" },
  site: new Map(),
};
const folder = temporaryDataFolder();
let assembly: string;
let seconds: number;
let stacks: Template[];
let jateng: Template;
/** A stack that is alone may do without a host name. */
let nameless: Template;

beforeAll(async () => {
  const before = process.cpuUsage();
  // Throws on any finding of AwsSolutions that has no reason beside it.
  assembly = await synthesize(readConfigFile("posko.config.example.json"), folder.path);
  const { user, system } = process.cpuUsage(before);
  seconds = (user + system) / 1_000_000;
  stacks = globSync(join(assembly, "*.template.json")).map((file) =>
    readTemplate(assembly, file.slice(assembly.length + 1, -".template.json".length)),
  );
  jateng = readTemplate(assembly, "Posko-33");
  nameless = readTemplate(synthesizeEmpty(oneStack(), join(folder.path, "nameless")), "Posko-33");
}, 400_000);
afterAll(folder.remove);

const bundleOf = (name: string): string => join(folder.path, "functions", name, "index.mjs");

interface Suppressed {
  readonly cdk_nag?: { readonly rules_to_suppress: readonly { readonly id: string; readonly reason: string }[] };
}

/** What a function may do to the table, its index or its stream. */
const onTable = (name: string): Statement[] =>
  jateng.permissions(name).filter(({ Action }) => list(Action).some((action) => action.startsWith("dynamodb:")));

describe("the assembly", () => {
  it("has 39 stacks, each under 400 KB, made offline in under 60 seconds of this processor", () => {
    expect(stacks).toHaveLength(39);
    expect(Math.max(...stacks.map(({ text }) => text.length))).toBeLessThan(400_000);
    expect(seconds).toBeLessThan(60);
  });

  it("has no finding of AwsSolutions, and none of CloudFormation's own validation", () => {
    const report = join(assembly, "validation-report.json");
    const found = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")).pluginReports : [];
    expect(found.flatMap(({ violations = [] }: { violations?: unknown[] }) => violations)).toEqual([]);
  });

  it("is not made when a rule is broken without a reason", () => {
    const app = createApp([], NO_BUNDLES, join(folder.path, "broken"));
    new Queue(new Stack(app, "Broken"), "Queue");
    expect(() => app.synth()).toThrow();
    const report = readFileSync(join(folder.path, "broken/validation-report.json"), "utf8");
    expect(report).toContain("AwsSolutions-SQS3");
  });

  it("gives a reason for every rule it sets aside", () => {
    const reasons = Object.values<{ Metadata?: Suppressed }>(JSON.parse(jateng.text).Resources).flatMap(
      ({ Metadata }) => Metadata?.cdk_nag?.rules_to_suppress ?? [],
    );
    for (const { reason } of reasons) expect(reason.length).toBeGreaterThan(40);
    const wide = "AwsSolutions-IAM5[Resource::<PoskoTable.Arn>/stream/*]";
    const functions = reasons.map(({ id }) => id).filter((id) => !/-IAM5/.test(id) || id === wide);
    expect(new Set(functions)).toEqual(
      new Set(["AwsSolutions-APIG1", "AwsSolutions-APIG4", "AwsSolutions-SQS3", wide]),
    );
  });

  it("points to no other region", () => {
    for (const { text } of stacks) {
      const regions = text.match(/\b(?:us|eu|ap|sa|ca|me|af|il|mx|cn)-(?:gov-)?[a-z]+-\d\b/g) ?? [];
      expect(new Set(regions)).toEqual(new Set([REGION]));
      expect(text).not.toMatch(/CloudFront|Edge|Global::/i);
    }
    const manifest = JSON.parse(readFileSync(join(assembly, "manifest.json"), "utf8"));
    const where = Object.values<{ type: string; environment?: string }>(manifest.artifacts)
      .filter(({ type }) => type === "aws:cloudformation:stack")
      .map(({ environment = "" }) => environment.split("/").at(-1));
    expect(new Set(where)).toEqual(new Set([REGION]));
  });

  it("keeps source maps beside the bundles, not in them", () => {
    expect(globSync(join(assembly, "asset.*/**/*.map"))).toEqual([]);
    expect(globSync(join(folder.path, "functions/source-maps/*.map"))).toHaveLength(FUNCTIONS.length);
  });

  it("says what each function runs, in hashes that a build of the same commit can be compared with", () => {
    const hashes = JSON.parse(JSON.parse(jateng.text).Outputs.CodeHashes.Value);
    const built = JSON.parse(readFileSync(join(folder.path, "functions/manifest.json"), "utf8"));
    expect(Object.keys(hashes)).toEqual(FUNCTIONS.map((name) => name.toLowerCase()).sort());
    expect(hashes).toEqual(built);
    for (const { id, properties } of jateng.of("AWS::Lambda::Function")) {
      const asset = `asset.${properties.Code.S3Key.replace(/\.zip$/, "")}`;
      const name = FUNCTIONS.find((one) => id.startsWith(one))?.toLowerCase() ?? id;
      expect(sha256Of(join(assembly, asset, "index.mjs"))).toBe(hashes[name]);
    }
  });

  it("names its outputs as the runbook does", () => {
    const names = ({ text }: Template) => Object.keys(JSON.parse(text).Outputs).sort();
    const always = ["BudgetCommand", "CodeHashes", "Dkim1", "Dkim2", "Dkim3", "Origin"];
    expect(names(jateng)).toEqual([...always, "HostNameTarget"].sort());
    // Without a host name of its own.
    expect(names(nameless)).toEqual(always);
  });

  it("keeps a function small, and the one that all reporters wait for smaller", () => {
    const size = (name: string) => statSync(bundleOf(name)).size;
    expect(size("report")).toBeLessThanOrEqual(500_000);
    for (const name of FUNCTIONS) expect(size(name.toLowerCase())).toBeLessThanOrEqual(550_000);
  });

  it("holds no code that could open a report: what only age's decrypter says is in no function", () => {
    const marks = ["no identity matched any of the file's recipients", "ciphertext is too small"];
    const age = ["index", "stream"].map((name) => readFileSync(`node_modules/age-encryption/dist/${name}.js`, "utf8"));
    const found = (text: string) => marks.filter((mark) => text.includes(mark));
    expect(found(age.join())).toEqual(marks);
    const bundles = FUNCTIONS.map((name) => [name, readFileSync(bundleOf(name.toLowerCase()), "utf8")] as const);
    expect(bundles.filter(([, text]) => found(text).length > 0).map(([name]) => name)).toEqual([]);
    // The drill alone can seal. That this is found shows that a build keeps such words.
    const sealing = "can encrypt to at most one passphrase";
    expect(bundles.filter(([, text]) => text.includes(sealing)).map(([name]) => name)).toEqual(["Drill"]);
  });
});

describe("the table", () => {
  it("is backed up, encrypted, kept when the stack goes, and paid by use", () => {
    const { id, properties, deletionPolicy } = jateng.one("AWS::DynamoDB::Table");
    expect(id).toBe("PoskoTable");
    expect(deletionPolicy).toBe("Retain");
    expect(properties).toMatchObject({
      BillingMode: "PAY_PER_REQUEST",
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
      SSESpecification: { SSEEnabled: true },
      StreamSpecification: { StreamViewType: "KEYS_ONLY" },
      TimeToLiveSpecification: { AttributeName: "expires", Enabled: true },
    });
  });

  it("copies no sealed bytes into an index", () => {
    for (const { Projection } of jateng.one("AWS::DynamoDB::Table").properties.GlobalSecondaryIndexes) {
      expect(Projection.ProjectionType).toBe("INCLUDE");
      expect(Projection.NonKeyAttributes).not.toContain("sealed");
    }
  });
});

describe("least privilege, beside what `permissions.test.ts` says of the table", () => {
  it("is written in actions, keys and operators that there are", () => {
    const policies = jateng.of("AWS::IAM::Policy");
    expect(policies.length).toBeGreaterThanOrEqual(FUNCTIONS.length);
    for (const { properties } of policies) check(properties.PolicyDocument.Statement);
  });

  it("every request to the table names its partition", () => {
    for (const statement of FUNCTIONS.flatMap(onTable)) {
      const stream = list(statement.Resource).every((one) => one === "PoskoTable.Arn/stream/*");
      if (!stream) expect(statement.Condition?.["Null"]).toEqual({ "dynamodb:LeadingKeys": "false" });
    }
  });

  it("alert and watch alone send mail, and only as the sender", () => {
    for (const name of FUNCTIONS) {
      const mail = jateng.permissions(name).filter(({ Action }) => list(Action).some((one) => one.startsWith("ses:")));
      expect(mail.map(({ Action, Condition }) => [Action, Condition])).toEqual(
        ["Alert", "Watch"].includes(name)
          ? [["ses:SendEmail", { StringEquals: { "ses:FromAddress": "posko@p33.kpu.example" } }]]
          : [],
      );
      for (const { Resource } of mail) expect(list(Resource).join()).toMatch(/identity\/Mail.*configuration-set\/Mail/);
    }
  });

  it("site may do nothing but write its log", () => {
    expect(jateng.permissions("Site").map(({ Action, Resource }) => [Action, Resource])).toEqual([
      [["logs:CreateLogStream", "logs:PutLogEvents"], expect.stringMatching(/^SiteFunctionLog.*\.Arn$/)],
    ]);
  });

  it("has no wildcard but the one with a reason, and no managed policy of AWS's", () => {
    const wide = FUNCTIONS.flatMap((name) =>
      jateng
        .permissions(name)
        .filter(({ Action, Resource }) => [...list(Action), ...list(Resource)].join().includes("*")),
    );
    expect(wide.map(({ Resource }) => Resource)).toEqual(["PoskoTable.Arn/stream/*"]);
    expect(jateng.text).not.toMatch(/ManagedPolicyArns|:iam::aws:policy/);
  });
});

describe("functions", () => {
  it("are alike: Node 24 on arm64, logs kept 30 days at most", () => {
    const functions = jateng.of("AWS::Lambda::Function");
    expect(functions).toHaveLength(FUNCTIONS.length);
    for (const { properties } of functions) {
      expect(properties).toMatchObject({ Runtime: "nodejs24.x", Architectures: ["arm64"], Handler: "index.handler" });
      const group = jateng.one("AWS::Logs::LogGroup", properties.LoggingConfig.LogGroup);
      expect(group.properties.RetentionInDays).toBeLessThanOrEqual(30);
    }
  });

  it("hold no secret", () => {
    for (const { properties } of jateng.of("AWS::Lambda::Function")) {
      expect(Object.keys(properties.Environment.Variables).join()).not.toMatch(/SECRET|TOKEN|PASSWORD|_KEY/);
    }
    expect(jateng.text).not.toMatch(/AKIA|AGE-SECRET-KEY|PRIVATE KEY/);
  });
});

describe("the stream", () => {
  it("wakes alert for what is new, tells failures one by one, and gives up into an alarmed queue", () => {
    const { properties } = jateng.one("AWS::Lambda::EventSourceMapping");
    expect(properties).toMatchObject({
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      StartingPosition: "TRIM_HORIZON",
      MaximumRecordAgeInSeconds: 900,
    });
    const queue = jateng.one("AWS::SQS::Queue");
    expect(properties.DestinationConfig.OnFailure.Destination).toBe(`${queue.id}.Arn`);
    expect(queue.properties).toMatchObject({ SqsManagedSseEnabled: true, MessageRetentionPeriod: 14 * 86_400 });
    expect(JSON.stringify(jateng.one("AWS::SQS::QueuePolicy").properties)).toContain('"aws:SecureTransport":"false"');
    const alarm = jateng.one("AWS::CloudWatch::Alarm", "MonitoringDeadLetters").properties;
    expect(alarm.Dimensions).toEqual([{ Name: "QueueName", Value: `${queue.id}.QueueName` }]);
  });
});

describe("the API", () => {
  it("is throttled, the handing in of reports more than the rest, and keeps no access log", () => {
    const { properties } = jateng.one("AWS::ApiGatewayV2::Stage");
    expect(properties.AccessLogSettings).toBeUndefined();
    expect(properties.DefaultRouteSettings.ThrottlingRateLimit).toBe(THROTTLE.rateLimit);
    expect(properties.RouteSettings["POST /api/reports"].ThrottlingRateLimit).toBeGreaterThanOrEqual(50);
    expect(jateng.text).not.toMatch(/AccessLog|sourceIp/i);
  });

  it("has one address: its own, or the host name", () => {
    const own = `${nameless.one("AWS::ApiGatewayV2::Api").id}.ApiEndpoint`;
    expect(nameless.one("AWS::ApiGatewayV2::Api").properties.DisableExecuteApiEndpoint).not.toBe(true);
    expect(nameless.of("AWS::ApiGatewayV2::DomainName")).toEqual([]);
    expect(jateng.one("AWS::ApiGatewayV2::Api").properties.DisableExecuteApiEndpoint).toBe(true);
    for (const name of ["Site", "Inbox", "Alert"]) {
      const variables = (stack: Template) => stack.one("AWS::Lambda::Function", name).properties.Environment.Variables;
      expect(variables(nameless)["ORIGIN"]).toBe(own);
      expect(variables(jateng)["ORIGIN"]).toBe("https://posko.p33.kpu.example");
    }
  });

  it("lets those embed the form whom the configuration names, and else nobody", () => {
    const ancestors = (stack: Template) =>
      stack.one("AWS::Lambda::Function", "Site").properties.Environment.Variables["FRAME_ANCESTORS"];
    expect(ancestors(jateng)).toBe("https://p33.kpu.example https://kab-blora.kpu.example");
    expect(ancestors(readTemplate(assembly, "Posko-51"))).toBe("");
  });
});
