/** What rings, for what, and that it reaches somebody. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConfig } from "../../infra/config.ts";
import { oneStack, synthesizeEmpty } from "../support/assembly.ts";
import { temporaryDataFolder } from "../support/folder.ts";
import { readTemplate, type Template } from "../support/template.ts";

/** Lines of the log, by who writes them. */
const LINES = {
  WatchSilent: ["Watch watch-done"],
  DrillSilent: ["Drill drill-done"],
  UnreadReports: ["Alert unread", "Watch clock-unreadable", "Watch unread"],
  LettersFailing: ["Alert letter-failed", "Watch letter-failed", "Watch letters-late"],
  MembersUnreachable: ["Bounce address-marked"],
  ItemsUnreadable: ["Alert", "Bounce", "Drill", "Inbox", "Report", "Satgas", "Watch"].map(
    (one) => `${one} item-unreadable`,
  ),
  SatgasUnverified: ["Alert", "Bounce", "Drill", "Inbox", "Satgas", "Watch"].map((one) => `${one} satgas-unverified`),
  VouchEnding: ["Drill vouch-ending"],
  HolidaysMissing: ["Watch holidays-missing"],
};
/** Metrics that AWS keeps by itself, for nothing. */
const METRICS = {
  DeadLetters: "AWS/SQS ApproximateNumberOfMessagesVisible",
  LettersLate: "AWS/Lambda IteratorAge",
  ServerErrors: "AWS/ApiGateway 5xx",
};
/** Of the whole account. */
const ACCOUNT = {
  Errors: "AWS/Lambda Errors",
  Throttles: "AWS/Lambda Throttles",
  Bounces: "AWS/SES Reputation.BounceRate",
  Complaints: "AWS/SES Reputation.ComplaintRate",
};
/** Lines for which nothing rings, each with its reason. */
const SILENT = {
  "report-accepted": "is well",
  "letters-sent": "is well",
  "request-refused": "single ones are normal",
  "request-failed": "the API answers 5xx: ServerErrors",
  "record-failed": "is tried again, and ends in DeadLetters",
  "step-failed": "the run fails: Errors",
  "feedback-unreadable": "is not SES's own",
};

const folder = temporaryDataFolder();
const other = temporaryDataFolder();
let template: Template;
beforeAll(() => {
  template = readTemplate(synthesizeEmpty(oneStack(), folder.path), "Posko-33");
});
afterAll(() => {
  folder.remove();
  other.remove();
});

const nameOf = (id: string) => /^Monitoring(.*?)[0-9A-F]{8}$/.exec(id)?.[1] ?? id;
const alarmsOf = (stack: Template) =>
  Object.fromEntries(stack.of("AWS::CloudWatch::Alarm").map(({ id, properties }) => [nameOf(id), properties]));

