/** What API Gateway does of itself: it takes a route, and says a request and its answer in Lambda's words. */
import type { Resource } from "./template.ts";

/** The route that API Gateway takes: a whole path before a greedy one, a method before any, `$default` last. */
export function bestRoute(routes: readonly Resource[], method: string, path: string): Resource | undefined {
  const rank = ({ properties }: Resource): number => {
    if (properties.RouteKey === "$default") return 1;
    const [verb, pattern = ""] = String(properties.RouteKey).split(" ");
    if (verb !== "ANY" && verb !== method) return 0;
    const prefix = pattern.replace(/\{\w+\+\}$/, "");
    const fits = prefix === pattern ? path === pattern : path.startsWith(prefix) && path.length > prefix.length;
    if (!fits) return 0;
    return (prefix === pattern ? 1_000 : 10 + prefix.length) * 2 + (verb === "ANY" ? 0 : 1);
  };
  const [best] = [...routes].sort((a, b) => rank(b) - rank(a));
  return best && rank(best) > 0 ? best : undefined;
}

export async function httpEvent(request: Request, routeKey: string, domainName: string): Promise<object> {
  const { pathname, search } = new URL(request.url);
  const body = await request.text();
  return {
    version: "2.0",
    routeKey,
    rawPath: pathname,
    rawQueryString: search.slice(1),
    headers: { ...Object.fromEntries(request.headers), host: domainName },
    queryStringParameters: Object.fromEntries(new URLSearchParams(search)),
    requestContext: {
      accountId: "000000000033",
      apiId: "a1b2c3",
      domainName,
      domainPrefix: "a1b2c3",
      http: { method: request.method, path: pathname, protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: "test" },
      requestId: "test",
      routeKey,
      stage: "$default",
      time: "22/Nov/2026:04:00:00 +0000",
      timeEpoch: 1_795_320_000_000,
    },
    isBase64Encoded: false,
    ...(body !== "" && { body }),
  };
}

export interface HttpResult {
  readonly statusCode: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

export function response({ statusCode, headers = {}, body = "", isBase64Encoded }: HttpResult): Response {
  const bytes = Buffer.from(body, isBase64Encoded ? "base64" : "utf8");
  return new Response(statusCode === 204 ? null : bytes, { status: statusCode, headers });
}
