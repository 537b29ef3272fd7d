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
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";

export interface MonitoringProps {
  readonly functions: Readonly<Record<string, LambdaFunction>>;
  /** The function that reads the stream. */
  readonly alert: LambdaFunction;
  readonly deadLetters: Queue;
  readonly api: HttpApi;
  readonly operatorAlarmAddress: string;
}

const PERIOD = Duration.minutes(5);

/** Tells the operator, by e-mail, that something is wrong and where the runbook says what to do. */
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

    const { alert, deadLetters, api } = props;
    const names = Object.entries(props.functions);
    const dead = deadLetters.metricApproximateNumberOfMessagesVisible({ period: PERIOD, statistic: "Maximum" });
    const age = alert.metric("IteratorAge", { period: PERIOD, statistic: "Maximum", label: "alert" });
    const failed = api.metricServerError({ period: PERIOD, statistic: "Sum" });
    this.#alarm("DeadLetters", dead, 0, "Letters were given up: members may not know of a report.");
    this.#alarm("LettersLate", age, 15 * 60_000, "A report waits for its letters for 15 minutes.");
    for (const [name, one] of names) {
      this.#alarm(`${name}Errors`, one.metricErrors({ period: PERIOD }), 0, `The function ${name} failed.`);
      this.#alarm(`${name}Throttles`, one.metricThrottles({ period: PERIOD }), 0, `Too many calls of ${name} at once.`);
    }
    this.#alarm("ServerErrors", failed, 4, "The API answers with errors of its own.");
    // SES looks at an account at 5 % bounces and 0.1 % complaints, and may stop it at 10 and 0.5.
    this.#alarm("Bounces", reputation("BounceRate"), 0.03, "Too many letters bounce; SES may stop sending.");
    this.#alarm("Complaints", reputation("ComplaintRate"), 0.0005, "Letters are called spam; SES may stop sending.");

    this.#dashboard(names, { dead, age, failed }, api);
  }

  #alarm(id: string, metric: IMetric, threshold: number, what: string): void {
    const own =
      metric instanceof Metric ? metric : new MathExpression({ expression: "m", usingMetrics: { m: metric } });
    own
      .createAlarm(this, id, {
        alarmDescription: `${what} See RUNBOOK, "Alarms", ${id}.`,
        threshold,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      })
      .addAlarmAction(this.#action);
  }

  #dashboard(names: [string, LambdaFunction][], { dead, age, failed }: Record<string, IMetric>, api: HttpApi): void {
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
      of("Age of the oldest untold report", age ? [age] : []),
      of("Letters given up", dead ? [dead] : []),
      of(
        "Milliseconds, slowest of a hundred",
        each((one) => one.metricDuration({ period: PERIOD, statistic: "p99" })),
      ),
    );
  }
}

const reputation = (name: string): Metric =>
  new Metric({
    namespace: "AWS/SES",
    metricName: `Reputation.${name}`,
    period: Duration.hours(1),
    statistic: "Maximum",
  });
