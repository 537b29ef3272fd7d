/** How a stack is deployed: by whom, what for the first time, and within which limits of AWS. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConfigFile } from "../../infra/config.ts";
import { HTTP_TIMEOUT } from "../../infra/function.ts";
import { REGION } from "../../infra/region.ts";
import { synthesizeEmpty } from "../support/assembly.ts";
import { temporaryDataFolder } from "../support/folder.ts";
import { list, readTemplate, type Statement, type Template } from "../support/template.ts";

const folder = temporaryDataFolder();
let assembly: string;
/** Has all that can be configured, and has nothing of it. */
let jateng: Template;
let bali: Template;
beforeAll(() => {
  const stacks = readConfigFile("posko.config.example.json").filter(({ unit }) => ["33", "51"].includes(unit));
  assembly = synthesizeEmpty(stacks, folder.path);
  [jateng, bali] = [readTemplate(assembly, "Posko-33"), readTemplate(assembly, "Posko-51")];
});
afterAll(folder.remove);

/** What CloudFormation has to be allowed for each type of resource, as far as it makes, changes or removes one. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  "AWS::ApiGatewayV2::Api": ["apigateway:POST", "apigateway:PATCH", "apigateway:DELETE"],
  "AWS::ApiGatewayV2::ApiMapping": ["apigateway:POST", "apigateway:PATCH", "apigateway:DELETE"],
  "AWS::ApiGatewayV2::DomainName": ["apigateway:POST", "iam:CreateServiceLinkedRole"],
  "AWS::ApiGatewayV2::Integration": ["apigateway:POST", "apigateway:PATCH", "apigateway:DELETE"],
  "AWS::ApiGatewayV2::Route": ["apigateway:POST", "apigateway:PATCH", "apigateway:DELETE"],
  "AWS::ApiGatewayV2::Stage": ["apigateway:POST", "apigateway:PATCH", "apigateway:DELETE", "apigateway:PUT"],
  "AWS::CloudWatch::Alarm": ["cloudwatch:PutMetricAlarm", "cloudwatch:DeleteAlarms"],
  // It is never deleted.
  "AWS::DynamoDB::Table": ["dynamodb:CreateTable", "dynamodb:UpdateTable", "dynamodb:UpdateContinuousBackups"],
  "AWS::IAM::ManagedPolicy": ["iam:CreatePolicy", "iam:CreatePolicyVersion", "iam:DeletePolicy"],
  "AWS::IAM::Policy": ["iam:PutRolePolicy", "iam:DeleteRolePolicy"],
  "AWS::IAM::Role": ["iam:CreateRole", "iam:UpdateRole", "iam:DeleteRole", "iam:PassRole"],
  "AWS::Lambda::EventInvokeConfig": ["lambda:PutFunctionEventInvokeConfig", "lambda:DeleteFunctionEventInvokeConfig"],
  "AWS::Lambda::EventSourceMapping": ["lambda:CreateEventSourceMapping", "lambda:DeleteEventSourceMapping"],
  "AWS::Lambda::Function": ["lambda:CreateFunction", "lambda:UpdateFunctionCode", "s3:GetObject", "iam:PassRole"],
  "AWS::Lambda::Permission": ["lambda:AddPermission", "lambda:RemovePermission"],
  "AWS::Logs::LogGroup": ["logs:CreateLogGroup", "logs:PutRetentionPolicy", "logs:DeleteLogGroup"],
  "AWS::Logs::MetricFilter": ["logs:PutMetricFilter", "logs:DeleteMetricFilter"],
  "AWS::SES::ConfigurationSet": ["ses:CreateConfigurationSet", "ses:DeleteConfigurationSet"],
  "AWS::SES::ConfigurationSetEventDestination": [
    ...["ses:CreateConfigurationSetEventDestination", "ses:DeleteConfigurationSetEventDestination"],
  ],
  "AWS::SES::EmailIdentity": ["ses:CreateEmailIdentity", "ses:PutEmailIdentityFeedbackAttributes"],
  "AWS::SNS::Subscription": ["sns:Subscribe", "sns:Unsubscribe"],
  "AWS::SNS::Topic": ["sns:CreateTopic", "sns:DeleteTopic"],
  "AWS::SNS::TopicPolicy": ["sns:SetTopicAttributes"],
  "AWS::SQS::Queue": ["sqs:CreateQueue", "sqs:DeleteQueue"],
  "AWS::SQS::QueuePolicy": ["sqs:SetQueueAttributes"],
  "AWS::Scheduler::Schedule": ["scheduler:CreateSchedule", "scheduler:DeleteSchedule", "iam:PassRole"],
};

describe("the policy that CloudFormation deploys with", () => {
  const text = readFileSync("infra/execution-policy.json", "utf8");
  const statements: (Statement & { readonly Sid: string })[] = JSON.parse(text).Statement;
  const actions = statements.flatMap(({ Action }) => list(Action));

  it("covers every type of resource in a stack, and no service beside those", () => {
    const types = new Set([jateng, bali].flatMap(({ resources }) => resources.map(({ type }) => type)));
    expect([...types].sort()).toEqual(Object.keys(NEEDED).sort());
    const needed = new Set(Object.values(NEEDED).flat());
    expect([...needed].filter((action) => !actions.includes(action))).toEqual([]);
    const services = (all: Iterable<string>) => new Set([...all].map((action) => action.split(":")[0]));
    // For the table's key, and for the version of what `cdk bootstrap` made.
    expect(services(actions)).toEqual(new Set([...services(needed), "kms", "ssm"]));
  });

  it("names its actions, all but some by what begins as a stack of ours does, and fits into one policy", () => {
    expect(actions.filter((action) => action.includes("*"))).toEqual([]);
    expect(actions).not.toContain("dynamodb:DeleteTable");
    const wide = statements.filter(({ Resource }) => list(Resource).includes("*"));
    expect(wide.map(({ Sid }) => Sid)).toEqual(["TableKey", "WithoutAName"]);
    for (const { Condition } of wide) expect(JSON.stringify(Condition)).toContain(REGION);
    expect(JSON.stringify(JSON.parse(text)).length).toBeLessThan(6_144);
  });
});

describe("the first deployment", () => {
  const protectedIn = (directory: string) =>
    JSON.parse(readFileSync(join(directory, "manifest.json"), "utf8")).artifacts["Posko-33"].properties
      .terminationProtection;

  it("alone is of a stack that can be deleted, because one that failed has to be", () => {
    const first = temporaryDataFolder();
    const stacks = readConfigFile("posko.config.example.json").filter(({ unit }) => unit === "33");
    const directory = synthesizeEmpty(stacks, first.path, { first: "yes" });
    expect([protectedIn(assembly), protectedIn(directory)]).toEqual([true, false]);
    // All else is the same: the second deployment does nothing but protect.
    expect(readTemplate(directory, "Posko-33").text).toBe(jateng.text);
    first.remove();
  });

  it("waits for no DNS: the certificate was issued before", () => {
    expect(jateng.of("AWS::CertificateManager::Certificate")).toEqual([]);
    const [{ CertificateArn }] = jateng.one("AWS::ApiGatewayV2::DomainName").properties.DomainNameConfigurations;
    expect(CertificateArn).toMatch(/^arn:aws:acm:ap-southeast-3:000000000033:certificate\//);
  });
});

describe("a limit of AWS", () => {
  const seconds = ({ properties }: { properties: { Timeout: number } }) => properties.Timeout;
  const one = (name: string) => jateng.one("AWS::Lambda::Function", name);

  it("of time is not met: a function ends before whoever waits for it", () => {
    // The API waits for 30 seconds unless an integration says less.
    for (const { properties } of jateng.of("AWS::ApiGatewayV2::Integration")) {
      expect(properties.TimeoutInMillis).toBeUndefined();
      expect(seconds(one(properties.IntegrationUri.replace(/\.Arn$/, "")))).toBe(HTTP_TIMEOUT.toSeconds());
    }
    expect(HTTP_TIMEOUT.toSeconds()).toBeLessThan(30);
    for (const { properties } of jateng.of("AWS::Scheduler::Schedule")) {
      const [, count = "", unit = ""] = /^rate\((\d+) (minute|hour)s?\)$/.exec(properties.ScheduleExpression) ?? [];
      const period = Number(count) * (unit === "hour" ? 3_600 : 60);
      expect(seconds(one(properties.Target.Arn.replace(/\.Arn$/, "")))).toBeLessThanOrEqual(period);
    }
    // A record of the stream is given up after fifteen minutes: time for more than one try.
    const { MaximumRecordAgeInSeconds } = jateng.one("AWS::Lambda::EventSourceMapping").properties;
    expect(seconds(one("Alert")) * 2).toBeLessThan(MaximumRecordAgeInSeconds);
  });

  it("of calls at once is kept from watch and alert where it is configured, and from no other", () => {
    const reserved = (stack: Template) =>
      stack
        .of("AWS::Lambda::Function")
        .flatMap(({ id, properties: { ReservedConcurrentExecutions: calls } }) =>
          calls === undefined ? [] : [[id.replace(/Function.*/, ""), calls]],
        );
    expect(reserved(jateng)).toEqual([
      ["Alert", 5],
      ["Watch", 5],
    ]);
    expect(reserved(bali)).toEqual([]);
  });
});

it("a stack can be told by its API's name, and gets no mail of SES's", () => {
  expect(jateng.one("AWS::ApiGatewayV2::Api").properties.Name).toBe("Posko-33");
  const { FeedbackAttributes } = jateng.one("AWS::SES::EmailIdentity").properties;
  expect(FeedbackAttributes).toEqual({ EmailForwardingEnabled: false });
});

it("cfn-lint finds nothing, where it is installed", { timeout: 240_000 }, () => {
  const files = ["33", "51"].map((unit) => join(assembly, `Posko-${unit}.template.json`));
  // CDK says a dependency that a reference says already: W3005.
  const command = [...files, "--regions", REGION, "--ignore-checks", "W3005"];
  const { error, status, stdout } = spawnSync("cfn-lint", command, { encoding: "utf8" });
  if (error) console.info("cfn-lint is not installed: the templates were not looked at by it");
  else expect([status, stdout]).toEqual([0, ""]);
});
