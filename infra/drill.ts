import { Duration } from "aws-cdk-lib";
import { Construct } from "constructs";
import { PoskoFunction } from "./function.ts";
import { wake } from "./schedule.ts";
import type { Storage } from "./storage.ts";

export interface DrillProps {
  readonly storage: Storage;
  readonly bundle: string;
  readonly unit: string;
  readonly rootJwk: string;
  readonly logRetentionDays: number;
}

/** Once a month each Satgas of the stack gets a report that is a drill. The only function that can seal; none can open. */
export class Drill extends Construct {
  readonly handler: PoskoFunction;

  constructor(scope: Construct, id: string, props: DrillProps) {
    super(scope, id);
    const { storage, bundle, logRetentionDays } = props;
    this.handler = new PoskoFunction(this, "Function", {
      bundle,
      description: "Writes each Satgas a drill once a month, and marks who did not open it",
      environment: {
        TABLE_NAME: storage.tableName,
        STACK_UNIT: props.unit,
        ROOT_JWK: props.rootJwk,
      },
      timeout: Duration.minutes(2),
      logRetentionDays,
    });
    storage.grantReadDirectory(this.handler);
    storage.grantReadSeated(this.handler);
    storage.grantReadReadiness(this.handler);
    storage.grantDrill(this.handler);
    wake(this, this.handler, Duration.hours(1), "Every hour: whose drill begins, whose was not opened");
  }
}
