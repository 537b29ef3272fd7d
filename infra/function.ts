import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { codeHash } from "./bundle.ts";

export interface PoskoFunctionProps {
  /** Folder with `index.mjs`. */
  readonly bundle: string;
  readonly description: string;
  /** By the names in `functions/env.ts`. */
  readonly environment: Readonly<Record<string, string>>;
  readonly logRetentionDays: number;
  readonly timeout: Duration;
  /** Calls at once that are kept free for it, and are its most; nothing when it shares with all of the account. */
  readonly reservedConcurrency?: number | undefined;
}

/** What every function of ours has in common. It may do nothing but write its own log until something is granted. */
export class PoskoFunction extends LambdaFunction {
  /** Its role, for the reason of a permission that needs one. */
  readonly permissions: Role;
  readonly codeHash: string;

  constructor(scope: Construct, id: string, props: PoskoFunctionProps) {
    // What is logged is a closed union without an address or an id, so nothing is lost when a group goes.
    const logGroup = new LogGroup(scope, `${id}Log`, {
      retention: props.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // Without a role of its own it would get AWS's managed policy, which writes to every log of the account.
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    logGroup.grantWrite(role);
    super(scope, id, {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: "index.handler",
      code: Code.fromAsset(props.bundle),
      description: props.description,
      environment: props.environment,
      timeout: props.timeout,
      // Memory buys processor: at 512 MB a cold start takes a third of what it takes at 128.
      memorySize: 512,
      ...(props.reservedConcurrency !== undefined && { reservedConcurrentExecutions: props.reservedConcurrency }),
      logGroup,
      role,
    });
    this.permissions = role;
    this.codeHash = codeHash(props.bundle);
  }
}

/** API Gateway gives up after 30 seconds; a browser that waits longer than this is better told to try again. */
export const HTTP_TIMEOUT = Duration.seconds(15);
