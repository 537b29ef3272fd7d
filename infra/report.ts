import { Construct } from "constructs";
import { HTTP_TIMEOUT, PoskoFunction } from "./function.ts";
import type { PoskoHttpApi } from "./http-api.ts";
import type { Storage } from "./storage.ts";

export interface ReportProps {
  readonly storage: Storage;
  readonly api: PoskoHttpApi;
  readonly bundle: string;
  readonly unit: string;
  readonly stampDifficulty: number;
  readonly logRetentionDays: number;
}

/** What a reporter's browser talks to: the only one that may create a report. */
export class Report extends Construct {
  readonly handler: PoskoFunction;

  constructor(scope: Construct, id: string, props: ReportProps) {
    super(scope, id);
    const { storage, api, bundle, logRetentionDays } = props;
    this.handler = new PoskoFunction(this, "Function", {
      bundle,
      description: "Takes sealed reports, shows their status, lists the Satgas",
      environment: {
        TABLE_NAME: storage.tableName,
        STACK_UNIT: props.unit,
        STAMP_DIFFICULTY: String(props.stampDifficulty),
        ORIGIN: api.origin,
      },
      timeout: HTTP_TIMEOUT,
      logRetentionDays,
    });
    storage.grantReadDirectory(this.handler);
    storage.grantReadHeader(this.handler);
    storage.grantCreateReports(this.handler);
    storage.grantReadEntries(this.handler);
    storage.grantReadSatgas(this.handler);
    storage.grantReadLetters(this.handler);
    // It counts before a stamp is seen, so junk must not fill it: the stamp is what slows a flood.
    api.route("POST /api/reports", this.handler, { rateLimit: 50, burstLimit: 200 });
    api.route("ANY /api/{proxy+}", this.handler);
  }
}
