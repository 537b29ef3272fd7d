import { once } from "node:events";
import { Agent, request as ask, createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/**
 * - `throttled`, `failed`: refused with an answer; nothing took effect
 * - `conflict`: the same, as a transaction that met another
 * - `reset`: the connection breaks before anything took effect
 * - `lost`: it took effect, and the connection breaks before anybody hears of it
 * - `slow`: it took effect, and the answer takes its time
 * - `killed-before`, `killed-after`: who asked dies, and it took no effect, or did
 */
export type FaultKind =
  | "throttled"
  | "failed"
  | "conflict"
  | "reset"
  | "lost"
  | "slow"
  | "killed-before"
  | "killed-after";

/** One request on its way to an engine. */
export interface Passing {
  readonly operation: string;
  readonly body: string;
}

/** What the way to an engine is like. It may change at any time. */
interface Weather {
  /** What befalls this request. Asked once for each. */
  fault(passing: Passing): FaultKind | undefined;
  /** It took effect, whether or not anybody hears of it. `heard` is false when nobody does. */
  took(passing: Passing, heard: boolean): void;
  /** Ends the process that asked. */
  kill(): void;
}

export interface Way {
  readonly endpoint: string;
  weather: Weather | undefined;
  close(): Promise<void>;
}

const SLOW_MS = 15;

/** A way to an engine on which things go wrong. Without weather everything passes. */
export async function openWay(engine: string): Promise<Way> {
  const agent = new Agent({ keepAlive: true });
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => void serve(request, response).catch(() => response.destroy()));
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
  });

  function pass(request: IncomingMessage, body: Buffer): Promise<{ answer: IncomingMessage; bytes: Buffer }> {
    const { promise, resolve, reject } = Promise.withResolvers<{ answer: IncomingMessage; bytes: Buffer }>();
    const { host: _host, connection: _connection, ...headers } = request.headers;
    const forwarded = ask(engine + (request.url ?? "/"), { method: request.method ?? "POST", headers, agent });
    forwarded.on("error", reject);
    forwarded.on("response", async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk as Buffer);
      resolve({ answer, bytes: Buffer.concat(chunks) });
    });
    forwarded.end(body);
    return promise;
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const weather = proxy.weather;
    const target = request.headers["x-amz-target"];
    const passing = { operation: String(target ?? "").split(".")[1] || "SendEmail", body: body.toString() };
    const fault = weather?.fault(passing);
    if (fault === "throttled" || fault === "failed" || fault === "conflict") {
      return refuse(response, fault, target !== undefined);
    }
    if (fault === "killed-before") weather?.kill();
    if (fault === "killed-before" || fault === "reset") return void response.destroy();
    const { answer, bytes } = await pass(request, body);
    const unheard = fault === "lost" || fault === "killed-after";
    if (answer.statusCode === 200) weather?.took(passing, !unheard);
    if (fault === "killed-after") weather?.kill();
    if (unheard) return void response.destroy();
    if (fault === "slow") await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
    const { connection: _connection, "transfer-encoding": _encoding, ...headers } = answer.headers;
    response.writeHead(answer.statusCode ?? 500, { ...headers, "content-length": bytes.length });
    response.end(bytes);
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const proxy: Way = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    weather: undefined,
    async close() {
      for (const socket of sockets) socket.destroy();
      agent.destroy();
      server.close();
      await once(server, "close");
    },
  };
  return proxy;
}

const DYNAMODB = "com.amazonaws.dynamodb.v20120810#";

/** As the services themselves refuse. */
function refuse(response: ServerResponse, fault: "throttled" | "failed" | "conflict", dynamodb: boolean): void {
  const status = fault === "failed" ? 500 : 400;
  if (!dynamodb) {
    const [type, code] = fault === "failed" ? ["Receiver", "InternalFailure"] : ["Sender", "Throttling"];
    const error = `<Error><Type>${type}</Type><Code>${code}</Code><Message>Maximum sending rate exceeded.</Message></Error>`;
    response.writeHead(status, { "content-type": "text/xml" });
    response.end(`<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/">${error}</ErrorResponse>`);
    return;
  }
  const errors = {
    throttled: "ProvisionedThroughputExceededException",
    failed: "InternalServerError",
    conflict: "TransactionCanceledException",
  };
  response.writeHead(status, { "content-type": "application/x-amz-json-1.0" });
  const reasons = { CancellationReasons: [{ Code: "TransactionConflict" }, { Code: "None" }] };
  response.end(
    JSON.stringify({ __type: DYNAMODB + errors[fault], message: "no", ...(fault === "conflict" && reasons) }),
  );
}
