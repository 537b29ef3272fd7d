import { Duration } from "aws-cdk-lib";
import { Construct } from "constructs";
import { PoskoFunction } from "./function.ts";
import type { PoskoHttpApi } from "./http-api.ts";
import type { Mail } from "./mail.ts";
import { wake } from "./schedule.ts";
import type { Storage } from "./storage.ts";

export interface WatchProps {
  readonly storage: Storage;
  readonly api: PoskoHttpApi;
  readonly mail: Mail;
  readonly bundle: string;
  readonly policy: string;
  readonly rootJwk: string;
  readonly logRetentionDays: number;
  readonly reservedConcurrency: number | undefined;
}

/** Comes by every five minutes and does what is due: no report stays unread in silence. */
export class Watch extends Construct {
  readonly handler: PoskoFunction;

  constructor(scope: Construct, id: string, props: WatchProps) {
    super(scope, id);
    const { storage, api, mail, bundle, logRetentionDays } = props;
    this.handler = new PoskoFunction(this, "Function", {
      bundle,
      description: "Reminds, lets a report climb, raises the alarm, removes what was kept long enough",
      environment: {
        TABLE_NAME: storage.tableName,
        ROOT_JWK: props.rootJwk,
        MAIL_FROM: mail.sender,
        ORIGIN: api.origin,
        POLICY: props.policy,
      },
      // It takes nothing new after three minutes; the rest is for the letters of what it has taken.
      timeout: Duration.minutes(5),
      logRetentionDays,
      reservedConcurrency: props.reservedConcurrency,
    });
    storage.grantReadHeaders(this.handler);
    storage.grantMindClocks(this.handler);
    storage.grantFindDue(this.handler);
    storage.grantPurge(this.handler);
    storage.grantFindBodies(this.handler);
    mail.grantSend(this.handler);
    wake(this, this.handler, Duration.minutes(5), "Every five minutes: what is due");
  }
}
