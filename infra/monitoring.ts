import { Duration, Stack } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import {
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  MathExpression,
  Metric,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { FilterPattern, MetricFilter } from "aws-cdk-lib/aws-logs";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";

/** Each by the name of its folder in `functions/`. */
type Functions = Readonly<
  Record<"report" | "inbox" | "site" | "alert" | "watch" | "bounce" | "drill", { readonly handler: LambdaFunction }>
>;

export interface MonitoringProps {
  readonly functions: Functions;
  readonly deadLetters: Queue;
  readonly api: HttpApi;
  readonly operatorAlarmAddress: string;
}

const PERIOD = Duration.minutes(5);
/** For what `drill` says every hour as long as it is so: longer than its silence, so that it rings once. */
const HOURLY = Duration.hours(3);

/** Tells the operator, by e-mail, that something is wrong, and which heading of the page says what to do. */
export class Monitoring extends Construct {
  readonly #action: SnsAction;

  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    const topic = new Topic(this, "Topic", { enforceSSL: true });
    topic.addSubscription(new EmailSubscription(props.operatorAlarmAddress));
    // A topic with a policy of its own has lost the one that lets the account's alarms in.
    const { account } = Stack.of(this);
    topic.grantPublish(
      new ServicePrincipal("cloudwatch.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": account } },
      }),
    );
    this.#action = new SnsAction(topic);

    const { deadLetters, api, functions } = props;
    const names = Object.entries(functions).map(([name, { handler }]) => [name, handler] as [string, LambdaFunction]);
    const { alert, watch, bounce, drill } = functions;
    const dead = deadLetters.metricApproximateNumberOfMessagesVisible({ period: PERIOD, statistic: "Maximum" });
    const age = alert.handler.metric("IteratorAge", { period: PERIOD, statistic: "Maximum", label: "alert" });
    const failed = api.metricServerError({ period: PERIOD, statistic: "Sum" });
    this.#alarm("DeadLetters", dead, 0, "Letters were given up: members may not know of a report.");
    this.#alarm("LettersLate", age, 5 * 60_000, "A report waits for its letters for five minutes.");
    for (const [name, one] of names) {
      this.#alarm(`${name}Errors`, one.metricErrors({ period: PERIOD }), 0, `The function ${name} failed.`);
      this.#alarm(`${name}Throttles`, one.metricThrottles({ period: PERIOD }), 0, `Too many calls of ${name} at once.`);
    }
    this.#alarm("ServerErrors", failed, 4, "The API answers with errors of its own.");
    // SES looks at an account at 5 % bounces and 0.1 % complaints, and may stop it at 10 and 0.5.
    this.#alarm("Bounces", reputation("BounceRate"), 0.03, "Too many letters bounce; SES may stop sending.");
    this.#alarm("Complaints", reputation("ComplaintRate"), 0.0005, "Letters are called spam; SES may stop sending.");

    const ran = this.#logged("WatchRuns", [watch.handler], "watch-done");
    const unread = this.#logged("Unread", [alert.handler, watch.handler], "unread");
    const unsent = this.#logged("LettersUnsent", [alert.handler, watch.handler], "letter-failed");
    const readers = [functions.report, functions.inbox, alert, watch, bounce, drill].map(({ handler }) => handler);
    const late = this.#logged("LettersWaiting", [watch.handler], "letters-late");
    const unreadable = this.#logged("ItemsUnreadable", readers, "item-unreadable");
    const clocks = this.#logged("ClocksUnreadable", [watch.handler], "clock-unreadable");
    const holidays = this.#logged("HolidaysUnknown", [watch.handler], "holidays-missing");
    const marked = this.#logged("AddressesMarked", [bounce.handler], "address-marked");
    const verifying = [functions.inbox, alert, watch, bounce, drill].map(({ handler }) => handler);
    const unverified = this.#logged("SatgasUnverified", verifying, "satgas-unverified").with({ period: HOURLY });
    const ending = this.#logged("VouchEnding", [drill.handler], "vouch-ending").with({ period: HOURLY });
    const drilled = this.#logged("DrillRuns", [drill.handler], "drill-done");
    this.#silence("WatchSilent", ran, Duration.minutes(15), "Nobody minds the clocks: watch has not come by.");
    this.#silence("DrillSilent", drilled, HOURLY, "No Satgas is drilled: drill has not come by.");
    this.#alarm("UnreadReports", unread, 0, "A report stands above its last Satgas, and nobody has opened it.");
    this.#alarm("LettersFailing", unsent, 0, "Letters could not be sent for a quarter of an hour.", 3);
    this.#alarm(
      "LettersWaiting",
      late,
      0,
      "A letter was ordered half an hour ago, and has not left to anybody, or not to all.",
    );
    this.#alarm("MembersUnreachable", marked, 0, "Letters to a member came back; her address is marked.");
    this.#alarm("ItemsUnreadable", unreadable, 0, "Something in the table cannot be read, and is passed by.");
    this.#alarm(
      "ClocksUnreadable",
      clocks,
      0,
      "A report's clock cannot be read: it is set aside, and nobody minds it.",
    );
    this.#alarm("SatgasUnverified", unverified, 0, "A Satgas does not follow from the root: no report goes there.");
    this.#alarm("VouchEnding", ending, 0, "A vouch ends within 60 days; after it no report goes there.");
    this.#alarm("HolidaysMissing", holidays, 0, "The holidays of the coming year are missing in shared/holidays.ts.");

    this.#dashboard(names, { dead, age, failed, ran, unread, unsent }, api);
  }

  /** Counts a line of the log (`functions/log.ts`). A line holds no name and no address. */
  #logged(metricName: string, from: readonly LambdaFunction[], event: string): Metric {
    const metricNamespace = `Posko/${Stack.of(this).stackName}`;
    for (const one of from) {
      new MetricFilter(one, metricName, {
        logGroup: one.logGroup,
        metricNamespace,
        metricName,
        metricValue: "1",
        filterPattern: FilterPattern.stringValue("$.event", "=", event),
      });
    }
    return new Metric({ namespace: metricNamespace, metricName, period: PERIOD, statistic: "Sum" });
  }

  /** Sounds when nothing is heard for this long. What is missing is what is wrong. */
  #silence(id: string, metric: Metric, period: Duration, what: string): void {
    metric
      .with({ period })
      .createAlarm(this, id, {
        alarmDescription: `${what} See ${heading(id)}`,
        threshold: 1,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.BREACHING,
      })
      .addAlarmAction(this.#action);
  }

  #alarm(id: string, metric: IMetric, threshold: number, what: string, periods = 1): void {
    const own =
      metric instanceof Metric ? metric : new MathExpression({ expression: "m", usingMetrics: { m: metric } });
    own
      .createAlarm(this, id, {
        alarmDescription: `${what} See ${heading(id)}`,
        threshold,
        evaluationPeriods: periods,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      })
      .addAlarmAction(this.#action);
  }

  #dashboard(names: [string, LambdaFunction][], metrics: Record<string, IMetric>, api: HttpApi): void {
    const { dead, age, failed, ran, unread, unsent } = metrics;
    const dashboard = new Dashboard(this, "Dashboard", { dashboardName: Stack.of(this).stackName });
    const of = (title: string, left: IMetric[]) => new GraphWidget({ title, left, width: 8 });
    const each = (metric: (one: LambdaFunction) => Metric) => names.map(([label, one]) => metric(one).with({ label }));
    dashboard.addWidgets(
      of("Requests", [api.metricCount({ period: PERIOD, statistic: "Sum" })]),
      of("Errors", [...(failed ? [failed] : []), ...each((one) => one.metricErrors({ period: PERIOD }))]),
      of(
        "Throttles",
        each((one) => one.metricThrottles({ period: PERIOD })),
      ),
    );
    dashboard.addWidgets(
      of("Runs of watch", ran ? [ran] : []),
      of("Reports above their last Satgas", unread ? [unread] : []),
    );
    dashboard.addWidgets(
      of("Age of the oldest untold report", age ? [age] : []),
      of(
        "Letters given up, or not sent yet",
        [dead, unsent].filter((one) => one !== undefined),
      ),
      of(
        "Milliseconds, slowest of a hundred",
        each((one) => one.metricDuration({ period: PERIOD, statistic: "p99" })),
      ),
    );
  }
}

/** `watchErrors` and `siteErrors` have one heading, `Errors`. */
const heading = (id: string) => `docs/run/on-call.md#${id.replace(/^[a-z]+/, "").toLowerCase()}`;

const reputation = (name: string): Metric =>
  new Metric({
    namespace: "AWS/SES",
    metricName: `Reputation.${name}`,
    period: Duration.hours(1),
    statistic: "Maximum",
  });
