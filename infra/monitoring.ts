import { Duration, Stack } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { ComparisonOperator, Metric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { FilterPattern, MetricFilter } from "aws-cdk-lib/aws-logs";
import { type ITopic, Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";

/** Each by the name of its folder in `functions/`. */
type Functions = Readonly<
  Record<
    "report" | "inbox" | "satgas" | "site" | "alert" | "watch" | "bounce" | "drill",
    { readonly handler: LambdaFunction }
  >
>;

export interface MonitoringProps {
  readonly functions: Functions;
  readonly deadLetters: Queue;
  readonly api: HttpApi;
  readonly operatorAlarmAddress: string;
  /** A topic that is there already; nothing for one of the stack's own. */
  readonly alarmTopicArn?: string | undefined;
  /** Whether this stack rings for what AWS counts by account. */
  readonly accountAlarms: boolean;
}

const PERIOD = Duration.minutes(5);
/** For what `drill` says every hour as long as it is so: longer than its silence, so that it rings once. */
const HOURLY = Duration.hours(3);

/**
 * Tells the operator, by e-mail, that something is wrong, and which heading of the page says what to do.
 *
 * CloudWatch charges each alarm, and each metric that is made from the log. So lines that call for the same act share
 * one; but none that goes on for long shares with another, which would come unheard while it rings.
 */
export class Monitoring extends Construct {
  readonly alarms: ITopic;
  readonly #action: SnsAction;

  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    this.alarms = this.#topic(props);
    this.#action = new SnsAction(this.alarms);

    const { deadLetters, api, functions } = props;
    const { report, inbox, satgas, alert, watch, bounce, drill } = functions;
    const dead = deadLetters.metricApproximateNumberOfMessagesVisible({ period: PERIOD, statistic: "Maximum" });
    const age = alert.handler.metric("IteratorAge", { period: PERIOD, statistic: "Maximum" });
    const failed = api.metricServerError({ period: PERIOD, statistic: "Sum" });
    this.#alarm("DeadLetters", dead, 0, "Letters were given up: members may not know of a report.");
    this.#alarm("LettersLate", age, 5 * 60_000, "A report waits for its letters for five minutes.");
    this.#alarm("ServerErrors", failed, 4, "The API answers with errors of its own.");
    if (props.accountAlarms) this.#accountAlarms();

    const unread = this.#logged("Unread", [
      [alert, "unread"],
      [watch, "unread"],
      [watch, "clock-unreadable"],
    ]);
    const late: Line[] = [
      [alert, "letter-failed"],
      [watch, "letter-failed"],
      [watch, "letters-late"],
    ];
    const unsent = this.#logged("LettersUnsent", late);
    const readers = [report, inbox, satgas, alert, watch, bounce, drill];
    const unreadable = this.#logged("ItemsUnreadable", lines("item-unreadable", readers));
    const verifying = [inbox, satgas, alert, watch, bounce, drill];
    const unverified = this.#logged("SatgasUnverified", lines("satgas-unverified", verifying), HOURLY);
    const ending = this.#logged("VouchEnding", [[drill, "vouch-ending"]], HOURLY);
    const holidays = this.#logged("HolidaysUnknown", [[watch, "holidays-missing"]]);
    const marked = this.#logged("AddressesMarked", [[bounce, "address-marked"]]);
    const ran = this.#logged("WatchRuns", [[watch, "watch-done"]], Duration.minutes(15));
    const drilled = this.#logged("DrillRuns", [[drill, "drill-done"]], HOURLY);
    this.#silence("WatchSilent", ran, "Nobody minds the clocks: watch has not come by.");
    this.#silence("DrillSilent", drilled, "No Satgas is drilled: drill has not come by.");
    this.#alarm("UnreadReports", unread, 0, "Nobody has opened a report, and no clock brings it to anybody else.");
    this.#alarm("LettersFailing", unsent, 0, "Letters do not leave, for a quarter of an hour.", [3, 4]);
    this.#alarm("MembersUnreachable", marked, 0, "Letters to a member came back; her address is marked.");
    this.#alarm("ItemsUnreadable", unreadable, 0, "Something in the table cannot be read, and is passed by.");
    this.#alarm("SatgasUnverified", unverified, 0, "A Satgas does not follow from the root: no report goes there.");
    this.#alarm("VouchEnding", ending, 0, "A vouch ends within 60 days; after it no report goes there.");
    this.#alarm("HolidaysMissing", holidays, 0, "The holidays of the coming year are missing in shared/holidays.ts.");
  }

  /** Where alarms go: to the stack's own topic and its one reader, or to one that several stacks share. */
  #topic({ alarmTopicArn, operatorAlarmAddress }: MonitoringProps): ITopic {
    if (alarmTopicArn !== undefined) return Topic.fromTopicArn(this, "Topic", alarmTopicArn);
    const topic = new Topic(this, "Topic", { enforceSSL: true });
    topic.addSubscription(new EmailSubscription(operatorAlarmAddress));
    // A topic with a policy of its own has lost the one that lets the account's alarms in.
    const { account } = Stack.of(this);
    topic.grantPublish(
      new ServicePrincipal("cloudwatch.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": account } },
      }),
    );
    return topic;
  }

  /** Of metrics that AWS keeps for all functions and all mail of the account: one each, in one stack of the account. */
  #accountAlarms(): void {
    const errors = LambdaFunction.metricAllErrors({ period: PERIOD });
    const throttles = LambdaFunction.metricAllThrottles({ period: PERIOD });
    this.#alarm("Errors", errors, 0, "A function failed.");
    this.#alarm("Throttles", throttles, 0, "Too many calls at once.");
    // SES looks at an account at 5 % bounces and 0.1 % complaints, and may stop it at 10 and 0.5.
    this.#alarm("Bounces", reputation("BounceRate"), 0.03, "Too many letters bounce; SES may stop sending.");
    this.#alarm("Complaints", reputation("ComplaintRate"), 0.0005, "Letters are called spam; SES may stop sending.");
  }

  /** Counts lines of the log (`functions/log.ts`), as one metric. A line holds no name and no address. */
  #logged(metricName: string, from: readonly Line[], period = PERIOD): Metric {
    const metricNamespace = `Posko/${Stack.of(this).stackName}`;
    const byFunction = Map.groupBy(from, ([{ handler }]) => handler);
    for (const [handler, its] of byFunction) {
      new MetricFilter(handler, metricName, {
        logGroup: handler.logGroup,
        metricNamespace,
        metricName,
        metricValue: "1",
        filterPattern: FilterPattern.any(...its.map(([, event]) => FilterPattern.stringValue("$.event", "=", event))),
      });
    }
    return new Metric({ namespace: metricNamespace, metricName, period, statistic: "Sum" });
  }

  /** Sounds when nothing is heard for this long. What is missing is what is wrong. */
  #silence(id: string, metric: Metric, what: string): void {
    metric
      .createAlarm(this, id, {
        alarmDescription: `${what} See ${heading(id)}`,
        threshold: 1,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.BREACHING,
      })
      .addAlarmAction(this.#action);
  }

  /** @param periods in how many of how many it has to be above the threshold */
  #alarm(id: string, metric: Metric, threshold: number, what: string, [periods, of] = [1, 1]): void {
    metric
      .createAlarm(this, id, {
        alarmDescription: `${what} See ${heading(id)}`,
        threshold,
        datapointsToAlarm: periods,
        evaluationPeriods: of,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      })
      .addAlarmAction(this.#action);
  }
}

const heading = (id: string) => `docs/run/on-call.md#${id.toLowerCase()}`;

/** A line of the log by its event, and who writes it. */
type Line = readonly [{ readonly handler: LambdaFunction }, string];
const lines = (event: string, writers: readonly Line[0][]) => writers.map((one): Line => [one, event]);

const reputation = (name: string): Metric =>
  new Metric({
    namespace: "AWS/SES",
    metricName: `Reputation.${name}`,
    period: Duration.hours(1),
    statistic: "Maximum",
  });
