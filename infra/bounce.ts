import { Duration } from "aws-cdk-lib";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import { EmailSendingEvent, EventDestination } from "aws-cdk-lib/aws-ses";
import { Topic } from "aws-cdk-lib/aws-sns";
import { LambdaSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { PoskoFunction } from "./function.ts";
import type { Mail } from "./mail.ts";
import type { Storage } from "./storage.ts";

export interface BounceProps {
  readonly storage: Storage;
  readonly mail: Mail;
  readonly rootJwk: string;
  readonly bundle: string;
  readonly deadLetters: Queue;
  readonly logRetentionDays: number;
}

/** Told by SES that a letter did not arrive: marks the address, and passes a Satgas by whom no letter reaches. */
export class Bounce extends Construct {
  readonly handler: PoskoFunction;

  constructor(scope: Construct, id: string, props: BounceProps) {
    super(scope, id);
    const { storage, mail, bundle, deadLetters, logRetentionDays } = props;
    this.handler = new PoskoFunction(this, "Function", {
      bundle,
      description: "Marks addresses that letters do not reach",
      environment: { TABLE_NAME: storage.tableName, ROOT_JWK: props.rootJwk },
      timeout: Duration.minutes(2),
      logRetentionDays,
    });
    this.handler.configureAsyncInvoke({ onFailure: new SqsDestination(deadLetters), retryAttempts: 2 });
    storage.grantReadSeated(this.handler);
    storage.grantMarkBounced(this.handler);
    storage.grantListReports(this.handler);
    storage.grantReadHeaders(this.handler);
    storage.grantMakeDueNow(this.handler);
    const topic = new Topic(this, "Topic", { enforceSSL: true });
    topic.addSubscription(new LambdaSubscription(this.handler, { deadLetterQueue: deadLetters }));
    mail.configurationSet.addEventDestination("Feedback", {
      destination: EventDestination.snsTopic(topic),
      events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT],
    });
  }
}
