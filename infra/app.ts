/**
 * Makes the stacks, offline: `Posko-33` for each province in the configuration, and `Posko-01` for KPU RI.
 * `POSKO_CONFIG` names another file than `posko.config.json`; with `--or-example` the example stands in for a missing
 * one (`npm run synth`), which nobody can deploy.
 */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { type Bundles, bundleFunctions } from "./bundle.ts";
import { runCommand } from "./command.ts";
import { pageSettingsOf, readConfigFile, type StackConfig } from "./config.ts";
import { ProvinceStack } from "./province-stack.ts";

/**
 * @param outDir receives the assembly
 * @param context what the CDK command is told with `--context`
 * @throws when a rule of AwsSolutions is broken and no reason is given
 */
export function createApp(stacks: readonly StackConfig[], bundles: Bundles, outDir: string, context = {}): App {
  const app = new App({ analyticsReporting: false, outdir: outDir, context });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { writeSuppressionsToCloudFormation: true }));
  for (const config of stacks) new ProvinceStack(app, config, bundles);
  return app;
}

async function main(orExample: boolean): Promise<void> {
  const own = process.env["POSKO_CONFIG"] ?? "posko.config.json";
  const file = existsSync(own) || !orExample ? own : "posko.config.example.json";
  const stacks = readConfigFile(file);
  const bundles = await bundleFunctions(resolve("dist/functions"), stacks.map(pageSettingsOf));
  // The CDK command says where the assembly goes.
  createApp(stacks, bundles, process.env["CDK_OUTDIR"] ?? "cdk.out").synth();
  console.info(`${stacks.length} stacks from ${file}; what each function runs is in dist/functions/manifest.json`);
}

const USAGE = "Write: npm run synth, or npm run cdk -- deploy Posko-33";

if (import.meta.main) {
  const options = { "or-example": { type: "boolean", default: false } } as const;
  await runCommand(USAGE, { options }, ({ values }) => main(values["or-example"]));
}
