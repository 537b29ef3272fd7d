import { CfnOutput } from "aws-cdk-lib";
import type { Construct } from "constructs";

/** An output of exactly this name: by itself CDK adds a path and a hash, which no runbook can name. */
export function output(scope: Construct, name: string, value: string, description: string): void {
  new CfnOutput(scope, name, { value, description }).overrideLogicalId(name);
}
