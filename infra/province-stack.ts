import { Stack, Tags } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { unitName } from "../shared/work-unit.ts";
import { Alert } from "./alert.ts";
import { Bounce } from "./bounce.ts";
import { budgetCommand } from "./budget.ts";
import type { Bundles } from "./bundle.ts";
import type { StackConfig } from "./config.ts";
import { Drill } from "./drill.ts";
import { PoskoHttpApi } from "./http-api.ts";
import { Inbox } from "./inbox.ts";
import { Mail } from "./mail.ts";
import { Monitoring } from "./monitoring.ts";
import { Operators } from "./operators.ts";
import { output } from "./output.ts";
import { REGION } from "./region.ts";
import { Report } from "./report.ts";
import { Satgas } from "./satgas.ts";
import { Site } from "./site.ts";
import { Storage } from "./storage.ts";
import { Watch } from "./watch.ts";

/** Context of a stack's first deployment: `npm run cdk -- deploy Posko-33 --context first=yes`. */
const FIRST = "first";

const stackName = (unit: string): string => `Posko-${unit}`;

/** The whole system of one province: its own table, its own functions, its own address. */
export class ProvinceStack extends Stack {
  constructor(scope: Construct, config: StackConfig, bundles: Bundles) {
    super(scope, stackName(config.unit), {
      env: { account: config.account, region: REGION },
      description: `Posko of ${unitName(config.unit)}`,
      // On from the second deployment: one that fails at first must be deleted to be made again.
      terminationProtection: scope.node.tryGetContext(FIRST) === undefined,
      analyticsReporting: false,
    });
    Tags.of(this).add("posko:unit", config.unit);
    const { logRetentionDays, reservedConcurrency } = config;
    const policy = JSON.stringify(config.policy);
    const rootJwk = JSON.stringify(config.root);
    const site = bundles.site.get(config.unit);
    if (site === undefined) throw new Error("no pages were built for this stack");

    const storage = new Storage(this, "Storage");
    const api = new PoskoHttpApi(this, "HttpApi", config);
    const mail = new Mail(this, "Mail", config.senderAddress);
    const common = { storage, api, mail, policy, rootJwk, logRetentionDays };

    const report = new Report(this, "Report", { ...config, storage, api, bundle: bundles.report });
    const inbox = new Inbox(this, "Inbox", { ...config, ...common, bundle: bundles.inbox });
    const satgas = new Satgas(this, "Satgas", { ...config, ...common, bundle: bundles.satgas });
    const pages = new Site(this, "Site", { ...config, api, bundle: site });
    const alert = new Alert(this, "Alert", { ...common, reservedConcurrency, bundle: bundles.alert });
    const watch = new Watch(this, "Watch", { ...common, reservedConcurrency, bundle: bundles.watch });
    const { deadLetters } = alert;
    const bounce = new Bounce(this, "Bounce", { ...common, deadLetters, bundle: bundles.bounce });
    const drill = new Drill(this, "Drill", { ...common, unit: config.unit, bundle: bundles.drill });

    const functions = { alert, bounce, drill, inbox, report, satgas, site: pages, watch };
    const { alarms } = new Monitoring(this, "Monitoring", { ...config, functions, deadLetters, api: api.api });
    new Operators(this, "Operators", { storage, mail, deadLetters, alarms });
    output(this, "BudgetCommand", budgetCommand(config), "Run once, see docs/run/deploy.md");
    const hashes = Object.entries(functions).map(([name, { handler }]) => [name, handler.codeHash]);
    output(
      this,
      "CodeHashes",
      JSON.stringify(Object.fromEntries(hashes)),
      "SHA-256 of each function's index.mjs, to compare with a build of the same commit",
    );
  }
}
