import { Construct } from "constructs";
import { SITE_FOLDER } from "./bundle.ts";
import { HTTP_TIMEOUT, PoskoFunction } from "./function.ts";
import type { PoskoHttpApi } from "./http-api.ts";

export interface SiteProps {
  readonly api: PoskoHttpApi;
  readonly bundle: string;
  readonly embeddingOrigins: readonly string[];
  readonly others: readonly { readonly origin: string }[];
  readonly logRetentionDays: number;
}

/** The built pages. It is handed no table and may do nothing. */
export class Site extends Construct {
  readonly handler: PoskoFunction;

  constructor(scope: Construct, id: string, { api, bundle, embeddingOrigins, others, logRetentionDays }: SiteProps) {
    super(scope, id);
    this.handler = new PoskoFunction(this, "Function", {
      bundle,
      description: "Serves the form, the inbox and the loader",
      environment: {
        ...{ SITE_FOLDER, ORIGIN: api.origin, FRAME_ANCESTORS: embeddingOrigins.join(" ") },
        ...(others.length > 0 && { OTHER_STACKS: others.map(({ origin }) => origin).join(" ") }),
      },
      timeout: HTTP_TIMEOUT,
      logRetentionDays,
    });
    api.route("$default", this.handler);
  }
}
