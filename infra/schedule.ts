import { Duration, Stack } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { CfnSchedule } from "aws-cdk-lib/aws-scheduler";
import type { Construct } from "constructs";

/**
 * Wakes a function, for as long as the stack stands. What a run misses is due at the next one, so a run that could not
 * be started is not kept for later; an alarm hears when none ends any more.
 *
 * The parts are CloudFormation's own: the library's ready-made target may invoke every version of a function.
 */
export function wake(scope: Construct, handler: LambdaFunction, every: Duration, description: string): void {
  // A schedule hands an event over and has done; what Lambda makes of it is said here. One that waited for hours, because
  // too many others ran, must not come with a dozen like it.
  handler.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1) });
  const role = new Role(scope, "ScheduleRole", {
    assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
      // Nobody else's schedule may borrow it.
      conditions: { StringEquals: { "aws:SourceAccount": Stack.of(scope).account } },
    }),
  });
  role.addToPolicy(new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [handler.functionArn] }));
  const minutes = every.toMinutes();
  new CfnSchedule(scope, "Schedule", {
    description,
    scheduleExpression: minutes === 60 ? "rate(1 hour)" : `rate(${minutes} minutes)`,
    flexibleTimeWindow: { mode: "OFF" },
    target: { arn: handler.functionArn, roleArn: role.roleArn, retryPolicy: { maximumRetryAttempts: 0 } },
  });
}