describe("alarms", () => {
  it("ring for these lines and these metrics, and no line that somebody must hear of is without one", () => {
    const alarms = alarmsOf(template);
    expect(Object.keys(alarms).sort()).toEqual(Object.keys({ ...LINES, ...METRICS, ...ACCOUNT }).sort());
    for (const [name, metric] of Object.entries({ ...METRICS, ...ACCOUNT })) {
      expect(`${alarms[name].Namespace} ${alarms[name].MetricName}`, name).toBe(metric);
      expect(alarms[name].Dimensions === undefined, name).toBe(name in ACCOUNT);
    }
    const filters = template.of("AWS::Logs::MetricFilter").map(({ properties }) => properties);
    for (const [name, lines] of Object.entries(LINES)) {
      const { Namespace, MetricName } = alarms[name];
      const counted = filters
        .filter(
          ({ MetricTransformations: [one] }) => one.MetricNamespace === Namespace && one.MetricName === MetricName,
        )
        .flatMap(({ LogGroupName, FilterPattern }) =>
          [...FilterPattern.matchAll(/\$\.event = "([\w-]+)"/g)].map(
            ([, event]) => `${LogGroupName.replace(/FunctionLog.*/, "")} ${event}`,
          ),
        );
      expect(counted.sort(), name).toEqual(lines);
    }
    const events = [...readFileSync("functions/log.ts", "utf8").matchAll(/event: "([\w-]+)"/g)].map(([, one]) => one);
    const ringing = Object.values(LINES).flatMap((lines) => lines.map((line) => line.split(" ")[1]));
    expect([...new Set(ringing), ...Object.keys(SILENT)].sort()).toEqual([...new Set(events)].sort());
  });

  it("are counted in docs/cost.md", () => {
    // An alarm over an expression is billed for each metric that it reads.
    const alarms = template
      .of("AWS::CloudWatch::Alarm")
      .flatMap(({ properties }) => properties.Metrics?.filter((one: object) => "MetricStat" in one) ?? [0]);
    const metrics = template
      .of("AWS::Logs::MetricFilter")
      .flatMap(({ properties }) =>
        properties.MetricTransformations.map((one: { MetricName: string }) => one.MetricName),
      );
    const cost = readFileSync("docs/cost.md", "utf8");
    expect(cost).toContain(`| CloudWatch, alarm metrics | — | ${alarms.length} |`);
    expect(cost).toContain(`| CloudWatch, custom metrics | — | ${new Set(metrics).size} |`);
  });

  it("ring at the first, but for what passes by itself", () => {
    const { WatchSilent, DrillSilent, LettersFailing, LettersLate, ServerErrors, Bounces, Complaints, ...others } =
      alarmsOf(template);
    for (const [name, alarm] of Object.entries(others)) {
      const at = { Threshold: 0, EvaluationPeriods: 1, ComparisonOperator: "GreaterThanThreshold" };
      expect(alarm, name).toMatchObject({ ...at, TreatMissingData: "notBreaching" });
    }
    for (const silence of [WatchSilent, DrillSilent]) {
      const silent = { Threshold: 1, ComparisonOperator: "LessThanThreshold", TreatMissingData: "breaching" };
      expect(silence).toMatchObject({ ...silent, EvaluationPeriods: 1 });
    }
    expect([WatchSilent.Period, DrillSilent.Period]).toEqual([900, 10_800]);
    // A run of `watch` can fall out of one of the periods.
    expect(LettersFailing).toMatchObject({ Threshold: 0, Period: 300, DatapointsToAlarm: 3, EvaluationPeriods: 4 });
    expect([LettersLate, ServerErrors, Bounces, Complaints].map(({ Threshold }) => Threshold)).toEqual([
      ...[300_000, 4, 0.03, 0.0005],
    ]);
  });

  it("each goes to the operator and names its heading", () => {
    const topic = template.one("AWS::SNS::Topic", "Monitoring");
    const page = readFileSync("docs/run/on-call.md", "utf8");
    const headings = [...page.matchAll(/^### (\w+)$/gm)].map(([, name]) => name?.toLowerCase());
    for (const { AlarmActions, AlarmDescription } of Object.values(alarmsOf(template))) {
      expect(AlarmActions).toEqual([topic.id]);
      expect(headings).toContain(/ See docs\/run\/on-call\.md#(\w+)$/.exec(AlarmDescription)?.[1]);
    }
    expect(template.one("AWS::SNS::Subscription", "Monitoring").properties).toMatchObject({
      Protocol: "email",
      Endpoint: "operator@kpu.example",
      TopicArn: topic.id,
    });
    const policy = template.one("AWS::SNS::TopicPolicy", "Monitoring").properties.PolicyDocument.Statement;
    expect(policy).toContainEqual(
      expect.objectContaining({ Effect: "Allow", Principal: { Service: "cloudwatch.amazonaws.com" } }),
    );
    expect(policy).toContainEqual(
      expect.objectContaining({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
    );
  });
});

describe("in an account with several stacks", () => {
  it("what AWS counts by account rings once, and all may ring at one topic", () => {
    const [own] = oneStack();
    if (!own) throw new Error("no stack");
    const { root, operatorAlarmAddress, account } = own;
    const alarmTopicArn = `arn:aws:sns:ap-southeast-3:${account}:alarms`;
    const at = (unit: string, account: string) => ({
      ...{ account, hostName: `posko.p${unit}.kpu.example`, senderAddress: `posko@p${unit}.kpu.example` },
      certificateArn: `arn:aws:acm:ap-southeast-3:${account}:certificate/0-1`,
    });
    const stacks = readConfig({
      defaults: { root, operatorAlarmAddress, alarmTopicArn },
      stacks: { "35": at("35", "000000000001"), "34": at("34", account), "33": at("33", account) },
    });
    const assembly = synthesizeEmpty(stacks, other.path);
    const alarms = (unit: string) => Object.keys(alarmsOf(readTemplate(assembly, `Posko-${unit}`)));
    for (const unit of ["33", "35"]) expect(alarms(unit)).toEqual(expect.arrayContaining(Object.keys(ACCOUNT)));
    expect(alarms("34").sort()).toEqual(Object.keys({ ...LINES, ...METRICS }).sort());
    const shared = readTemplate(assembly, "Posko-34");
    for (const { AlarmActions } of Object.values(alarmsOf(shared))) expect(AlarmActions).toEqual([alarmTopicArn]);
    // Of SES's feedback alone.
    expect(shared.of("AWS::SNS::Topic").map(({ id }) => id)).toEqual([expect.stringMatching(/^BounceTopic/)]);
  });
});
