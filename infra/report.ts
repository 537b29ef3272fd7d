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
  readonly helpContacts: readonly object[];
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
        HELP_CONTACTS: JSON.stringify(props.helpContacts),
      },
      timeout: HTTP_TIMEOUT,
      logRetentionDays,
    });
    storage.grantReadDirectory(this.handler);
    storage.grantReadHeader(this.handler);
    storage.grantCreateReports(this.handler);
    storage.grantReadLetters(this.handler);
    // A whole country reports less in a year than this lets through in a minute; more than it is a flood.
    api.route("POST /api/reports", this.handler, { rateLimit: 20, burstLimit: 40 });
    api.route("ANY /api/{proxy+}", this.handler);
  }
}
