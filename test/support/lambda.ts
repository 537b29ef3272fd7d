/** What Lambda does inside: loads one bundle in a process of its own and hands it one event after the other. */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

interface Invocation {
  readonly id: number;
  readonly event: unknown;
}

const [, , file = "", name = ""] = process.argv;
const bundle = (await import(pathToFileURL(resolve(file)).href)) as Record<string, (event: unknown) => unknown>;
const handler = bundle[name];
if (!handler) throw new Error(`the bundle has no ${name}`);

process.on("message", async ({ id, event }: Invocation) => {
  try {
    process.send?.({ id, result: await handler(event) });
  } catch (error) {
    process.send?.({ id, error: String(error) });
  }
});
process.send?.({ ready: process.versions.node });
