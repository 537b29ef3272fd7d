import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A door to an engine. `refuses` may say why a request does not pass. */
export async function door(
  engine: string,
  refuses: (request: IncomingMessage, body: string) => string | undefined,
): Promise<{ endpoint: string; server: Server }> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const refusal = refuses(request, body.toString());
    if (refusal !== undefined) {
      const type = request.headers["x-amz-target"] ? "application/x-amz-json-1.0" : "text/xml";
      response.writeHead(400, { "content-type": type });
      response.end(
        type === "text/xml"
          ? `<ErrorResponse><Error><Code>${refusal}</Code><Message>${refusal}</Message></Error></ErrorResponse>`
          : JSON.stringify({ __type: refusal, message: refusal }),
      );
      return;
    }
    const { host: _host, connection: _connection, "content-length": _length, ...headers } = request.headers;
    const answer = await fetch(engine + (request.url ?? "/"), {
      method: request.method ?? "POST",
      headers: headers as Record<string, string>,
      body,
    });
    const { "content-encoding": _encoding, "content-length": _size, ...kept } = Object.fromEntries(answer.headers);
    response.writeHead(answer.status, kept);
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}
