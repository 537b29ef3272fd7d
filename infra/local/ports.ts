import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";

/** @param wanted is taken when it is free. @returns a port that is free now */
export async function freePort(wanted = 0): Promise<number> {
  const server = createServer();
  try {
    server.listen(wanted);
    await once(server, "listening");
    return (server.address() as AddressInfo).port;
  } catch (error) {
    if (wanted === 0) throw error;
    return freePort();
  } finally {
    server.close();
  }
}
