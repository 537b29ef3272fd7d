import { once } from "node:events";
import { createRequire } from "node:module";
import type ses from "aws-ses-v2-local";
import { freePort } from "./ports.ts";

// The package is CommonJS behind a default export: node and a bundler would each make another thing of an import.
const { default: startServer } = createRequire(import.meta.url)("aws-ses-v2-local") as { default: typeof ses };

export interface LocalSes {
  /** Speaks SES's protocol; opened in a browser it shows the letters. */
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** A local SES with a mailbox page. It keeps letters in memory and sends none. */
export async function startSes(): Promise<LocalSes> {
  const port = await freePort();
  const server = await startServer({ host: "127.0.0.1", port });
  return {
    endpoint: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
