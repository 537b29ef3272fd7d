import { Duration, Validations } from "aws-cdk-lib";
import { FilterCriteria, FilterRule, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { HEADER, PARTITION } from "../functions/table/shape.ts";
import { PoskoFunction } from "./function.ts";
import type { PoskoHttpApi } from "./http-api.ts";
import type { Mail } from "./mail.ts";
import type { Storage } from "./storage.ts";

export interface AlertProps {
  readonly storage: Storage;
  readonly api: PoskoHttpApi;
  readonly mail: Mail;
  readonly policy: string;
  readonly rootJwk: string;
  readonly bundle: string;
  readonly logRetentionDays: number;
  readonly reservedConcurrency: number | undefined;
}

/** Woken by the table's stream when a report arrives: tells the members that there is something in their inbox. */
export class Alert extends Construct {
  readonly handler: PoskoFunction;
  /**
   * Where it is noted what could not be handled: a place in the stream, which holds nothing of a report, or what SES
   * said of a letter, which holds a member's address.
   */
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: AlertProps) {
    super(scope, id);
    const { storage, api, mail, bundle, logRetentionDays } = props;
    this.handler = new PoskoFunction(this, "Function", {
      bundle,
      description: "Writes letters to the members of a Satgas when a report arrives",
      environment: {
        TABLE_NAME: storage.tableName,
        ROOT_JWK: props.rootJwk,
        MAIL_FROM: mail.sender,
        ORIGIN: api.origin,
        POLICY: props.policy,
      },
      // A batch of a hundred reports asks the table a hundred times and waits for SES at each member.
      timeout: Duration.minutes(2),
      logRetentionDays,
      reservedConcurrency: props.reservedConcurrency,
    });
    this.deadLetters = new Queue(this, "DeadLetters", {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(this.deadLetters).acknowledge({
      id: "AwsSolutions-SQS3",
      reason: "It is itself where failures end; an alarm watches that it is empty.",
    });
    storage.grantReadStream(this.handler);
    Validations.of(this.handler.permissions).acknowledge({
      id: "AwsSolutions-IAM5[Resource::<PoskoTable.Arn>/stream/*]",
      reason: "The name of a stream is the moment at which it was made; all of them are of this one table.",
    });
    storage.grantReadHeaders(this.handler);
    storage.grantMindClocks(this.handler);
    storage.grantCountLoad(this.handler);
    mail.grantSend(this.handler);
    this.handler.addEventSourceMapping("Stream", {
      eventSourceArn: storage.streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      // Its own notes go through the same stream: without the filter each letter would wake it again.
      filters: [
        FilterCriteria.filter({
          eventName: FilterRule.isEqual("INSERT"),
          dynamodb: {
            Keys: { pk: { S: FilterRule.beginsWith(PARTITION.report) }, sk: { S: FilterRule.isEqual(HEADER) } },
          },
        }),
      ],
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      // What fails bars its shard. `watch` finds every report without the stream, so a record that cannot be handled
      // makes way after minutes, and the alarm sounds while the stream, which keeps a day, still has it.
      maxRecordAge: Duration.minutes(15),
      retryAttempts: 10,
      onFailure: new SqsDlq(this.deadLetters),
    });
  }
}
