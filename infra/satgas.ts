import { Construct } from "constructs";
import { HTTP_TIMEOUT, PoskoFunction } from "./function.ts";
import type { PoskoHttpApi } from "./http-api.ts";
import type { Storage } from "./storage.ts";

export interface SatgasProps {
  readonly storage: Storage;
  readonly api: PoskoHttpApi;
  readonly bundle: string;
  readonly unit: string;
  readonly inboxOrigin: string | undefined;
  readonly rootJwk: string;
  readonly logRetentionDays: number;
}

/** The one writer of invitations, cards, rolls, keyrings and vouches. It reads no report and opens nothing. */
export class Satgas extends Construct {
  readonly handler: PoskoFunction;

  constructor(scope: Construct, id: string, props: SatgasProps) {
    super(scope, id);
    const { storage, api, bundle, logRetentionDays } = props;
    this.handler = new PoskoFunction(this, "Function", {
      bundle,
      description: "Takes what a Satgas signs about itself and those below it",
      environment: {
        TABLE_NAME: storage.tableName,
        STACK_UNIT: props.unit,
        ROOT_JWK: props.rootJwk,
        ORIGIN: api.origin,
        ...(props.inboxOrigin && { INBOX_ORIGIN: props.inboxOrigin }),
      },
      timeout: HTTP_TIMEOUT,
      logRetentionDays,
    });
    storage.grantReadDirectory(this.handler);
    storage.grantChangeSatgas(this.handler);
    api.route("ANY /api/satgas/{proxy+}", this.handler);
  }
}
