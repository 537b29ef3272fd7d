import { Construct } from "constructs";
import { HTTP_TIMEOUT, PoskoFunction } from "./function.ts";
import type { PoskoHttpApi } from "./http-api.ts";
import type { Storage } from "./storage.ts";

export interface InboxProps {
  readonly storage: Storage;
  readonly api: PoskoHttpApi;
  readonly bundle: string;
  readonly unit: string;
  readonly inboxOrigin: string | undefined;
  readonly policy: string;
  readonly rootJwk: string;
  readonly logRetentionDays: number;
}

/** What a Satgas member's browser talks to. It hands out ciphertext and cannot create a report. */
export class Inbox extends Construct {
  readonly handler: PoskoFunction;

  constructor(scope: Construct, id: string, props: InboxProps) {
    super(scope, id);
    const { storage, api, bundle, logRetentionDays } = props;
    this.handler = new PoskoFunction(this, "Function", {
      bundle,
      description: "Hands out sealed reports to members, takes proofs of opening",
      environment: {
        TABLE_NAME: storage.tableName,
        STACK_UNIT: props.unit,
        ROOT_JWK: props.rootJwk,
        ORIGIN: api.origin,
        ...(props.inboxOrigin && { INBOX_ORIGIN: props.inboxOrigin }),
        POLICY: props.policy,
      },
      timeout: HTTP_TIMEOUT,
      logRetentionDays,
    });
    storage.grantReadSeated(this.handler);
    storage.grantReadKeyring(this.handler);
    storage.grantListReports(this.handler);
    storage.grantReadHeader(this.handler);
    storage.grantReadHeaders(this.handler);
    storage.grantReadBodies(this.handler);
    storage.grantReadDirectory(this.handler);
    storage.grantReadEntries(this.handler);
    storage.grantAppendEntries(this.handler);
    storage.grantReadReadiness(this.handler);
    storage.grantMarkReadiness(this.handler);
    api.route("ANY /api/inbox/{proxy+}", this.handler);
  }
}
