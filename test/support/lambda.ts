/** What Lambda does inside: loads one bundle in a process of its own and hands it one event after the other. */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

interface Invocation {
  readonly id: number;
  /** Milliseconds by which the clock is ahead while this event is handled. */
  readonly ahead: number;
  readonly event: unknown;
}

const [, , file = "", name = ""] = process.argv;
const bundle = (await import(pathToFileURL(resolve(file)).href)) as Record<string, (event: unknown) => unknown>;
const handler = bundle[name];
if (!handler) throw new Error(`the bundle has no ${name}`);

let ahead = 0;
const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...args: [] | [string | number | Date]) {
    if (args.length === 0) super(RealDate.now() + ahead);
    else super(...args);
  }
  static override now(): number {
    return RealDate.now() + ahead;
  }
} as DateConstructor;

process.on("message", async ({ id, ahead: wanted, event }: Invocation) => {
  ahead = wanted;
  try {
    process.send?.({ id, result: await handler(event) });
  } catch (error) {
    process.send?.({ id, error: String(error) });
  }
});
process.send?.({ ready: process.versions.node });
