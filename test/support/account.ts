import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished, vi } from "vitest";
import { askedOfDynamoDB } from "./dynamodb-request.ts";
import type { House } from "./house.ts";
import type { Asked } from "./iam.ts";
import { TABLE } from "./statement.ts";

export const TOPIC = "arn:aws:sns:ap-southeast-3:000000000033:Posko-33-MonitoringTopic";

export const alarm = (name: string, own: object = {}) => ({
  AlarmName: `Posko-33-Monitoring${name}12AB34CD-x1Y2z3`,
  ...{ StateValue: "OK", ActionsEnabled: true, AlarmActions: [TOPIC], ...own },
});

/**
 * The account of a stack, as the SDK's clients speak to it: the engine of the house under the name that CloudFormation
 * gives a table, CloudWatch (AWS JSON 1.0) and SNS (AWS query). Until the test ends it is where all clients go.
 *
 * @returns all that was asked, as IAM would see it
 */
export async function openAccount({ dynamodb, table }: House, alarms: readonly object[], confirmed: number) {
  const asked: Asked[] = [];
  const ours = "Posko-33-PoskoTable-1ABC";
  const server = createServer(async (request, response) => {
    const [body, target = ""] = [await text(request), String(request.headers["x-amz-target"] ?? "")];
    const answer = (type: string, content: string) => response.writeHead(200, { "content-type": type }).end(content);
    const action = target.split(".")[1];
    if (action === undefined) {
      asked.push({
        action: "sns:GetTopicAttributes",
        resource: new URLSearchParams(body).get("TopicArn") ?? "",
        context: {},
      });
      const entry = `<entry><key>SubscriptionsConfirmed</key><value>${confirmed}</value></entry>`;
      const result = `<GetTopicAttributesResult><Attributes>${entry}</Attributes></GetTopicAttributesResult>`;
      answer("text/xml", `<GetTopicAttributesResponse>${result}</GetTopicAttributesResponse>`);
    } else if (action === "DescribeAlarms" || action === "ListTables") {
      asked.push({
        action: `${action === "ListTables" ? "dynamodb" : "cloudwatch"}:${action}`,
        resource: "*",
        context: {},
      });
      const { AlarmNamePrefix = "" } = JSON.parse(body) as { AlarmNamePrefix?: string };
      const MetricAlarms = "Posko-33-".startsWith(AlarmNamePrefix.slice(0, 9)) ? alarms : [];
      answer("application/x-amz-json-1.0", JSON.stringify({ MetricAlarms, TableNames: ["other", ours] }));
    } else {
      asked.push(...askedOfDynamoDB(target, JSON.parse(body), TABLE));
      const { host: _host, connection: _connection, "content-length": _length, ...headers } = request.headers;
      const sent = {
        method: "POST",
        headers: headers as Record<string, string>,
        body: body.replaceAll(ours, table.name),
      };
      answer("application/x-amz-json-1.0", (await (await fetch(dynamodb, sent)).text()).replaceAll(table.name, ours));
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  vi.stubEnv("AWS_ENDPOINT_URL", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    server.closeAllConnections();
    server.close();
  });
  return asked;
}
