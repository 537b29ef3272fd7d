import { CfnOutput, Stack, Tags } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { unitName } from "../shared/work-unit.ts";
import { Alert } from "./alert.ts";
import { budgetCommand } from "./budget.ts";
import type { Bundles } from "./bundle.ts";
import type { StackConfig } from "./config.ts";
import { PoskoHttpApi } from "./http-api.ts";
import { Inbox } from "./inbox.ts";
import { Mail } from "./mail.ts";
import { Monitoring } from "./monitoring.ts";
import { REGION } from "./region.ts";
import { Report } from "./report.ts";
import { Site } from "./site.ts";
import { Storage } from "./storage.ts";

const stackName = (unit: string): string => `Posko-${unit}`;

/** The whole system of one province: its own table, its own functions, its own address. */
export class ProvinceStack extends Stack {
  constructor(scope: Construct, config: StackConfig, bundles: Bundles) {
    super(scope, stackName(config.unit), {
      env: { account: config.account, region: REGION },
      description: `Posko of ${unitName(config.unit)}`,
      terminationProtection: true,
      analyticsReporting: false,
    });
    Tags.of(this).add("posko:unit", config.unit);
    const { logRetentionDays } = config;
    const site = bundles.site.get(config.kpuRiThumbprint);
    if (site === undefined) throw new Error("no pages were built for this thumbprint");

    const storage = new Storage(this, "Storage");
    const api = new PoskoHttpApi(this, "HttpApi", config.hostName);
    const mail = new Mail(this, "Mail", config.senderAddress);

    const report = new Report(this, "Report", { ...config, storage, api, bundle: bundles.report });
    const inbox = new Inbox(this, "Inbox", { storage, api, bundle: bundles.inbox, logRetentionDays });
    const pages = new Site(this, "Site", { ...config, api, bundle: site });
    const alert = new Alert(this, "Alert", { storage, api, mail, bundle: bundles.alert, logRetentionDays });

    const functions = { alert: alert.handler, inbox: inbox.handler, report: report.handler, site: pages.handler };
    new Monitoring(this, "Monitoring", {
      ...config,
      functions,
      alert: alert.handler,
      deadLetters: alert.deadLetters,
      api: api.api,
    });
    new CfnOutput(this, "BudgetCommand", { value: budgetCommand(config), description: "Run once, see RUNBOOK" });
    new CfnOutput(this, "CodeHashes", {
      value: JSON.stringify(Object.fromEntries(Object.entries(functions).map(([name, it]) => [name, it.codeHash]))),
      description: "SHA-256 of each function's index.mjs, to compare with a build of the same commit",
    });
  }
}
