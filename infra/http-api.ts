import { Stack, Validations } from "aws-cdk-lib";
import {
  type CfnStage,
  DomainName,
  HttpApi,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  SecurityPolicy,
} from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { output } from "./output.ts";
import { THROTTLE } from "./throttle.ts";

/** Both or neither. */
interface HostProps {
  readonly hostName?: string | undefined;
  /** Issued for the host name before, so that no deployment waits for the DNS. */
  readonly certificateArn?: string | undefined;
}

export interface Throttle {
  readonly rateLimit: number;
  readonly burstLimit: number;
}

/**
 * One origin for the pages and the API, in this region alone: no edge network in front of it, whose machines stand
 * abroad. It writes no access log, because every format of one holds an address or a time to the second.
 *
 * The API is made before the functions, so they can be told its address; its routes are made after them, by each.
 */
export class PoskoHttpApi extends Construct {
  /** The https origin of everything. */
  readonly origin: string;
  readonly api: HttpApi;
  readonly #stage: HttpStage;
  readonly #routeSettings: Record<string, object> = {};
  readonly #integrations = new Map<IFunction, HttpLambdaIntegration>();

  constructor(scope: Construct, id: string, { hostName, certificateArn }: HostProps) {
    super(scope, id);
    this.api = new HttpApi(this, "Api", {
      apiName: Stack.of(this).stackName,
      createDefaultStage: false,
      // Two addresses would be two origins: sign-in and the page's policy know one.
      disableExecuteApiEndpoint: hostName !== undefined,
    });
    const domainMapping = hostName && certificateArn && { domainName: this.#domain(hostName, certificateArn) };
    this.#stage = new HttpStage(this, "Stage", {
      httpApi: this.api,
      stageName: "$default",
      autoDeploy: true,
      throttle: THROTTLE,
      ...(domainMapping && { domainMapping }),
    });
    Validations.of(this.#stage).acknowledge({
      id: "AwsSolutions-APIG1",
      reason: "An access log holds addresses or times to the second, which could tell who reported; metrics count.",
    });
    this.origin = hostName === undefined ? this.api.apiEndpoint : `https://${hostName}`;
    output(this, "Origin", this.origin, "The form is under /form/, the inbox /inbox/");
  }

  /** @param path such as `POST /api/reports`, or `$default` for what no other route takes */
  route(path: string, handler: IFunction, throttle?: Throttle): void {
    const integration = this.#integrations.get(handler) ?? new HttpLambdaIntegration(handler.node.id, handler);
    this.#integrations.set(handler, integration);
    const [method = "", pattern] = path.split(" ");
    const routeKey = pattern === undefined ? HttpRouteKey.DEFAULT : HttpRouteKey.with(pattern, method as never);
    const route = new HttpRoute(this, path, { httpApi: this.api, routeKey, integration });
    Validations.of(route).acknowledge({
      id: "AwsSolutions-APIG4",
      reason: "A reporter has no account. The functions check receipts, and members' signatures, themselves.",
    });
    if (!throttle) return;
    this.#routeSettings[path] = {
      ThrottlingRateLimit: throttle.rateLimit,
      ThrottlingBurstLimit: throttle.burstLimit,
    };
    const stage = this.#stage.node.defaultChild as CfnStage;
    stage.routeSettings = this.#routeSettings;
    // A stage refuses settings of a route that is not there yet.
    stage.node.addDependency(route);
  }

  #domain(hostName: string, certificateArn: string): DomainName {
    const certificate = Certificate.fromCertificateArn(this, "Certificate", certificateArn);
    const domain = new DomainName(this, "HostName", {
      domainName: hostName,
      certificate,
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
    output(this, "HostNameTarget", domain.regionalDomainName, `Make ${hostName} a CNAME of this`);
    return domain;
  }
}
