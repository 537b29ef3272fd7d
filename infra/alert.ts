import { Duration, Validations } from "aws-cdk-lib";
import { FilterCriteria, FilterRule, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { PoskoFunction } from "./function.ts";
import type { PoskoHttpApi } from "./http-api.ts";
import type { Mail } from "./mail.ts";
import type { Storage } from "./storage.ts";

export interface AlertProps {
  readonly storage: Storage;
  readonly api: PoskoHttpApi;
  readonly mail: Mail;
  readonly bundle: string;
  readonly logRetentionDays: number;
}

/** Woken by the table's stream when a report arrives: tells the members that there is something in their inbox. */
export class Alert extends Construct {
  readonly handler: PoskoFunction;
  /** Where a batch is noted that could not be told. It names a place in the stream and holds nothing of a report. */
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { storage, api, mail, bundle, logRetentionDays }: AlertProps) {
    super(scope, id);
    this.handler = new PoskoFunction(this, "Function", {
      bundle,
      description: "Writes letters to the members of a Satgas when a report arrives",
      environment: { TABLE_NAME: storage.tableName, MAIL_FROM: mail.sender, ORIGIN: api.origin },
      // A batch of a hundred reports asks the table a hundred times and waits for SES at each member.
      timeout: Duration.minutes(2),
      logRetentionDays,
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
      id: "AwsSolutions-IAM5[Resource::*]",
      reason: "dynamodb:ListStreams takes no resource, and tells names of streams alone.",
    });
    storage.grantReadMembers(this.handler);
    storage.grantReadEvents(this.handler);
    storage.grantAppendEvents(this.handler);
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
            NewImage: { pk: { S: FilterRule.beginsWith("REPORT#") }, sk: { S: FilterRule.isEqual("REPORT") } },
          },
        }),
      ],
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      // What fails bars its shard. An hour bridges an outage of SES; then the rest goes on, and the alarm sounds while
      // the stream, which keeps a day, still has the record.
      maxRecordAge: Duration.hours(1),
      retryAttempts: 1_000,
      onFailure: new SqsDlq(this.deadLetters),
    });
  }
}
